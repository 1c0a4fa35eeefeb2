"""Socitm staff see every council's answers, so a password alone does not let them in (CAIRN_STAFF_SECOND_FACTOR)."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from assessment.access import is_socitm
from councils.models import User

SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def lacks_second_factor(user: Any) -> bool:
    """Whether this person must set up a second factor before anything else."""
    return (
        settings.STAFF_SECOND_FACTOR
        and isinstance(user, User)
        and is_socitm(user)
        and not is_mfa_enabled(user, SECOND_FACTORS)
    )


class SecondFactorMiddleware:
    """Sends such a person to the set-up page from every page but those of their account and those open to all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], *_: Any) -> HttpResponse | None:
        open_to_all = not getattr(view, "login_required", True)
        if open_to_all or request.path.startswith(reverse("account")) or not lacks_second_factor(request.user):
            return None
        return redirect("mfa_index")
