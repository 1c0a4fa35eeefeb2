"""The climb to the next level: what each kind of answer asks for, and that nothing cheaper would do."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frameworks.definition import Dimension, Question, ScoringRules
from frameworks.rungs import Climb, Kind, climb
from frameworks.scores import Given, State, Trial
from frameworks.scoring import UNANSWERED, score_dimension
from tests.frameworks.conftest import dimension, question
from tests.frameworks.test_scoring_properties import cases

RULES = ScoringRules()
DONT_KNOW, NOT_APPLICABLE = Given(State.DONT_KNOW), Given(State.NOT_APPLICABLE)


def at(level: int, **more: bool) -> Given:
    return Given(State.LEVEL, level, **more)


def climbed(of: Dimension, answers: dict[str, Given], rules: ScoringRules = RULES) -> Climb | None:
    warned = {code for code, answer in answers.items() if answer.warned}
    return climb(of, score_dimension(of, answers, rules=rules), warned=warned, rules=rules)


def leadership(*answers: Given) -> tuple[Dimension, dict[str, Given]]:
    of = dimension()
    return of, dict(zip((asked.code for asked in of.questions), answers, strict=True))


def floor(of: Dimension, answers: dict[str, Given]) -> int:
    counted = [part for part in score_dimension(of, answers, rules=RULES).questions if part.state in BEARING]
    return min(part.floor for part in counted)


BEARING = set(State) - {State.NOT_APPLICABLE}


def test_every_question_at_the_floor_moves_and_no_other():
    found = climbed(*leadership(at(1), at(3), at(1), at(2)))
    assert (found.from_level, found.to_level) == (1, 2)
    assert [move.question.code for move in found.moves] == ["LEAD-1", "LEAD-3"]


@pytest.mark.parametrize(
    ("answer", "kind", "trial"),
    [
        (at(0), Kind.STEP, Trial(1)),
        (at(0, warned=True), Kind.STEP, Trial(1)),
        (DONT_KNOW, Kind.FIND_OUT, Trial(1)),
        (UNANSWERED, Kind.FIND_OUT, Trial(1)),
    ],
)
def test_what_moves_a_question_from_nothing(answer, kind, trial):
    (move,) = climbed(*leadership(answer, at(2), at(2), at(2))).moves
    assert (move.kind, move.trial) == (kind, trial)


@pytest.mark.parametrize(
    ("answer", "kind", "trial"),
    [
        (at(1), Kind.STEP, Trial(2)),
        (at(1, warned=True), Kind.STEP, Trial(2, ends_signs=True)),
        (at(3, warned=True), Kind.WARNING, Trial(ends_signs=True)),
    ],
)
def test_what_moves_a_question_from_a_plan(answer, kind, trial):
    (move,) = climbed(*leadership(answer, at(2), at(2), at(2))).moves
    assert (move.kind, move.trial) == (kind, trial)


def test_what_does_not_apply_has_no_part():
    (move,) = climbed(*leadership(NOT_APPLICABLE, at(2), at(1), at(2))).moves
    assert move.question.code == "LEAD-3"
    assert climbed(*leadership(*[NOT_APPLICABLE] * 4)) is None


def test_there_is_no_way_up_from_the_top():
    assert climbed(*leadership(*[at(4)] * 4)) is None


def test_a_question_at_its_own_lower_top_keeps_the_dimension_there():
    short, long = question("Q-1", points=(0, 1, 2)), question("Q-2")
    of = dimension(questions=(short, long))
    assert climbed(of, {"Q-1": at(2), "Q-2": at(2)}) is None
    assert climbed(of, {"Q-1": at(2), "Q-2": at(1)}).to_level == 2


def test_with_too_few_answers_the_way_starts_with_those_not_known():
    found = climbed(*leadership(DONT_KNOW, at(3), UNANSWERED, at(3)))
    assert (found.from_level, found.to_level) == (0, 1)
    assert [move.kind for move in found.moves] == [Kind.FIND_OUT, Kind.FIND_OUT]


def made(answers: dict[str, Given], trials: dict[str, Trial]) -> dict[str, Given]:
    return answers | {code: trial.made_to(answers[code]) for code, trial in trials.items()}


@given(cases())
def test_the_climb_raises_the_floor_and_gives_a_level(case):
    of, answers = case
    found = climbed(of, answers)
    if found is None:
        return
    assert floor(of, answers) == found.from_level
    after = made(answers, found.trials)
    assert floor(of, after) >= found.to_level
    # All that was unknown was at the floor, so whatever was partial is whole now.
    assert score_dimension(of, after, rules=RULES).level == floor(of, after)


@given(cases())
def test_no_fewer_questions_raise_the_floor_however_far_they_move(case):
    of, answers = case
    found = climbed(of, answers)
    if found is None:
        return
    for few in combinations(of.questions, len(found.moves) - 1):
        assert floor(of, made(answers, {asked.code: _top(asked, answers) for asked in few})) == found.from_level


@given(cases())
def test_where_there_is_no_climb_nothing_at_all_raises_the_floor(case):
    of, answers = case
    if climbed(of, answers) is None and any(answer.state in BEARING for answer in answers.values()):
        best = made(answers, {asked.code: _top(asked, answers) for asked in of.questions})
        assert floor(of, best) == floor(of, answers)


@given(cases(), st.data())
def test_no_move_of_a_climb_is_more_than_is_needed(case, data):
    of, answers = case
    found = climbed(of, answers)
    if found is None:
        return
    move = data.draw(st.sampled_from(found.moves))
    code, trial = move.question.code, move.trial
    less = [Trial(trial.level)] if trial.ends_signs else []
    less += [Trial(trial.level - 1, ends_signs=trial.ends_signs)] if trial.level else []
    for short in less:
        assert floor(of, made(answers, found.trials | {code: short})) == found.from_level


def _top(asked: Question, answers: dict[str, Given]) -> Trial:
    """The best that can become of an answer. What does not apply goes on not to apply."""
    if answers[asked.code].state is State.NOT_APPLICABLE:
        return Trial()
    return Trial(max(asked.points), ends_signs=True)
