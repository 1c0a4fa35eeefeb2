"""From one round's plan to the next: what is unfinished comes along, and what became of the rest is shown."""

from datetime import date

import pytest

from assessment.actions import NotAllowed, start
from assessment.models import Round
from assessment.plan.carrying import plan_after, plan_before
from assessment.plan_models import Action
from tests.assessment.plan import FUTURE, PAST, URL, accepted, change, own, posted, weak
from tests.conftest import answer_everything, make_round

NEXT = "/councils/westerby/2027/plan/"


@pytest.fixture
def next_round(db):
    return make_round(2027)


@pytest.fixture
def planned(assessment, lead):
    """One action of each status, by status."""
    weak(assessment, LEAD_1=1, GOVN_1=1, COLL_1=0)
    return {
        "accepted": accepted(assessment, lead, "LEAD-1", owner="Olive", due=FUTURE),
        "under_way": accepted(assessment, lead, "GOVN-1", status="under_way", due=PAST),
        "done": accepted(assessment, lead, "COLL-1", status="done"),
        "dropped": own(assessment, lead, status="dropped", reason="No money"),
    }


def test_what_is_unfinished_comes_along(planned, council, next_round, signatory):
    after = start(council=council, round=next_round, by=signatory)
    carried = {action.carried_from: action for action in after.actions.all()}
    assert set(carried) == {planned["accepted"], planned["under_way"]}
    copy = carried[planned["accepted"]]
    assert (copy.question, copy.kind, copy.from_level, copy.to_level) == ("LEAD-1", "step", 1, 2)
    assert (copy.owner, copy.due, copy.status, copy.created_by) == ("Olive", FUTURE, "accepted", signatory)
    # The same entry in people's calendars, and a newer word on it.
    assert copy.uid == planned["accepted"].uid
    assert copy.version > planned["accepted"].version


def test_it_comes_along_once(planned, council, next_round, lead):
    for _time in range(2):
        start(council=council, round=next_round, by=lead)
    assert Action.objects.filter(assessment__round=next_round).count() == 2


def test_the_old_plan_can_no_longer_be_changed(planned, council, next_round, lead, as_user):
    start(council=council, round=next_round, by=lead)
    with pytest.raises(NotAllowed, match="goes on in the 2027 round"):
        change(planned["accepted"], lead, status="done")
    client = as_user(lead)
    page = client.get(URL).text
    assert "the plan of the 2027 round" in page
    assert "Add an action" not in page
    assert "Save" not in client.get(f"{URL}{planned['accepted'].pk}/").text.split("<main")[1]
    response = client.post(f"{URL}{planned['accepted'].pk}/", posted(version=1), follow=True)
    assert "can no longer be changed here" in response.text


def test_the_new_plan_shows_what_became_of_the_old(planned, council, next_round, lead, as_user):
    after = start(council=council, round=next_round, by=lead)
    answer_everything(after, level=2)
    after.answers.filter(question="COLL-1").update(level=0)
    change(Action.objects.get(carried_from=planned["accepted"]), lead, status="done")
    before = as_user(lead).get(NEXT).context["before"]
    assert (before.counts.planned, before.counts.done, before.counts.dropped, before.counts.late) == (4, 2, 1, 1)
    said = {became.line.action.pk: (became.now.status, became.line.reached) for became in before.became}
    assert said[planned["accepted"].pk] == ("done", "The answer to LEAD-1 bears it out")
    assert said[planned["done"].pk][1].startswith("The answer to COLL-1 counts as 0")
    assert said[planned["dropped"].pk] == ("dropped", "")


def test_an_unanswered_question_says_that_it_is(planned, council, next_round, lead, as_user):
    start(council=council, round=next_round, by=lead)
    assert "LEAD-1 is not answered yet in this round" in as_user(lead).get(NEXT).text


def test_what_a_new_questionnaire_lacks_is_no_longer_pointed_at(assessment, council, next_round, lead):
    gone = Action.objects.create(
        assessment=assessment, kind="step", question="GONE-1", from_level=1, to_level=2, dimension="GONE",
        actor="nobody", step="Do it", effort="small", impact="low",
    )  # fmt: skip
    start(council=council, round=next_round, by=lead)
    copy = Action.objects.get(carried_from=gone)
    assert (copy.kind, copy.question, copy.from_level, copy.dimension, copy.actor) == ("own", "", None, "", "")
    assert copy.step == "Do it"


def test_a_round_between_has_its_neighbours(assessment, council, next_round):
    after = start(council=council, round=next_round, by=None)
    assert (plan_after(assessment), plan_before(after)) == (after, assessment)
    assert (plan_before(assessment), plan_after(after)) == (None, None)


def test_an_earlier_round_that_is_started_late_takes_nothing_along(planned, council, next_round, lead):
    start(council=council, round=next_round, by=lead)
    between = Round.objects.create(
        slug="between", name="Between", framework_slug="planting-the-flag", framework_version="2011.1",
        status=Round.Status.OPEN, opens=date(2027, 2, 1), closes=date(2027, 3, 1), publishes=date(2027, 4, 1),
    )  # fmt: skip
    assert not start(council=council, round=between, by=lead).actions.exists()
