"""The forms of the route plan: an action, and what of the plan to show."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from assessment.forms import Option, Text
from assessment.plan.reading import Line
from assessment.plan.terms import Terms
from assessment.plan_models import Action
from assessment.written import DATE_FORMAT, DATE_FORMATS
from frameworks.definition import Framework

OWNERS = "owners"
EFFORTS = {
    Action.Effort.SMALL: _("A few people, a few days in all"),
    Action.Effort.MEDIUM: _("A few people for some weeks, or one for longer"),
    Action.Effort.LARGE: _("A project: people are on it for months"),
}
IMPACTS = {
    Action.Impact.HIGH: _("It lifts a dimension’s level by itself, or matters as much"),
    Action.Impact.MEDIUM: _("It lifts a level together with other actions"),
    Action.Impact.LOW: _("It helps, and lifts no level yet"),
}


class ActionForm(forms.Form):
    """An action's terms. `version` is of the action that was on the screen; 0: it is new."""

    step = Text(
        label=_("What is to be done"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say what is to be done")},
    )
    dimension = forms.ChoiceField(label=_("What it is about"), required=False)
    actor = forms.ChoiceField(
        label=_("Who must act"),
        help_text=_("The role without which it does not happen."),
        required=False,
    )
    owner = forms.CharField(
        label=_("Owner (optional)"),
        help_text=_("The name of the person who answers for it. They need not be a member here."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"list": OWNERS, "autocomplete": "off"}),
        error_messages={"max_length": _("Give the owner in %(limit_value)d characters or fewer")},
    )
    due = forms.DateField(
        label=_("By when (optional)"),
        help_text=_("It then comes into the calendar file. For example, 27/3/2027"),
        required=False,
        input_formats=DATE_FORMATS,
        widget=forms.DateInput(format=DATE_FORMAT, attrs={"class": "govuk-input--width-10"}),
        error_messages={"invalid": _("Enter a day, month and year, for example 27/3/2027")},
    )
    partners = forms.CharField(
        label=_("Partners (optional)"),
        help_text=_(
            "Other councils, health, police, the voluntary sector, suppliers: who it takes besides the council."
        ),
        max_length=300,
        required=False,
        error_messages={"max_length": _("Give the partners in %(limit_value)d characters or fewer")},
    )
    effort = forms.ChoiceField(
        label=_("How much of people’s time does it take?"),
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--small"}),
        error_messages={"required": _("Choose how much time it takes")},
    )
    impact = forms.ChoiceField(
        label=_("How much does it bring?"),
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--small"}),
        error_messages={"required": _("Choose how much it brings")},
    )
    benefit = Text(
        label=_("What the council gains (optional)"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    status = forms.ChoiceField(
        label=_("Where it stands"), widget=forms.RadioSelect, error_messages={"required": _("Choose where it stands")}
    )
    reason = Text(label=_("Why it is dropped"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    use_required_attribute = False

    def __init__(
        self,
        framework: Framework,
        *,
        terms: Terms | None = None,
        is_own: bool = True,
        version: int = 0,
        data: QueryDict | None = None,
    ) -> None:
        initial = {**(terms.columns if terms else {"status": Action.Status.ACCEPTED.value}), "version": version}
        super().__init__(data, initial=initial)
        self._terms = terms
        offered: dict[str, Any] = {
            "dimension": [("", _("The council as a whole")), *((one.code, one.title) for one in framework.dimensions)],
            "actor": [("", _("Not said")), *framework.roles.items()],
            "effort": [(effort.value, Option(effort.label, str(EFFORTS[effort]))) for effort in Action.Effort],
            "impact": [(impact.value, Option(impact.label, str(IMPACTS[impact]))) for impact in Action.Impact],
            "status": [(status.value, Option(status.label)) for status in Action.Status],
        }
        offered["status"][-1][1].reveals = self["reason"]
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        if not is_own:
            # What came from a question is about that question.
            del self.fields["dimension"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("status") == Action.Status.DROPPED and not data.get("reason"):
            self.add_error("reason", _("Say why it is dropped: somebody will ask"))
        return data

    @property
    def terms(self) -> Terms:
        data = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        if "dimension" not in self.fields and self._terms:
            data["dimension"] = self._terms.dimension
        if data["status"] != Action.Status.DROPPED:
            data["reason"] = ""
        return Terms(**data)


class FilterForm(forms.Form):
    """What of the plan to show. What it does not know is not asked for."""

    owner = forms.ChoiceField(label=_("Owner"), required=False)
    actor = forms.ChoiceField(label=_("Who must act"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False)
    use_required_attribute = False

    def __init__(self, lines: Sequence[Line], data: QueryDict) -> None:
        super().__init__(data)
        owners = sorted({line.action.owner for line in lines if line.action.owner})
        actors = sorted({(line.action.actor, line.actor) for line in lines if line.actor}, key=lambda actor: actor[1])
        offered = {
            "owner": [("", _("Anybody")), *((owner, owner) for owner in owners)],
            "actor": [("", _("Any role")), *actors],
            "status": [("", _("Any")), ("late", _("Late")), *Action.Status.choices],
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def chosen(self, lines: Sequence[Line]) -> list[Line]:
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        return [line for line in lines if all(_fits(line, name, value) for name, value in asked.items())]

    @property
    def is_filtering(self) -> bool:
        self.is_valid()
        return any(self.cleaned_data.values())


def _fits(line: Line, name: str, value: str) -> bool:
    if (name, value) == ("status", "late"):
        return line.is_late
    return bool(getattr(line.action, name) == value)
