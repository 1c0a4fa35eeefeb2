"""One dimension on one line: the council, the peers' median and their middle half."""

from typing import Any

import pandas as pd
from django.utils.translation import gettext as _

from reports.chart import Chart, Table
from reports.charts import look, words
from reports.charts.dots import dots
from reports.wording import points

SIDE = 60
SCALE = (look.WIDTH - 2 * SIDE) / 100


def strip(
    values: "pd.Series[float] | None",
    *,
    own: float | None,
    median: float | None,
    lower: float | None,
    upper: float | None,
    key: str,
    title: str,
) -> Chart:
    """None or NaN is not scored (own) or withheld (the rest). `values`: each peer's score, for Socitm's desk alone."""
    own, median, lower, upper = (words.known(value) for value in (own, median, lower, upper))
    lower, upper = words.band(median, lower, upper) or (None, None)
    each = [] if values is None else [(str(name), words.score(words.known(value))) for name, value in values.items()]
    table = Table(
        caption=_("%(title)s: scores from 0 to 100") % {"title": title},
        headers=(_("Whose"), _("Score")),
        rows=(
            (_("This council"), words.score(own)),
            (_("Lower quartile of the peers"), words.quartile(lower, of_median=median)),
            (_("Median of the peers"), words.median(median)),
            (_("Upper quartile of the peers"), words.quartile(upper, of_median=median)),
            *each,
        ),
    )
    figure = _figure(values, own=own, median=median, lower=lower, upper=upper)
    return Chart(key, title, _summary(own, median, lower, upper), table, figure)


def _figure(
    values: "pd.Series[float] | None",
    *,
    own: float | None,
    median: float | None,
    lower: float | None,
    upper: float | None,
) -> dict[str, Any]:
    middle, height = 40.0, 74
    band = words.band(median, lower, upper)
    tick = {"symbol": "line-ns", "size": 17, "line": {"color": look.MEDIAN, "width": 3}}
    mark = {"size": 15, "color": look.OWN, "line": {"color": look.PAPER, "width": 1.5}}
    traces = [look.bands([(band, middle)], _("Middle half of the peers"))]
    if values is not None:
        traces.append(dots(values, middle))
    traces += [
        look.marks([(median, middle)], _("Median of the peers"), tick),
        look.marks([(own, middle)], _("This council"), mark),
    ]
    centred = {"position": "middle center"}
    if median is not None:
        said = _("Median %(score)s") % {"score": points(median)}
        traces.append(look.words([median], [64], [said], color=look.MEDIAN, size=13, **centred))
    if own is not None:
        said = _("This council %(score)s") % {"score": points(own)}
        traces.append(look.words([own], [16], [said], color=look.OWN, weight=700, **centred))
    ends = look.words([-2.5, 102.5], [middle, middle], ["0", "100"], size=look.SMALL, color=look.MEDIAN)
    ends["textposition"] = ["middle left", "middle right"]
    # A thin bar and not a line: lines lie over bars.
    scale = look.bands([((0, 100), middle)], "") | {"width": 2, "marker": {"color": look.GRID}}
    xaxis = {"range": [-SIDE / SCALE, 100 + SIDE / SCALE], "visible": False, "fixedrange": True}
    layout = look.layout(height, xaxis=xaxis, yaxis=look.pixel_axis(height, down=True), barmode="overlay")
    return {"data": [scale, ends, *(trace for trace in traces if trace["x"])], "layout": layout}


def _summary(own: float | None, median: float | None, lower: float | None, upper: float | None) -> str:
    if own is None:
        said = [_("This council is not scored.")]
    else:
        said = [_("This council scores %(score)s of 100.") % {"score": points(own)}]
    if median is None:
        return " ".join([*said, _("The peers are not shown, because that could single a council out.")])
    said.append(_("The median of the peers is %(median)s.") % {"median": points(median)})
    if lower is not None and upper is not None:
        said.append(
            _("The middle half of them lies between %(lower)s and %(upper)s.")
            % {"lower": points(lower), "upper": points(upper)}
        )
    return " ".join(said)
