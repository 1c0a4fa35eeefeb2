"""What comes back from last time, what is only shown, and in which order people are asked."""

from dataclasses import replace
from datetime import date

import pytest

from assessment import actions
from assessment.carrying import Earlier, earlier_to, in_order, queue_of, same_question
from assessment.drafts import Draft, Reference, Said
from assessment.models import Assessment, Round
from frameworks.definition import AppliesTo, Framework
from frameworks.scores import State
from tests.conftest import make_council
from tests.frameworks.conftest import dimension, framework, question

ASKED = question("LEAD-1", warning_signs=("Nobody leads.",))
TODAY = date(2026, 11, 25)


def level(number: int, *dated: date | None, **content: object) -> Said:
    evidence = tuple(Reference(f"Paper {place}", dated=day) for place, day in enumerate(dated))
    return Said(state=State.LEVEL, level=number, evidence=evidence, **content)


def earlier(said: Said, *, code: str = "LEAD-1", now: object = ASKED) -> Earlier:
    then = replace(ASKED, code=code)
    now = then if now is ASKED else now
    return Earlier(now, then, framework((dimension(),)), Round(name="2025 round"), said, mark="1-1")


@pytest.mark.parametrize(
    "changed",
    [
        replace(ASKED, ask="Who?"),
        replace(ASKED, warning_signs=()),
        replace(ASKED, levels=ASKED.levels[:-1]),
        replace(ASKED, levels=(replace(ASKED.levels[0], text="None"), *ASKED.levels[1:])),
        replace(ASKED, applies_to=AppliesTo(nations=("Wales",))),
    ],
)
def test_a_question_is_another_once_its_words_differ(changed):
    assert not same_question(ASKED, changed)
    assert earlier(level(2), now=changed).has_changed
    assert not earlier(level(2), now=changed).is_carried


def test_help_weight_and_source_may_differ():
    same = replace(ASKED, why="For another reason.", today="Now.", weight=2, pulse=True, covers=("LEAD-b",))
    assert same_question(ASKED, same)


@pytest.mark.parametrize(
    ("said", "carried"),
    [
        (level(0), True),
        (Said(state=State.NOT_APPLICABLE, reason="No staff"), True),
        (Said(state=State.DONT_KNOW, note="Ask Priya"), False),
    ],
)
def test_levels_and_not_applicable_are_carried_and_not_knowing_is_not(said, carried):
    assert earlier(said).is_carried is carried
    assert not earlier(said, now=None).is_carried


def test_the_weakest_shown_comes_first_then_the_oldest_and_the_book_decides_the_rest():
    old, new = date(2023, 1, 1), date(2026, 1, 1)
    book = [
        earlier(level(0), code="A"),
        earlier(level(2, new), code="B"),
        earlier(level(3, old), code="C"),
        earlier(level(2, old, new), code="D"),
        earlier(level(2, None), code="E"),
        earlier(level(2), code="F"),
        earlier(Said(state=State.NOT_APPLICABLE, reason="No staff"), code="G"),
        earlier(level(4), code="H"),
        earlier(level(1, old), code="I"),
    ]
    assert "".join(one.code for one in in_order(book)) == "FHECIBDAG"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (level(2), "no evidence"),
        (level(2, None), "no date"),
        (level(2, date(2025, 5, 24)), "from May 2025, more than 18 months ago"),
        (level(2, date(2025, 5, 24), date(2026, 1, 1)), ""),
        (level(1), ""),
    ],
)
def test_each_says_how_well_it_is_shown(said, words):
    told = earlier(said).how_well_shown(TODAY)
    assert words in told and bool(words) == bool(told)


def test_what_is_added_stands_beside_what_was_said():
    before = level(2, date(2024, 1, 1), note="As agreed", warnings=(1,))
    newer = Reference("Minute", dated=date(2026, 5, 1))
    draft = earlier(before).confirmed(version=0, note="Seen again", evidence=(newer, before.evidence[0]))
    assert (draft.level, draft.warnings, draft.note) == (2, (1,), "As agreed\nSeen again")
    assert draft.evidence == (*before.evidence, newer)
    assert draft.why == "Still true since the 2025 round"
    assert earlier(before).confirmed().said == before


# From here on with a database: a questionnaire in two versions, of which the second asks LEAD-2 otherwise, no longer
# asks LEAD-3, and asks COLL-1 for the first time.
OLD = replace(framework((dimension(),)), version="1", checksum="one")
NEW_LEAD = (
    question("LEAD-1"),
    replace(question("LEAD-2", element="process"), ask="How?"),
    question("LEAD-4", element="technology"),
)
NEW = replace(
    framework((dimension(questions=NEW_LEAD), dimension("COLL", questions=(question("COLL-1"),)))),
    version="2",
    checksum="two",
)


def make_round(year: int, version: str = "1", **facts: object) -> Round:
    days = {"opens": date(year, 9, 1), "closes": date(year + 1, 1, 31), "publishes": date(year + 1, 3, 1)}
    given = {"slug": f"tiny-{year}", "name": f"{year} round", "framework_slug": "tiny", "framework_version": version}
    return Round.objects.create(**({"status": Round.Status.OPEN} | given | days | facts))


@pytest.fixture
def two_versions(monkeypatch) -> dict[str, Framework]:
    versions = {"1": OLD, "2": NEW}
    monkeypatch.setattr("assessment.models.load", lambda slug, version: versions[version])
    return versions


