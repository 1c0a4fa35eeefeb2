"""Rounds at Socitm's desk: who is how far, and opening and closing."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessment import rounds
from assessment.access import require_socitm
from assessment.models import Round
from councils.requests import SignedInRequest
from reports.socitm.forms import DatesForm, ProgressForm, RoundForm
from reports.socitm.progress import Progress, Stage, by_group, progress_of, rounds_with_progress

PAGE = 50

Crumbs = list[tuple[str, str]]


@require_safe
def desk(request: SignedInRequest) -> HttpResponse:
    """Every round, and the ways on from it."""
    require_socitm(request.user)
    return render(request, "socitm/desk.html", {"rounds": rounds_with_progress()})


@require_http_methods(["GET", "HEAD", "POST"])
def new_round(request: SignedInRequest) -> HttpResponse:
    require_socitm(request.user)
    form = RoundForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        data = form.cleaned_data
        framework_slug, framework_version = data.pop("framework").split("/")
        try:
            round = rounds.create_round(framework_slug=framework_slug, framework_version=framework_version, **data)
        except rounds.RoundError as error:
            form.add_error("slug", str(error))
        else:
            messages.success(request, _("%(round)s is made, as a draft.") % {"round": round.name})
            return redirect("socitm:round", round.slug)
    return render(request, "socitm/new_round.html", {"form": form, "crumbs": to_desk()})


@require_safe
def round(request: SignedInRequest, slug: str) -> HttpResponse:
    """The facts of a round, what each type group lacks, and how far each council is."""
    found = find(request, slug)
    progress = progress_of(found)
    form = ProgressForm(request.GET)
    form.is_valid()
    listed = _matching(progress, form)
    context = {
        "round": found,
        "groups": by_group(progress),
        "stages": Stage,
        "form": form,
        "matching": len(listed),
        "page": Paginator(listed, PAGE).get_page(form.cleaned_data.get("page")),
        "crumbs": to_desk(),
    }
    return render(request, "socitm/round.html", context)


def _matching(progress: list[Progress], form: ProgressForm) -> list[Progress]:
    """A field that is wrong chooses nobody: its error is on the page."""
    if form.errors:
        return []
    words, group, stage = (form.cleaned_data[name] for name in ("q", "group", "stage"))
    return [
        one
        for one in progress
        if words.casefold() in f"{one.council.name}\n{one.council.short_name}".casefold()
        and (not group or one.council.type_group == group)
        and (not stage or one.stage == stage)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def change_dates(request: SignedInRequest, slug: str) -> HttpResponse:
    found = find(request, slug)
    now = {"opens": found.opens, "closes": found.closes, "publishes": found.publishes}
    form = DatesForm(request.POST if request.method == "POST" else None, initial=now)
    if form.is_valid():
        rounds.change_dates(round=found, **form.cleaned_data)
        messages.success(request, _("The dates of %(round)s are changed.") % {"round": found.name})
        return redirect("socitm:round", found.slug)
    return render(request, "socitm/dates.html", {"round": found, "form": form, "crumbs": to_round(found)})


@require_http_methods(["GET", "HEAD", "POST"])
def open_round(request: SignedInRequest, slug: str) -> HttpResponse:
    found = find(request, slug)
    done = _("%(round)s is open. Councils can answer.") % {"round": found.name}
    return _change(request, found, "socitm/open_round.html", rounds.open_round, done=done)


@require_http_methods(["GET", "HEAD", "POST"])
def close_round(request: SignedInRequest, slug: str) -> HttpResponse:
    found = find(request, slug)
    done = _("%(round)s is closed. No answer in it can be changed.") % {"round": found.name}
    return _change(request, found, "socitm/close_round.html", rounds.close_round, done=done)


def _change(
    request: SignedInRequest, found: Round, confirmation: str, change: Callable[..., None], *, done: str
) -> HttpResponse:
    """Say what a change would mean, and make it once that is confirmed."""
    if request.method != "POST":
        stages = [one.stage for one in progress_of(found)]
        counts = {stage.name.lower(): stages.count(stage) for stage in Stage}
        return render(request, confirmation, {"round": found, "counts": counts, "crumbs": to_round(found)})
    try:
        change(round=found)
    except rounds.RoundError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("socitm:round", found.slug)


def find(request: SignedInRequest, slug: str) -> Round:
    """The round, for someone at Socitm's desk. Raises Http404 for anyone else."""
    require_socitm(request.user)
    return get_object_or_404(Round, slug=slug)


def to_desk() -> Crumbs:
    return [(reverse("socitm:desk"), _("Socitm’s desk"))]


def to_round(found: Round) -> Crumbs:
    return [*to_desk(), (reverse("socitm:round", args=[found.slug]), found.name)]
