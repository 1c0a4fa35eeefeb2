"""What tests of the route plan share: a dimension whose weak answers are known, and the terms of an action."""

from datetime import date

from assessment.models import Answer, Assessment
from assessment.plan import actions
from assessment.plan.proposals import Proposal
from assessment.plan.reading import offers_of
from assessment.plan.terms import Terms
from assessment.plan_models import Action
from councils.models import User
from tests.conftest import answer_everything

URL = "/councils/westerby/2026/plan/"


def weak(assessment: Assessment, **levels: int | None) -> None:
    """Everything stands at 4, and what is named (LEAD_1=1) at less; None: nobody knows."""
    answer_everything(assessment, level=4)
    for name, level in levels.items():
        state = Answer.State.DONT_KNOW if level is None else Answer.State.LEVEL
        assessment.answers.filter(question=name.replace("_", "-")).update(level=level, state=state)


def proposed(assessment: Assessment, question: str) -> Proposal | None:
    return offers_of(assessment, assessment.actions.all(), assessment.given()).proposal(question)


def accepted(assessment: Assessment, by: User | None, question: str, **terms: object) -> Action:
    proposal = proposed(assessment, question)
    assert proposal
    action, _created = actions.accept(assessment=assessment, by=by, proposal=proposal)
    if terms:
        change(action, by, **terms)
    return action


def own(assessment: Assessment, by: User | None, step: str = "Publish the plan", **terms: object) -> Action:
    return actions.add(assessment=assessment, by=by, terms=Terms(step=step, **terms))


def change(action: Action, by: User | None, *, version: int = 0, **terms: object) -> actions.Conflict | None:
    action.refresh_from_db()
    wanted = Terms(**{**Terms.of(action).columns, **terms})
    conflict = actions.change(action=action, by=by, terms=wanted, version=version or action.version)
    action.refresh_from_db()
    return conflict


def posted(**fields: object) -> dict[str, object]:
    return {
        "step": "Publish the plan",
        "effort": "small",
        "impact": "low",
        "status": "accepted",
        "version": 0,
    } | fields


PAST, FUTURE = date(2026, 1, 31), date(2036, 1, 31)
