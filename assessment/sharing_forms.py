"""The form of sharing out the work."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from assessment.written import DATE_FORMAT, DATE_FORMATS
from councils.models import User
from frameworks.definition import Dimension


class AssignForm(forms.Form):
    """Who is on one dimension, and by when: its prefix is the dimension's code."""

    people = forms.TypedMultipleChoiceField(
        label=_("Who answers"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small"}),
    )
    due = forms.DateField(
        label=_("By when"),
        help_text=_("For example, 27/3/2027"),
        required=False,
        input_formats=DATE_FORMATS,
        widget=forms.DateInput(format=DATE_FORMAT, attrs={"class": "govuk-input--width-10"}),
        error_messages={"invalid": _("Enter a day, month and year, for example 27/3/2027")},
    )
    use_required_attribute = False

    def __init__(self, dimension: Dimension, people: Sequence[User], data: QueryDict | None, initial: Any) -> None:
        super().__init__(data, prefix=dimension.code, initial=initial)
        self.dimension = dimension
        self.fields["people"].choices = [(person.pk, person.name) for person in people]  # type: ignore[attr-defined]
