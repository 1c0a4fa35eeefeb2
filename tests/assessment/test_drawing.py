"""A question drawn with its values put in is the form drawn afresh, to the letter."""

from datetime import date

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from assessment.drafts import UNANSWERED, Draft, Reference, Said
from assessment.drawing import drawn
from assessment.forms import QuestionForm
from assessment.saving import save
from frameworks.loader import load
from frameworks.scores import State

FRAMEWORK = load("planting-the-flag", "2011.1")
HOSTILE = '</textarea><b>"it\'s" & \ue000LEAD-1-note\ue001\nŵ'


@pytest.mark.parametrize(
    "said",
    [
        *(Said(state=State.LEVEL, level=level) for level in range(5)),
        Said(state=State.LEVEL, level=3, warnings=(1, 2), note=HOSTILE),
        Said(state=State.DONT_KNOW, note="ask Priya"),
        Said(state=State.NOT_APPLICABLE, reason=HOSTILE),
        Said(
            state=State.LEVEL,
            level=2,
            evidence=(Reference(HOSTILE, "https://example.org/?a=1&b=2", "3", date(2026, 5, 4)), Reference("Minute")),
        ),
    ],
)
def test_drawing_with_values_put_in_is_drawing_the_form(assessment, said):
    draft = Draft.of("LEAD-1", said, version=0)
    save(assessment, [draft], by=None, at=timezone.now(), why="")
    answer = assessment.answers.with_evidence().get(question="LEAD-1")
    assert _without_space(drawn(FRAMEWORK, FRAMEWORK.questions["LEAD-1"], answer)) == afresh(said, version=1)


def test_a_question_without_an_answer(db):
    assert _without_space(drawn(FRAMEWORK, FRAMEWORK.questions["LEAD-1"], None)) == afresh(UNANSWERED, version=0)


def afresh(said: Said, *, version: int) -> str:
    question = FRAMEWORK.questions["LEAD-1"]
    form = QuestionForm(question, FRAMEWORK, said=said, version=version)
    return _without_space(render_to_string("assessment/parts/question.html", {"form": form, "question": question}))


def _without_space(html: str) -> str:
    """What is there and not where, for attributes stand in another order; and an empty value is no value."""
    return " ".join(sorted(html.replace(">", " > ").replace(' value=""', "").split()))
