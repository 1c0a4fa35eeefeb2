"""The talk on the way to signature: a reply to a remark, and the record of it all."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessment import actions
from assessment.access import dimensions_to_answer, get_assessment
from assessment.conversation import Talk, in_order, may_reply
from assessment.models import Assessment
from assessment.remark_models import Remark
from assessment.signing_forms import ReplyForm
from assessment.views.trail import to_tasks
from councils.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: SignedInRequest, slug: str, round_slug: str, remark_id: int) -> HttpResponse:
    """One remark, to be replied to."""
    assessment = get_assessment(request.user, slug, round_slug, to="answer")
    remarks = Remark.objects.filter(sign_off__assessment=assessment).with_talk()
    remark = get_object_or_404(remarks, pk=remark_id)
    (talk,) = in_order([remark], assessment.framework)
    may = may_reply(talk, assessment, dimensions_to_answer(request.user, assessment))
    if assessment.is_open and not may:
        raise PermissionDenied
    form = ReplyForm(request.POST if request.method == "POST" else None, on=remark.pk)
    if not form.is_valid():
        return _page(request, assessment, talk, form)
    try:
        actions.reply(assessment=assessment, remark=remark, by=request.user, text=form.cleaned_data["text"])
    except actions.NotAllowed as refusal:
        return _page(request, assessment, talk, form, str(refusal))
    messages.success(request, _("Your reply on %(about)s is kept.") % {"about": talk.about})
    return redirect(_back(assessment, talk))


@require_safe
def sign_offs(request: SignedInRequest, slug: str, round_slug: str) -> HttpResponse:
    """Every step, remark and reply, the newest last."""
    assessment = get_assessment(request.user, slug, round_slug)
    by_step: dict[int, list[Remark]] = {}
    for remark in Remark.objects.filter(sign_off__assessment=assessment).with_talk():
        by_step.setdefault(remark.sign_off_id, []).append(remark)
    steps = assessment.sign_offs.select_related("by")
    context = {
        "assessment": assessment,
        "steps": [(step, in_order(by_step.get(step.pk, []), assessment.framework)) for step in steps],
        "crumbs": to_tasks(assessment),
    }
    return render(request, "assessment/sign_offs.html", context)


def _page(
    request: SignedInRequest, assessment: Assessment, talk: Talk, form: ReplyForm, refusal: str = ""
) -> HttpResponse:
    context = {
        "assessment": assessment,
        "talk": talk,
        "form": form,
        "error_summary": [("", refusal)] if refusal else [],
        "kept": [form.cleaned_data["text"]] if refusal else [],
        "crumbs": to_tasks(assessment),
    }
    return render(request, "assessment/reply.html", context, status=409 if refusal else 200)


def _back(assessment: Assessment, talk: Talk) -> str:
    """To the questions that the remark is about."""
    if talk.dimension is None:
        return assessment.get_absolute_url()
    return reverse("assessment:dimension", args=[assessment.council.slug, assessment.round.slug, talk.dimension.slug])
