"""The way from a dimension's level to the next one up, in the fewest moves. Pure: a score in, moves out.

A level is that of the weakest question, so every question at the floor must move, and no other needs to.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from frameworks.definition import Dimension, Question, ScoringRules
from frameworks.scores import DimensionScore, QuestionScore, State, Trial


class Kind(StrEnum):
    """What a move asks for: take the next step, end a warning sign, or find the answer out."""

    STEP = "step"
    WARNING = "warning"
    FIND_OUT = "find_out"


@dataclass(frozen=True)
class Move:
    """One question that must move. `actor` is a key of the framework's roles, `step` the questionnaire's own words for
    a step and "" for the other kinds. `ends_signs`: its warning signs must end too, or they would hold it down.
    """

    question: Question
    kind: Kind
    actor: str
    step: str
    from_level: int
    to_level: int
    ends_signs: bool

    @property
    def trial(self) -> Trial:
        """The least that makes the move. What is to be found out may turn out higher."""
        return Trial(None if self.kind is Kind.WARNING else self.to_level, ends_signs=self.ends_signs)


@dataclass(frozen=True)
class Climb:
    """The cheapest way from one level to the next, in the order of the questions."""

    from_level: int
    to_level: int
    moves: tuple[Move, ...]

    @property
    def trials(self) -> dict[str, Trial]:
        return {move.question.code: move.trial for move in self.moves}


def climb(dimension: Dimension, score: DimensionScore, *, warned: Collection[str], rules: ScoringRules) -> Climb | None:
    """The climb of one dimension, or None where nothing applies or nothing higher can be reached.

    `warned`: the codes of the questions with a ticked warning sign. Under the coverage that a level needs, the climb
    starts from what is not known, which counts 0.
    """
    applicable = [question for question in score.questions if question.state is not State.NOT_APPLICABLE]
    if not applicable:
        return None
    floor = min(question.floor for question in applicable)
    lowest = {question.code: question for question in applicable if question.floor == floor}
    if set(lowest) != set(score.held_back_by):
        return None  # a question that has no higher level stands at the floor too
    moves = tuple(
        _move(question, lowest[question.code], floor, warned=question.code in warned, cap=rules.warning_cap)
        for question in dimension.questions
        if question.code in lowest
    )
    return Climb(floor, floor + 1, moves)


def _move(question: Question, score: QuestionScore, floor: int, *, warned: bool, cap: int) -> Move:
    actor, step = question.who_could_answer[0], ""
    if score.level is None:
        kind = Kind.FIND_OUT
    else:
        kind = Kind.WARNING if score.level > floor else Kind.STEP
        following = question.at(floor).next
        if following is not None:
            actor, step = following.actor, following.step
        elif kind is Kind.STEP:
            step = question.at(floor + 1).text
    return Move(
        question=question,
        kind=kind,
        actor=actor,
        step=step if kind is Kind.STEP else "",
        from_level=floor,
        to_level=floor + 1,
        ends_signs=warned and floor + 1 > cap,
    )
