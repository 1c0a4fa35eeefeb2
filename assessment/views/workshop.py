"""The disagreement workshop: a page for the screen of a meeting room, one gap at a time, the widest first."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessment.actions import NotAllowed
from assessment.drafts import Draft, Said
from assessment.forms import error_summary
from assessment.models import Answer, Assessment
from assessment.opinion_models import Ask
from assessment.opinions.actions import agree
from assessment.opinions.forms import AgreeForm
from assessment.opinions.picture import picture
from assessment.opinions.reading import comments_on, gaps_of
from assessment.opinions.spread import Spread
from assessment.saving import Conflict
from assessment.views.opinions import ask_of
from assessment.views.trail import to_opinions
from assessment.wording import spell
from councils.requests import SignedInRequest
from frameworks.scores import State


@require_safe
def start(request: SignedInRequest, slug: str, round_slug: str, ask_id: int) -> HttpResponse:
    """To the widest gap; where there is none, to the page that says why."""
    _assessment, ask = ask_of(request.user, slug, round_slug, ask_id, to="answer")
    if ask.is_open:
        raise Http404
    gaps = gaps_of(ask)
    if not gaps:
        return redirect("assessment:opinions_spread", slug, round_slug, ask_id)
    return redirect("assessment:workshop", slug, round_slug, ask_id, gaps[0].question)


@require_http_methods(["GET", "HEAD", "POST"])
def workshop(request: SignedInRequest, slug: str, round_slug: str, ask_id: int, question: str) -> HttpResponse:
    assessment, ask = ask_of(request.user, slug, round_slug, ask_id, to="answer")
    if ask.is_open:
        raise Http404
    gaps = gaps_of(ask)
    place = next((place for place, gap in enumerate(gaps) if gap.question == question), None)
    if place is None:
        raise Http404
    if request.method == "POST" and not assessment.rights.manage:
        raise PermissionDenied
    answer = assessment.answers.filter(question=question).with_evidence().first()
    form = _form(assessment, question, answer, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _screen(request, ask, gaps, place, answer, form, error_summary([form]))
    try:
        saved = agree(
            assessment=assessment,
            by=request.user,
            draft=_draft(question, answer, form),
            dissent=form.cleaned_data["dissent"],
        )
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        return redirect("assessment:workshop", slug, round_slug, ask_id, question)
    if saved.conflicts:
        (conflict,) = saved.conflicts
        data = request.POST.copy()
        data["version"] = str(conflict.version)
        again = _form(assessment, question, answer, data)
        return _screen(request, ask, gaps, place, answer, again, [("#id_answer_0", _newer(assessment, conflict))])
    messages.success(request, _("%(code)s: recorded.") % {"code": question})
    return redirect("assessment:workshop", slug, round_slug, ask_id, question)


def _form(assessment: Assessment, question: str, answer: Answer | None, data: QueryDict | None) -> AgreeForm:
    framework = assessment.framework
    said = Said.by(answer)
    return AgreeForm(
        framework.questions[question],
        framework,
        answer=said.state.value if said.level is None else str(said.level),
        version=answer.version if answer else 0,
        data=data,
    )


def _draft(question: str, answer: Answer | None, form: AgreeForm) -> Draft:
    """The answer with another level: its warning signs, note and evidence stay."""
    chosen = form.cleaned_data["answer"]
    level = int(chosen) if chosen.isdigit() else None
    state = State.DONT_KNOW if level is None else State.LEVEL
    said = replace(Said.by(answer), state=state, level=level, reason="")
    return Draft.of(question, said, version=form.cleaned_data["version"])


def _newer(assessment: Assessment, conflict: Conflict) -> str:
    framework = assessment.framework
    label = spell(conflict.current, framework.questions[conflict.draft.question], framework).label
    words = _("%(name)s has changed this answer since the page was opened. It is now “%(answer)s”. Choose again.")
    return words % {"name": conflict.by or _("Somebody"), "answer": label}


def _screen(
    request: SignedInRequest,
    ask: Ask,
    gaps: Sequence[Spread],
    place: int,
    answer: Answer | None,
    form: AgreeForm,
    problems: list[tuple[str, str]],
) -> HttpResponse:
    assessment = ask.assessment
    framework = assessment.framework
    gap = gaps[place]
    question = framework.questions[gap.question]
    context: dict[str, Any] = {
        "assessment": assessment,
        "ask": ask,
        "rights": assessment.rights,
        "question": question,
        "dimension": framework.dimension_of[question.code],
        "element": framework.element_name(question.element),
        "picture": picture(gap, question, framework, answer.level if answer else None),
        "agreed": spell(Said.by(answer), question, framework),
        "comments": comments_on(ask, [question.code]).get(question.code, ()),
        "dissents": assessment.dissents.filter(question=question.code).select_related("by"),
        "number": place + 1,
        "of": len(gaps),
        "previous": gaps[place - 1].question if place else None,
        "next": gaps[place + 1].question if place + 1 < len(gaps) else None,
        "form": form,
        "error_summary": problems,
        "crumbs": to_opinions(assessment),
    }
    return render(request, "assessment/opinions/workshop.html", context)
