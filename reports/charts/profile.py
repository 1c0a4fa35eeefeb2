"""How a council compares: a row a dimension, with the council's score, the peers' median and their middle half."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.chart import Chart, Table
from reports.charts import look, words
from reports.wording import listed, points


@dataclass(frozen=True)
class _Row:
    title: str
    lens: str
    own: float | None
    level: float | None
    partial: bool
    n: int
    median: float | None
    lower: float | None
    upper: float | None

    @property
    def band(self) -> tuple[float, float] | None:
        return words.band(self.median, self.lower, self.upper)


def profile(rows: pd.DataFrame, *, key: str, title: str, peer_name: str) -> Chart:
    """`rows`: a dimension a row, in order, indexed by code.

    Columns: title, lens (its name), own (0-100 or NaN: not scored), level (0-4 or NaN: none claimed), partial (bool),
    and of the peers n, median, lower, upper (NaN: withheld).
    """
    parsed = words.parsed(rows, _Row)
    return Chart(key, title, _summary(parsed, peer_name), _table(parsed, title, peer_name), _figure(parsed, peer_name))


def _figure(rows: Sequence[_Row], peer_name: str) -> dict[str, Any]:
    labels = [look.wrapped(row.title) for row in rows]
    stacked = look.stack(labels, [row.lens for row in rows])
    placed = list(zip(rows, stacked.rows, strict=True))
    own = {"color": look.OWN, "line": {"color": look.PAPER, "width": 1.5}, "size": 13}
    own_partial = {"color": look.PAPER, "line": {"color": look.OWN, "width": 2.5}, "size": 13}
    tick = {"symbol": "line-ns", "size": 17, "line": {"color": look.MEDIAN, "width": 3}}
    median_name = _("Median of %(peers)s") % {"peers": look.wrapped(peer_name, characters=40)}
    traces = [
        *look.row_labels(labels, stacked, x=-look.LABELS / look.SCALE),
        look.words([104] * len(rows), stacked.rows, [_said(row) for row in rows]),
        look.bands([(row.band, y) for row, y in placed], _("Middle half of them")) | {"legendrank": 3},
        look.marks([(row.median, y) for row, y in placed], median_name, tick) | {"legendrank": 2},
        look.marks([(None if row.partial else row.own, y) for row, y in placed], _("This council"), own)
        | {"legendrank": 1},
        look.marks(
            [(row.own if row.partial else None, y) for row, y in placed],
            _("This council, partial answers"),
            own_partial,
        )
        | {"legendrank": 1},
    ]
    return {
        # A trace without a point would still have its line in the legend.
        "data": [trace for trace in traces if trace["x"]],
        "layout": look.rows_layout(stacked.height, top=60, bottom=6),
    }


def _said(row: _Row) -> str:
    """Score and level, always together."""
    if row.own is None:
        return _("not scored")
    if row.partial:
        return _("%(score)s, partial") % {"score": points(row.own)}
    if row.level is None:
        return _("%(score)s, no level") % {"score": points(row.own)}
    return _("%(score)s, level %(level)s") % {"score": points(row.own), "level": int(row.level)}


def _level(row: _Row) -> str:
    if row.partial:
        return _("Not claimed: partial answers")
    return _("Not claimed") if row.level is None else str(int(row.level))


def _table(rows: Sequence[_Row], title: str, peer_name: str) -> Table:
    return Table(
        caption=_("%(title)s: scores from 0 to 100, beside %(peers)s") % {"title": title, "peers": peer_name},
        headers=(
            _("Dimension"),
            _("Lens"),
            _("Score"),
            _("Level"),
            _("Peers"),
            _("Lower quartile"),
            _("Median"),
            _("Upper quartile"),
        ),
        rows=tuple(
            (
                row.title,
                row.lens,
                words.score(row.own),
                _level(row),
                str(int(row.n)),
                words.quartile(row.band and row.band[0], of_median=row.median, n=row.n),
                words.median(row.median, row.n),
                words.quartile(row.band and row.band[1], of_median=row.median, n=row.n),
            )
            for row in rows
        ),
    )


def _summary(rows: Sequence[_Row], peer_name: str) -> str:
    scores = [(row.own, row.title, row.partial) for row in rows if row.own is not None]
    if not scores:
        return _("No dimension has a score yet.")
    # Partial answers make no record, low or high, where there are whole ones.
    ranked = [(own, title) for own, title, partial in scores if not partial] or [
        (own, title) for own, title, _partial in scores
    ]
    (low, _low_title), (high, _high_title) = min(ranked), max(ranked)
    if low == high:
        said = [_("Every dimension with a score stands at %(score)s of 100.") % {"score": points(low)}]
    else:
        said = [
            _("Scores run from %(low)s of 100 (%(lowest)s) to %(high)s (%(highest)s).")
            % {
                "low": points(low),
                "lowest": _named([title for own, title in ranked if own == low]),
                "high": points(high),
                "highest": _named([title for own, title in ranked if own == high]),
            }
        ]
    said += _beside_peers(rows, peer_name)
    hidden = sum(row.median is None for row in rows)
    unscored = len(rows) - len(scores)
    partial = sum(partial for _own, _title, partial in scores)
    counted = (
        (
            hidden,
            ngettext(
                "For %(count)s dimension the peers are not shown, because that could single a council out.",
                "For %(count)s dimensions the peers are not shown, because that could single a council out.",
                hidden,
            ),
        ),
        (unscored, ngettext("%(count)s dimension is not scored.", "%(count)s dimensions are not scored.", unscored)),
        (
            partial,
            ngettext(
                "%(count)s dimension rests on partial answers.",
                "%(count)s dimensions rest on partial answers.",
                partial,
            ),
        ),
    )
    said += [sentence % {"count": count} for count, sentence in counted if count]
    return " ".join(said)


def _named(titles: Sequence[str]) -> str:
    """Names while they can be read out; else how many."""
    return listed(titles) if len(titles) <= 3 else _("%(count)s dimensions") % {"count": len(titles)}


def _beside_peers(rows: Sequence[_Row], peer_name: str) -> list[str]:
    compared = [
        (row.own - row.median, row.title, row.own, row.median)
        for row in rows
        if row.own is not None and row.median is not None and not row.partial
    ]
    if not compared:
        return []
    gaps = [gap for gap, *_rest in compared]
    said = [
        ngettext(
            "On %(count)s dimension compared with %(peers)s: "
            "%(above)s above the median, %(equal)s on it and %(below)s below.",
            "On %(count)s dimensions compared with %(peers)s: "
            "%(above)s above the median, %(equal)s on it and %(below)s below.",
            len(compared),
        )
        % {
            "count": len(compared),
            "peers": peer_name,
            "above": sum(gap > 0 for gap in gaps),
            "equal": sum(gap == 0 for gap in gaps),
            "below": sum(gap < 0 for gap in gaps),
        }
    ]
    sentences = (
        (max(compared), 1, _("Furthest above is %(title)s, %(own)s against %(median)s.")),
        (min(compared), -1, _("Furthest below is %(title)s, %(own)s against %(median)s.")),
    )
    for (gap, title, own, median), side, sentence in sentences:
        if gap * side > 0:
            said.append(sentence % {"title": title, "own": points(own), "median": points(median)})
    return said
