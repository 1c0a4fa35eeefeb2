"""What would it take? What holds a dimension back, the cheapest way up, and the effect of any other move."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from assessment.access import get_assessment
from assessment.models import Assessment
from assessment.what_if import Stand, stand
from assessment.wording import beneath
from councils.requests import SignedInRequest
from frameworks import rungs
from frameworks.definition import Dimension
from frameworks.scores import Trial
from reports.explanation import how_levelled, how_scored
from reports.route import Move, spelled
from reports.what_if import words
from reports.what_if.form import as_query, forms_of
from reports.what_if.ladder import Ladder, ladder
from reports.what_if.position import beside


@dataclass(frozen=True)
class Step:
    """One move of the cheapest route: in words, with what the question asks and what the next level says."""

    move: Move
    rung: rungs.Move
    element: str
    level: int | None
    beneath: tuple[str, ...]

    @property
    def says(self) -> str:
        return self.rung.question.at(self.rung.to_level).text if self.rung.kind is rungs.Kind.STEP else ""


@dataclass(frozen=True)
class Route:
    to_level: int
    steps: tuple[Step, ...]
    promise: str
    figures: str
    query: str
    ladder: Ladder


@require_safe
@cache_control(private=True, no_cache=True)
def what_if(request: SignedInRequest, slug: str, round_slug: str, dimension_slug: str) -> HttpResponse:
    assessment = get_assessment(request.user, slug, round_slug)
    dimension = assessment.framework.by_slug.get(dimension_slug)
    if dimension is None:
        raise Http404
    here = stand(assessment, dimension)
    forms, problems = forms_of(here, request.GET)
    context = {
        "assessment": assessment,
        "dimension": dimension,
        "lens": here.framework.lens_of[dimension.code],
        "held_back": words.held_back(here),
        "now": here.now,
        "route": _route(here),
        "forms": forms,
        "error_summary": problems,
        "crumbs": _crumbs(assessment, dimension),
    }
    if any(name.startswith(f"{dimension.code}-") for name in request.GET):
        context["tried"] = _tried(assessment, here, {form.code: form.trial for form in forms})
    return render(request, "reports/what_if.html", context)


def _route(here: Stand) -> Route | None:
    if here.climb is None:
        return None
    effect = here.effect_of(here.climb.trials)
    in_words = spelled(here.climb, here.dimension, here.framework, ticked=here.ticked).moves
    given = {asked.question.code: asked.given for asked in here.asked}
    return Route(
        to_level=here.climb.to_level,
        steps=tuple(
            Step(
                move=move,
                rung=rung,
                element=here.framework.element_name(move.element),
                level=given[move.question].level,
                beneath=beneath(rung.question, rung.to_level) if rung.kind is rungs.Kind.STEP else (),
            )
            for move, rung in zip(in_words, here.climb.moves, strict=True)
        ),
        promise=words.promise(here.climb, effect, here.dimension.title),
        figures=words.figures_moved(effect),
        query=as_query(here.climb),
        ladder=ladder(effect, here.framework, then=_("Next")),
    )


def _tried(assessment: Assessment, here: Stand, trials: dict[str, Trial]) -> dict[str, Any]:
    effect, peers = here.effect_of(trials), beside(assessment, here.dimension.code)
    lens = here.framework.lens_of[here.dimension.code]
    return {
        "outcome": words.outcome(effect, here.framework),
        "rows": words.rows(effect, here.framework, lens.name, peers),
        "ladder": ladder(effect, here.framework, then=_("Tried"), notes_after=True),
        "beside": peers,
        "made": [
            (when, how_scored(found.claimed), how_levelled(found.claimed, here.framework))
            for when, found in ((_("Now"), effect.before), (_("Tried"), effect.after))
        ],
    }


def _crumbs(assessment: Assessment, dimension: Dimension) -> list[tuple[str, str]]:
    place = [assessment.council.slug, assessment.round.slug]
    return [
        (reverse("assessment:council", args=place[:1]), assessment.council.short_name),
        (assessment.get_absolute_url(), assessment.round.name),
        (reverse("assessment:dimension", args=[*place, dimension.slug]), dimension.title),
    ]
