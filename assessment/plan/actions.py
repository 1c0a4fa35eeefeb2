"""The verbs of the route plan. Each is one transaction; who may do it is asked before, in the view (access.py)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessment.actions import NotAllowed
from assessment.models import Assessment
from assessment.plan.carrying import plan_after
from assessment.plan.proposals import Proposal
from assessment.plan.terms import Terms
from assessment.plan_models import Action, ActionChange
from councils.models import User


@dataclass(frozen=True)
class Conflict:
    """Terms that met a newer version: what stands now, its version, and who saved it when."""

    current: Terms
    version: int
    by: User | None
    at: datetime


def accept(
    *, assessment: Assessment, by: User | None, proposal: Proposal, terms: Terms | None = None
) -> tuple[Action, bool]:
    """Make a proposal an action, on its own terms or others. With the action comes whether it is new."""
    terms = terms or proposal.terms
    terms.check(assessment.framework)
    with transaction.atomic():
        _lock(assessment)
        question, kind, from_level = proposal.key
        found = assessment.actions.filter(question=question, kind=kind, from_level=from_level).first()
        if found:
            return found, False
        about = {"question": question, "kind": kind, "from_level": from_level, "to_level": proposal.to_level}
        return _create(assessment, by, terms, **about), True


def add(*, assessment: Assessment, by: User | None, terms: Terms) -> Action:
    """An action of the council's own, which no answer proposes."""
    terms.check(assessment.framework)
    with transaction.atomic():
        _lock(assessment)
        return _create(assessment, by, terms, kind=Action.Kind.OWN)


def change(*, action: Action, by: User | None, terms: Terms, version: int) -> Conflict | None:
    """Save other terms, made from a version. A newer one is a conflict: nothing is saved and nothing is lost."""
    terms.check(action.assessment.framework)
    with transaction.atomic():
        _lock(action.assessment)
        locked = Action.objects.select_related("updated_by").get(pk=action.pk)
        before = Terms.of(locked)
        if terms == before:
            return None
        if version != locked.version:
            return Conflict(before, locked.version, locked.updated_by, locked.updated_at)
        at = timezone.now()
        Action.objects.filter(pk=action.pk).update(**terms.columns, version=version + 1, updated_at=at, updated_by=by)
        ActionChange.objects.create(action=action, at=at, by=by, before=before.as_data(), after=terms.as_data())
    return None


def _create(assessment: Assessment, by: User | None, terms: Terms, **about: object) -> Action:
    now = timezone.now()
    action = Action.objects.create(
        assessment=assessment,
        **terms.columns,
        **about,
        created_at=now,
        created_by=by,
        updated_at=now,
        updated_by=by,
    )
    ActionChange.objects.create(action=action, at=now, by=by, before=None, after=terms.as_data())
    return action


def _lock(assessment: Assessment) -> None:
    """Wait for others who write to this plan, and for a later round that is about to take it along."""
    Assessment.objects.select_for_update().get(pk=assessment.pk)
    if later := plan_after(assessment):
        raise NotAllowed(
            _("This plan goes on in the %(round)s, so it can no longer be changed here.") % {"round": later.round.name}
        )
