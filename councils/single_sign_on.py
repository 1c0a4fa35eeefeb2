"""Single sign-on by OpenID Connect: the provider vouches for an address, and Cairn looks for its person.

Nothing of the provider's is kept: each sign-in is matched anew, so an account closed there or renamed here leaves no
forgotten way in.
"""

import logging
from http import HTTPStatus
from typing import Any

import requests
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.http import HttpRequest
from django.shortcuts import render

from councils.models import User

logger = logging.getLogger(__name__)

# Some providers send the claim as text. Text that says "false" must not count as true.
TRUE = (True, "true")
SECONDS_TO_ANSWER = 5


class ProviderSession(requests.Session):
    """Talks to the provider. Where it is away, refuses or answers no JSON, the person gets a page that says so."""

    def request(self, *args: Any, **kwargs: Any) -> requests.Response:
        try:
            response = super().request(*args, **{"timeout": SECONDS_TO_ANSWER} | kwargs)
            response.raise_for_status()
            response.json()
        except requests.RequestException as error:
            logger.warning("Single sign-on failed: %s", error)
            page = render(context.request, "socialaccount/authentication_error.html", status=HTTPStatus.UNAUTHORIZED)
            raise ImmediateHttpResponse(page) from error
        return response


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Makes this the sign-in of the person with the verified address, or answers that there is none."""
        # allauth could also tie an identity to whoever is signed in; then it would outlive the address.
        sociallogin.state["process"] = AuthProcess.LOGIN
        verified = {found.email.lower() for found in sociallogin.email_addresses if found.verified in TRUE}
        sociallogin.user = User.objects.filter(email__in=verified).first()
        if sociallogin.user is None:
            unverified = bool(sociallogin.email_addresses) and not verified
            about = {"unverified": unverified}
            page = render(request, "socialaccount/not_invited.html", about, status=HTTPStatus.FORBIDDEN)
            raise ImmediateHttpResponse(page)

    def get_requests_session(self) -> ProviderSession:
        return ProviderSession()

    def on_authentication_error(self, request: HttpRequest, provider: Any, **what: Any) -> None:
        logger.warning("Single sign-on failed: %s %s", what.get("error"), what.get("exception") or "")
