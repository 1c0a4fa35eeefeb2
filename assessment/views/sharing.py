"""Sharing the work out: who is on which dimension, and by when."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessment import actions
from assessment.access import ANSWERING_ROLES, get_assessment
from assessment.forms import error_summary
from assessment.models import Assessment
from assessment.notices import tell
from assessment.progress import tasks_of
from assessment.sharing_forms import AssignForm
from assessment.views.trail import to_tasks
from assessment.workload import workloads
from councils.mail import NotSent
from councils.models import User
from councils.requests import SignedInRequest, site_of
from frameworks.effort import who_could_answer


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
        _share_out(request, assessment, shares)
        return redirect(assessment)
    context = {
        "assessment": assessment,
        "lenses": _by_lens(assessment, forms),
        "people": people,
        "workloads": workloads(assessment, tasks_of(assessment), at=timezone.now()),
        "error_summary": error_summary(forms),
        "crumbs": to_tasks(assessment),
    }
    return render(request, "assessment/assign.html", context)


def _share_out(request: SignedInRequest, assessment: Assessment, shares: list[actions.Share]) -> None:
    """Put people on their dimensions, and tell those who are new to one."""
    try:
        new = actions.assign(assessment=assessment, shares=shares)
    except actions.NotAllowed as refusal:
        messages.error(request, str(refusal))
        return
    try:
        told = tell(assessment, new, by=request.user, site=site_of(request))
    except NotSent:
        messages.error(request, _("The work is shared out, but the e-mails that say so could not be sent."))
        return
    words = _("The work is shared out.")
    if told:
        names = ", ".join(person.name for person in told)
        words = _("The work is shared out. %(names)s will hear of it by e-mail.") % {"names": names}
    messages.success(request, words)


def _forms(assessment: Assessment, people: list[User], data: QueryDict | None) -> list[AssignForm]:
    rows = list(assessment.assignments.all())
    initial: dict[str, dict[str, Any]] = {}
    for row in rows:
        share = initial.setdefault(row.dimension, {"people": [], "due": row.due})
        share["people"].append(row.user_id)
    framework = assessment.framework
    forms = [AssignForm(dimension, people, data, initial.get(dimension.code)) for dimension in framework.dimensions]
    for form in forms:
        could = {"roles": ", ".join(who_could_answer(form.dimension, framework))}
        form.fields["people"].help_text = _("Could be answered by: %(roles)s") % could
    return forms


def _by_lens(assessment: Assessment, forms: list[AssignForm]) -> list[tuple[Any, list[AssignForm]]]:
    by_code = {form.dimension.code: form for form in forms}
    return [(lens, [by_code[dimension.code] for dimension in lens.dimensions]) for lens in assessment.framework.lenses]
