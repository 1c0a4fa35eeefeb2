"""Asking around: what has been asked, asking, closing, and what colleagues think."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessment.access import get_assessment
from assessment.actions import NotAllowed
from assessment.forms import error_summary
from assessment.models import Assessment
from assessment.opinion_models import Ask
from assessment.opinions import actions
from assessment.opinions.forms import AskForm
from assessment.opinions.picture import picture
from assessment.opinions.reading import comments_on, gaps_of, people_of, spreads_of
from assessment.views.trail import to_opinions, to_tasks
from councils.models import User
from councils.requests import SignedInRequest

# Where a link waits for the page that shows it. Only its digest is kept, so it is shown once.
LINK = "opinions_link"


@require_safe
def opinions(request: SignedInRequest, slug: str, round_slug: str) -> HttpResponse:
    """Everything that colleagues are or were asked."""
    assessment = get_assessment(request.user, slug, round_slug, to="opine")
    own = Count("opinions", filter=Q(opinions__person=request.user))
    context = {
        "assessment": assessment,
        "rights": assessment.rights,
        # Counting drops the model's own order.
        "asks": assessment.asks.annotate(given=own).order_by("-asked_at", "-pk"),
        "crumbs": to_tasks(assessment),
    }
    return render(request, "assessment/opinions/opinions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedInRequest, slug: str, round_slug: str) -> HttpResponse:
    assessment = get_assessment(request.user, slug, round_slug, to="manage")
    form = AskForm(assessment, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            ask, token = actions.ask(
                assessment=assessment,
                by=request.user,
                title=form.cleaned_data["title"],
                remark=form.cleaned_data["remark"],
                questions=form.questions,
                groups=form.cleaned_data["groups"],
                closes=form.cleaned_data["closes"],
                anonymous=form.cleaned_data["anonymous"],
            )
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
            return redirect("assessment:opinions", slug, round_slug)
        return _show_link(request, ask, token)
    context = {
        "assessment": assessment,
        "form": form,
        "error_summary": error_summary([form]),
        "crumbs": to_opinions(assessment),
    }
    return render(request, "assessment/opinions/new.html", context)


@never_cache
@require_safe
def ask(request: SignedInRequest, slug: str, round_slug: str, ask_id: int) -> HttpResponse:
    """How an ask stands, for who manages it: how many have answered, its link, closing it."""
    assessment, ask = ask_of(request.user, slug, round_slug, ask_id, to="manage")
    people = people_of(ask)
    link = request.session.pop(LINK, None)
    context = {
        "assessment": assessment,
        "ask": ask,
        "groups": [(label, people[group]) for group, label in ask.group_choices],
        "people": people.total(),
        "questions": [assessment.framework.questions[code] for code in ask.questions],
        "link": link["address"] if link and link["ask"] == ask.pk else "",
        "crumbs": to_opinions(assessment),
    }
    return render(request, "assessment/opinions/ask.html", context)


@require_POST
def new_link(request: SignedInRequest, slug: str, round_slug: str, ask_id: int) -> HttpResponse:
    _assessment, ask = ask_of(request.user, slug, round_slug, ask_id, to="manage")
    try:
        token = actions.new_link(ask=ask)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        token = ""
    return _show_link(request, ask, token)


@require_POST
def close(request: SignedInRequest, slug: str, round_slug: str, ask_id: int) -> HttpResponse:
    _assessment, ask = ask_of(request.user, slug, round_slug, ask_id, to="manage")
    try:
        actions.close(ask=ask)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Closed."))
    return redirect("assessment:opinions_spread", slug, round_slug, ask_id)


@require_safe
def spread(request: SignedInRequest, slug: str, round_slug: str, ask_id: int) -> HttpResponse:
    """What colleagues think, the widest gap first."""
    assessment, ask = ask_of(request.user, slug, round_slug, ask_id, to="answer")
    if ask.is_open:
        raise Http404
    framework = assessment.framework
    gaps = gaps_of(ask)
    levels = dict(assessment.answers.values_list("question", "level"))
    comments = comments_on(ask, [gap.question for gap in gaps])
    context: dict[str, Any] = {
        "assessment": assessment,
        "ask": ask,
        "people": people_of(ask).total(),
        "gaps": [
            (
                picture(gap, framework.questions[gap.question], framework, levels.get(gap.question)),
                comments.get(gap.question, ()),
            )
            for gap in gaps
        ],
        "hidden": [found.question for found in spreads_of(ask) if found.is_hidden],
        "crumbs": to_opinions(assessment),
    }
    return render(request, "assessment/opinions/spread.html", context)


def ask_of(user: User, slug: str, round_slug: str, ask_id: int, *, to: str) -> tuple[Assessment, Ask]:
    """An ask, in one call with the right. Raises Http404 or PermissionDenied."""
    assessment = get_assessment(user, slug, round_slug, to=to)
    return assessment, get_object_or_404(assessment.asks.select_related("asked_by"), pk=ask_id)


def _show_link(request: SignedInRequest, ask: Ask, token: str) -> HttpResponse:
    if token:
        request.session[LINK] = {"ask": ask.pk, "address": request.build_absolute_uri(Ask.path(token))}
    council, round = ask.assessment.council, ask.assessment.round
    return redirect(reverse("assessment:opinions_ask", args=[council.slug, round.slug, ask.pk]))
