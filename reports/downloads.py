"""Downloads of stored files, and the page that shows how far one is while it is made."""

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assessment.access import get_snapshot
from assessment.models import Snapshot
from councils.requests import SignedInRequest
from reports.files import PEERS
from reports.models import ReportFile
from reports.tasks import make_again, request_file, revive_if_lost

# Where each kind of file is downloaded.
DOWNLOADS = {
    ReportFile.Kind.REPORT: "reports:report_pdf",
    ReportFile.Kind.BRIEF: "reports:brief_pdf",
}


@require_safe
def report_pdf(request: SignedInRequest, slug: str, round_slug: str) -> HttpResponseBase:
    return _download(request, slug, round_slug, ReportFile.Kind.REPORT)


@require_safe
def brief_pdf(request: SignedInRequest, slug: str, round_slug: str) -> HttpResponseBase:
    return _download(request, slug, round_slug, ReportFile.Kind.BRIEF)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def progress(request: SignedInRequest, slug: str, round_slug: str, pk: int) -> HttpResponse:
    """How far the file is. POST: try once more to make one that failed."""
    snapshot, file = _file(request, slug, round_slug, pk)
    if request.method == "POST":
        if file.status == ReportFile.Status.FAILED:
            make_again(file)
        return redirect(request.path)
    revive_if_lost(file)
    chosen = f"?peers={file.peers}"
    report_url = reverse("reports:report", args=[slug, round_slug]) + chosen
    download_url = reverse(DOWNLOADS[ReportFile.Kind(file.kind)], args=[slug, round_slug]) + chosen
    context = {
        "file": file,
        "snapshot": snapshot,
        "download_url": download_url,
        "crumbs": [(report_url, _("Report of %(council)s") % {"council": snapshot.council.short_name})],
    }
    return render(request, "reports/progress.html", context)


@never_cache
@require_safe
def progress_json(request: SignedInRequest, slug: str, round_slug: str, pk: int) -> JsonResponse:
    _snapshot, file = _file(request, slug, round_slug, pk)
    revive_if_lost(file)
    return JsonResponse({"pending": file.is_pending, "progress": file.progress, "step": file.step})


urlpatterns: list[URLPattern] = [
    path("councils/<slug:slug>/<slug:round_slug>/report.pdf", report_pdf, name="report_pdf"),
    path("councils/<slug:slug>/<slug:round_slug>/brief.pdf", brief_pdf, name="brief_pdf"),
    path("councils/<slug:slug>/<slug:round_slug>/report/files/<int:pk>/", progress, name="progress"),
    path("councils/<slug:slug>/<slug:round_slug>/report/files/<int:pk>.json", progress_json, name="progress_json"),
]


def _download(request: SignedInRequest, slug: str, round_slug: str, kind: ReportFile.Kind) -> HttpResponseBase:
    snapshot = get_snapshot(request.user, slug, round_slug)
    peers = request.GET.get("peers", "type")
    if peers not in PEERS:
        raise Http404("There is no such group of councils.")
    file = request_file(snapshot, kind, peers)
    if not file.is_done:
        return redirect("reports:progress", slug, round_slug, file.pk)
    try:
        return _send(request, file)
    except FileNotFoundError:
        make_again(file)
        return redirect("reports:progress", slug, round_slug, file.pk)


def _send(request: SignedInRequest, file: ReportFile) -> HttpResponseBase:
    etag = f'"{file.sha256}"'
    if unchanged := get_conditional_response(request, etag=etag):
        return unchanged
    response = FileResponse(file.file.open(), as_attachment=True, filename=file.download_name)
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    # A PDF is compressed inside: squeezing it again would cost time, the length and the strong ETag.
    response["Content-Encoding"] = "identity"
    return response


def _file(request: SignedInRequest, slug: str, round_slug: str, pk: int) -> tuple[Snapshot, ReportFile]:
    """A file of this council and round, for a person who may read its report. Raises Http404 or PermissionDenied."""
    snapshot = get_snapshot(request.user, slug, round_slug)
    files = ReportFile.objects.select_related("snapshot__council", "snapshot__round")
    return snapshot, get_object_or_404(
        files, pk=pk, snapshot__council=snapshot.council_id, snapshot__round=snapshot.round_id
    )
