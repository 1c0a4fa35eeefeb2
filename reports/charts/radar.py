"""The shape of one lens: an axis a dimension, the council's scores and the peers' medians as two outlines."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.chart import Chart, Table
from reports.charts import look, words
from reports.wording import listed, points

WIDTH = 560
HEIGHT = 460


@dataclass(frozen=True)
class _Row:
    title: str
    own: float | None
    median: float | None


def radar(rows: pd.DataFrame, *, key: str, title: str, peer_name: str) -> Chart:
    """`rows`: the dimensions of one lens in order, with columns title, own and median (NaN: not scored, withheld).

    The peers' outline is drawn only where every axis has a median: an outline with a corner missing would mislead.
    """
    parsed = words.parsed(rows, _Row)
    table = Table(
        caption=_("%(title)s: scores from 0 to 100") % {"title": title},
        headers=(_("Dimension"), _("Score"), _("Median of %(peers)s") % {"peers": peer_name}),
        rows=tuple((row.title, words.score(row.own), words.median(row.median)) for row in parsed),
    )
    return Chart(key, title, _summary(parsed, peer_name), table, _figure(parsed, peer_name))


def _figure(rows: Sequence[_Row], peer_name: str) -> dict[str, Any]:
    own, medians = [row.own for row in rows], [row.median for row in rows]
    # Categories, for plotly.js draws a straight grid between nothing else; numbers, for two labels may be cut to one.
    axes = [str(place) for place in range(len(rows))]
    traces = []
    if None not in medians:
        name = _("Median of %(peers)s") % {"peers": look.wrapped(peer_name, characters=40)}
        line = {"color": look.MEDIAN, "width": 2, "dash": "5px,4px"}
        traces.append(_outline(medians, axes, name=name, line=line, mode="lines", legendrank=2))
    own_line = {"color": look.OWN, "width": 3}
    traces.append(
        _outline(
            own,
            axes,
            name=_("This council"),
            line=own_line,
            mode="lines+markers",
            marker={"size": 9, "color": look.OWN},
            legendrank=1,
        )
    )
    if None not in own:
        traces[-1] |= {"fill": "toself", "fillcolor": "rgba(0,89,76,0.12)"}
    polar = {
        "bgcolor": "rgba(0,0,0,0)",
        "gridshape": "linear",
        "angularaxis": {
            "type": "category",
            "tickvals": axes,
            "ticktext": [look.wrapped(row.title, characters=18, lines=3) for row in rows],
            "tickfont": {"size": look.SIZE},
            "rotation": 90,
            "direction": "clockwise",
            "gridcolor": look.GRID,
            "showline": False,
            "ticks": "outside",
            "ticklen": 8,
            "tickcolor": "rgba(0,0,0,0)",
        },
        "radialaxis": {
            # A little over 100, so that no outline is clipped to half its width.
            "range": [0, 103],
            "tickvals": [25, 50, 75, 100],
            "tickfont": {"size": 11, "color": look.MEDIAN},
            # The scale is written upright along the first axis.
            "angle": 90,
            "tickangle": 90,
            "gridcolor": look.GRID,
            "showline": False,
            "ticks": "outside",
            "ticklen": 7,
            "tickcolor": "rgba(0,0,0,0)",
        },
    }
    layout = look.layout(HEIGHT, width=WIDTH, polar=polar, showlegend=True, legend=look.legend())
    layout["margin"] = {"l": 140, "r": 140, "t": 108, "b": 80}
    return {"data": traces, "layout": layout}


def _outline(values: Sequence[float | None], axes: Sequence[str], **look_of_it: Any) -> look.Trace:
    closed, around = [*values, values[0]], [*axes, axes[0]]
    return {"type": "scatterpolar", "cliponaxis": False, "r": closed, "theta": around, **look_of_it}


def _summary(rows: Sequence[_Row], peer_name: str) -> str:
    scores = [f"{row.title} {points(row.own)}" for row in rows if row.own is not None]
    if not scores:
        return _("No dimension of this lens has a score yet.")
    said = [_("This council’s scores, of 100: %(scores)s.") % {"scores": listed(scores)}]
    if any(row.median is None for row in rows):
        return " ".join([*said, _("The peers are not drawn, because they may not be shown for every dimension.")])
    above = sum(row.own is not None and row.median is not None and row.own > row.median for row in rows)
    said.append(
        ngettext(
            "%(count)s of %(all)s is above the median of %(peers)s.",
            "%(count)s of %(all)s are above the median of %(peers)s.",
            above,
        )
        % {"count": above, "all": len(rows), "peers": peer_name}
    )
    return " ".join(said)
