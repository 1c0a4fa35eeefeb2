"""How every chart looks: one palette, one typeface, one width, and rows that stand under each other."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reports import typeface

INK = "#14202e"
OWN = "#00594c"
MEDIAN = "#44546a"
BAND = "#cfe3df"
BAND_EDGE = "#7fa8a0"
GRID = "#dfe3e8"
PAPER = "#ffffff"
# Levels 0 to 4. One hue, each step darker, so that it survives a black and white printer.
RAMP = ("#edf5f3", "#bfdcd6", "#83b8ad", "#2c7669", "#003d34")
# The writing on each of them: 4.5:1 or better (a test holds it).
ON_RAMP = (INK, INK, INK, PAPER, PAPER)

WIDTH = 680
SIZE = 14
SMALL = 12

# A row of a chart, in pixels.
ROW = 28
TALL_ROW = 42
HEADING = 34

# Scores are drawn on a scale of their own, with room for words on both sides of it.
LABELS = 212
SCALE = 3.6
TICKS = (0, 25, 50, 75, 100)

Trace = dict[str, Any]


def layout(height: float, *, width: int = WIDTH, top: float = 0, bottom: float = 0, **more: Any) -> dict[str, Any]:
    """The layout all charts start from. The plot fills the width; `top` and `bottom` are margins in pixels."""
    return {
        "width": width,
        "height": round(height + top + bottom),
        "margin": {"l": 0, "r": 0, "t": top, "b": bottom, "pad": 0},
        "font": {"family": typeface.STACK, "size": SIZE, "color": INK},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "showlegend": False,
        "hovermode": False,
        **more,
    }


def score_axis(*, side: str = "top") -> dict[str, Any]:
    """0 to 100 from `LABELS` pixels on. Words left and right of the scale are points on the same axis."""
    return {
        "range": [-LABELS / SCALE, (WIDTH - LABELS) / SCALE],
        "tickvals": list(TICKS),
        "side": side,
        "gridcolor": GRID,
        "zeroline": False,
        "tickfont": {"size": SMALL, "color": MEDIAN},
        "fixedrange": True,
    }


def pixel_axis(length: float, *, down: bool = False) -> dict[str, Any]:
    """An axis that is not seen and counts pixels."""
    return {"range": [length, 0] if down else [0, length], "visible": False, "fixedrange": True}


def rows_layout(height: float, *, top: float, bottom: float) -> dict[str, Any]:
    """The layout of rows of scores, with the legend above them."""
    return layout(
        height,
        top=top,
        bottom=bottom,
        xaxis=score_axis(),
        yaxis=pixel_axis(height, down=True),
        showlegend=True,
        legend=legend(),
        barmode="overlay",
    )


def legend() -> dict[str, Any]:
    """In a line above the plot, from its left edge."""
    return {
        "orientation": "h",
        "xref": "container",
        "x": 0,
        "xanchor": "left",
        "yref": "container",
        "y": 1,
        "yanchor": "top",
        "font": {"size": 13},
        "itemsizing": "trace",
        "bgcolor": "rgba(0,0,0,0)",
    }


def words(
    x: Sequence[float], y: Sequence[float], text: Sequence[str], *, position: str = "middle right", **font: Any
) -> Trace:
    """Text at points of the plot."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": list(x),
        "y": list(y),
        "text": list(text),
        "textposition": position,
        "textfont": {"size": SIZE, "color": INK, **font},
        "showlegend": False,
        "cliponaxis": False,
    }


def marks(points: Sequence[tuple[float | None, float]], name: str, marker: dict[str, Any]) -> Trace:
    """A mark at each score that is known, beside the place of its row."""
    shown = [(score, y) for score, y in points if score is not None]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [float(score) for score, _y in shown],
        "y": [y for _score, y in shown],
        "marker": marker,
    }


def bands(quartiles: Sequence[tuple[tuple[float, float] | None, float]], name: str) -> Trace:
    """A light bar from quartile to quartile, where both are known."""
    shown = [(*pair, y) for pair, y in quartiles if pair is not None]
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "base": [float(lower) for lower, _upper, _y in shown],
        "x": [float(upper - lower) for lower, upper, _y in shown],
        "y": [y for _lower, _upper, y in shown],
        "width": 16,
        "marker": {"color": BAND, "line": {"color": BAND_EDGE, "width": 1}},
    }


def wrapped(label: str, *, characters: int = 28, lines: int = 2) -> str:
    """A label in plotly's markup, broken into lines, and cut short if it must be: the table has it whole."""
    parts = textwrap.wrap(label, characters, max_lines=lines, placeholder="…")
    return "<br>".join(part.replace("&", "&amp;").replace("<", "&lt;") for part in parts)


@dataclass(frozen=True)
class Stack:
    """Where rows stand, in pixels from the top: the middle of each row, its height, and the middle of each heading."""

    rows: tuple[float, ...]
    heights: tuple[float, ...]
    headings: tuple[tuple[str, float], ...]
    height: float


def stack(labels: Sequence[str], groups: Sequence[str]) -> Stack:
    """Rows under each other, with a heading wherever the group changes."""
    heights = [TALL_ROW if "<br>" in label else ROW for label in labels]
    rows: list[float] = []
    headings: list[tuple[str, float]] = []
    at, last = 0.0, ""
    for group, height in zip(groups, heights, strict=True):
        if group != last:
            headings.append((group, at + HEADING * 0.55))
            at, last = at + HEADING, group
        rows.append(at + height / 2)
        at += height
    return Stack(tuple(rows), tuple(heights), tuple(headings), at)


def row_labels(labels: Sequence[str], stacked: Stack, *, x: float) -> list[Trace]:
    """The names of rows and of their groups, from `x` on."""
    traces = [words([x] * len(labels), stacked.rows, labels)]
    if stacked.headings:
        names, places = zip(*stacked.headings, strict=True)
        traces.append(words([x] * len(names), places, [wrapped(name, characters=60) for name in names], weight=700))
    return traces
