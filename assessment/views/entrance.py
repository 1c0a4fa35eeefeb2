"""The way in: your councils, one council, and starting a round."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessment import actions
from assessment.access import get_council, is_socitm, rounds_for
from assessment.carrying import Earlier, queue_of
from assessment.models import Assessment, Round
from assessment.opinion_models import Ask
from assessment.plan.reading import Counts, counts_at
from councils.models import Council
from councils.requests import SignedInRequest


@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """Your councils; with one council and no other desk, straight to it."""
    councils = list(Council.objects.filter(memberships__user=request.user))
    if len(councils) == 1 and not is_socitm(request.user):
        return redirect("assessment:council", councils[0].slug)
    return render(request, "assessment/home.html", {"councils": councils})


@require_safe
def council(request: SignedInRequest, slug: str) -> HttpResponse:
    council, rights = get_council(request.user, slug)
    context = {
        "council": council,
        "rights": rights,
        "rounds": _rounds(council),
        "asks": _open_asks(council) if rights.opine else [],
        "came_from": council.successions_in.select_related("predecessor"),
        "goes_to": council.successions_out.select_related("successor"),
        "crumbs": [(reverse("assessment:home"), _("Your councils"))],
    }
    return render(request, "assessment/council.html", context)


def _waiting(assessment: Assessment | None) -> tuple[Earlier, ...]:
    """Answers of last time that do not count yet."""
    return queue_of(assessment).waiting if assessment and assessment.is_open else ()


def _rounds(council: Council) -> list[tuple[Round, Assessment | None, tuple[Earlier, ...], Counts | None, bool]]:
    """Each round, newest first: the council's assessment, what waits to be confirmed, its plan, and if that is over."""
    rounds = rounds_for(council)
    plans = counts_at(council)
    alive = next((assessment for _round, assessment in rounds if assessment), None)
    return [
        (
            round,
            assessment,
            _waiting(assessment),
            plans.get(assessment.pk) if assessment else None,
            assessment != alive,
        )
        for round, assessment in rounds
    ]


def _open_asks(council: Council) -> QuerySet[Ask]:
    asks = Ask.objects.open().filter(assessment__council=council)
    return asks.select_related("assessment__council", "assessment__round")


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: SignedInRequest, slug: str, round_slug: str) -> HttpResponse:
    """Start a round. An address that was typed, or that signing in led back to, shows the button instead."""
    council, _rights = get_council(request.user, slug, to="answer")
    if request.method != "POST":
        return redirect("assessment:council", slug)
    round = get_object_or_404(Round.objects.exclude(status=Round.Status.DRAFT), slug=round_slug)
    try:
        assessment = actions.start(council=council, round=round, by=request.user)
    except actions.NotAllowed as refusal:
        messages.error(request, str(refusal))
        return redirect("assessment:council", slug)
    return redirect(assessment)
