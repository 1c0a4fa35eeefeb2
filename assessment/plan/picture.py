"""The impact × effort picture: a table with what is agreed and what is proposed, the best bargains first."""

from collections.abc import Iterable
from dataclasses import dataclass

from assessment.plan.proposals import Proposal
from assessment.plan.reading import Line, Offer
from assessment.plan_models import Action

BARGAIN = (Action.Impact.HIGH, Action.Effort.SMALL)


@dataclass(frozen=True)
class Cell:
    impact: Action.Impact
    effort: Action.Effort
    lines: tuple[Line, ...]
    proposals: tuple[Proposal, ...]

    @property
    def is_bargain(self) -> bool:
        return (self.impact, self.effort) == BARGAIN


@dataclass(frozen=True)
class Picture:
    """`rows` from the most impact to the least; in each, cells from the least effort to the most."""

    efforts: tuple[Action.Effort, ...]
    rows: tuple[tuple[Action.Impact, tuple[Cell, ...]], ...]


def picture_of(lines: Iterable[Line], offers: Iterable[Offer]) -> Picture:
    """What is still to be done: unfinished actions, and what lifts a level if somebody takes it on."""
    unfinished = [line for line in lines if line.action.is_unfinished]
    proposals = [offer.proposal for offer in offers]
    rows = tuple(
        (
            impact,
            tuple(
                Cell(
                    impact,
                    effort,
                    tuple(line for line in unfinished if (line.action.impact, line.action.effort) == (impact, effort)),
                    tuple(found for found in proposals if (found.impact, found.effort) == (impact, effort)),
                )
                for effort in Action.Effort
            ),
        )
        for impact in Action.Impact
    )
    return Picture(tuple(Action.Effort), rows)
