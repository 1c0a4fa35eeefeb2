"""From round to round: a small panel a dimension, the council's score and the median of those in both rounds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pandas as pd
from django.utils.translation import gettext as _

from reports.chart import Chart, Table
from reports.charts import look, words
from reports.wording import points

ACROSS = 3
PANEL = 130
TOP = 44
TALL = 56
# Within a panel: where the lines begin, and how much is left free after them.
BEGIN = 32
END = 34


@dataclass(frozen=True)
class _Row:
    round: str
    dimension: str
    lens: str
    own: float | None
    median: float | None
    changed: bool


@dataclass(frozen=True)
class _Panel:
    """One dimension's place among the others, in pixels from the top left corner."""

    title: str
    rows: Sequence[_Row]
    left: float
    top: float
    width: float

    def across(self, places: Sequence[int], rounds: int) -> list[float]:
        step = (self.width - BEGIN - END) / max(rounds - 1, 1)
        return [self.left + BEGIN + step * place for place in places]

    def down(self, score: float) -> float:
        return self.top + TOP + TALL * (1 - score / 100)


def trend(rows: pd.DataFrame, *, key: str, title: str) -> Chart:
    """`rows`: a dimension in a round a row, the rounds of a dimension in order.

    Columns: round, dimension (its title), lens (its name), own and median (NaN: not scored, withheld), and perhaps
    changed (bool: a question is not the one of the round before, so the line breaks there).
    """
    parsed = words.parsed(rows.assign(changed=rows.get("changed", False)), _Row)
    table = Table(
        caption=_("%(title)s: scores from 0 to 100") % {"title": title},
        headers=(_("Dimension"), _("Round"), _("Score"), _("Median of councils in both rounds"), _("Questions")),
        rows=tuple(
            (
                row.dimension,
                row.round,
                words.score(row.own),
                words.median(row.median),
                _("Changed since the round before") if row.changed else _("The same"),
            )
            for row in parsed
        ),
    )
    return Chart(key, title, _summary(parsed), table, _figure(parsed))


def _figure(rows: Sequence[_Row]) -> dict[str, Any]:
    rounds = _rounds(rows)
    panels, headings, height = _arranged(rows)
    traces = [_grid(panels)]
    small = {"size": 11, "color": look.MEDIAN}
    for score_of, name, line, size, rank in (
        (
            lambda row: row.median,
            _("Median of councils in both rounds"),
            {"color": look.MEDIAN, "width": 2, "dash": "4px,3px"},
            5,
            2,
        ),
        (lambda row: row.own, _("This council"), {"color": look.OWN, "width": 2.5}, 8, 1),
    ):
        x, y = _lines(panels, rounds, score_of)
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "name": name,
                "x": x,
                "y": y,
                "line": line,
                "marker": {"size": size, "color": line["color"]},
                "legendrank": rank,
            }
        )
    titles = [look.wrapped(panel.title, characters=30) for panel in panels]
    traces.append(look.words([panel.left for panel in panels], [panel.top + 18 for panel in panels], titles, size=13))
    if headings:
        names, places = zip(*headings, strict=True)
        traces.append(
            look.words([0] * len(names), places, [look.wrapped(name, characters=60) for name in names], weight=700)
        )
    traces += [_ends(panels, rounds), _round_names(panels, rounds, **small), _scale(panels, **small)]
    return {
        "data": traces,
        "layout": look.layout(
            height,
            top=30,
            xaxis=look.pixel_axis(look.WIDTH),
            yaxis=look.pixel_axis(height, down=True),
            showlegend=True,
            legend=look.legend(),
        ),
    }


def _rounds(rows: Sequence[_Row]) -> list[str]:
    return list(dict.fromkeys(row.round for row in rows))


def _arranged(rows: Sequence[_Row]) -> tuple[list[_Panel], list[tuple[str, float]], float]:
    """Panels from left to right, each lens under its own heading. One panel alone is wider and has no heading."""
    dimensions = [list(some) for _dimension, some in groupby(rows, key=lambda row: row.dimension)]
    if len(dimensions) == 1:
        return [_Panel(rows[0].dimension, rows, 0, 0, look.WIDTH / 2)], [], PANEL
    panels: list[_Panel] = []
    headings: list[tuple[str, float]] = []
    top, lens, column = 0.0, "", 0
    for some in dimensions:
        first = some[0]
        if first.lens != lens:
            top += PANEL if column else 0
            lens, column = first.lens, 0
            headings.append((lens, top + look.HEADING * 0.55))
            top += look.HEADING
        elif column == ACROSS:
            top, column = top + PANEL, 0
        panels.append(_Panel(first.dimension, some, column * look.WIDTH / ACROSS, top, look.WIDTH / ACROSS))
        column += 1
    return panels, headings, top + PANEL


