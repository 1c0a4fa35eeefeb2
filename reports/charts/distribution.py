"""Socitm's desk: how all councils' scores lie in each dimension.

It shows the lowest and the highest score, so it is not for councils.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.benchmark import PLACES
from reports.chart import Chart, Table
from reports.charts import look, words
from reports.charts.dots import dots
from reports.wording import points


@dataclass(frozen=True)
class _Row:
    title: str
    n: int
    lowest: float | None
    lower: float | None
    median: float | None
    upper: float | None
    highest: float | None

    @property
    def band(self) -> tuple[float, float] | None:
        return words.band(self.median, self.lower, self.upper)


def distribution(scores: pd.DataFrame, titles: Mapping[str, str], *, key: str, title: str) -> Chart:
    """`scores`: a council a row, a dimension a column by its code, NaN where not scored. `titles`: by code."""
    # Type 7 quantiles, to as many places as in the benchmark.
    quantiles = scores.quantile([0, 0.25, 0.5, 0.75, 1]).round(PLACES)
    figures = quantiles.set_axis(["lowest", "lower", "median", "upper", "highest"])
    rows = words.parsed(figures.T.assign(title=[titles[code] for code in scores.columns], n=scores.count()), _Row)
    table = Table(
        caption=_("%(title)s: scores from 0 to 100") % {"title": title},
        headers=(
            _("Dimension"),
            _("Councils"),
            _("Lowest"),
            _("Lower quartile"),
            _("Median"),
            _("Upper quartile"),
            _("Highest"),
        ),
        rows=tuple(
            (
                row.title,
                str(row.n),
                *(words.score(value) for value in (row.lowest, row.lower, row.median, row.upper, row.highest)),
            )
            for row in rows
        ),
    )
    return Chart(key, title, _summary(rows, len(scores)), table, _figure(scores, rows))


def _figure(scores: pd.DataFrame, rows: Sequence[_Row]) -> dict[str, Any]:
    labels = [look.wrapped(row.title) for row in rows]
    stacked = look.stack(labels, [""] * len(rows))
    placed = list(zip(rows, stacked.rows, strict=True))
    said = [
        _("no score") if row.median is None else _("median %(score)s") % {"score": points(row.median)} for row in rows
    ]
    band = look.bands([(row.band, y) for row, y in placed], _("Middle half of the councils"))
    tick = {"symbol": "line-ns", "size": 17, "line": {"color": look.OWN, "width": 3}}
    medians = look.marks([(row.median, y) for row, y in placed], _("Median"), tick)
    many = [dots(scores[code], y) for code, (row, y) in zip(scores.columns, placed, strict=True) if row.n]
    if many:
        many[0] |= {"showlegend": True, "name": _("Councils at one score: a larger dot is more of them")}
    return {
        "data": [
            *look.row_labels(labels, stacked, x=-look.LABELS / look.SCALE),
            band,
            *many,
            medians,
            look.words([104] * len(rows), stacked.rows, said),
        ],
        "layout": look.rows_layout(stacked.height, top=60, bottom=6),
    }


def _summary(rows: Sequence[_Row], councils: int) -> str:
    medians = [(row.median, row.title) for row in rows if row.median is not None]
    if not medians:
        return _("No council has a score yet.")
    (low, lowest), (high, highest) = min(medians), max(medians)
    _spread, widest, lower, upper = max(
        (row.band[1] - row.band[0], row.title, *row.band) for row in rows if row.band is not None
    )
    return " ".join(
        [
            ngettext("%(count)s council.", "%(count)s councils.", councils) % {"count": councils},
            _("The highest median is %(high)s of 100 (%(highest)s), the lowest %(low)s (%(lowest)s).")
            % {"high": points(high), "highest": highest, "low": points(low), "lowest": lowest},
            _("Councils differ most in %(widest)s: the middle half lies between %(lower)s and %(upper)s.")
            % {"widest": widest, "lower": points(lower), "upper": points(upper)},
        ]
    )
