"""The demonstration: enough councils, and made-up answers that behave as real ones do."""

from collections import Counter, defaultdict
from datetime import date
from io import StringIO
from itertools import combinations
from statistics import correlation, mean

import pytest
from django.core.management import CommandError, call_command

from assessment.actions import save_answers, start
from assessment.carrying import queue_of
from assessment.demo import made_up_drafts
from assessment.drafts import Draft
from assessment.management.commands.seed_demo import ANSWERING, COUNCIL_PEOPLE, SIGNED_TWICE, SOCITM_PEOPLE, Command
from assessment.models import Assessment, Round
from assessment.plan.demo import live_through, make_up_plan
from assessment.plan_models import Action
from councils.models import Council, Membership, TypeGroup, User
from councils.register.loading import load as load_register
from councils.register.reading import read as read_register
from frameworks.loader import load
from frameworks.scores import State
from tests.conftest import make_council

FRAMEWORK = load("planting-the-flag", "2011.1")


@pytest.fixture(scope="module")
def answered() -> dict[str, tuple[Council, list[Draft]]]:
    """A year of the whole register, by GSS code."""
    councils = [Council(gss_code=line.gss_code, authority_type=line.type) for line in read_register().councils]
    return {council.gss_code: (council, list(made_up_drafts(FRAMEWORK, council, year=2026))) for council in councils}


def level_of(drafts: list[Draft]) -> float:
    return mean(draft.level for draft in drafts if draft.level is not None)


def test_production_refuses_it(settings):
    settings.DEVELOPMENT = False
    with pytest.raises(CommandError, match="known password"):
        call_command("seed_demo")


@pytest.mark.django_db
def test_an_empty_register_is_one_sentence():
    with pytest.raises(CommandError, match="run load_councils first"):
        call_command("seed_demo")


def test_there_is_a_person_for_every_role():
    assert set(COUNCIL_PEOPLE) == set(Membership.Role)
    assert set(SOCITM_PEOPLE) == set(User.SocitmRole) - {User.SocitmRole.NONE}


@pytest.mark.django_db
def test_one_council_is_half_way_and_has_answers_of_last_time_to_confirm(settings, monkeypatch):
    settings.DEVELOPMENT = True
    own = {slug: make_council(f"E0699900{n}", slug, slug=slug) for n, slug in enumerate((ANSWERING, SIGNED_TWICE))}
    signing = {2025: list(own.values()), 2026: [own[SIGNED_TWICE]]}
    monkeypatch.setattr(Command, "_taking_part", lambda self, year: signing[year])

    call_command("seed_demo", stdout=StringIO())

    half_way, signed = (Assessment.objects.get(council__slug=slug, round__slug="2026") for slug in own)
    queue = queue_of(half_way)
    assert 20 <= len(queue.waiting) < len(queue.carried) and len(queue.answered) >= 20
    remarks = {earlier.how_well_shown(date(2026, 11, 1)).split(" ")[0] for earlier in queue.waiting}
    assert remarks >= {"It", "Its", ""}, "some lack evidence, some has grown old, and some need nothing said"
    assert queue_of(signed).waiting == ()


@pytest.mark.django_db
def test_more_than_120_councils_of_every_kind_take_part_and_most_come_back():
    register = read_register()
    load_register(register, today=max(line.on for line in register.successions))
    before, now = ({council.slug for council in Command()._taking_part(year)} for year in (2025, 2026))
    assert len(now) >= 120
    assert {council.type_group for council in Council.objects.filter(slug__in=now)} == set(TypeGroup)
    assert len(before & now) >= 90
    assert before - now and now - before


def test_the_same_council_says_the_same_twice_and_something_else_a_year_later():
    council = Council(gss_code="E06999001", authority_type=Council.Type.UNITARY)
    first, again, later = (list(made_up_drafts(FRAMEWORK, council, year=year)) for year in (2026, 2026, 2027))
    assert first == again != later
    for draft in first:
        draft.check(FRAMEWORK.questions[draft.question])


def test_every_state_is_there_and_evidence_is_missing_now_and_then(answered):
    drafts = [draft for _council, drafts in answered.values() for draft in drafts]
    share = {state: count / len(drafts) for state, count in Counter(draft.state for draft in drafts).items()}
    assert share[State.LEVEL] > 0.9
    assert 0.02 < share[State.DONT_KNOW] < 0.06
    assert 0 < share[State.NOT_APPLICABLE] < 0.03
    high = [draft for draft in drafts if (draft.level or 0) > 1]
    assert 0.5 < sum(bool(draft.evidence) for draft in high) / len(high) < 0.9
    assert any(draft.warnings for draft in drafts)


def test_kinds_of_council_differ_and_dimensions_move_together(answered):
    by_group = defaultdict(list)
    for council, drafts in answered.values():
        by_group[council.type_group].append(level_of(drafts))
    assert mean(by_group[TypeGroup.COUNTY]) > mean(by_group[TypeGroup.DISTRICT]) + 0.3
    councils = [drafts for _council, drafts in answered.values()]
    columns = [
        [level_of([draft for draft in drafts if draft.question in asked]) for drafts in councils]
        for asked in ([question.code for question in dimension.questions] for dimension in FRAMEWORK.dimensions[:5])
    ]
    assert all(0.2 < correlation(one, other) < 0.95 for one, other in combinations(columns, 2))


@pytest.mark.django_db
def test_the_made_up_plan_shows_every_status_and_goes_on_in_the_next_round(council, lead, round):
    before = Round.objects.create(
        slug="2025", name="2025 round", framework_slug=round.framework_slug, framework_version="2011.1",
        status=Round.Status.OPEN, opens=date(2025, 9, 1), closes=date(2026, 1, 31), publishes=date(2026, 3, 1),
    )  # fmt: skip
    plans = []
    for year, of_year in ((2025, before), (2026, round)):
        assessment = start(council=council, round=of_year, by=lead)
        save_answers(assessment=assessment, by=lead, drafts=list(made_up_drafts(FRAMEWORK, council, year=year)))
        make_up_plan(assessment, by=lead)
        plans.append(assessment)
        if year == 2025:
            assert {action.status for action in assessment.actions.all()} == {Action.Status.ACCEPTED}
            live_through(assessment, by=lead)
    first, second = plans
    assert {action.status for action in first.actions.all()} == set(Action.Status)
    carried = second.actions.exclude(carried_from=None)
    assert carried.count() == 4
    assert second.actions.count() > carried.count()
    assert {Action.Status.DONE, Action.Status.UNDER_WAY} <= {action.status for action in second.actions.all()}
