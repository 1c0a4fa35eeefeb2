"""The route plan: what is agreed and proposed, agreeing to it, and changing it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessment.access import get_assessment
from assessment.actions import NotAllowed
from assessment.forms import error_summary
from assessment.models import Assessment
from assessment.plan import actions
from assessment.plan.carrying import plan_after
from assessment.plan.differing import differences, history_of
from assessment.plan.forms import OWNERS, ActionForm, FilterForm
from assessment.plan.picture import picture_of
from assessment.plan.proposals import Proposal
from assessment.plan.reading import Counts, before_of, lines_of, offers_of
from assessment.plan.terms import Terms
from assessment.plan_models import Action
from assessment.views.trail import to_plan, to_tasks
from councils.models import User
from councils.requests import SignedInRequest


@require_safe
def plan(request: SignedInRequest, slug: str, round_slug: str) -> HttpResponse:
    assessment = get_assessment(request.user, slug, round_slug)
    given = assessment.given()
    agreed = list(assessment.actions.select_related("carried_to"))
    lines = lines_of(assessment.framework, agreed, given)
    offers = offers_of(assessment, agreed, given)
    filter_form = FilterForm(lines, request.GET)
    shown = filter_form.chosen(lines)
    later = plan_after(assessment)
    context = {
        "assessment": assessment,
        "may_change": assessment.rights.manage and later is None,
        "later": later,
        "counts": Counts.of(agreed),
        "form": filter_form,
        "groups": [
            (status, found)
            for status in (Action.Status.UNDER_WAY, Action.Status.ACCEPTED, Action.Status.DONE, Action.Status.DROPPED)
            if (found := [line for line in shown if line.action.status == status])
        ],
        "picture": picture_of(shown, [] if later else offers.open_steps),
        "offers": offers,
        "before": before_of(assessment, given),
        "crumbs": to_tasks(assessment),
    }
    return render(request, "assessment/plan/plan.html", context)


@require_safe
def proposals(request: SignedInRequest, slug: str, round_slug: str) -> HttpResponse:
    """What each weak answer proposes, the cheapest way up a level first."""
    assessment = get_assessment(request.user, slug, round_slug)
    context = {
        "assessment": assessment,
        "may_change": assessment.rights.manage and plan_after(assessment) is None,
        "offers": offers_of(assessment, assessment.actions.all(), assessment.given()),
        "crumbs": to_plan(assessment),
    }
    return render(request, "assessment/plan/proposals.html", context)


@require_POST
def accept(request: SignedInRequest, slug: str, round_slug: str) -> HttpResponse:
    """One click: a proposal becomes an action on its own terms."""
    assessment = get_assessment(request.user, slug, round_slug, to="manage")
    proposal = _proposal(assessment, request.POST.get("question", ""))
    if proposal is None or str(proposal.from_level) != request.POST.get("from_level"):
        messages.error(request, _("The answers have changed, so this is no longer proposed. See what is proposed now."))
        return redirect("assessment:plan_proposals", slug, round_slug)
    try:
        action, _created = actions.accept(assessment=assessment, by=request.user, proposal=proposal)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        return redirect("assessment:plan", slug, round_slug)
    # No success, whose banner would take the focus: who agrees to one thing goes on where they were.
    messages.info(request, _("%(code)s is in the plan. It still needs an owner and a day.") % {"code": action.question})
    return redirect(f"{reverse('assessment:plan_proposals', args=[slug, round_slug])}#rise-{action.dimension}")


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedInRequest, slug: str, round_slug: str) -> HttpResponse:
    """An action of the council's own, or with ?question= a proposal on other terms."""
    assessment = get_assessment(request.user, slug, round_slug, to="manage")
    proposal = _proposal(assessment, request.GET.get("question", ""))
    form = ActionForm(
        assessment.framework,
        terms=proposal.terms if proposal else None,
        is_own=proposal is None,
        data=request.POST if request.method == "POST" else None,
    )
    if not form.is_valid():
        return _form_page(request, assessment, form, proposal=proposal)
    created = True
    try:
        if proposal:
            action, created = actions.accept(
                assessment=assessment, by=request.user, proposal=proposal, terms=form.terms
            )
        else:
            action = actions.add(assessment=assessment, by=request.user, terms=form.terms)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        return redirect("assessment:plan", slug, round_slug)
    if not created:
        current = actions.Conflict(Terms.of(action), action.version, action.updated_by, action.updated_at)
        return _conflict_page(request, assessment, action, form, current)
    messages.success(request, _("It is in the plan."))
    return redirect(f"{reverse('assessment:plan', args=[slug, round_slug])}#action-{action.pk}")


