"""The route plan: agreeing, changing, two people at one action, and what the page shows."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from assessment import actions as of_assessment
from assessment.plan import actions
from assessment.plan.terms import Terms
from assessment.plan_models import Action, ActionChange
from tests.assessment.plan import FUTURE, PAST, URL, accepted, change, own, posted, proposed, weak


def test_accepting_is_one_click_and_keeps_the_proposals_terms(assessment, lead, as_user):
    weak(assessment, LEAD_1=1)
    wanted = proposed(assessment, "LEAD-1")
    response = as_user(lead).post(URL + "accept/", {"question": "LEAD-1", "from_level": 1})
    action = Action.objects.get()
    assert response.url == f"{URL}proposals/#rise-LEAD"
    assert (action.question, action.kind, action.from_level, action.to_level) == ("LEAD-1", "step", 1, 2)
    assert (Terms.of(action), action.created_by) == (wanted.terms, lead)
    assert proposed(assessment, "LEAD-1") is None


def test_nobody_agrees_twice_to_the_same(assessment, lead, signatory):
    weak(assessment, LEAD_1=1)
    proposal = proposed(assessment, "LEAD-1")
    first, _created = actions.accept(assessment=assessment, by=lead, proposal=proposal)
    assert actions.accept(assessment=assessment, by=signatory, proposal=proposal) == (first, False)
    with pytest.raises(IntegrityError), transaction.atomic():
        Action.objects.create(assessment=assessment, question="LEAD-1", kind="step", from_level=1, step="Again")


def test_what_the_answers_no_longer_propose_cannot_be_accepted(assessment, lead, as_user):
    weak(assessment, LEAD_1=2)
    response = as_user(lead).post(URL + "accept/", {"question": "LEAD-1", "from_level": 1}, follow=True)
    assert "The answers have changed" in response.text
    assert not Action.objects.exists()


def test_a_proposal_can_be_accepted_on_other_terms(assessment, lead, as_user):
    weak(assessment, LEAD_1=1)
    page = as_user(lead).get(URL + "add/?question=LEAD-1")
    assert proposed(assessment, "LEAD-1").step in page.text
    as_user(lead).post(
        URL + "add/?question=LEAD-1", posted(step="Do it differently", owner="Olive", due="1/2/2027", partners="NHS")
    )
    action = Action.objects.get()
    assert (action.step, action.owner, f"{action.due}", action.partners) == (
        "Do it differently", "Olive", "2027-02-01", "NHS",
    )  # fmt: skip
    assert (action.question, action.dimension, action.kind) == ("LEAD-1", "LEAD", "step")


def test_a_proposal_that_somebody_else_has_accepted_shows_both(assessment, lead, signatory, as_user):
    weak(assessment, LEAD_1=1)
    client = as_user(lead)
    with_form = client.get(URL + "add/?question=LEAD-1")
    assert with_form.status_code == 200
    proposal = proposed(assessment, "LEAD-1")
    # Between reading what is proposed and the lock, the other person was quicker.
    original = actions.accept

    def too_late(**given):
        original(assessment=assessment, by=signatory, proposal=proposal)
        return original(**given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(actions, "accept", too_late)
        response = client.post(URL + "add/?question=LEAD-1", posted(step="Mine", owner="Olive"))
    assert "Signatory saved this action" in response.text
    assert response.context["form"]["step"].value() == "Mine"
    assert Action.objects.get().step == proposal.step


def test_a_council_adds_its_own(assessment, lead, as_user):
    as_user(lead).post(URL + "add/", posted(dimension="LEAD", actor="finance"))
    action = Action.objects.get()
    assert (action.kind, action.question, action.dimension, action.actor) == ("own", "", "LEAD", "finance")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"step": ""}, "Say what is to be done"),
        ({"effort": ""}, "Choose how much time it takes"),
        ({"impact": ""}, "Choose how much it brings"),
        ({"due": "soon"}, "Enter a day, month and year"),
        ({"status": "dropped"}, "Say why it is dropped"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(assessment, lead, as_user, fields, words):
    response = as_user(lead).post(URL + "add/", posted(owner="Olive") | fields)
    assert words in response.text
    assert response.context["form"]["owner"].value() == "Olive"
    assert not Action.objects.exists()


def test_every_change_is_kept(assessment, lead, signatory, as_user):
    action = own(assessment, lead)
    address = f"{URL}{action.pk}/"
    as_user(signatory).post(address, posted(status="under_way", owner="Olive", version=1))
    action.refresh_from_db()
    assert (action.status, action.version, action.updated_by) == ("under_way", 2, signatory)
    newest, first = ActionChange.objects.all()
    assert (first.before, first.by) == (None, lead)
    assert (newest.before["status"], newest.after["status"], newest.by) == ("accepted", "under_way", signatory)
    assert "“Agreed, not started” became “Under way”" in as_user(lead).get(address).text


def test_saving_the_same_changes_nothing(assessment, lead):
    action = own(assessment, lead)
    assert change(action, lead) is None
    assert (action.version, action.changes.count()) == (1, 1)


def test_two_people_at_one_action_lose_nothing(assessment, lead, signatory, as_user):
    action = own(assessment, lead)
    change(action, signatory, owner="Olive")
    response = as_user(lead).post(f"{URL}{action.pk}/", posted(owner="Peter", due="1/2/2027", version=1))
    action.refresh_from_db()
    assert (action.owner, action.due) == ("Olive", None)
    assert "Signatory saved this action" in response.text
    shown = {row.name: (row.before, row.after) for row in response.context["differences"]}
    assert shown["Owner"] == ("Olive", "Peter")
    assert shown["By when"] == ("–", "1 Feb 2027")
    form = response.context["form"]
    assert (form["owner"].value(), form["version"].value()) == ("Peter", "2")
    as_user(lead).post(f"{URL}{action.pk}/", posted(owner="Peter", version=2))
    action.refresh_from_db()
    assert (action.owner, action.version) == ("Peter", 3)


def test_the_plan_lives_on_after_signing_and_after_the_round(assessment, lead, round):
    weak(assessment, LEAD_1=1)
    of_assessment.submit(assessment=assessment, by=lead)
    of_assessment.sign(assessment=assessment, by=None)
    round.status = round.Status.CLOSED
    round.save()
    action = accepted(assessment, lead, "LEAD-1", status="done")
    assert action.status == "done"


def test_readers_see_the_plan_and_change_nothing(assessment, lead, viewer, as_user):
    weak(assessment, LEAD_1=1, GOVN_2=1)
    action = accepted(assessment, lead, "LEAD-1")
    page = as_user(viewer).get(URL).text
    assert action.step in page
    assert "Add an action" not in page
    assert "<button" not in as_user(viewer).get(URL + "proposals/").text.split("<main")[1]
    assert as_user(viewer).get(f"{URL}{action.pk}/").status_code == 200
    assert as_user(viewer).post(f"{URL}{action.pk}/", posted(version=1)).status_code == 403


def test_another_councils_action_is_nowhere(assessment, other_council, lead, as_user, round):
    other = of_assessment.start(council=other_council, round=round, by=None)
    action = own(other, None)
    assert as_user(lead).get(f"{URL}{action.pk}/").status_code == 404


def test_a_dimension_proposes_once_it_is_answered_in_full(assessment, lead, as_user):
    weak(assessment, LEAD_1=1)
    assessment.answers.filter(question="LEAD-2").delete()
    assert proposed(assessment, "LEAD-1") is None
    page = as_user(lead).get(URL + "proposals/").text
    assert "One dimension is not answered in full yet" in page
    assessment.status = assessment.Status.SIGNED
    assessment.save()
    assert proposed(assessment, "LEAD-2").kind is Action.Kind.FIND_OUT


def test_late_is_what_is_unfinished_after_its_day(assessment, lead, as_user):
    own(assessment, lead, "Late", due=PAST)
    own(assessment, lead, "In time", due=FUTURE)
    own(assessment, lead, "Done late", due=PAST, status="done")
    own(assessment, lead, "Some day")
    assert [action.step for action in Action.objects.late()] == ["Late"]
    counts = as_user(lead).get(URL).context["counts"]
    assert (counts.planned, counts.late, counts.done) == (4, 1, 1)
    tasks = as_user(lead).get("/councils/westerby/2026/").text
    assert "4 actions, 1 done, <strong" in tasks
    assert "1 late" in tasks
    assert "1 late" in as_user(lead).get("/councils/westerby/").text


def test_the_list_can_be_narrowed(assessment, lead, as_user):
    for number in range(6):
        own(
            assessment,
            lead,
            f"Action {number}",
            owner="Olive" if number else "Peter",
            due=PAST if number == 1 else None,
        )
    steps = {}
    for asked in ("owner=Peter", "status=late", "owner=Olive&status=late", "status=done", "owner=nobody"):
        groups = as_user(lead).get(f"{URL}?{asked}").context["groups"]
        steps[asked] = [line.action.step for _status, lines in groups for line in lines]
    assert steps["owner=Peter"] == ["Action 0"]
    assert steps["status=late"] == steps["owner=Olive&status=late"] == ["Action 1"]
    assert steps["status=done"] == []
    # What the list does not offer is not asked for.
    assert len(steps["owner=nobody"]) == 6


def test_the_picture_has_what_is_unfinished_and_what_is_proposed(assessment, lead, as_user):
    weak(assessment, LEAD_1=0, GOVN_1=1, GOVN_2=1)
    bargain = accepted(assessment, lead, "LEAD-1")
    own(assessment, lead, "Done", status="done", effort="small", impact="high")
    rows = as_user(lead).get(URL).context["picture"].rows
    cells = {(cell.impact.value, cell.effort.value): cell for _impact, row in rows for cell in row}
    assert [line.action for line in cells["high", "small"].lines] == [bargain]
    assert cells["high", "small"].is_bargain
    assert [proposal.question for proposal in cells["medium", "medium"].proposals] == ["GOVN-1", "GOVN-2"]


def test_what_is_done_says_whether_the_answers_bear_it_out(assessment, lead, as_user):
    weak(assessment, LEAD_1=1)
    accepted(assessment, lead, "LEAD-1", status="done")
    assert "The answer to LEAD-1 counts as 1: Planned; it was to reach 2" in as_user(lead).get(URL).text
    assessment.answers.filter(question="LEAD-1").update(level=2)
    assert "The answer to LEAD-1 bears it out." in as_user(lead).get(URL).text


def test_the_page_takes_as_many_queries_for_many_actions_as_for_one(
    assessment, lead, as_user, django_assert_num_queries
):
    weak(assessment, LEAD_1=1, GOVN_1=1)
    client = as_user(lead)
    own(assessment, lead)
    with CaptureQueriesContext(connection) as few:
        client.get(URL)
    for number in range(20):
        own(assessment, lead, f"Action {number}", owner="Olive", due=PAST)
    with django_assert_num_queries(len(few)):
        client.get(URL)


@pytest.mark.parametrize("terms", [{"dimension": "NONE"}, {"actor": "nobody"}, {"status": "dropped"}, {"step": ""}])
def test_the_verbs_refuse_what_no_form_sends(assessment, terms):
    with pytest.raises(ValueError):
        actions.add(assessment=assessment, by=None, terms=Terms(**{"step": "Publish", **terms}))
