"""The plan that the council had agreed when it signed, as the report prints it."""

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from assessment.plan_models import Action
from assessment.snapshot import Signed, SignedAction

# What is under way is read first; what is dropped, last.
ORDER = (Action.Status.UNDER_WAY, Action.Status.ACCEPTED, Action.Status.DONE, Action.Status.DROPPED)


@dataclass(frozen=True)
class PlannedAction:
    """One action in words. `was_late`: on the day of signing."""

    step: str
    question: str
    about: str
    actor: str
    owner: str
    due: date | None
    was_late: bool
    status: str
    effort: str
    impact: str
    benefit: str
    partners: str
    reason: str
    from_level: int | None
    to_level: int | None
    carried: bool


def planned(signed: Signed) -> tuple[PlannedAction, ...]:
    ordered = sorted(signed.plan, key=lambda action: ORDER.index(Action.Status(action.status)))
    return tuple(_planned(signed, action) for action in ordered)


def _planned(signed: Signed, action: SignedAction) -> PlannedAction:
    framework = signed.framework
    status = Action.Status(action.status)
    dimension = framework.by_code.get(action.dimension)
    return PlannedAction(
        step=action.step,
        question=action.question,
        about=dimension.title if dimension else _("The council as a whole"),
        actor=framework.roles.get(action.actor, ""),
        owner=action.owner,
        due=action.due,
        was_late=status in Action.UNFINISHED and action.due is not None and action.due < localdate(signed.signed_at),
        status=str(status.label),
        effort=str(Action.Effort(action.effort).label),
        impact=str(Action.Impact(action.impact).label),
        benefit=action.benefit,
        partners=action.partners,
        reason=action.reason,
        from_level=action.from_level,
        to_level=action.to_level,
        carried=action.carried,
    )
