"""allauth's forms in the words of every other form here: what to enter, and what is missing when it is not."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# By field name: label, and the error when it is left empty.
WORDS = {
    "login": (_("E-mail address"), _("Enter your e-mail address")),
    "email": (_("E-mail address"), _("Enter your e-mail address")),
    "password": (_("Password"), _("Enter your password")),
    "oldpassword": (_("Current password"), _("Enter your current password")),
    "password1": (_("New password"), _("Enter a new password")),
    "password2": (_("New password again"), _("Enter the new password again")),
    "code": (_("Code"), _("Enter the code")),
    "name": (_("Name of the passkey"), _("Enter a name")),
}
WIDTHS = {
    "code": "govuk-input--width-10",
    "login": "govuk-input--width-30",
    "email": "govuk-input--width-30",
    "name": "govuk-input--width-20",
}


class PlainWords:
    """Mixed into a form of allauth's: gives its fields our words."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name in WORDS:
                field.label, field.error_messages["required"] = WORDS[name]
            if name in WIDTHS:
                field.widget.attrs["class"] = WIDTHS[name]


class LoginForm(PlainWords, account.LoginForm):
    pass


class ResetPasswordForm(PlainWords, account.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(PlainWords, account.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(PlainWords, account.ChangePasswordForm):
    pass


class SetPasswordForm(PlainWords, account.SetPasswordForm):
    pass


class ReauthenticateForm(PlainWords, account.ReauthenticateForm):
    pass


class AuthenticateCodeForm(PlainWords, mfa.AuthenticateForm):
    pass


class ReauthenticateCodeForm(PlainWords, mfa.ReauthenticateForm):
    pass


class ActivateCodeForm(PlainWords, totp.ActivateTOTPForm):
    pass


class AddPasskeyForm(PlainWords, webauthn.AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        alone = self.fields["passwordless"]
        alone.initial = True
        alone.label = _("Sign in with this passkey alone")
        alone.help_text = _(
            "Your device then asks for your fingerprint, face or PIN, and you need no password. "
            "Clear this for a security key without a PIN."
        )
        self.fields["name"].help_text = _("So that you can tell your passkeys apart: for example, work laptop.")


class RenamePasskeyForm(PlainWords, webauthn.EditWebAuthnForm):
    pass


class KnownPasskey:
    """Mixed into a form that is shown a passkey: says so when Cairn does not know it."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except ValidationError as error:
            if error.code != "incorrect_code":
                raise
            raise ValidationError(
                _("Cairn does not know that passkey. Try another, or another way."), "unknown"
            ) from error


class LoginPasskeyForm(KnownPasskey, webauthn.LoginWebAuthnForm):
    pass


class AuthenticatePasskeyForm(KnownPasskey, webauthn.AuthenticateWebAuthnForm):
    pass


class ReauthenticatePasskeyForm(KnownPasskey, webauthn.ReauthenticateWebAuthnForm):
    pass
