"""Giving a view: signed in as a colleague, or by an anonymous link."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assessment.actions import NotAllowed
from assessment.forms import error_summary
from assessment.opinion_models import Ask, Opinion
from assessment.opinions import actions
from assessment.opinions.actions import Respondent
from assessment.opinions.forms import AnonymousForm, GroupForm, OpinionForm
from assessment.views.opinions import ask_of
from assessment.views.trail import to_opinions
from councils.requests import SignedInRequest
from frameworks.definition import Dimension

# By one link in one minute. By link and not by network address: a whole council can share one address, and an address
# is what an anonymous page has no business keeping.
MOST_SAVES = 240


@require_http_methods(["GET", "HEAD", "POST"])
def give(request: SignedInRequest, slug: str, round_slug: str, ask_id: int) -> HttpResponse:
    assessment, ask = ask_of(request.user, slug, round_slug, ask_id, to="opine")
    by = Respondent(person=request.user)
    if request.method == "POST" and "withdraw" in request.POST:
        return _withdraw(request, ask, by)
    if request.method != "POST" and not ask.is_open:
        messages.info(request, _("“%(title)s” has closed.") % {"title": ask.title})
        return redirect("assessment:opinions", slug, round_slug)
    given = {opinion.question: opinion for opinion in ask.opinions.filter(person=request.user)}
    data = request.POST if request.method == "POST" else None
    group = next(iter(given.values())).group if given else ""
    page = Page(ask, GroupForm(ask, data, group), _forms(ask, data, given))
    context = {"given": len(given), "crumbs": to_opinions(assessment)}
    template = "assessment/opinions/give.html"
    if data is None or not page.is_valid():
        return render(request, template, page.context | context)
    try:
        kept = page.keep(by)
    except NotAllowed as refusal:
        return render(request, template, page.context | context | {"error_summary": [("", str(refusal))]}, status=409)
    words = ngettext("Your view on one question is saved.", "Your views on %(number)d questions are saved.", kept)
    messages.success(request, words % {"number": kept})
    return redirect("assessment:opinions", slug, round_slug)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def anonymous(request: HttpRequest, token: str) -> HttpResponse:
    """For whoever has the link. Nothing here looks at who is signed in, at a session or at an address."""
    asks = Ask.objects.select_related("assessment__council", "assessment__round", "asked_by")
    ask = get_object_or_404(asks, token_digest=Ask.digest(token))
    if not ask.is_open:
        return render(request, "assessment/opinions/closed.html", {"ask": ask}, status=410)
    data = request.POST if request.method == "POST" else None
    page = Page(ask, AnonymousForm(ask, data), _forms(ask, data, {}))
    if data is None or not page.is_valid():
        return _anonymous(request, page)
    if not _in_time(ask):
        refusal = _("Many people are saving just now. What you typed is below: wait a minute, then save it again.")
        return _anonymous(request, page, {"error_summary": [("", refusal)]}, status=429)
    by = Respondent.anonymous(page.group.cleaned_data["key"])
    try:
        if "withdraw" in data:
            actions.withdraw(ask=ask, by=by)
            return render(request, "assessment/opinions/thanks.html", {"ask": ask, "withdrawn": True})
        kept = page.keep(by)
    except NotAllowed:
        return render(request, "assessment/opinions/closed.html", {"ask": ask}, status=410)
    if "finish" in data:
        return render(request, "assessment/opinions/thanks.html", {"ask": ask, "kept": kept})
    return _anonymous(request, page, {"kept": kept})


@dataclass(frozen=True)
class Page:
    """The group and the questions asked about, to be answered."""

    ask: Ask
    group: GroupForm
    forms: list[OpinionForm]

    def is_valid(self) -> bool:
        return all(form.is_valid() for form in (self.group, *self.forms))

    def keep(self, by: Respondent) -> int:
        """Keep what was said, and how much that was."""
        views = [view for form in self.forms if (view := form.view)]
        actions.give(ask=self.ask, by=by, group=self.group.cleaned_data["group"], views=views)
        return len(views)

    @property
    def context(self) -> dict[str, Any]:
        dimensions: dict[Dimension, list[OpinionForm]] = {}
        for form in self.forms:
            dimension = self.ask.assessment.framework.dimension_of[form.question.code]
            dimensions.setdefault(dimension, []).append(form)
        return {
            "assessment": self.ask.assessment,
            "ask": self.ask,
            "group": self.group,
            "dimensions": list(dimensions.items()),
            "error_summary": error_summary([self.group, *self.forms]) if self.group.is_bound else [],
        }


def _forms(ask: Ask, data: QueryDict | None, given: Mapping[str, Opinion]) -> list[OpinionForm]:
    framework = ask.assessment.framework
    return [OpinionForm(framework.questions[code], framework, data, given.get(code)) for code in ask.questions]


def _withdraw(request: SignedInRequest, ask: Ask, by: Respondent) -> HttpResponse:
    try:
        actions.withdraw(ask=ask, by=by)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Your views are taken back, as if you had never given them."))
    return redirect("assessment:opinions", ask.assessment.council.slug, ask.assessment.round.slug)


def _anonymous(
    request: HttpRequest, page: Page, outcome: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    return render(request, "assessment/opinions/anonymous.html", page.context | (outcome or {}), status=status)


def _in_time(ask: Ask) -> bool:
    """Whether one more may be saved by this link in this minute."""
    key = f"opinions:{ask.pk}:{int(time.time() // 60)}"
    saves: int = cache.get(key, 0) + 1
    cache.set(key, saves, timeout=120)
    return saves <= MOST_SAVES
