"""The way to signature: check, submit, sign or return, reopen."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessment import actions
from assessment.access import get_assessment
from assessment.conversation import changes_since, is_done, talks_of
from assessment.forms import RemarkForm, SignForm, error_summary
from assessment.models import Assessment, SignOff
from assessment.sign_off_letters import signatories_of, tell_returned, tell_submitted
from assessment.signing_forms import WHOLE, ReturnForm
from assessment.summary import summarise, who_took_part
from assessment.views.outcome import done, done_and_told
from assessment.views.trail import to_tasks
from councils.requests import SignedInRequest

Step = SignOff.Step


@require_safe
def check(request: SignedInRequest, slug: str, round_slug: str) -> HttpResponse:
    """Every answer with a way to change it, what is missing, and who will see what."""
    return _check_page(request, get_assessment(request.user, slug, round_slug), _submit_form())


@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: SignedInRequest, slug: str, round_slug: str) -> HttpResponse:
    assessment = get_assessment(request.user, slug, round_slug, to="submit")
    if request.method != "POST":
        return redirect("assessment:check", slug, round_slug)
    form = _submit_form(request)
    form.is_valid()
    remark = form.cleaned_data.get("remark", "")
    words = _("The answers are submitted and wait for a signature.")
    try:
        actions.submit(assessment=assessment, by=request.user, remark=remark)
    except actions.NotAllowed as refusal:
        if is_done(assessment, Step.SUBMITTED, by=request.user, said={"": remark}):
            return done(request, assessment, words)
        return _check_page(request, assessment, form, refusal)
    return done_and_told(request, assessment, words, tell_submitted)


@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: SignedInRequest, slug: str, round_slug: str) -> HttpResponse:
    """What the signatory reads before they sign, or return it with remarks: one form, so that nothing typed is lost."""
    assessment = get_assessment(request.user, slug, round_slug, to="sign")
    returning = ReturnForm(assessment.framework)
    if request.method != "POST":
        return _sign_page(request, assessment, SignForm(), returning)
    form, typed = SignForm(request.POST), ReturnForm(assessment.framework, request.POST)
    if typed.typed:
        words = _("You have written remarks. Return the answers with them, or empty the remarks and sign")
        return _sign_page(request, assessment, form, typed, [(f"#id_{WHOLE}", words), *error_summary([form])])
    if not form.is_valid():
        return _sign_page(request, assessment, form, returning, error_summary([form]))
    try:
        actions.sign(assessment=assessment, by=request.user)
    except actions.NotAllowed as refusal:
        if not is_done(assessment, Step.SIGNED, by=request.user, said={}):
            messages.error(request, str(refusal))
            return redirect(assessment)
    return done(request, assessment, _("Signed. The report is ready."))


@require_http_methods(["GET", "HEAD", "POST"])
def return_to_lead(request: SignedInRequest, slug: str, round_slug: str) -> HttpResponse:
    assessment = get_assessment(request.user, slug, round_slug, to="sign")
    if request.method != "POST":
        return redirect("assessment:sign", slug, round_slug)
    form = ReturnForm(assessment.framework, request.POST)
    if not form.is_valid():
        return _sign_page(request, assessment, SignForm(), form, error_summary([form]))
    words = _("Returned. The answers can be changed again.")
    try:
        actions.return_to_lead(assessment=assessment, by=request.user, remark=form.whole, remarks=form.remarks)
    except actions.NotAllowed as refusal:
        if is_done(assessment, Step.RETURNED, by=request.user, said={"": form.whole, **form.remarks}):
            return done(request, assessment, words)
        return _sign_page(request, assessment, SignForm(), form, [("", str(refusal))], status=409)
    return done_and_told(request, assessment, words, tell_returned)


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: SignedInRequest, slug: str, round_slug: str) -> HttpResponse:
    assessment = get_assessment(request.user, slug, round_slug, to="reopen")
    form = RemarkForm(
        request.POST if request.method == "POST" else None,
        label=_("Why are the answers reopened?"),
        required=_("Say why the answers are reopened: it stays in the record"),
    )
    context = {"assessment": assessment, "form": form, "crumbs": to_tasks(assessment)}
    if not form.is_valid():
        return render(request, "assessment/reopen.html", context)
    remark = form.cleaned_data["remark"]
    try:
        actions.reopen(assessment=assessment, by=request.user, remark=remark)
    except actions.NotAllowed as refusal:
        if not is_done(assessment, Step.REOPENED, by=request.user, said={"": remark}):
            context |= {"error_summary": [("", str(refusal))], "kept": [remark]}
            return render(request, "assessment/reopen.html", context, status=409)
    return done(request, assessment, _("Reopened. What was signed stays as it is until somebody signs again."))


def _submit_form(request: SignedInRequest | None = None) -> RemarkForm:
    return RemarkForm(
        request.POST if request else None, label=_("Anything the person who signs should know (optional)")
    )


def _check_page(
    request: SignedInRequest, assessment: Assessment, form: RemarkForm, refusal: actions.NotAllowed | None = None
) -> HttpResponse:
    context: dict[str, Any] = {
        "assessment": assessment,
        "rights": assessment.rights,
        "summary": summarise(assessment),
        "to_answer": [talk for talk in talks_of(assessment) if not talk.remark.is_answered],
        "signatories": signatories_of(assessment) if assessment.is_open and assessment.rights.submit else [],
        "form": form,
        "crumbs": to_tasks(assessment),
    }
    if refusal:
        context |= {"error_summary": [("", str(refusal))], "kept": [form.cleaned_data.get("remark", "")]}
    return render(request, "assessment/check.html", context, status=409 if refusal else 200)


def _sign_page(
    request: SignedInRequest,
    assessment: Assessment,
    form: SignForm,
    returning: ReturnForm,
    problems: list[tuple[str, str]] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    summary, talks = summarise(assessment), talks_of(assessment)
    changes = changes_since(assessment, talks[0].remark.sign_off.at) if talks else {}
    by_code = {section.dimension.code: section for section in summary.dimensions}
    context = {
        "assessment": assessment,
        "summary": summary,
        "lenses": [
            (lens, [(by_code[one.code], returning[one.code], changes.get(one.code, [])) for one in lens.dimensions])
            for lens in assessment.framework.lenses
        ],
        "talks": [(talk, changes.get(talk.dimension.code, []) if talk.dimension else []) for talk in talks],
        "changed": [section.dimension for section in summary.dimensions if section.dimension.code in changes],
        "people": who_took_part(assessment),
        "submitted": assessment.sign_offs.filter(step=Step.SUBMITTED).select_related("by").last(),
        "to_sign": assessment.status == Assessment.Status.SUBMITTED and assessment.round.is_open,
        "sign_form": form,
        "whole": returning[WHOLE],
        "kept": [str(returning[name].value()) for name in returning.fields if returning[name].value()],
        "error_summary": problems or [],
        "crumbs": to_tasks(assessment),
    }
    return render(request, "assessment/sign.html", context, status=status)