def said_in(council, round, **levels: int | State) -> Assessment:
    """LEAD_1=2 answers LEAD-1."""
    assessment = actions.start(council=council, round=round, by=None)
    drafts = [
        Draft(question=name.replace("_", "-"), state=State.LEVEL, level=given)
        if isinstance(given, int)
        else Draft(question=name.replace("_", "-"), state=given)
        for name, given in levels.items()
    ]
    actions.save_answers(assessment=assessment, by=None, drafts=drafts)
    return assessment


def codes(found) -> list[str]:
    return [earlier.code for earlier in found]


def test_what_was_asked_in_the_same_words_is_carried_into_another_version(council, two_versions):
    said_in(council, make_round(2025), LEAD_1=1, LEAD_2=2, LEAD_3=3, LEAD_4=State.DONT_KNOW)
    now = actions.start(council=council, round=make_round(2026, "2"), by=None)

    queue = queue_of(now)

    assert codes(queue.waiting) == ["LEAD-1"]
    assert codes(queue.afresh) == ["LEAD-2", "LEAD-4"]
    assert codes(queue.gone) == ["LEAD-3"]
    assert not now.answers.exists()
    assert codes(earlier_to(now, NEW_LEAD).values()) == ["LEAD-1", "LEAD-2", "LEAD-4"]


def test_what_has_an_answer_waits_no_longer_until_it_is_cleared(council, two_versions):
    said_in(council, make_round(2025), LEAD_1=1, LEAD_2=1)
    now = said_in(council, make_round(2026), LEAD_1=4)
    assert codes(queue_of(now).waiting) == ["LEAD-2"]

    actions.save_answers(assessment=now, by=None, drafts=[Draft(question="LEAD-1", version=1)])

    queue = queue_of(now)
    assert codes(queue.waiting) == ["LEAD-1", "LEAD-2"]
    saved = actions.save_answers(assessment=now, by=None, drafts=[queue.waiting[0].confirmed()])
    assert saved.saved == ("LEAD-1",)
    # The versions went on, so a page from before it was cleared no longer fits.
    assert (now.answers.get().level, now.answers.get().version) == (1, 3)


def test_a_round_that_was_skipped_is_passed_over(council, two_versions):
    said_in(council, make_round(2023), LEAD_1=0)
    said_in(council, make_round(2024, status=Round.Status.OPEN), LEAD_1=2)
    said_in(council, make_round(2025))
    now = actions.start(council=council, round=make_round(2026), by=None)
    said_in(council, make_round(2027), LEAD_1=4)

    (waiting,) = queue_of(now).waiting

    assert (waiting.round.name, waiting.said.level) == ("2024 round", 2)


def test_made_up_answers_other_questionnaires_and_other_councils_stay_where_they_are(council, two_versions):
    said_in(council, make_round(2024, made_up=True), LEAD_1=2)
    said_in(council, make_round(2025, framework_slug="other"), LEAD_1=2)
    easterby = make_council("E06999002", "Easterby")
    earlier_round = make_round(2023)
    said_in(easterby, earlier_round, LEAD_1=3)
    now = actions.start(council=council, round=make_round(2026), by=None)
    assert queue_of(now).waiting == ()
    assert queue_of(now).round is None


def test_what_is_not_asked_of_such_councils_is_not_carried(council, monkeypatch):
    welsh = replace(question("LEAD-1"), applies_to=AppliesTo(nations=("Wales",)))
    only_wales = framework((dimension(questions=(welsh,)),))
    monkeypatch.setattr("assessment.models.load", lambda slug, version: only_wales)
    said_in(council, make_round(2025), LEAD_1=2)
    now = actions.start(council=council, round=make_round(2026), by=None)
    assert codes(queue_of(now).gone) == ["LEAD-1"]


def test_skipping_goes_on_and_comes_round_to_what_was_skipped(council, two_versions):
    said_in(council, make_round(2025), LEAD_1=1, LEAD_2=1, LEAD_3=1, LEAD_4=1)
    now = said_in(council, make_round(2026), LEAD_2=1)
    queue = queue_of(now)

    assert queue.following("").code == "LEAD-1"
    assert queue.following("LEAD-1").code == "LEAD-3"
    # From one that has been answered since, too.
    assert queue.following("LEAD-2").code == "LEAD-3"
    assert queue.following("LEAD-4").code == "LEAD-1"
    assert [queue.has_come_round(code) for code in ("", "LEAD-1", "LEAD-2", "LEAD-4")] == [False, False, False, True]


def test_it_takes_few_queries_however_much_there_is(council, two_versions, django_assert_num_queries):
    said_in(council, make_round(2025), LEAD_1=1, LEAD_2=1, LEAD_3=1, LEAD_4=1)
    now = Assessment.objects.select_related("council", "round").get(
        pk=actions.start(council=council, round=make_round(2026), by=None).pk
    )
    with django_assert_num_queries(3):
        assert len(queue_of(now).waiting) == 4
    with django_assert_num_queries(0):
        assert earlier_to(now, []) == {}


def test_nothing_that_is_carried_counts(council, two_versions):
    said_in(council, make_round(2025), LEAD_1=4, LEAD_2=4)
    now = said_in(council, make_round(2026), LEAD_1=1)
    assert set(now.given()) == {"LEAD-1"}
    assert queue_of(now).waiting
