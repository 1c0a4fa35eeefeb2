"""Terms beside other terms, in words: for two people at one action, and for its history."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from assessment.plan.terms import Terms
from assessment.plan_models import Action, ActionChange
from frameworks.definition import Framework

NAMES = {
    "step": _("What is to be done"),
    "dimension": _("What it is about"),
    "actor": _("Who must act"),
    "owner": _("Owner"),
    "due": _("By when"),
    "effort": _("Effort"),
    "impact": _("Impact"),
    "benefit": _("What the council gains"),
    "partners": _("Partners"),
    "status": _("Where it stands"),
    "reason": _("Why it is dropped"),
}
CHOICES: dict[str, Any] = {"effort": Action.Effort, "impact": Action.Impact, "status": Action.Status}
NOTHING = "–"


@dataclass(frozen=True)
class Difference:
    """One term that is not the same in both."""

    name: str
    before: str
    after: str


def differences(before: Terms, after: Terms, framework: Framework) -> list[Difference]:
    return list(_differences(before, after, framework))


def history_of(action: Action, framework: Framework) -> list[tuple[ActionChange, list[Difference]]]:
    """Everything that changed an action, newest first. The first change of all has no differences: it was new."""
    return [
        (
            change,
            differences(Terms.from_data(change.before), Terms.from_data(change.after), framework)
            if change.before
            else [],
        )
        for change in action.changes.select_related("by")
    ]


def _differences(before: Terms, after: Terms, framework: Framework) -> Iterator[Difference]:
    old, new = before.columns, after.columns
    for name, label in NAMES.items():
        if old[name] != new[name]:
            yield Difference(str(label), _in_words(name, old[name], framework), _in_words(name, new[name], framework))


def _in_words(name: str, value: Any, framework: Framework) -> str:
    if not value:
        return NOTHING
    if isinstance(value, date):
        return date_format(value, "j M Y")
    if name in CHOICES:
        return str(CHOICES[name](value).label)
    if name == "actor":
        return framework.roles.get(value, str(value))
    if name == "dimension":
        return framework.by_code[value].title if value in framework.by_code else str(value)
    return str(value)
