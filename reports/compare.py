"""Socitm's comparison: choosing councils out of a round, and their figures. Pure: tables in, values out.

Everything here names councils and shows each one's scores, so it is for Socitm's desk alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pandas as pd

from frameworks import numbers
from reports.benchmark import PLACES
from reports.frame import RoundFrame
from reports.wording import NOTHING

BY_NAME, BY_POPULATION = "name", "population"
LOWEST_FIRST = "-"

# Shares of people in rural areas that part urban, mixed and rural councils: the bounds of Defra's classification.
RURAL_BANDS = {"urban": (0.0, 0.26), "mixed": (0.26, 0.5), "rural": (0.5, 1.01)}

# A fifth of the scale each. A band is a colour, and never stands without its number.
BANDS = 5


class Show(StrEnum):
    """Which figure of a dimension is shown. The values are the names of RoundFrame's tables."""

    SCORE = "score"
    LEVEL = "level"
    EVIDENCED = "evidenced"


@dataclass(frozen=True)
class Wanted:
    """Which councils to compare, and in what order. An empty value leaves nobody out.

    `names` are parts of names: a council that has any of them is in. `sort` is BY_NAME, BY_POPULATION, or a dimension's
    code: the highest first, or with LOWEST_FIRST before it the lowest first.
    """

    group: str = ""
    nation: str = ""
    region: str = ""
    population_from: int | None = None
    population_to: int | None = None
    rural: str = ""
    names: tuple[str, ...] = ()
    sort: str = BY_NAME
    show: Show = Show.SCORE


@dataclass(frozen=True, eq=False)
class Cohort:
    """Councils of a round in the order asked for: `members` are GSS codes, `table` the figures shown."""

    members: "pd.Index[str]"
    facts: pd.DataFrame
    table: pd.DataFrame
    show: Show


@dataclass(frozen=True)
class Cell:
    """A figure as it is read, and its band 0 to 4 by that reading; None: there is no figure."""

    text: str
    band: int | None


MISSING = Cell(NOTHING, None)


@dataclass(frozen=True)
class HeatRow:
    gss_code: str
    name: str
    slug: str
    cells: tuple[Cell, ...]


def cohort(frame: RoundFrame, wanted: Wanted) -> Cohort:
    """The councils that were asked for, among those that have signed."""
    facts = frame.facts[_belongs(frame.facts, wanted)]
    table: pd.DataFrame = getattr(frame, wanted.show.value)
    members = _ordered(facts, table.loc[facts.index], wanted.sort)
    return Cohort(members, facts.loc[members], table.loc[members], wanted.show)


def _belongs(facts: pd.DataFrame, wanted: Wanted) -> npt.NDArray[np.bool_]:
    belongs = np.ones(len(facts), dtype=bool)
    for fact, value in (("type_group", wanted.group), ("nation", wanted.nation), ("region", wanted.region)):
        if value:
            belongs &= (facts[fact] == value).to_numpy()
    if wanted.population_from is not None:
        belongs &= (facts["population"] >= wanted.population_from).to_numpy()
    if wanted.population_to is not None:
        belongs &= (facts["population"] <= wanted.population_to).to_numpy()
    if wanted.rural:
        belongs &= facts["rural_share"].between(*RURAL_BANDS[wanted.rural], inclusive="left").to_numpy()
    if wanted.names:
        belongs &= np.any([named(facts, part) for part in wanted.names], axis=0)
    return belongs


def named(facts: pd.DataFrame, part: str) -> npt.NDArray[np.bool_]:
    """Which councils have these words in their name, whatever the case."""
    words = part.casefold()
    names = zip(facts["name"], facts["short_name"], strict=True)
    return np.array([words in f"{name}\n{short}".casefold() for name, short in names], dtype=bool)


def _ordered(facts: pd.DataFrame, table: pd.DataFrame, sort: str) -> "pd.Index[str]":
    """Equals, and councils without a figure at the end, are in order of name."""
    facts = facts.sort_values("short_name", key=lambda names: names.str.casefold(), kind="stable")
    if sort == BY_NAME:
        return facts.index
    column = facts["population"] if sort == BY_POPULATION else table[sort.removeprefix(LOWEST_FIRST)].loc[facts.index]
    return column.sort_values(ascending=sort.startswith(LOWEST_FIRST), kind="stable", na_position="last").index


def cells(values: pd.DataFrame, show: Show) -> list[tuple[Cell, ...]]:
    """Each row of a table as cells: scores rounded half up, levels as they are."""
    shown = rounded(values)
    known = {number: _cell(number, show) for number in np.unique(shown[~np.isnan(shown)]).tolist()}
    # NaN is no key of the dictionary, so a missing figure falls through.
    return [tuple(known.get(number, MISSING) for number in row) for row in shown.tolist()]


def rounded(values: pd.DataFrame, places: int = 0) -> npt.NDArray[np.float64]:
    """A whole table as it is shown: each figure half up, NaN where there is nothing.

    Nine places first: a mean of thirds that should be 62.5 is not 62.499999999 (reports.benchmark does the same).
    """
    exact = values.to_numpy(dtype=float).round(PLACES)
    figures, which = np.unique(exact[~np.isnan(exact)], return_inverse=True)
    shown = np.full(exact.shape, np.nan)
    shown[~np.isnan(exact)] = np.array([float(numbers.rounded(Fraction(one), places)) for one in figures])[which]
    return shown


def _cell(number: float, show: Show) -> Cell:
    band = number if show is Show.LEVEL else number * BANDS // 100
    return Cell(f"{number:.0f}", min(int(band), BANDS - 1))


def heat_map(chosen: Cohort) -> list[HeatRow]:
    """Councils × dimensions, a row a council."""
    rows = zip(
        chosen.members,
        chosen.facts["short_name"],
        chosen.facts["slug"],
        cells(chosen.table, chosen.show),
        strict=True,
    )
    return [HeatRow(*row) for row in rows]


def medians(chosen: Cohort) -> tuple[Cell, ...]:
    """Each dimension's median over the councils chosen. Of levels there is none: between two levels is no level."""
    if chosen.show is Show.LEVEL or chosen.table.empty:
        return ()
    return cells(chosen.table.median().to_frame().T, chosen.show)[0]


def levels_claimed(chosen: Cohort, levels: Sequence[int]) -> list[tuple[str, tuple[int, ...]]]:
    """How many of the councils claim each level, by dimension code; the last number is those that claim none."""
    return [
        (
            str(code),
            (*(int((column == level).sum()) for level in levels), int(column.isna().sum())),
        )
        for code, column in chosen.table.items()
    ]
