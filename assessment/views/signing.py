"""The way to signature: check, submit, sign or return, reopen."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessment import actions
from assessment.access import get_assessment
from assessment.forms import RemarkForm, SignForm
from assessment.models import Assessment
from assessment.summary import summarise, who_took_part
from assessment.views.trail import to_tasks
from councils.requests import SignedInRequest


@require_safe
def check(request: SignedInRequest, slug: str, round_slug: str) -> HttpResponse:
    """Every answer with a way to change it, what is missing, and who will see what."""
    assessment = get_assessment(request.user, slug, round_slug)
    context = {
        "assessment": assessment,
        "rights": assessment.rights,
        "summary": summarise(assessment),
        "form": RemarkForm(label=_("Anything the person who signs should know (optional)")),
        "crumbs": to_tasks(assessment),
    }
    return render(request, "assessment/check.html", context)


@require_POST
def submit(request: SignedInRequest, slug: str, round_slug: str) -> HttpResponse:
    assessment = get_assessment(request.user, slug, round_slug, to="submit")
    form = RemarkForm(request.POST)
    form.is_valid()
    return _act(
        request,
        assessment,
        lambda: actions.submit(assessment=assessment, by=request.user, remark=form.cleaned_data.get("remark", "")),
        done=_("The answers are submitted and wait for a signature."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: SignedInRequest, slug: str, round_slug: str) -> HttpResponse:
    """What the signatory reads before they sign, or return it."""
    assessment = get_assessment(request.user, slug, round_slug, to="sign")
    form = SignForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _act(
            request,
            assessment,
            lambda: actions.sign(assessment=assessment, by=request.user),
            done=_("Signed. The report is ready."),
        )
    return _sign_page(request, assessment, form, _return_form())


@require_POST
def return_to_lead(request: SignedInRequest, slug: str, round_slug: str) -> HttpResponse:
    assessment = get_assessment(request.user, slug, round_slug, to="sign")
    form = _return_form(request)
    if not form.is_valid():
        return _sign_page(request, assessment, SignForm(), form)
    return _act(
        request,
        assessment,
        lambda: actions.return_to_lead(assessment=assessment, by=request.user, remark=form.cleaned_data["remark"]),
        done=_("Returned. The answers can be changed again."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: SignedInRequest, slug: str, round_slug: str) -> HttpResponse:
    assessment = get_assessment(request.user, slug, round_slug, to="reopen")
    form = RemarkForm(
        request.POST if request.method == "POST" else None,
        label=_("Why are the answers reopened?"),
        required=_("Say why the answers are reopened: it stays in the record"),
    )
    if form.is_valid():
        return _act(
            request,
            assessment,
            lambda: actions.reopen(assessment=assessment, by=request.user, remark=form.cleaned_data["remark"]),
            done=_("Reopened. What was signed stays as it is until somebody signs again."),
        )
    context = {"assessment": assessment, "form": form, "crumbs": to_tasks(assessment)}
    return render(request, "assessment/reopen.html", context)


def _return_form(request: SignedInRequest | None = None) -> RemarkForm:
    return RemarkForm(
        request.POST if request else None,
        label=_("What should be looked at again?"),
        required=_("Say what should be looked at again"),
    )


def _sign_page(
    request: SignedInRequest, assessment: Assessment, form: SignForm, return_form: RemarkForm
) -> HttpResponse:
    context = {
        "assessment": assessment,
        "summary": summarise(assessment),
        "people": who_took_part(assessment),
        "submitted": assessment.sign_offs.filter(step="submitted").select_related("by").last(),
        "form": form if form.is_bound else return_form,
        "sign_form": form,
        "return_form": return_form,
        "crumbs": to_tasks(assessment),
    }
    return render(request, "assessment/sign.html", context)


def _act(request: SignedInRequest, assessment: Assessment, act: Callable[[], object], *, done: str) -> HttpResponse:
    """Do it, say so, and go to the task list; or say why it cannot be done."""
    try:
        act()
    except actions.NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(assessment)
