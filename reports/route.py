"""The route plan: the fewest moves that lift each dimension by one level, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.snapshot import Signed
from frameworks import rungs
from frameworks.definition import Dimension, Framework, Question
from frameworks.rungs import Climb, Kind
from reports.wording import listed, mid_sentence


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
    ticked = {
        question.code: [question.warning_signs[number - 1] for number in signed.answers[question.code].warnings]
        for question in dimension.questions
        if question.code in signed.answers and signed.answers[question.code].warnings
    }
    score = signed.claimed.dimensions[dimension.code]
    climb = rungs.climb(dimension, score, warned=ticked, rules=signed.framework.scoring)
    return spelled(climb, dimension, signed.framework, ticked=ticked) if climb else None


def spelled(climb: Climb, dimension: Dimension, framework: Framework, *, ticked: Mapping[str, Sequence[str]]) -> Route:
    """A climb in words. `ticked`: the ticked warning signs by question code, for those that have any."""
    moves = tuple(
        Move(
            question=move.question.code,
            dimension=dimension.code,
            element=move.question.element,
            kind=move.kind,
            actor=move.actor,
            actor_name=framework.roles[move.actor],
            step=_step(move, framework, ticked.get(move.question.code, ())),
            from_level=move.from_level,
            to_level=move.to_level,
        )
        for move in climb.moves
    )
    return Route(dimension, climb.from_level, climb.to_level, moves)


def _step(move: rungs.Move, framework: Framework, signs: Sequence[str]) -> str:
    said = [_find_out(move.question, framework)] if move.kind is Kind.FIND_OUT else []
    said += [move.step] if move.step else []
    if move.ends_signs:
        said.append(ngettext("End this warning sign: %s", "End these warning signs: %s", len(signs)) % " ".join(signs))
    return " ".join(said)


def _find_out(question: Question, framework: Framework) -> str:
    names = [mid_sentence(framework.roles[role]) for role in question.who_could_answer]
    return _("Find out the answer to “%(ask)s” Ask: %(who)s.") % {"ask": question.ask, "who": listed(names)}
