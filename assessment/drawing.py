"""Questions drawn once. Drawing is nine tenths of a dimension page's time, and only the values differ between councils:

so a question is drawn with a mark in place of every value, that is kept, and a page puts its values where the marks
are. What a council wrote is never kept.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from assessment.drafts import Reference, Said
from assessment.forms import QuestionForm
from assessment.models import Answer
from assessment.wording import age_label, old_label
from assessment.written import DATE_FORMAT
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


def drawn(framework: Framework, question: Question, answer: Answer | None, earlier: str = "") -> SafeString:
    """A question as it is stored, ready to be answered. `earlier` is HTML: what was said last time."""
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
    html = _with_marks(kind)
    for control in _chosen(question, said):
        html = html.replace(f'id="id_{control}"', f'id="id_{control}" checked', 1)
    values = _values(question.code, said, answer.version if answer else 0)
    values[_place_of_earlier(question)] = earlier
    return mark_safe(MARKED.sub(lambda mark: conditional_escape(values[mark[1]]), html))  # noqa: S308 - every value is escaped


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
    for row in form.evidence:
        row.age = MARK.format(row.add_prefix("age"))
    form.old_evidence = MARK.format(form.add_prefix("old"))
    item = {"earlier": MARK.format(_place_of_earlier(kind.question))}
    return render_to_string("assessment/parts/question.html", {"form": form, "question": kind.question, "item": item})


def _place_of_earlier(question: Question) -> str:
    return f"{question.code}-earlier"


def _chosen(question: Question, said: Said) -> list[str]:
    """The names of the radio and the boxes that are on: Django numbers them in the order of QuestionForm's choices."""
    choices = [*(level.level for level in question.levels), State.DONT_KNOW, State.NOT_APPLICABLE]
    answer = said.level if said.state is State.LEVEL else said.state
    radios = [f"{question.code}-answer_{choices.index(answer)}"] if answer in choices else []
    return radios + [f"{question.code}-warnings_{number - 1}" for number in said.warnings]


def _values(code: str, said: Said, version: int) -> dict[str, str]:
    """Every typed value, by the name of its control; the form says the same, and takes ten times as long."""
    values = {f"{code}-version": str(version), f"{code}-reason": said.reason, f"{code}-note": said.note}
    ages = [age_label(reference.dated) for reference in said.evidence]
    values |= {f"{code}-why": "", f"{code}-old": old_label(sum(map(bool, ages)))}
    values |= {f"{code}-evidence-{row}-age": age for row, age in enumerate([*ages, ""])}
    for row, reference in enumerate((*said.evidence, Reference(""))):
        dated = reference.dated.strftime(DATE_FORMAT) if reference.dated else ""
        fields = {"title": reference.title, "where": reference.where, "page": reference.page, "dated": dated}
        values |= {f"{code}-evidence-{row}-{name}": value for name, value in fields.items()}
    return values
