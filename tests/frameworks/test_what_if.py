"""What a what-if says is what the answers would score."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frameworks.definition import Framework
from frameworks.scores import Effect, Given, State, Trial
from frameworks.scoring import score
from frameworks.what_if import what_if
from tests.frameworks.conftest import dimension, framework, only_for, question
from tests.frameworks.test_scoring_properties import answered

ENGLAND = {"authority_type": "unitary", "nation": "England"}
SMALL = framework((dimension("LEAD"), dimension("PLAN")), (dimension("DATA", lens="second"),))
EVERYTHING = {code: Given(State.LEVEL, 2) for code in SMALL.questions}
TRIALS = st.builds(Trial, st.one_of(st.none(), st.integers(0, 4)), evidenced=st.booleans(), ends_signs=st.booleans())


def effect(answers: dict[str, Given], trials: dict[str, Trial], of: Framework = SMALL) -> Effect:
    return what_if(of, answers, trials, dimension=of.by_code["LEAD"], **ENGLAND)


@st.composite
def sheets(draw) -> dict[str, Given]:
    """Answers to some of the questions."""
    return {code: draw(answered(asked)) for code, asked in SMALL.questions.items() if draw(st.integers(0, 5))}


def test_one_answer_moved_by_hand():
    found = effect(EVERYTHING | {"LEAD-3": Given(State.LEVEL, 1)}, {"LEAD-3": Trial(2)})
    before, after = found.before.claimed, found.after.claimed
    assert (before.score, before.level, before.held_back_by) == (Fraction(175, 4), 1, ("LEAD-3",))
    assert (after.score, after.level, len(after.held_back_by)) == (50, 2, 4)
    assert (found.before.lens.score, found.after.lens.score) == ((Fraction(175, 4) + 50) / 2, 50)


def test_evidence_lifts_the_evidenced_figures_alone():
    found = effect(EVERYTHING, {code: Trial(evidenced=True) for code in ("LEAD-1", "LEAD-2", "LEAD-3", "LEAD-4")})
    assert found.before.claimed == found.after.claimed
    assert (found.before.evidenced.score, found.after.evidenced.score) == (25, 50)
    assert (found.before.evidenced.level, found.after.evidenced.level) == (1, 2)
    assert found.before.lens_evidenced.score < found.after.lens_evidenced.score


def test_a_sign_that_ends_brings_back_the_level_that_was_answered():
    answers = EVERYTHING | {"LEAD-1": Given(State.LEVEL, 4, warned=True)}
    assert effect(answers, {"LEAD-1": Trial(ends_signs=True)}).after.claimed.level == 2
    assert effect(answers, {"LEAD-1": Trial(3)}).after.claimed.level == 1


def test_a_question_that_is_not_asked_changes_nothing():
    for_counties = question("LEAD-1", applies_to=only_for("county"))
    some = framework((dimension("LEAD", questions=(for_counties, question("LEAD-2"))),))
    found = effect({"LEAD-2": Given(State.LEVEL, 2)}, {"LEAD-1": Trial(0)}, some)
    assert found.before == found.after


def test_what_is_not_in_the_framework_is_refused():
    with pytest.raises(KeyError):
        effect(EVERYTHING, {"NONE-1": Trial(1)})
    with pytest.raises(KeyError):
        effect(EVERYTHING, {"LEAD-1": Trial(9)})


@given(sheets(), st.sets(st.sampled_from([code for code in SMALL.questions if code.startswith("LEAD")])))
def test_trying_nothing_changes_nothing(answers, codes):
    for trials in ({}, {code: Trial() for code in codes}):
        found = effect(answers, trials)
        assert found.before == found.after


@given(sheets(), st.dictionaries(st.sampled_from(["LEAD-1", "LEAD-2", "LEAD-3", "LEAD-4"]), TRIALS))
def test_the_figures_are_those_of_the_changed_answers_exactly(answers, trials):
    found = effect(answers, trials)
    changed = dict(answers)
    for code, trial in trials.items():
        old = answers.get(code, Given(State.UNANSWERED))
        level = old.level if trial.level is None else trial.level
        changed[code] = Given(
            old.state if level is None else State.LEVEL,
            level,
            warned=old.warned and not trial.ends_signs,
            evidenced=old.evidenced or trial.evidenced,
        )
    for outcome, sheet in ((found.before, answers), (found.after, changed)):
        claimed, evidenced = (score(SMALL, sheet, **ENGLAND, evidenced_only=only) for only in (False, True))
        assert (outcome.claimed, outcome.lens) == (claimed.dimensions["LEAD"], claimed.lenses["lens-1"])
        assert (outcome.evidenced, outcome.lens_evidenced) == (
            evidenced.dimensions["LEAD"],
            evidenced.lenses["lens-1"],
        )
