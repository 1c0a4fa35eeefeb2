"""What a person fills in to join, and to choose their letters."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from councils.models import User


class SignUpForm(forms.Form):
    """A new person's own words about themselves. The address is the invitation's, and cannot be changed."""

    name = forms.CharField(
        label=_("Your name"),
        help_text=_("As your colleagues know you"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name", "class": "govuk-input--width-30"}),
        error_messages={"required": _("Enter your name")},
    )
    job_title = forms.CharField(
        label=_("Job title"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title", "class": "govuk-input--width-30"}),
        error_messages={"required": _("Enter your job title")},
    )
    password = forms.CharField(
        label=_("Choose a password"),
        help_text=_("At least 12 characters. Three random words are easy to remember and hard to guess."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Choose a password")},
    )
    use_required_attribute = False

    def __init__(self, email: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if password := data.get("password"):
            try:
                validate_password(password, User(email=self.email, name=data.get("name", "")))
            except ValidationError as error:
                self.add_error("password", error)
        return data


class RemindersForm(forms.ModelForm[User]):
    class Meta:
        model = User
        fields = ["reminders"]
        labels = {"reminders": _("Remind me by e-mail of work that is due, at most once a week")}
        help_texts = {"reminders": ""}
