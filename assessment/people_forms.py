"""The forms of the people page: inviting somebody, and giving a member another role."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessment.forms import Option
from councils.models import Membership


class RoleForm(forms.Form):
    """One of the roles that a person may give (access.roles_to_give)."""

    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect, error_messages={"required": _("Choose a role")})
    use_required_attribute = False

    def __init__(self, roles: Sequence[Membership.Role], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, Option(role.label, str(role.about))) for role in roles]  # type: ignore[attr-defined]


class InviteForm(RoleForm):
    email = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "class": "govuk-input--width-30"}),
        error_messages={
            "required": _("Enter the e-mail address of the person to invite"),
            "invalid": _("Enter an e-mail address like name@council.gov.uk"),
        },
    )
    field_order = ["email", "role"]
