"""Sharing the work out: who is on which dimension, and by when."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessment import actions
from assessment.access import ANSWERING_ROLES, get_assessment
from assessment.forms import AssignForm, error_summary
from assessment.models import Assessment
from assessment.views.trail import to_tasks
from councils.models import User
from councils.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: SignedInRequest, slug: str, round_slug: str) -> HttpResponse:
    assessment = get_assessment(request.user, slug, round_slug, to="manage")
    people = list(
        User.objects.filter(memberships__council=assessment.council, memberships__role__in=ANSWERING_ROLES)
        .order_by("name")
        .distinct()
    )
    forms = _forms(assessment, people, request.POST if request.method == "POST" else None)
    if request.method == "POST" and all(form.is_valid() for form in forms):
        by_pk = {person.pk: person for person in people}
        shares = [
            actions.Share(
                form.dimension.code, tuple(by_pk[pk] for pk in form.cleaned_data["people"]), form.cleaned_data["due"]
            )
            for form in forms
        ]
        try:
            actions.assign(assessment=assessment, shares=shares)
        except actions.NotAllowed as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The work is shared out."))
        return redirect(assessment)
    context = {
        "assessment": assessment,
        "lenses": _by_lens(assessment, forms),
        "people": people,
        "error_summary": error_summary(forms),
        "crumbs": to_tasks(assessment),
    }
    return render(request, "assessment/assign.html", context)


def _forms(assessment: Assessment, people: list[User], data: QueryDict | None) -> list[AssignForm]:
    rows = list(assessment.assignments.all())
    initial: dict[str, dict[str, Any]] = {}
    for row in rows:
        share = initial.setdefault(row.dimension, {"people": [], "due": row.due})
        share["people"].append(row.user_id)
    return [
        AssignForm(dimension, people, data, initial.get(dimension.code))
        for dimension in assessment.framework.dimensions
    ]


def _by_lens(assessment: Assessment, forms: list[AssignForm]) -> list[tuple[Any, list[AssignForm]]]:
    by_code = {form.dimension.code: form for form in forms}
    return [(lens, [by_code[dimension.code] for dimension in lens.dimensions]) for lens in assessment.framework.lenses]
