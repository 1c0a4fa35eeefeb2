"""The verbs of an assessment. Each is one transaction; who may do it is asked before, in the view (access.py)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessment.conversation import current_remarks, in_order
from assessment.drafts import Draft
from assessment.freezing import take
from assessment.models import Assessment, Assignment, Round, SignOff, Snapshot
from assessment.plan.carrying import carry
from assessment.progress import asked_of
from assessment.remark_models import Remark, Reply
from assessment.rounds import hold
from assessment.saving import Saved, save
from assessment.timing import keep_times
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
        saved = save(assessment, drafts, by=by, at=timezone.now(), why=why)
        _unblock_complete(assessment, saved)
        return saved


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
    """Hand the answers to the signatory. Nothing can be changed until they sign or return it.

    What was returned comes back with a reply to every remark: a signatory asks once.
    """
    with transaction.atomic():
        _lock(assessment)
        _must_be(assessment, Assessment.Status.ANSWERING, _("The answers have been submitted already."))
        if not assessment.answers.exists():
            raise NotAllowed(_("Nothing has been answered yet, so there is nothing to submit."))
        left = in_order(current_remarks(assessment).unanswered(), assessment.framework)
        if left:
            about = ", ".join(talk.about for talk in left)
            raise NotAllowed(
                _("Reply to every remark before you submit. Still without a reply: %(about)s.") % {"about": about}
            )
        _move(assessment, Assessment.Status.SUBMITTED, SignOff.Step.SUBMITTED, by=by, remark=remark)


def return_to_lead(
    *, assessment: Assessment, by: User | None, remark: str = "", remarks: Mapping[str, str] | None = None
) -> None:
    """Open the answers again, unsigned, and say why: `remark` on the whole, `remarks` by the dimension's code."""
    said = {code: text for code, text in {"": remark, **(remarks or {})}.items() if text}
    if unknown := said.keys() - {"", *assessment.framework.by_code}:
        raise ValueError(f"There is no dimension {', '.join(sorted(unknown))}")
    with transaction.atomic():
        _lock(assessment)
        _must_be(assessment, Assessment.Status.SUBMITTED, _("Nothing is waiting for a signature."))
        if not said:
            raise NotAllowed(_("Say what should be looked at again."))
        step = _move(assessment, Assessment.Status.ANSWERING, SignOff.Step.RETURNED, by=by)
        Remark.objects.bulk_create(Remark(sign_off=step, dimension=code, text=text) for code, text in said.items())


def reply(*, assessment: Assessment, remark: Remark, by: User, text: str) -> Reply:
    """Answer a remark, while the answers are open. Sent twice by the same person, a reply is kept once."""
    with transaction.atomic():
        _lock(assessment)
        _must_be(
            assessment,
            Assessment.Status.ANSWERING,
            _("The answers have been submitted again, so the remark can no longer be replied to."),
        )
        if not current_remarks(assessment).filter(pk=remark.pk).exists():
            raise NotAllowed(_("The remark was about answers that have been signed since."))
        last = remark.replies.last()
        if last and (last.by_id, last.text) == (by.pk, text):
            return last
        return Reply.objects.create(remark=remark, by=by, text=text)


def sign(*, assessment: Assessment, by: User | None, remark: str = "", at: datetime | None = None) -> Snapshot:
    """Sign what was submitted: the snapshot written here is what every report reads, and it never changes."""
    at = at or timezone.now()
    with transaction.atomic():
        _lock(assessment)
        _must_be(assessment, Assessment.Status.SUBMITTED, _("Nothing is waiting for a signature."))
        snapshot = take(assessment, signatory=by, at=at)
        snapshot.save()
        keep_times(assessment)
        _move(assessment, Assessment.Status.SIGNED, SignOff.Step.SIGNED, by=by, remark=remark, at=at)
    return snapshot


def reopen(*, assessment: Assessment, by: User | None, remark: str) -> None:
    """Open signed answers again. What was signed stays, until a new signature stands beside it."""
    with transaction.atomic():
        _lock(assessment)
        _must_be(assessment, Assessment.Status.SIGNED, _("Only signed answers can be reopened."))
        _move(assessment, Assessment.Status.ANSWERING, SignOff.Step.REOPENED, by=by, remark=remark)


def _unblock_complete(assessment: Assessment, saved: Saved) -> None:
    """What held somebody up on a dimension no longer does once it is complete."""
    framework = assessment.framework
    touched = {framework.dimension_of[question].code for question in saved.saved}
    held_up = assessment.assignments.exclude(blocked_by="").filter(dimension__in=touched)
    for code in set(held_up.order_by().values_list("dimension", flat=True)) if touched else ():
        asked = [question.code for question in asked_of(assessment.council, framework.by_code[code])]
        if assessment.answers.filter(question__in=asked).count() == len(asked):
            held_up.filter(dimension=code).update(blocked_by="", blocked_since=None)


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
    remark: str = "",
    at: datetime | None = None,
) -> SignOff:
    assessment.status = status
    assessment.save(update_fields=["status"])
    return SignOff.objects.create(assessment=assessment, step=step, by=by, remark=remark, at=at or timezone.now())
