"""An answer in cells reads back as it was written, and says what is wrong in words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.drafts import Reference, Said
from assessment.offline.columns import read, write
from assessment.written import read_answer, read_references, read_signs, write_reference
from frameworks.loader import load
from frameworks.scores import State

FRAMEWORK = load("planting-the-flag", "2011.1")
QUESTION = next(question for question in FRAMEWORK.questions.values() if len(question.warning_signs) == 2)

# As the forms keep it: stripped, and with plain line ends.
written = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60).map(str.strip)
lines = st.lists(written, max_size=3).map("\n".join).map(str.strip)
one_line = written.map(lambda text: " ".join(text.splitlines()).strip())
references = st.builds(
    Reference,
    title=one_line.filter(bool),
    where=one_line,
    page=one_line.map(lambda text: text[:40].strip()),
    dated=st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1)),
)
content = {
    "warnings": st.sets(st.sampled_from([1, 2])).map(lambda some: tuple(sorted(some))),
    "note": lines,
    "evidence": st.lists(references, max_size=6).map(tuple),
}
answers = st.one_of(
    st.just(Said()),
    st.builds(Said, state=st.just(State.LEVEL), level=st.sampled_from(sorted(QUESTION.points)), **content),
    st.builds(Said, state=st.just(State.DONT_KNOW), **content),
    st.builds(Said, state=st.just(State.NOT_APPLICABLE), reason=lines.filter(bool), **content),
)


@given(answers)
def test_whatever_is_said_reads_back_the_same(said):
    cells = {column: text.strip() for column, text in write(said, FRAMEWORK).items()}
    assert read(cells, QUESTION, FRAMEWORK, stored=None) == (said, [])


@given(references)
def test_a_reference_reads_back_the_same(reference):
    assert read_references(write_reference(reference)) == (reference,)


@given(st.text(max_size=40))
def test_any_text_is_an_answer_or_a_sentence_about_it(text):
    for reader in (
        lambda: read_answer(text, QUESTION, FRAMEWORK),
        lambda: read_signs(text, QUESTION),
        lambda: read_references(text),
    ):
        try:
            reader()
        except ValueError as error:
            assert str(error)


@pytest.mark.parametrize("text", ["3", "3.0", "3 Normal here", "3: Normal here", "3. normal here", "3 – Normal here"])
def test_a_level_may_be_typed_in_many_ways(text):
    assert read_answer(text, QUESTION, FRAMEWORK) == (State.LEVEL, 3)


@pytest.mark.parametrize("text", ["Don't know", "Don’t know", "dont_know", "DON'T KNOW", "don t know"])
def test_the_other_answers_may_be_typed_in_many_ways(text):
    assert read_answer(text, QUESTION, FRAMEWORK) == (State.DONT_KNOW, None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("maybe", "maybe is not a level: a level is a whole number"),
        ("2.5", "2.5 is not a level: a level is a whole number"),
        ("7", f"{QUESTION.code} has no level 7"),
        ("3 Not started", "level 3 is called “Normal here”, not “Not started”"),
    ],
)
def test_what_is_no_answer_is_said_to_be_none(text, words):
    with pytest.raises(ValueError, match=f"^{words}$"):
        read_answer(text, QUESTION, FRAMEWORK)


@pytest.mark.parametrize(
    ("text", "numbers"), [("", ()), ("1", (1,)), ("2, 1", (1, 2)), ("1;2", (1, 2)), ("1 2", (1, 2)), ("1\n2", (1, 2))]
)
def test_signs_are_numbers_in_any_order(text, numbers):
    assert read_signs(text, QUESTION) == numbers


@pytest.mark.parametrize("text", ["3", "0", "1.2", "yes", "12", "1,"])
def test_what_names_no_sign_is_said_to_name_none(text):
    with pytest.raises(ValueError, match="does not say which warning signs"):
        read_signs(text, QUESTION)


@pytest.mark.parametrize("day", ["27/3/2026", "2026-03-27", "27.03.2026", "27 March 2026"])
def test_a_date_may_be_typed_as_in_the_form(day):
    assert read_references(f"Minute | | | {day}") == (Reference("Minute", dated=date(2026, 3, 27)),)


def test_what_a_cell_cannot_hold_stays_as_it_was_stored():
    stored = Said(state=State.LEVEL, level=2, note="a\x01b", evidence=(Reference("Two\nlines"),))
    cells = write(stored, FRAMEWORK) | {"answer": "3"}
    assert read(cells, QUESTION, FRAMEWORK, stored=stored) == (
        Said(state=State.LEVEL, level=3, note="a\x01b", evidence=(Reference("Two\nlines"),)),
        [],
    )


def test_the_reason_of_an_answer_that_is_another_now_goes_with_it():
    stored = Said(state=State.NOT_APPLICABLE, reason="No staff")
    cells = write(stored, FRAMEWORK) | {"answer": "2"}
    assert read(cells, QUESTION, FRAMEWORK, stored=stored) == (Said(state=State.LEVEL, level=2), [])


def test_a_reason_written_beside_a_level_is_not_thrown_away():
    cells = write(Said(state=State.LEVEL, level=2), FRAMEWORK) | {"reason": "Because"}
    _said, (fault,) = read(cells, QUESTION, FRAMEWORK, stored=Said())
    assert fault.column == "reason"
