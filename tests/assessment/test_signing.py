import pytest

from assessment.actions import NotAllowed, reopen, reply, return_to_lead, save_answers, sign, start, submit
from assessment.drafts import Draft
from assessment.models import Assessment, SignOff, Snapshot
from assessment.remark_models import Remark
from assessment.snapshot import read
from frameworks.scores import State
from tests.conftest import answer_everything


def answered(assessment: Assessment, lead, number: int = 2, version: int = 0) -> None:
    draft = Draft(question="LEAD-1", version=version, state=State.LEVEL, level=number)
    save_answers(assessment=assessment, by=lead, drafts=[draft])


def test_a_second_start_finds_the_first(council, round, lead, contributor):
    first = start(council=council, round=round, by=lead)
    assert start(council=council, round=round, by=contributor) == first
    assert Assessment.objects.get().started_by == lead


def test_a_round_that_is_not_open_cannot_be_started(council, round, lead):
    round.status = round.Status.DRAFT
    round.save()
    with pytest.raises(NotAllowed, match="not open"):
        start(council=council, round=round, by=lead)


def test_nothing_answered_is_nothing_to_submit(assessment, lead):
    with pytest.raises(NotAllowed, match="Nothing has been answered"):
        submit(assessment=assessment, by=lead)


def test_the_way_to_signature_is_kept_step_by_step(assessment, lead, signatory):
    answered(assessment, lead)
    submit(assessment=assessment, by=lead, remark="Ready")
    return_to_lead(assessment=assessment, by=signatory, remark="Where is the plan?")
    reply(assessment=assessment, remark=Remark.objects.get(), by=lead, text="In the appendix")
    submit(assessment=assessment, by=lead)
    sign(assessment=assessment, by=signatory)
    reopen(assessment=assessment, by=signatory, remark="The plan was found")

    steps = [(step.step, step.by, step.remark) for step in assessment.sign_offs.all()]
    assert steps == [
        (SignOff.Step.SUBMITTED, lead, "Ready"),
        (SignOff.Step.RETURNED, signatory, ""),
        (SignOff.Step.SUBMITTED, lead, ""),
        (SignOff.Step.SIGNED, signatory, ""),
        (SignOff.Step.REOPENED, signatory, "The plan was found"),
    ]
    assessment.refresh_from_db()
    assert assessment.is_open


@pytest.mark.parametrize(
    ("status", "refused"),
    [
        (Assessment.Status.ANSWERING, [return_to_lead, sign, reopen]),
        (Assessment.Status.SUBMITTED, [submit, reopen]),
        (Assessment.Status.SIGNED, [submit, return_to_lead, sign]),
    ],
)
def test_a_step_out_of_turn_is_refused(assessment, signatory, status, refused):
    answer_everything(assessment)
    Assessment.objects.update(status=status)
    for verb in refused:
        with pytest.raises(NotAllowed):
            verb(assessment=assessment, by=signatory, remark="Out of turn")
    assessment.refresh_from_db()
    assert assessment.status == status
    assert not Snapshot.objects.exists()
    assert not SignOff.objects.exists()


def test_a_closed_round_cannot_be_signed(assessment, round, signatory):
    Assessment.objects.update(status=Assessment.Status.SUBMITTED)
    round.status = round.Status.CLOSED
    round.save()
    with pytest.raises(NotAllowed, match="not open"):
        sign(assessment=assessment, by=signatory)


def test_signing_writes_what_reports_read(assessment, lead, signatory):
    answer_everything(assessment, level=2)
    answered(assessment, lead, 3, version=1)
    submit(assessment=assessment, by=lead)

    snapshot = sign(assessment=assessment, by=signatory)

    signed = read(Snapshot.objects.get())
    assert signed.sha256 == snapshot.sha256
    assert (signed.signed_by, signed.council.name) == (signatory.name, "Westerby Council")
    assert signed.took_part == {"lead": 1, "signatory": 1}
    assert signed.answers["LEAD-1"].level == 3
    assert (signed.claimed.dimensions["LEAD"].score, signed.claimed.dimensions["LEAD"].level) == (56.25, 2)
    assert signed.claimed.dimensions["LEAD"].held_back_by == ("LEAD-2", "LEAD-3", "LEAD-4")


def test_what_is_signed_never_changes(assessment, lead, signatory):
    answer_everything(assessment)
    submit(assessment=assessment, by=lead)
    first = sign(assessment=assessment, by=signatory)
    with pytest.raises(ValueError, match="never edited"):
        first.save()
    with pytest.raises(ValueError, match="never deleted"):
        first.delete()

    reopen(assessment=assessment, by=signatory, remark="One answer was wrong")
    answered(assessment, lead, 4, version=1)
    submit(assessment=assessment, by=lead)
    second = sign(assessment=assessment, by=signatory)

    assert read(Snapshot.objects.get(pk=first.pk)).answers["LEAD-1"].level == 2
    assert read(second).answers["LEAD-1"].level == 4
    assert Snapshot.objects.count() == 2
