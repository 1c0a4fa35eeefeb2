"""Where a dimension stands, from answers in the database."""

import pytest

from assessment.freezing import take
from assessment.models import Answer
from assessment.snapshot import read
from assessment.what_if import stand
from frameworks.definition import AppliesTo
from frameworks.scores import State, Trial
from tests.conftest import answer_everything
from tests.reports.edges import SIGNED_AT, answer, long_names_and_mixed_levels


@pytest.fixture
def leadership(assessment):
    return assessment.framework.by_code["LEAD"]


def test_the_figures_are_those_that_signing_would_keep(assessment):
    long_names_and_mixed_levels(assessment)
    signed = read(take(assessment, signatory=None, at=SIGNED_AT))
    for dimension in assessment.framework.dimensions:
        now = stand(assessment, dimension).now
        assert now.claimed == signed.claimed.dimensions[dimension.code]
        assert now.evidenced == signed.evidenced.dimensions[dimension.code]
        assert now.lens == signed.claimed.lenses[dimension.lens]


def test_the_effect_is_what_saving_the_answer_would_do(assessment, leadership):
    answer_everything(assessment, evidenced=False)
    effect = stand(assessment, leadership).effect_of({"LEAD-2": Trial(4, evidenced=True)})
    answer(assessment, "LEAD-2", 4, evidence="Board minute")
    assert stand(assessment, leadership).now == effect.after != effect.before


def test_it_says_which_warning_signs_are_ticked(assessment, leadership):
    answer(assessment, "LEAD-1", 3, warnings=[2])
    here = stand(assessment, leadership)
    assert here.ticked == {"LEAD-1": (leadership.questions[0].warning_signs[1],)}
    assert [asked.given.state for asked in here.asked] == [State.LEVEL, *[State.UNANSWERED] * 3]


def test_a_question_that_is_not_asked_has_no_part(assessment, leadership, monkeypatch):
    answer_everything(assessment)
    Answer.objects.filter(question="LEAD-1").update(level=0)
    monkeypatch.setitem(leadership.questions[0].__dict__, "applies_to", AppliesTo(nations=("Wales",)))
    here = stand(assessment, leadership)
    assert [asked.question.code for asked in here.asked] == ["LEAD-2", "LEAD-3", "LEAD-4"]
    assert [move.question.code for move in here.climb.moves] == ["LEAD-2", "LEAD-3", "LEAD-4"]
