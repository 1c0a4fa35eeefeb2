"""The verbs of an assessment. Each is one transaction; who may do it is asked before, in the view (access.py)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessment.drafts import Draft
from assessment.freezing import take
from assessment.models import Assessment, Assignment, Round, SignOff, Snapshot
from assessment.plan.carrying import carry
from assessment.rounds import hold
from assessment.saving import Saved, save
from councils.models import Council, User


class NotAllowed(Exception):
    """The assessment is not in a state for this. The message is for the person who tried."""


def start(*, council: Council, round: Round, by: User | None) -> Assessment:
    """Start a council's assessment, once: a second call finds the first. What its plan left unfinished comes along."""
    with transaction.atomic():
        _hold_open(round.pk)
        assessment, created = Assessment.objects.get_or_create(
            council=council, round=round, defaults={"started_by": by}
        )
        if created:
            carry(assessment, by=by)
    return assessment


def save_answers(*, assessment: Assessment, by: User | None, drafts: Sequence[Draft], why: str = "") -> Saved:
    """Save what was drafted, one question apart from the other: a conflict on one keeps none of the others back.

    Raises ValueError for a draft that the framework does not allow, KeyError for a question it does not have.
    """
    for draft in drafts:
        draft.check(assessment.framework.questions[draft.question])
    with transaction.atomic():
        _lock(assessment)
        if assessment.status != Assessment.Status.ANSWERING:
            raise NotAllowed(_("The answers have been submitted, so they can no longer be changed."))
        return save(assessment, drafts, by=by, at=timezone.now(), why=why)


@dataclass(frozen=True)
class Share:
    """Who is on a dimension (its code), and by when."""

    dimension: str
    people: tuple[User, ...]
    due: date | None = None


def assign(*, assessment: Assessment, shares: Sequence[Share]) -> list[Assignment]:
    """Put people on dimensions, in place of those who were on them. Returns the assignments that are new."""
    wanted = {(share.dimension, person.pk): share.due for share in shares for person in share.people}
    with transaction.atomic():
        _lock(assessment)
        rows = assessment.assignments.filter(dimension__in=[share.dimension for share in shares])
        before = {(row.dimension, row.user_id): row for row in rows}
        rows.filter(pk__in=[row.pk for key, row in before.items() if key not in wanted]).delete()
        kept = [row for key, row in before.items() if key in wanted]
        for row in kept:
            row.due = wanted[row.dimension, row.user_id]
        Assignment.objects.bulk_update(kept, ["due"])
        return Assignment.objects.bulk_create(
            Assignment(assessment=assessment, dimension=share.dimension, user=person, due=share.due)
            for share in shares
            for person in share.people
            if (share.dimension, person.pk) not in before
        )


def submit(*, assessment: Assessment, by: User | None, remark: str = "") -> None:
    """Hand the answers to the signatory. Nothing can be changed until they sign or return it."""
    with transaction.atomic():
        _lock(assessment)
        _must_be(assessment, Assessment.Status.ANSWERING, _("The answers have been submitted already."))
        if not assessment.answers.exists():
            raise NotAllowed(_("Nothing has been answered yet, so there is nothing to submit."))
        _move(assessment, Assessment.Status.SUBMITTED, SignOff.Step.SUBMITTED, by=by, remark=remark)


def return_to_lead(*, assessment: Assessment, by: User | None, remark: str) -> None:
    """Open the answers again, unsigned, and say why."""
    with transaction.atomic():
        _lock(assessment)
        _must_be(assessment, Assessment.Status.SUBMITTED, _("Nothing is waiting for a signature."))
        _move(assessment, Assessment.Status.ANSWERING, SignOff.Step.RETURNED, by=by, remark=remark)


def sign(*, assessment: Assessment, by: User | None, remark: str = "", at: datetime | None = None) -> Snapshot:
    """Sign what was submitted: the snapshot written here is what every report reads, and it never changes."""
    at = at or timezone.now()
    with transaction.atomic():
        _lock(assessment)
        _must_be(assessment, Assessment.Status.SUBMITTED, _("Nothing is waiting for a signature."))
        snapshot = take(assessment, signatory=by, at=at)
        snapshot.save()
        _move(assessment, Assessment.Status.SIGNED, SignOff.Step.SIGNED, by=by, remark=remark, at=at)
    return snapshot


def reopen(*, assessment: Assessment, by: User | None, remark: str) -> None:
    """Open signed answers again. What was signed stays, until a new signature stands beside it."""
    with transaction.atomic():
        _lock(assessment)
        _must_be(assessment, Assessment.Status.SIGNED, _("Only signed answers can be reopened."))
        _move(assessment, Assessment.Status.ANSWERING, SignOff.Step.REOPENED, by=by, remark=remark)


def _lock(assessment: Assessment) -> None:
    """Wait for others who write to this assessment, and read its state as they left it.

    Without this an answer could slip in between a signature's snapshot and its status.
    """
    locked = Assessment.objects.select_for_update().get(pk=assessment.pk)
    _hold_open(locked.round_id)
    assessment.status = locked.status


def _hold_open(round_pk: int) -> None:
    round = hold(round_pk)
    if not round.is_open:
        raise NotAllowed(_("%(round)s is not open.") % {"round": round.name})


def _must_be(assessment: Assessment, status: Assessment.Status, otherwise: str) -> None:
    if assessment.status != status:
        raise NotAllowed(otherwise)


def _move(
    assessment: Assessment,
    status: Assessment.Status,
    step: SignOff.Step,
    *,
    by: User | None,
    remark: str,
    at: datetime | None = None,
) -> None:
    assessment.status = status
    assessment.save(update_fields=["status"])
    SignOff.objects.create(assessment=assessment, step=step, by=by, remark=remark, at=at or timezone.now())