def _lines(
    panels: Sequence[_Panel], rounds: Sequence[str], score_of: Callable[[_Row], float | None]
) -> tuple[list[float | None], list[float | None]]:
    """All panels' lines as one, lifted where a score is missing, a question has changed or a panel ends."""
    points: list[tuple[float, float] | tuple[None, None]] = []
    for panel in panels:
        places = panel.across([rounds.index(row.round) for row in panel.rows], len(rounds))
        for across, row in zip(places, panel.rows, strict=True):
            score = score_of(row)
            if row.changed:
                points.append((None, None))
            points.append((None, None) if score is None else (across, panel.down(score)))
        points.append((None, None))
    return [x for x, _y in points], [y for _x, y in points]


def _grid(panels: Sequence[_Panel]) -> look.Trace:
    x: list[float | None] = []
    y: list[float | None] = []
    for panel in panels:
        for score in (0, 50, 100):
            x += [panel.left + BEGIN - 4, panel.left + panel.width - END + 4, None]
            y += [panel.down(score), panel.down(score), None]
    line = {"color": look.GRID, "width": 1}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "showlegend": False}


def _scale(panels: Sequence[_Panel], **font: Any) -> look.Trace:
    x = [panel.left + BEGIN - 6 for panel in panels for _score in (0, 100)]
    y = [panel.down(score) for panel in panels for score in (0, 100)]
    return look.words(x, y, ["0", "100"] * len(panels), position="middle left", **font)


def _round_names(panels: Sequence[_Panel], rounds: Sequence[str], **font: Any) -> look.Trace:
    """The first and the last round under each panel, within its width."""
    ends = sorted({0, len(rounds) - 1})
    x = [
        across + 6 * (-1 if end == 0 else 1)
        for panel in panels
        for end, across in zip(ends, panel.across(ends, len(rounds)), strict=True)
    ]
    y = [panel.top + TOP + TALL + 14 for panel in panels for _end in ends]
    names = [look.wrapped(rounds[end], characters=14, lines=1) for _panel in panels for end in ends]
    trace = look.words(x, y, names, **font)
    return trace | {
        "textposition": ["middle right" if end == 0 else "middle left" for _panel in panels for end in ends]
    }


def _ends(panels: Sequence[_Panel], rounds: Sequence[str]) -> look.Trace:
    """The council's last score, beside the end of its line."""
    x: list[float] = []
    y: list[float] = []
    text: list[str] = []
    for panel in panels:
        scored = [(row.round, row.own) for row in panel.rows if row.own is not None]
        if scored:
            last, own = scored[-1]
            x.append(panel.across([rounds.index(last)], len(rounds))[0] + 5)
            y.append(panel.down(own))
            text.append(points(own))
    return look.words(x, y, text, color=look.OWN, weight=700)


def _summary(rows: Sequence[_Row]) -> str:
    rounds = _rounds(rows)
    if len(rounds) < 2:
        return _("There is one round so far, so there is no trend to show.")
    ends = {"before": rounds[-2], "now": rounds[-1]}
    before = {row.dimension: row.own for row in rows if row.round == rounds[-2]}
    moved = [
        (row.own - was, row.dimension, was, row.own)
        for row in rows
        if row.round == rounds[-1] and row.own is not None and not row.changed
        for was in [before.get(row.dimension)]
        if was is not None
    ]
    if not moved:
        return _("From %(before)s to %(now)s no dimension can be compared.") % ends
    steps = [step for step, *_rest in moved]
    said = [
        _("From %(before)s to %(now)s, of the dimensions compared, %(up)s rose, %(same)s stayed and %(down)s fell.")
        % {
            **ends,
            "up": sum(step > 0 for step in steps),
            "same": sum(step == 0 for step in steps),
            "down": sum(step < 0 for step in steps),
        }
    ]
    sentences = (
        (max(moved), 1, _("The largest rise is %(title)s, from %(was)s to %(own)s.")),
        (min(moved), -1, _("The largest fall is %(title)s, from %(was)s to %(own)s.")),
    )
    for (step, title, was, own), side, sentence in sentences:
        if step * side > 0:
            said.append(sentence % {"title": title, "was": points(was), "own": points(own)})
    if broken := sum(row.changed for row in rows if row.round == rounds[-1]):
        said.append(_("Not compared, because a question changed: %(count)s.") % {"count": broken})
    return " ".join(said)
