"""What holds somebody up on a dimension they were put on: they say it in a sentence, and the lead hears of it."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from assessment.access import get_assessment
from assessment.actions import NotAllowed
from assessment.blocking import say_what_blocks
from assessment.models import Assignment
from assessment.notices import tell_leads
from assessment.views.trail import to_tasks
from councils.mail import NotSent
from councils.requests import SignedInRequest, site_of


class BlockedForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("What holds you up?"),
        help_text=gettext_lazy("One sentence. The lead gets it by e-mail, with your name."),
        max_length=300,
        error_messages={
            "required": gettext_lazy("Say what holds you up"),
            "max_length": gettext_lazy("Say what holds you up in %(limit_value)d characters or fewer"),
        },
    )
    use_required_attribute = False


@require_http_methods(["GET", "HEAD", "POST"])
def blocked(request: SignedInRequest, slug: str, round_slug: str, code: str) -> HttpResponse:
    assessment = get_assessment(request.user, slug, round_slug, to="answer")
    assignment = get_object_or_404(assessment.assignments, dimension=code, user=request.user)
    assignment.assessment, assignment.user = assessment, request.user
    dimension = assessment.framework.by_code[code]
    freed = "free" in request.POST
    form = BlockedForm(request.POST if request.method == "POST" else None, initial={"words": assignment.blocked_by})
    if not freed and not form.is_valid():
        context = {"assessment": assessment, "dimension": dimension, "form": form, "crumbs": to_tasks(assessment)}
        return render(request, "assessment/blocked.html", context)
    _say(request, assignment, "" if freed else form.cleaned_data["words"])
    return redirect("assessment:dimension", slug, round_slug, dimension.slug)


def _say(request: SignedInRequest, assignment: Assignment, words: str) -> None:
    try:
        is_news = say_what_blocks(assignment=assignment, words=words)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        return
    if not words:
        messages.success(request, _("Good: the lead no longer sees you as held up here."))
        return
    try:
        told = tell_leads(assignment, site=site_of(request)) if is_news else []
    except NotSent:
        messages.error(request, _("What holds you up is kept for the lead to see, but the e-mail could not be sent."))
        return
    names = ", ".join(lead.name for lead in told)
    if names:
        messages.success(request, _("%(names)s will hear by e-mail what holds you up.") % {"names": names})
    else:
        messages.success(request, _("What holds you up is kept for the lead to see."))
