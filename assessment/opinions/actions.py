"""The verbs of asking around. Each is one transaction; who may do it is asked before, in the view (access.py)."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, Self
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessment.actions import NotAllowed, save_answers
from assessment.drafts import Draft, Said
from assessment.models import Assessment
from assessment.opinion_models import Ask, Dissent, Opinion
from assessment.saving import Conflict, Saved
from councils.models import User


@dataclass(frozen=True)
class Respondent:
    """Who gives a view: a person, or whoever holds the key that their open page was given."""

    person: User | None = None
    respondent: UUID | None = None

    @classmethod
    def anonymous(cls, key: str) -> Self:
        return cls(respondent=UUID(bytes=sha256(key.encode()).digest()[:16]))

    @property
    def columns(self) -> dict[str, Any]:
        return {"person": self.person, "respondent": self.respondent}


@dataclass(frozen=True)
class View:
    """A view on one question. `level` None: they do not know."""

    question: str
    level: int | None
    comment: str = ""


def ask(
    *,
    assessment: Assessment,
    by: User,
    title: str,
    questions: Sequence[str],
    groups: Sequence[str],
    closes: date,
    remark: str = "",
    anonymous: bool = False,
) -> tuple[Ask, str]:
    """Ask colleagues for their view. With the ask comes the token of its anonymous link, known now and never again."""
    if not assessment.is_open:
        raise NotAllowed(_("The answers can no longer be changed, so there is nothing to ask colleagues about."))
    token = secrets.token_urlsafe(24) if anonymous else ""
    made = Ask.objects.create(
        assessment=assessment,
        asked_by=by,
        title=title,
        remark=remark,
        questions=[code for code in assessment.framework.questions if code in questions],
        groups=list(groups),
        closes=closes,
        token_digest=Ask.digest(token) if token else "",
    )
    return made, token


def new_link(*, ask: Ask) -> str:
    """The token of a new anonymous link. The old link, if there was one, leads nowhere from now on."""
    token = secrets.token_urlsafe(24)
    with transaction.atomic():
        locked = _open(ask)
        locked.token_digest = Ask.digest(token)
        locked.save(update_fields=["token_digest"])
    return token


def close(*, ask: Ask) -> None:
    """Take no more views, for good, and show what colleagues think."""
    with transaction.atomic():
        locked = _open(ask)
        locked.closed_at = timezone.now()
        locked.save(update_fields=["closed_at"])


def give(*, ask: Ask, by: Respondent, group: str, views: Sequence[View]) -> None:
    """Keep somebody's views, in place of what they thought of the same questions before."""
    questions = ask.assessment.framework.questions
    for view in views:
        if view.question not in ask.questions:
            raise ValueError(f"{view.question} is not asked about")
        if view.level is not None:
            questions[view.question].at(view.level)
    if group not in ask.groups:
        raise ValueError(f"{group} is not asked")
    with transaction.atomic():
        _open(ask)
        own = ask.opinions.filter(**by.columns)
        own.exclude(group=group).update(group=group)
        Opinion.objects.bulk_create(
            [
                Opinion(
                    ask=ask, question=view.question, group=group, level=view.level, comment=view.comment, **by.columns
                )
                for view in views
            ],
            update_conflicts=True,
            update_fields=["level", "comment", "group", "on"],
            unique_fields=["ask", "question", "person" if by.person else "respondent"],
        )


def withdraw(*, ask: Ask, by: Respondent) -> None:
    """Take somebody's views back, as if they had never been given."""
    with transaction.atomic():
        _open(ask)
        ask.opinions.filter(**by.columns).delete()


def agree(*, assessment: Assessment, by: User, draft: Draft, dissent: str = "") -> Saved:
    """Record what a workshop agreed and who did not: both, or neither where somebody has changed the answer since."""
    with transaction.atomic():
        saved = save_answers(assessment=assessment, by=by, drafts=[draft], why=_("Agreed in a workshop"))
        if draft.question in saved.unchanged and (overtaken := _overtaken(assessment, draft)):
            saved = Saved(conflicts=(overtaken,))
        if dissent and not saved.conflicts:
            Dissent.objects.create(assessment=assessment, question=draft.question, text=dissent, by=by)
    return saved


def _overtaken(assessment: Assessment, draft: Draft) -> Conflict | None:
    """Saving takes an answer that is sent back as it was read for one left alone. Agreeing on it is no such thing."""
    row = assessment.answers.filter(question=draft.question).with_evidence().first()
    current = Said.by(row)
    if draft.said == current:
        return None
    newest = assessment.changes.filter(question=draft.question).select_related("by").first()
    return Conflict(
        draft=draft,
        current=current,
        version=row.version if row else 0,
        by=newest.by if newest else None,
        at=newest.at if newest else None,
    )


def _open(ask: Ask) -> Ask:
    """The ask as it stands, held so that nothing is added while it closes."""
    locked = Ask.objects.select_for_update().get(pk=ask.pk)
    if not locked.is_open:
        raise NotAllowed(_("This has closed, so views can no longer be given or changed."))
    return locked
