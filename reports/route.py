"""The route plan: the fewest moves that lift each dimension by one level."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from assessment.snapshot import Signed
from frameworks.definition import Dimension, Question
from reports.wording import listed, mid_sentence


class Kind(StrEnum):
    """What a move asks for: take the next step, end a warning sign, or find the answer out."""

    STEP = "step"
    WARNING = "warning"
    FIND_OUT = "find_out"


@dataclass(frozen=True)
class Move:
    """One move by one role. `actor` is a key of the framework's roles; `to_level` the level it leads to."""

    question: str
    dimension: str
    element: str
    kind: Kind
    actor: str
    actor_name: str
    step: str
    from_level: int
    to_level: int


@dataclass(frozen=True)
class Route:
    """The cheapest way for one dimension from its level to the next: every question that stands at the lowest level."""

    dimension: Dimension
    from_level: int
    to_level: int
    moves: tuple[Move, ...]


def routes(signed: Signed) -> tuple[Route, ...]:
    """One route a dimension that can still rise, fewest moves first, then lowest level, then the order of the book."""
    found = [route for dimension in signed.framework.dimensions if (route := route_for(signed, dimension))]
    return tuple(sorted(found, key=lambda route: (len(route.moves), route.from_level)))


def route_for(signed: Signed, dimension: Dimension) -> Route | None:
    """The route of one dimension, or None where it cannot rise or nothing applies."""
    score = signed.claimed.dimensions[dimension.code]
    if not score.held_back_by:
        return None
    held = set(score.held_back_by)
    floor = min(question.floor for question in score.questions if question.code in held)
    moves = tuple(
        _move(signed, dimension, question, floor) for question in dimension.questions if question.code in held
    )
    return Route(dimension, floor, floor + 1, moves)


def _move(signed: Signed, dimension: Dimension, question: Question, floor: int) -> Move:
    answer = signed.answers.get(question.code)
    if answer is None or answer.level is None:
        kind, actor, step = Kind.FIND_OUT, question.who_could_answer[0], _find_out(signed, question)
    elif answer.level > floor and answer.warnings:
        sign = question.warning_signs[answer.warnings[0] - 1]
        kind, actor, step = Kind.WARNING, _next(question, floor)[0], _("End this warning sign: %s") % sign
    else:
        actor, step = _next(question, floor)
        kind = Kind.STEP
    return Move(
        question=question.code,
        dimension=dimension.code,
        element=question.element,
        kind=kind,
        actor=actor,
        actor_name=signed.framework.roles[actor],
        step=step,
        from_level=floor,
        to_level=floor + 1,
    )


def _next(question: Question, level: int) -> tuple[str, str]:
    following = question.at(level).next
    if following is None:
        return question.who_could_answer[0], question.at(level + 1).text
    return following.actor, following.step


def _find_out(signed: Signed, question: Question) -> str:
    names = [mid_sentence(signed.framework.roles[role]) for role in question.who_could_answer]
    return _("Find out the answer to “%(ask)s” Ask: %(who)s.") % {"ask": question.ask, "who": listed(names)}
