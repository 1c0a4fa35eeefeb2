"""A spread as a table of dots: what the spread page and the workshop draw."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from django.utils.translation import gettext as _

from assessment.opinion_models import Ask
from assessment.opinions.spread import Spread, Tally
from assessment.wording import level_label
from frameworks.definition import Framework, Question

# More dots than these in a cell cannot be taken in at a glance: then a dot stands for several people.
MOST_DOTS = 24


@dataclass(frozen=True)
class Cell:
    """How many people of a group gave this answer. `dots` is as long as the row of dots to draw."""

    people: int
    dots: str
    is_middle: bool = False


@dataclass(frozen=True)
class Line:
    """One answer that can be given, and a cell for each group. `level` None: don't know."""

    level: int | None
    label: str
    text: str
    cells: tuple[Cell, ...]
    is_agreed: bool = False


@dataclass(frozen=True)
class Column:
    """One group, or several taken together (then `together` names them), with its middle and its ends in words."""

    label: str
    together: str
    people: int
    middle: str
    ends: str


@dataclass(frozen=True)
class Picture:
    question: Question
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    a_dot: int
    """How many people a dot stands for."""
    gap: str


def picture(spread: Spread, question: Question, framework: Framework, agreed: int | None) -> Picture:
    """`agreed` is the level of the agreed answer as it stands."""
    tallies = spread.tallies
    answers: list[int | None] = [*(level.level for level in question.levels), None]
    most = max((tally.count(answer) for tally in tallies for answer in answers), default=0)
    a_dot = max(1, ceil(most / MOST_DOTS))
    return Picture(
        question=question,
        columns=tuple(_column(tally) for tally in tallies),
        lines=tuple(
            Line(
                level=answer,
                label=_("Don’t know") if answer is None else level_label(framework, answer),
                text="" if answer is None else question.at(answer).text,
                cells=tuple(_cell(tally, answer, a_dot) for tally in tallies),
                is_agreed=answer is not None and answer == agreed,
            )
            for answer in answers
        ),
        a_dot=a_dot,
        gap=_gap(spread),
    )


def _cell(tally: Tally, answer: int | None, a_dot: int) -> Cell:
    people = tally.count(answer)
    median = tally.median
    # A middle between two levels marks both.
    is_middle = answer is not None and median is not None and abs(median - answer) < 1
    return Cell(people, "•" * ceil(people / a_dot), is_middle)


def _column(tally: Tally) -> Column:
    names = [str(Ask.Group(group).label) for group in tally.groups]
    return Column(
        label=_("Small groups together") if tally.is_merged else names[0],
        together=_listed(names) if tally.is_merged else "",
        people=tally.people,
        middle=_("none") if tally.median is None else level_in_words(tally.median),
        ends=_ends(tally),
    )


def _ends(tally: Tally) -> str:
    if tally.lowest is None:
        return _("nobody named a level")
    if tally.lowest == tally.highest:
        return _("all at %(level)d") % {"level": tally.lowest}
    return _("from %(lowest)d to %(highest)d") % {"lowest": tally.lowest, "highest": tally.highest}


def _gap(spread: Spread) -> str:
    if spread.between:
        return _("The middles of the groups are %(levels)s apart.") % {"levels": _levels(spread.between)}
    if spread.within:
        words = _("The middles of the groups are the same. Within one group views are %(levels)s apart.")
        return words % {"levels": _levels(spread.within)}
    return _("Everybody who named a level named the same one.")


def _levels(number: Fraction | int) -> str:
    if number <= 1:
        return _("one level") if number == 1 else _("half a level")
    return _("%(number)s levels") % {"number": level_in_words(number)}


def level_in_words(number: Fraction | int) -> str:
    """2, or 2½: a middle is a level or half way between two."""
    whole, half = divmod(Fraction(number), 1)
    return f"{whole or ''}½" if half else str(whole)


def _listed(names: Sequence[str]) -> str:
    return ", ".join([*names[:1], *(name.lower() for name in names[1:])])
