"""What a council may give to anyone: a statement in plain words, and the signed answers to check it against."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from assessment.access import get_snapshot
from assessment.models import Snapshot, canonical
from assessment.snapshot import read
from councils.requests import SignedInRequest
from reports.statement import statement


@require_safe
@cache_control(private=True, no_cache=True)
def statement_page(request: SignedInRequest, slug: str, round_slug: str) -> HttpResponse:
    snapshot = get_snapshot(request.user, slug, round_slug)
    context = {
        "statement": statement(read(snapshot)),
        "place": slug,
        "round_slug": round_slug,
        "crumbs": [
            (
                reverse("reports:report", args=[slug, round_slug]),
                _("Report of %(council)s") % {"council": snapshot.council.short_name},
            )
        ],
    }
    return render(request, "reports/statement.html", context)


@require_safe
@cache_control(private=True, no_cache=True)
def statement_txt(request: SignedInRequest, slug: str, round_slug: str) -> HttpResponse:
    snapshot = get_snapshot(request.user, slug, round_slug)
    return _file(snapshot, "statement.txt", statement(read(snapshot)).as_text().encode(), "text/plain; charset=utf-8")


@require_safe
@cache_control(private=True, no_cache=True)
def snapshot_json(request: SignedInRequest, slug: str, round_slug: str) -> HttpResponse:
    """The signed data as it was summed: the checksum of this file is the one that every report prints."""
    snapshot = get_snapshot(request.user, slug, round_slug)
    return _file(snapshot, "snapshot.json", canonical(snapshot.data), "application/json")


def _file(snapshot: Snapshot, name: str, content: bytes, content_type: str) -> HttpResponse:
    name = f"{snapshot.council.slug}-{snapshot.round.slug}-{name}"
    return HttpResponse(
        content, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


urlpatterns: list[URLPattern] = [
    path("councils/<slug:slug>/<slug:round_slug>/report/statement/", statement_page, name="statement"),
    path("councils/<slug:slug>/<slug:round_slug>/report/statement.txt", statement_txt, name="statement_txt"),
    path("councils/<slug:slug>/<slug:round_slug>/report/snapshot.json", snapshot_json, name="snapshot_json"),
]
