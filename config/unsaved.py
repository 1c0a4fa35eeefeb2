"""A form that arrives too late to be saved: signed out meanwhile, or signed in anew since the page was read.

What was typed is shown, to be copied: a page that only asks for sign-in would throw an hour's words away. A script that
saves as people go keeps the words itself, and is only told.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, QueryDict
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token

from councils.requests import wants_json

# The forms in which people write for long, and in which no password is asked for.
WRITTEN_IN = "/councils/"
# What a form sends of itself, and nobody typed.
NOT_TYPED = ("csrfmiddlewaretoken", "next", "stay", "clear", "theirs", "carried", "mine")


class SignInMiddleware(LoginRequiredMiddleware):
    """Pages are closed unless marked open. Who sends a form while signed out gets back what they typed."""

    def handle_no_permission(  # type: ignore[override]  # Django's own way out is a redirect; any response will do
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        if request.method == "POST" and wants_json(request):
            return JsonResponse({"outcome": "signed-out"}, status=401)
        typed = typed_in(request)
        if not typed:
            return super().handle_no_permission(request, view_func)
        return _page(request, typed, why=_("You have been signed out since you opened the page."), status=401)


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """In place of Django's: its page keeps nothing."""
    if wants_json(request):
        return JsonResponse({"outcome": "out-of-date"}, status=403)
    typed = typed_in(request)
    if not typed:
        return render(request, "403_csrf.html", {"no_cookie": reason == REASON_NO_CSRF_COOKIE}, status=403)
    return _page(request, typed, why=_("You have signed in again since you opened the page."), status=403)


def typed_in(request: HttpRequest) -> list[tuple[str, str]]:
    """Each field of a form that our own page sent, with its words, but for those that nobody typed."""
    if request.method != "POST" or not request.path.startswith(WRITTEN_IN) or not _is_from_here(request):
        return []
    return [(_label(name), value) for name, value in _fields(request.POST) if value.strip()]


def _fields(data: QueryDict) -> list[tuple[str, str]]:
    return [
        (name, ", ".join(values))
        for name, values in data.lists()
        if name not in NOT_TYPED and not name.endswith("-version")
    ]


def _is_from_here(request: HttpRequest) -> bool:
    """Another site must not put its words into a page of ours."""
    return request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin" and bool(_came_from(request))


def _came_from(request: HttpRequest) -> str:
    """The page that the form is on, "" where a browser does not say or it is not ours."""
    referer = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referer, {request.get_host()}):
        return ""
    return urlsplit(referer).path


def _label(name: str) -> str:
    """ "PROF-1-evidence-0-title" as "PROF-1 evidence 0 title"."""
    code, dash, rest = name.partition("-")
    number, dash, field = rest.partition("-")
    return f"{code}-{number} {field.replace('-', ' ')}" if dash else name


def _page(request: HttpRequest, typed: list[tuple[str, str]], *, why: str, status: int) -> HttpResponse:
    context = {"typed": typed, "why": why, "back": _came_from(request), "sign_in": resolve_url(settings.LOGIN_URL)}
    return render(request, "unsaved.html", context, status=status)
