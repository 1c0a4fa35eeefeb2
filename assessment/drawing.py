"""Questions drawn once. Drawing is nine tenths of a dimension page's time, and only the values differ between councils:

so a question is drawn with a mark in place of every value, that is kept, and a page puts its values where the marks
are. What a council wrote is never kept.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from assessment.drafts import Reference, Said
from assessment.forms import QuestionForm
from assessment.models import Answer
from frameworks.definition import Framework, Question
from frameworks.scores import State

# About 12 KB each: 60 questions, two languages, and as many references as answers have.
KEPT = 2000
CHOICES = ("answer", "warnings")
# Characters for private use, which nothing escapes, on both sides of a control's name.
MARK = "\ue000{}\ue001"
MARKED = re.compile("\ue000([^\ue000\ue001]+)\ue001")


@dataclass(frozen=True)
class _Kind:
    """Everything that a question's drawing depends on, but for its values."""

    checksum: str
    code: str
    is_answered: bool
    references: int
    has_note: bool
    language: str | None
    question: Question = field(compare=False)
    framework: Framework = field(compare=False)


def drawn(framework: Framework, question: Question, answer: Answer | None) -> SafeString:
    """A question as it is stored, ready to be answered."""
    said = Said.by(answer)
    kind = _Kind(
        checksum=framework.checksum,
        code=question.code,
        is_answered=said.state is not State.UNANSWERED,
        references=len(said.evidence),
        has_note=bool(said.note),
        language=get_language(),
        question=question,
        framework=framework,
    )
    form = QuestionForm(question, framework, said=said, version=answer.version if answer else 0)
    html = _with_marks(kind)
    for control in _chosen(form):
        html = html.replace(f'id="{control}"', f'id="{control}" checked', 1)
    values = _values(form)
    return mark_safe(MARKED.sub(lambda mark: values[mark[1]], html))  # noqa: S308 - _values escapes every value


@lru_cache(maxsize=KEPT)
def _with_marks(kind: _Kind) -> str:
    """Addresses in it are relative to the dimension's page, so that it serves every council."""
    said = Said(
        state=State.DONT_KNOW if kind.is_answered else State.UNANSWERED,
        note="-" if kind.has_note else "",
        evidence=(Reference("-"),) * kind.references,
    )
    form = QuestionForm(kind.question, kind.framework, said=said, version=0)
    for part in form.forms:
        part.initial = {name: MARK.format(part.add_prefix(name)) for name in part.fields if name not in CHOICES}
    return render_to_string("assessment/parts/question.html", {"form": form, "question": kind.question})


def _chosen(form: QuestionForm) -> list[str]:
    """The ids of the radio and the boxes that are on."""
    return [
        subwidget.data["attrs"]["id"]
        for name in CHOICES
        if name in form.fields
        for subwidget in form[name].subwidgets
        if subwidget.data["selected"]
    ]


def _values(form: QuestionForm) -> dict[str, str]:
    """Every typed value as HTML, by the name of its control."""
    return {
        control.html_name: escape(control.field.widget.format_value(control.value()) or "")
        for part in form.forms
        for control in part
        if control.name not in CHOICES
    }
