"""The route plan as files: for people's calendars, and for a spreadsheet."""

import csv

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessment.access import get_assessment
from assessment.models import Assessment
from assessment.plan.calendar import calendar
from assessment.plan.reading import Line, lines_of
from assessment.plan.spreadsheet import csv_rows
from councils.requests import SignedInRequest


@never_cache
@require_safe
def actions_csv(request: SignedInRequest, slug: str, round_slug: str) -> HttpResponse:
    assessment = get_assessment(request.user, slug, round_slug)
    response = HttpResponse(content_type="text/csv; charset=utf-8", headers=_saved_as(assessment, "csv"))
    # The mark by which Excel knows UTF-8.
    response.write("\ufeff")
    rows = csv_rows(_lines(assessment), round_slug=round_slug, made_up=assessment.round.made_up)
    csv.writer(response).writerows(rows)
    return response


@never_cache
@require_safe
def actions_ics(request: SignedInRequest, slug: str, round_slug: str) -> HttpResponse:
    assessment = get_assessment(request.user, slug, round_slug)
    name = _("Route plan, %(council)s") % {"council": assessment.council.short_name}
    content = calendar(_lines(assessment), name=name, home=request.build_absolute_uri("/").rstrip("/"))
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=_saved_as(assessment, "ics"))


def _lines(assessment: Assessment) -> list[Line]:
    actions = list(assessment.actions.select_related("carried_to"))
    for action in actions:
        # For its address: it would be read again for each.
        action.assessment = assessment
    return lines_of(assessment.framework, actions, assessment.given())


def _saved_as(assessment: Assessment, ending: str) -> dict[str, str]:
    name = f"cairn-route-plan-{assessment.council.slug}-{assessment.round.slug}.{ending}"
    return {"Content-Disposition": f'attachment; filename="{name}"'}
