"""Where a council stands on each lens: what it claims, what is evidenced, and the peers' median and middle half."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from django.utils.translation import gettext as _

from reports.chart import Chart, Table
from reports.charts import look, words
from reports.wording import points


@dataclass(frozen=True)
class _Row:
    title: str
    own: float | None
    evidenced: float | None
    median: float | None
    lower: float | None
    upper: float | None

    @property
    def band(self) -> tuple[float, float] | None:
        return words.band(self.median, self.lower, self.upper)


def lenses(rows: pd.DataFrame, *, key: str, title: str, peer_name: str) -> Chart:
    """`rows`: a lens a row, in order. Columns: title, own and evidenced (0-100 or NaN: not scored), median, lower and
    upper (NaN: withheld)."""
    parsed = words.parsed(rows, _Row)
    table = Table(
        caption=_("%(title)s: scores from 0 to 100, beside %(peers)s") % {"title": title, "peers": peer_name},
        headers=(_("Lens"), _("Claimed"), _("Evidenced"), _("Lower quartile"), _("Median"), _("Upper quartile")),
        rows=tuple(
            (
                row.title,
                words.score(row.own),
                words.score(row.evidenced),
                words.quartile(row.band and row.band[0], of_median=row.median),
                words.median(row.median),
                words.quartile(row.band and row.band[1], of_median=row.median),
            )
            for row in parsed
        ),
    )
    return Chart(key, title, _summary(parsed, peer_name), table, _figure(parsed, peer_name))


def _figure(rows: Sequence[_Row], peer_name: str) -> dict[str, Any]:
    labels = [look.wrapped(row.title) for row in rows]
    stacked = look.stack(labels, [""] * len(rows))
    placed = list(zip(rows, stacked.rows, strict=True))
    median_name = _("Median of %(peers)s") % {"peers": look.wrapped(peer_name, characters=40)}
    own = {"color": look.OWN, "line": {"color": look.PAPER, "width": 1.5}, "size": 14}
    hollow = {"color": look.PAPER, "line": {"color": look.OWN, "width": 2.5}, "size": 11}
    tick = {"symbol": "line-ns", "size": 17, "line": {"color": look.MEDIAN, "width": 3}}
    traces = [
        *look.row_labels(labels, stacked, x=-look.LABELS / look.SCALE),
        look.words([104] * len(rows), stacked.rows, [words.score(row.own) for row in rows], weight=700),
        look.bands([(row.band, y) for row, y in placed], _("Middle half of them")) | {"legendrank": 4},
        look.marks([(row.median, y) for row, y in placed], median_name, tick) | {"legendrank": 3},
        look.marks([(row.evidenced, y) for row, y in placed], _("Evidenced"), hollow) | {"legendrank": 2},
        look.marks([(row.own, y) for row, y in placed], _("Claimed"), own) | {"legendrank": 1},
    ]
    return {
        "data": [trace for trace in traces if trace["x"]],
        "layout": look.rows_layout(stacked.height, top=58, bottom=4),
    }


def _summary(rows: Sequence[_Row], peer_name: str) -> str:
    said = [
        _("%(title)s %(own)s (evidenced %(evidenced)s; median of %(peers)s %(median)s)")
        % {
            "title": row.title,
            "own": points(row.own),
            "evidenced": words.score(row.evidenced).lower(),
            "peers": peer_name,
            "median": points(row.median),
        }
        if row.median is not None
        else _("%(title)s %(own)s (evidenced %(evidenced)s)")
        % {
            "title": row.title,
            "own": points(row.own),
            "evidenced": words.score(row.evidenced).lower(),
        }
        for row in rows
        if row.own is not None
    ]
    if not said:
        return _("No lens has a score yet.")
    return _("Scores of 100: %(scores)s.") % {"scores": "; ".join(said)}
