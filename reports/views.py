"""The report as a page, as JSON and as a workbook."""

from functools import lru_cache

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from assessment.access import get_snapshot, rights_at
from assessment.models import Assessment, Snapshot
from councils.requests import SignedInRequest
from reports.data import as_data
from reports.files import PEERS, inputs_key
from reports.report import Report, build
from reports.workbook import workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@cache_control(private=True, no_cache=True)
def report(request: SignedInRequest, slug: str, round_slug: str) -> HttpResponse:
    report = _report(request, slug, round_slug)
    council, round = report.snapshot.council, report.snapshot.round
    # Socitm's analysts read what is signed; how the plan goes on and what could be tried is the council's.
    is_own = rights_at(request.user, council).read
    context = {
        "report": report,
        "reopened": Assessment.objects.filter(pk=report.snapshot.assessment_id)
        .exclude(status=Assessment.Status.SIGNED)
        .exists(),
        "crumbs": [
            (reverse("assessment:home"), _("Your councils")),
            (reverse("assessment:council", args=[council.slug]), council.name),
        ],
        "plan_url": reverse("assessment:plan", args=[council.slug, round.slug]) if is_own else "",
        "chosen": f"?peers={report.peers.key}",
        "may_try": is_own,
        "place": council.slug,
        "round_slug": round.slug,
    }
    return render(request, "reports/report.html", context)


@require_safe
@cache_control(private=True, no_cache=True)
def report_json(request: SignedInRequest, slug: str, round_slug: str) -> HttpResponse:
    return JsonResponse(as_data(_report(request, slug, round_slug)), json_dumps_params={"indent": 1})


@require_safe
@cache_control(private=True, no_cache=True)
def answers_xlsx(request: SignedInRequest, slug: str, round_slug: str) -> HttpResponse:
    report = _report(request, slug, round_slug)
    name = f"Cairn answers - {report.signed.council.slug} - {report.signed.round_slug}.xlsx"
    return HttpResponse(
        workbook(report), content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _report(request: SignedInRequest, slug: str, round_slug: str) -> Report:
    """The latest report that this person may read, beside the group of peers that the address asks for."""
    snapshot = get_snapshot(request.user, slug, round_slug)
    peers = request.GET.get("peers", PEERS[0])
    if peers not in PEERS:
        raise Http404("There is no such group of councils.")
    return kept(snapshot, inputs_key(snapshot, peers), peers, get_language() or "")


@lru_cache(maxsize=32)
def kept(snapshot: Snapshot, inputs: str, peers: str, language: str) -> Report:
    """A report built once in this process for the same inputs: any new signature in the round makes a new one."""
    return build(snapshot, peers=peers)
