"""What others will see of a council: a page for its own people, before they sign and after.

The one page of this room that speaks of answers before they are signed. It takes them as assessment/summary.py worked
them out, for the council's own people, and reads nobody else's.
"""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from assessment.access import get_assessment
from assessment.models import Assessment
from assessment.summary import summarise
from councils.models import Membership
from councils.requests import SignedInRequest
from reports.disclosure import MIN_DIFFERENCE, MIN_MEDIAN
from reports.frame import round_frame
from reports.outlook import counted_in
from reports.socitm.progress import stage_of


@require_safe
def what_others_see(request: SignedInRequest, slug: str, round_slug: str) -> HttpResponse:
    """Per audience, exactly what of this assessment each sees, and when."""
    assessment = get_assessment(request.user, slug, round_slug)
    council, round = assessment.council, assessment.round
    summary = summarise(assessment)
    lines = [line for section in summary.dimensions for line in section.lines]
    signed = assessment.snapshots.defer("data", "figures").first()
    context = {
        "assessment": assessment,
        "summary": summary,
        "status": stage_of(assessment, signed.signed_at if signed else None),
        "signed": signed,
        "is_signed": assessment.status == Assessment.Status.SIGNED,
        "answered": summary.asked - summary.missing,
        "notes": [line for line in lines if line.said.note or line.said.reason],
        "evidence": [line for line in lines if line.said.evidence],
        "references": sum(len(line.said.evidence) for line in lines),
        "left_out": [section.dimension.title for section in summary.dimensions if not section.benchmarked],
        "benchmarked": sum(section.benchmarked for section in summary.dimensions),
        "groups": counted_in(round_frame(round).facts, council),
        "members": Membership.objects.filter(council=council).count(),
        "min_median": MIN_MEDIAN,
        "min_difference": MIN_DIFFERENCE,
        "crumbs": [
            (reverse("assessment:council", args=[council.slug]), council.short_name),
            (assessment.get_absolute_url(), round.name),
        ],
    }
    return render(request, "reports/what_others_see.html", context)