@require_http_methods(["GET", "HEAD", "POST"])
def action(request: SignedInRequest, slug: str, round_slug: str, pk: int) -> HttpResponse:
    """One action: what is agreed, changing it, and everything that changed in it."""
    assessment = get_assessment(request.user, slug, round_slug)
    action = get_object_or_404(assessment.actions.select_related("updated_by", "assessment"), pk=pk)
    action.assessment = assessment
    if request.method == "POST" and not assessment.rights.manage:
        raise PermissionDenied
    form = ActionForm(
        assessment.framework,
        terms=Terms.of(action),
        is_own=not action.question,
        version=action.version,
        data=request.POST if request.method == "POST" else None,
    )
    if not form.is_valid():
        return _form_page(request, assessment, form, action=action)
    try:
        conflict = actions.change(
            action=action, by=request.user, terms=form.terms, version=form.cleaned_data["version"]
        )
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        return redirect(action)
    if conflict:
        return _conflict_page(request, assessment, action, form, conflict)
    messages.success(request, _("Saved."))
    return redirect(f"{reverse('assessment:plan', args=[slug, round_slug])}#action-{action.pk}")


def _proposal(assessment: Assessment, question: str) -> Proposal | None:
    """What the answer to a question proposes now, unless it is in the plan."""
    if not question:
        return None
    offers = offers_of(assessment, assessment.actions.all(), assessment.given())
    return offers.proposal(question)


def _conflict_page(
    request: SignedInRequest, assessment: Assessment, action: Action, form: ActionForm, conflict: actions.Conflict
) -> HttpResponse:
    """Both versions, and what was typed, now an answer to the newer one."""
    data = request.POST.copy()
    data["version"] = str(conflict.version)
    again = ActionForm(assessment.framework, terms=conflict.current, is_own=not action.question, data=data)
    again.is_valid()
    about: dict[str, Any] = {
        "conflict": conflict,
        "differences": differences(conflict.current, form.terms, assessment.framework),
    }
    return _form_page(request, assessment, again, action=action, **about)


def _form_page(
    request: SignedInRequest,
    assessment: Assessment,
    form: ActionForm,
    *,
    action: Action | None = None,
    proposal: Proposal | None = None,
    **about: Any,
) -> HttpResponse:
    if action is None and proposal is None and request.GET.get("question"):
        raise Http404("It is not proposed.")
    framework = assessment.framework
    question = framework.questions.get(action.question if action else proposal.question if proposal else "")
    given = assessment.given()
    later = plan_after(assessment)
    context = {
        "assessment": assessment,
        "may_change": assessment.rights.manage and later is None,
        "later": later,
        "form": form,
        "error_summary": error_summary([form]),
        "action": action,
        "line": lines_of(framework, [action], given)[0] if action else None,
        "proposal": proposal,
        "question": question,
        "dimension": framework.dimension_of[question.code] if question else None,
        "history": history_of(action, framework) if action else [],
        "owners_list": OWNERS,
        "members": User.objects.filter(memberships__council=assessment.council).order_by("name"),
        "crumbs": to_plan(assessment),
        **about,
    }
    return render(request, "assessment/plan/action.html", context)
