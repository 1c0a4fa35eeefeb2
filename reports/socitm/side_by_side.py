"""A few councils in every dimension, for Socitm's desk. Pure: tables in, values out."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from frameworks.definition import Framework, Lens
from reports.compare import Cell, Show, cells
from reports.frame import RoundFrame

FEWEST, MOST = 2, 6


@dataclass(frozen=True)
class SideCell:
    """One council in one dimension. `mark` is "highest", "lowest" or "" where all are equal."""

    score: Cell
    level: str
    evidenced: str
    mark: str


@dataclass(frozen=True)
class SideRow:
    """`apart`: points between the highest score and the lowest, "" where fewer than two have one."""

    title: str
    cells: tuple[SideCell, ...]
    apart: str


@dataclass(frozen=True)
class SideLens:
    """A lens: the mean of its dimensions for each council, and a row a dimension."""

    lens: Lens
    means: tuple[Cell, ...]
    rows: tuple[SideRow, ...]


def side_by_side(frame: RoundFrame, framework: Framework, members: Sequence[str]) -> list[SideLens]:
    """A few councils (GSS codes, in this order) in every dimension, lens by lens."""
    picked = list(members)
    means = dict(zip(frame.lens.columns, cells(frame.lens.loc[picked].T, Show.SCORE), strict=True))
    score, level, evidenced = (
        dict(zip(table.columns, cells(table.loc[picked].T, show), strict=True))
        for table, show in (
            (frame.score, Show.SCORE),
            (frame.level, Show.LEVEL),
            (frame.evidenced, Show.EVIDENCED),
        )
    )
    return [
        SideLens(
            lens=lens,
            means=means[lens.slug],
            rows=tuple(
                _side_row(
                    dimension.title,
                    frame.score.loc[picked, dimension.code],
                    list(zip(score[dimension.code], level[dimension.code], evidenced[dimension.code], strict=True)),
                )
                for dimension in lens.dimensions
            ),
        )
        for lens in framework.lenses
    ]


def _side_row(title: str, scores: "pd.Series[float]", figures: list[tuple[Cell, Cell, Cell]]) -> SideRow:
    highest, lowest, differ = scores.max(), scores.min(), scores.nunique() > 1
    marks = ["highest" if differ and one == highest else "lowest" if differ and one == lowest else "" for one in scores]
    apart = cells(pd.DataFrame([[highest - lowest]]), Show.SCORE)[0][0].text if scores.count() > 1 else ""
    return SideRow(
        title=title,
        cells=tuple(
            SideCell(score, level.text, evidenced.text, mark)
            for (score, level, evidenced), mark in zip(figures, marks, strict=True)
        ),
        apart=apart,
    )
