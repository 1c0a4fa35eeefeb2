"""The talk on the way to signature: remarks, replies, and what has changed since."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assessment.actions import NotAllowed, reopen, reply, return_to_lead, save_answers, sign, submit
from assessment.conversation import changes_since, current_remarks, talks_of
from assessment.drafts import Draft, Reference
from assessment.models import Assessment, Snapshot
from assessment.remark_models import Remark, Reply
from frameworks.scores import State
from tests.conftest import answer_everything

LONG_AGO = timezone.now() - timedelta(days=365)


@pytest.fixture
def submitted(assessment, lead) -> Assessment:
    answer_everything(assessment, level=2)
    submit(assessment=assessment, by=lead)
    return assessment


@pytest.fixture
def returned(submitted, signatory) -> Assessment:
    return_to_lead(
        assessment=submitted,
        by=signatory,
        remark="Too rosy?",
        remarks={"LEAD": "Who leads?", "COLL": "With whom?", "PROF": ""},
    )
    return submitted


def on(dimension: str) -> Remark:
    return Remark.objects.get(dimension=dimension)


def reply_to_all(assessment, lead) -> None:
    for talk in talks_of(assessment):
        reply(assessment=assessment, remark=talk.remark, by=lead, text="Looked at.")


def change(assessment, by, question: str = "LEAD-1", *, version: int = 1, **content) -> None:
    said = {"state": State.LEVEL, "level": 2, "evidence": (Reference("Board minute"),)} | content
    saved = save_answers(assessment=assessment, by=by, drafts=[Draft(question=question, version=version, **said)])
    assert saved.saved == (question,)


def test_remarks_are_kept_in_the_order_of_the_framework_and_blank_ones_are_not(returned):
    assert [(talk.about, talk.remark.text) for talk in talks_of(returned)] == [
        ("the whole assessment", "Too rosy?"),
        ("Collaborate", "With whom?"),
        ("Leadership", "Who leads?"),
    ]


def test_returning_says_why(submitted, signatory):
    with pytest.raises(NotAllowed, match="looked at again"):
        return_to_lead(assessment=submitted, by=signatory, remarks={"LEAD": ""})
    with pytest.raises(ValueError, match="NONE"):
        return_to_lead(assessment=submitted, by=signatory, remarks={"NONE": "Why?"})
    submitted.refresh_from_db()
    assert submitted.status == Assessment.Status.SUBMITTED
    assert not submitted.sign_offs.filter(step="returned").exists()


def test_nothing_is_submitted_again_before_every_remark_has_a_reply(returned, lead):
    reply(assessment=returned, remark=on("LEAD"), by=lead, text="The director.")
    with pytest.raises(NotAllowed, match="Still without a reply: the whole assessment, "):
        submit(assessment=returned, by=lead)
    reply_to_all(returned, lead)
    submit(assessment=returned, by=lead)
    assert returned.status == Assessment.Status.SUBMITTED


def test_a_reply_sent_twice_is_kept_once_and_another_is_added(returned, lead, contributor):
    for _click in range(2):
        reply(assessment=returned, remark=on("LEAD"), by=lead, text="The director.")
    reply(assessment=returned, remark=on("LEAD"), by=contributor, text="The director.")
    reply(assessment=returned, remark=on("LEAD"), by=lead, text="And the board.")
    assert list(Reply.objects.values_list("by", "text")) == [
        (lead.pk, "The director."),
        (contributor.pk, "The director."),
        (lead.pk, "And the board."),
    ]


def test_a_reply_comes_too_late_once_the_answers_are_submitted(returned, lead):
    remark = on("LEAD")
    reply_to_all(returned, lead)
    submit(assessment=returned, by=lead)
    with pytest.raises(NotAllowed, match="submitted again"):
        reply(assessment=returned, remark=remark, by=lead, text="Too late")


def test_remarks_are_current_until_there_is_a_signature(returned, lead, signatory):
    remark = on("LEAD")
    reply_to_all(returned, lead)
    submit(assessment=returned, by=lead)
    assert current_remarks(returned).count() == 3
    sign(assessment=returned, by=signatory)
    assert not current_remarks(returned).exists()
    reopen(assessment=returned, by=signatory, remark="One more thing")
    assert not current_remarks(returned).exists()
    with pytest.raises(NotAllowed, match="signed since"):
        reply(assessment=returned, remark=remark, by=lead, text="Too late")
    assert Remark.objects.count() == 3


def test_a_second_return_has_remarks_of_its_own(returned, lead, signatory):
    reply_to_all(returned, lead)
    submit(assessment=returned, by=lead)
    return_to_lead(assessment=returned, by=signatory, remarks={"LEAD": "And since when?"})
    assert [talk.remark.text for talk in talks_of(returned)] == ["And since when?"]


def test_remarks_and_replies_are_no_part_of_what_is_signed(returned, lead, signatory):
    reply_to_all(returned, lead)
    submit(assessment=returned, by=lead)
    sign(assessment=returned, by=signatory)
    data = str(Snapshot.objects.get().data)
    assert "Board minute" in data
    for words in ("Too rosy?", "Who leads?", "Looked at."):
        assert words not in data


def test_what_has_changed_is_the_difference_and_not_each_step(assessment, lead):
    answer_everything(assessment, level=2)
    change(assessment, lead, level=3)
    change(assessment, lead, level=4, version=2, note="Partners too")
    (changed,) = changes_since(assessment, LONG_AGO)["LEAD"]
    assert (changed.before.label, changed.after.label) == ("2: In some services", "4: Shared across the place")
    assert changed.besides == ("note",)
    assert changed.is_moved


def test_what_was_changed_and_put_back_has_not_changed(assessment, lead):
    answer_everything(assessment, level=2)
    change(assessment, lead, level=3)
    change(assessment, lead, level=2, version=2)
    assert changes_since(assessment, LONG_AGO) == {}


def test_evidence_alone_is_a_change_too(assessment, lead):
    answer_everything(assessment, level=2)
    change(assessment, lead, evidence=(Reference("Audit report"),))
    (changed,) = changes_since(assessment, LONG_AGO)["LEAD"]
    assert not changed.is_moved
    assert changed.besides == ("evidence",)


def test_an_answer_that_was_given_or_taken_away_has_changed(assessment, lead):
    change(assessment, lead, version=0)
    (changed,) = changes_since(assessment, LONG_AGO)["LEAD"]
    assert (changed.before.label, changed.after.label) == ("Not answered", "2: In some services")
    save_answers(assessment=assessment, by=lead, drafts=[Draft(question="LEAD-1", version=1)])
    assert changes_since(assessment, LONG_AGO) == {}


def test_what_changed_before_the_return_is_left_out(returned, lead):
    (step,) = returned.sign_offs.filter(step="returned")
    assert changes_since(returned, step.at) == {}
    change(returned, lead, level=1)
    assert list(changes_since(returned, step.at)) == ["LEAD"]
