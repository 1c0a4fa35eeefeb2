"""What the questionnaire itself must keep to: its numbers, and those rules of wording that a machine can hold."""

import re
from collections.abc import Iterator

import pytest

from councils.models import Council
from frameworks.definition import Framework, Question
from frameworks.loader import LIBRARY, content_checksum, load, published_checksums, versions

# Words that climb a ladder without saying what can be seen, and office jargon.
LADDER = (
    *("fully", "partially", "effectively", "regularly", "strongly", "consistently", "proactively", "adequately"),
    *("largely", "mainly", "mostly", "increasingly", "comprehensive", "comprehensively", "robust", "holistic"),
    *("leverage", "leverages", "leveraging", "stakeholder", "stakeholders", "going forward", "best practice"),
)
PRODUCTS = (
    *("Amazon", "Azure", "AWS", "Google", "Microsoft", "Oracle", "Salesforce", "SharePoint", "Windows", "Zoom"),
    *("Apple", "Capgemini", "Capita", "Civica", "Facebook", "ServiceNow", "Slack", "WhatsApp"),
)
WORDS_AT_MOST = {"ask": 20, "why": 30, "today": 45, "is": 35, "evidence": 20, "next": 25, "warning": 30, "about": 35}


@pytest.fixture(scope="module")
def framework() -> Framework:
    return load("planting-the-flag", "2011.1")


def wording(question: Question) -> Iterator[tuple[str, str]]:
    """Every sentence of a question, with what it is."""
    yield from (("ask", question.ask), ("why", question.why), ("today", question.today))
    for level in question.levels:
        yield from (("is", level.text), ("evidence", level.evidence))
        if level.next:
            yield "next", level.next.step
    for sign in question.warning_signs:
        yield "warning", sign


def said(framework: Framework) -> Iterator[tuple[str, str, str]]:
    for dimension in framework.dimensions:
        yield dimension.code, "about", dimension.about
    for code, question in framework.questions.items():
        for kind, text in wording(question):
            yield code, kind, text


def found(words: tuple[str, ...], text: str, flags: int = re.IGNORECASE) -> list[str]:
    return re.findall(rf"\b(?:{'|'.join(words)})\b", text, flags)


def test_every_version_of_the_library_loads():
    assert [load(*version).version for version in versions()]


def test_published_versions_are_as_they_were_published():
    for (slug, version), checksum in published_checksums().items():
        assert content_checksum(LIBRARY / slug / version) == checksum, f"{slug}/{version}"


def test_three_lenses_fifteen_dimensions_sixty_questions(framework):
    assert [len(lens.dimensions) for lens in framework.lenses] == [3, 6, 6]
    assert len(framework.questions) == 60
    assert [level.name for level in framework.levels] == [
        "Not started",
        "Planned",
        "In some services",
        "Normal here",
        "Shared across the place",
    ]


def test_each_dimension_asks_once_of_each_element_and_has_one_pulse_question(framework):
    for dimension in framework.dimensions:
        assert [question.element for question in dimension.questions] == [
            "people",
            "process",
            "information",
            "technology",
        ]
        assert [question.code for question in dimension.questions] == [f"{dimension.code}-{n}" for n in range(1, 5)]
        assert sum(question.pulse for question in dimension.questions) == 1, dimension.code
    assert len(list(framework.pulse())) == 15


def test_every_statement_of_the_source_is_covered_in_its_own_dimension(framework):
    covered = {statement for question in framework.questions.values() for statement in question.covers}
    assert covered == set(framework.statements)
    for code, question in framework.questions.items():
        assert question.covers, code
        assert {statement.split("-")[0] for statement in question.covers} == {framework.dimension_of[code].code}, code


def test_every_question_says_where_it_comes_from(framework):
    documents = {document.key for document in framework.documents}
    for code, question in framework.questions.items():
        assert question.source.document in documents, code
        assert question.source.heading, code
        assert question.source.passage, code


def test_five_levels_and_a_next_step_from_each_but_the_highest(framework):
    actors = {"chief-executive", "finance", "cio", "members"}
    for code, question in framework.questions.items():
        assert [level.level for level in question.levels] == [0, 1, 2, 3, 4], code
        assert [level.next is not None for level in question.levels] == [True] * 4 + [False], code
        assert {level.next.actor for level in question.levels if level.next} <= actors, code


def test_every_question_weighs_the_same(framework):
    assert {question.weight for question in framework.questions.values()} == {1}


def test_questions_apply_to_kinds_of_council_that_exist(framework):
    for code, question in framework.questions.items():
        assert set(question.applies_to.types) <= set(Council.Type.values), code
        assert set(question.applies_to.nations) <= set(Council.Nation.values), code


def test_every_council_keeps_enough_questions_in_every_dimension_to_be_scored(framework):
    for dimension in framework.dimensions:
        for kind in Council.Type.values:
            for nation in Council.Nation.values:
                asked = [q for q in dimension.questions if q.applies_to.includes(authority_type=kind, nation=nation)]
                assert len(asked) >= 3, f"{dimension.code} of a {kind} in {nation}"


def test_a_question_asks_and_everything_else_states(framework):
    for code, kind, text in said(framework):
        assert text.endswith("?") == (kind == "ask"), f"{code} {kind}: {text}"
        assert kind == "ask" or text.endswith("."), f"{code} {kind}: {text}"
        assert text[0].isupper() or text[0].isdigit(), f"{code} {kind}: {text}"


def test_sentences_stay_short(framework):
    for code, kind, text in said(framework):
        assert len(text.split()) <= WORDS_AT_MOST[kind], f"{code} {kind}: {text}"


def test_no_level_is_the_one_below_with_a_stronger_adverb_and_nothing_is_jargon(framework):
    for code, kind, text in said(framework):
        assert not found(LADDER, text), f"{code} {kind}: {text}"


def test_nothing_names_a_product_or_a_supplier(framework):
    for code, kind, text in said(framework):
        assert not found(PRODUCTS, text, 0), f"{code} {kind}: {text}"


def test_ict_is_a_word_of_2011(framework):
    for code, kind, text in said(framework):
        assert kind == "today" or not found(("ICT",), text, 0), f"{code} {kind}: {text}"


def test_sentences_are_plain_with_no_dashes_or_chains(framework):
    for code, kind, text in said(framework):
        assert not re.search(r"[—–;]|\betc\b|!", text), f"{code} {kind}: {text}"


def test_nobody_is_asked_to_agree_with_a_statement(framework):
    for question in framework.questions.values():
        assert not re.match(r"(Do|Would) you (agree|think)|How (strongly|well|far)\b", question.ask), question.code


def test_no_two_questions_or_levels_are_worded_alike(framework):
    asked = [question.ask for question in framework.questions.values()]
    assert len(set(asked)) == len(asked)
    levels = [level.text for question in framework.questions.values() for level in question.levels]
    assert len(set(levels)) == len(levels)


def test_level_0_blames_nobody_and_needs_nothing_shown(framework):
    blame = ("fail", "fails", "failed", "failure", "poor", "weak", "lacks", "bad", "ignores", "unable")
    for code, question in framework.questions.items():
        assert not found(blame, question.at(0).text), code
        assert question.at(0).evidence == "Nothing to show.", code
