"""A made-up route plan for the demonstration: actions of every status, with owners who do not exist."""

from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from assessment.models import Assessment
from assessment.plan.actions import accept, add, change
from assessment.plan.reading import offers_of
from assessment.plan.terms import Terms
from assessment.plan_models import Action
from councils.models import User


@dataclass(frozen=True)
class Fate:
    """What a made-up action has come to, and who answers for it by when."""

    status: Action.Status
    owner: str = ""
    due: date | None = None
    partners: str = ""
    reason: str = ""


NEIGHBOURS = "Made up: the neighbouring council and the health board"
FIRST_YEAR = (
    Fate(Action.Status.DONE, "Leila Lead", date(2026, 1, 30)),
    Fate(Action.Status.UNDER_WAY, "Stella Service", date(2026, 9, 30), NEIGHBOURS),
    Fate(Action.Status.DONE, "Fiona Finance", date(2026, 3, 31)),
    Fate(Action.Status.ACCEPTED, "Colin Contributor", date(2027, 2, 26)),
    Fate(Action.Status.DROPPED, "Stella Service", reason="Made up: the service moves to a shared contract in 2027."),
    Fate(Action.Status.UNDER_WAY, "Colin Contributor", date(2027, 1, 29)),
)
SECOND_YEAR = (
    Fate(Action.Status.UNDER_WAY, "Simon Signatory", date(2027, 3, 31)),
    Fate(Action.Status.ACCEPTED, "Fiona Finance", date(2027, 4, 30), NEIGHBOURS),
    Fate(Action.Status.ACCEPTED),
    Fate(Action.Status.ACCEPTED, "Leila Lead", date(2027, 6, 30)),
)


def make_up_plan(assessment: Assessment, *, by: User | None) -> None:
    """A council's first plan, not begun; or, where it carries one on, what has become of that and what it adds."""
    carried = list(assessment.actions.order_by("pk"))
    rises = offers_of(assessment, carried, assessment.given()).rises
    offers = [offer for rise in rises for offer in rise.steps if offer.is_open]
    for offer, fate in zip(offers, SECOND_YEAR if carried else FIRST_YEAR, strict=False):
        action, _created = accept(assessment=assessment, by=by, proposal=offer.proposal)
        _meet(action, fate if carried else replace(fate, status=Action.Status.ACCEPTED, reason=""), by)
    if carried:
        _meet(carried[-1], Fate(Action.Status.DONE, carried[-1].owner, carried[-1].due), by)
    else:
        step = _("Made up: publish the route plan on the council’s own pages, and say each quarter how it stands.")
        terms = Terms(step=step, actor="members", owner="Vera Viewer", due=date(2027, 3, 1), effort=Action.Effort.SMALL)
        add(assessment=assessment, by=by, terms=terms)


def live_through(assessment: Assessment, *, by: User | None) -> None:
    """The year that follows the first plan."""
    for action, fate in zip(assessment.actions.order_by("pk"), FIRST_YEAR, strict=False):
        _meet(action, fate, by)


def _meet(action: Action, fate: Fate, by: User | None) -> None:
    terms = replace(
        Terms.of(action),
        status=fate.status.value,
        owner=fate.owner,
        due=fate.due,
        partners=fate.partners or action.partners,
        reason=fate.reason,
    )
    change(action=action, by=by, terms=terms, version=action.version)
