"""The four elements picture: a row a dimension, a column an element, a cell the level of its question."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from django.utils.translation import gettext as _

from assessment.wording import state_label
from frameworks.scores import State
from reports.chart import Chart, Table
from reports.charts import look
from reports.wording import listed

COLUMN = 106
# The words beside the cells, and where the cells begin, in pixels.
LEFT = look.WIDTH - 4 * COLUMN

Cell = int | str


def elements(rows: pd.DataFrame, *, key: str, title: str) -> Chart:
    """`rows`: a dimension a row, in order. Columns: title, perhaps lens (its name), then one by each element's name.

    A cell is the effective level, 0-4, or one of "dont_know", "unanswered" and "not_applicable".
    """
    names = [str(name) for name in rows.columns if name not in ("title", "lens")]
    table = Table(
        caption=_("%(title)s: the level of each element") % {"title": title},
        headers=(_("Dimension"), *names),
        rows=tuple(
            (str(dimension), *(_words_of(cell) for cell in cells))
            for dimension, cells in zip(rows["title"], rows[names].itertuples(index=False), strict=True)
        ),
    )
    return Chart(key, title, _summary(rows, names), table, _figure(rows, names))


def _signs() -> dict[str, tuple[str, str]]:
    """Of each state that is not a level: its sign in a cell, and its words."""
    signs = {State.DONT_KNOW: "?", State.UNANSWERED: "–", State.NOT_APPLICABLE: _("n/a")}
    return {state.value: (sign, state_label(state)) for state, sign in signs.items()}


def _words_of(cell: Cell) -> str:
    return _signs()[cell][1] if isinstance(cell, str) else _("Level %(level)s") % {"level": int(cell)}


def _figure(rows: pd.DataFrame, names: Sequence[str]) -> dict[str, Any]:
    labels = [look.wrapped(label, characters=34) for label in rows["title"]]
    stacked = look.stack(labels, list(rows["lens"]) if "lens" in rows else [""] * len(rows))
    column = (look.WIDTH - LEFT) / len(names)
    traces = look.row_labels(labels, stacked, x=0)
    heads = [LEFT + column * (place + 0.5) for place in range(len(names))]
    cells: dict[Cell, list[tuple[float, float, float]]] = {}
    for place, name in enumerate(names):
        for y, tall, cell in zip(stacked.rows, stacked.heights, rows[name], strict=True):
            cells.setdefault(cell if isinstance(cell, str) else int(cell), []).append((LEFT + column * place, y, tall))
    for cell in sorted(cells, key=str):
        traces.append(_bars(cell, cells[cell], column))
    shown = [f"{sign} {what.lower()}" for state, (sign, what) in _signs().items() if state in cells]
    foot = stacked.height + 18
    traces += [
        look.words(
            heads,
            [-14] * len(names),
            [look.wrapped(name, characters=14) for name in names],
            position="middle center",
            weight=700,
        ),
        look.words([LEFT], [foot], [",  ".join([_("0 to 4: level"), *shown])], size=look.SMALL, color=look.MEDIAN),
    ]
    height = stacked.height + 30
    yaxis = look.pixel_axis(height, down=True)
    yaxis["range"] = [height, -30]
    return {
        "data": traces,
        "layout": look.layout(height + 30, xaxis=look.pixel_axis(look.WIDTH), yaxis=yaxis, barmode="overlay"),
    }


def _bars(cell: Cell, places: Sequence[tuple[float, float, float]], column: float) -> look.Trace:
    """All cells of one kind, each by its left end, its middle and its height.

    Bars, and not a heat map: plotly.js paints that as a raster.
    """
    marker: dict[str, Any] = {"line": {"color": look.PAPER, "width": 3}}
    ink = look.INK
    if isinstance(cell, int):
        step = min(cell, len(look.RAMP) - 1)
        marker["color"], ink = look.RAMP[step], look.ON_RAMP[step]
    elif cell == "dont_know":
        marker |= {
            "color": look.PAPER,
            "pattern": {"shape": "/", "fgcolor": "#c9ced6", "bgcolor": look.PAPER, "size": 7, "solidity": 0.2},
        }
    else:
        marker |= {"color": look.PAPER}
    if isinstance(cell, str):
        marker["line"] = {"color": "#aab2bd", "width": 1}
    gap = 0 if isinstance(cell, int) else 4
    return {
        "type": "bar",
        "orientation": "h",
        "base": [left + gap / 2 for left, _y, _tall in places],
        "x": [column - gap] * len(places),
        "y": [y for _left, y, _tall in places],
        "width": [tall - gap for _left, _y, tall in places],
        "marker": marker,
        "text": [_signs()[cell][0] if isinstance(cell, str) else str(cell)] * len(places),
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "textfont": {"size": look.SIZE, "color": ink, "weight": 700 if isinstance(cell, int) else 400},
        "showlegend": False,
    }


def _summary(rows: pd.DataFrame, names: Sequence[str]) -> str:
    cells = rows[list(names)]
    levels = cells.map(lambda cell: None if isinstance(cell, str) else int(cell)).astype("Float64")
    asked = int((cells != "not_applicable").sum().sum())
    high, low = levels.ge(3).sum(), levels.le(1).sum()
    said = [
        _("Of %(asked)s questions, %(high)s stand at level 3 or above and %(low)s at level 0 or 1.")
        % {"asked": asked, "high": int(high.sum()), "low": int(low.sum())}
    ]
    if low.max() > 0:
        said.append(
            _("Low levels are most frequent in %(elements)s: %(count)s of %(all)s dimensions.")
            % {
                "elements": listed([name.lower() for name in names if low[name] == low.max()]),
                "count": int(low.max()),
                "all": len(rows),
            }
        )
    counts = {state: int((cells == state).sum().sum()) for state in _signs()}
    if any(counts.values()):
        said.append(
            _("Without a level: %(states)s.")
            % {"states": listed([f"{count} {_signs()[state][1].lower()}" for state, count in counts.items() if count])}
        )
    return " ".join(said)
