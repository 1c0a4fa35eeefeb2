"""The pages that belong to no app: the open ones, a person's account, and the health check."""

from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from councils.forms import RemindersForm
from councils.requests import SignedInRequest
from frameworks.loader import load, versions

DOCS = Path(settings.BASE_DIR) / "docs"


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("assessment:home")
    return render(request, "open/home.html")


@login_not_required
@require_safe
def method(request: HttpRequest) -> HttpResponse:
    frameworks = [load(slug, version) for slug, version in versions()]
    return render(request, "open/method.html", {"frameworks": frameworks})


@login_not_required
@require_safe
def report_schema(request: HttpRequest) -> HttpResponse:
    """What each field of report.json means, as JSON Schema."""
    return HttpResponse((DOCS / "report.schema.json").read_bytes(), content_type="application/schema+json")


@login_not_required
@require_safe
def replay(request: HttpRequest) -> HttpResponse:
    """The program that works out a report's figures again: to read, or to keep and run."""
    return HttpResponse((DOCS / "replay.py").read_bytes(), content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "open/accessibility.html")


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "open/privacy.html")


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Plain "ok" when the database answers, 503 when it does not. For load balancers and watchers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("the database does not answer", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def account(request: SignedInRequest) -> HttpResponse:
    return render(request, "account/index.html", {"reminders": RemindersForm(instance=request.user)})


def back_to_account(request: HttpRequest) -> HttpResponse:
    return redirect("account")
