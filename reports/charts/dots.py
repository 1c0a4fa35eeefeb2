"""Many councils' scores on one line, for Socitm's desk."""

import pandas as pd

from reports.charts import look


def dots(values: "pd.Series[float]", y: float) -> look.Trace:
    """A dot a score, its area the number of councils: 400 councils make no more marks than there are scores."""
    counts = values.dropna().round(1).value_counts().sort_index()
    most = max(counts.max(), 4) if len(counts) else 1
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [float(score) for score in counts.index],
        "y": [y] * len(counts),
        "marker": {
            "size": [round(5 + 9 * (count / most) ** 0.5, 1) for count in counts],
            "color": look.MEDIAN,
            "opacity": 0.55,
            "line": {"width": 0},
        },
        "showlegend": False,
    }
