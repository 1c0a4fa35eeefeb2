"""One council's scores beside its peers'. Pure: tables in, a table out (docs/scoring.md says it in words)."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
from django.utils.translation import gettext as _

from reports import disclosure
from reports.disclosure import MIN_MEDIAN, MIN_PERCENTILE, MIN_QUARTILES

Numbers = npt.NDArray[np.float64]

# Scores are exact fractions until they are stored as floats. Nine places put two roads to the same fraction on the same
# float again, so that a council equal to its upper quartile is never "above" by the last bit.
PLACES = 9


def benchmark(
    scores: pd.DataFrame,
    own: "pd.Series[float]",
    members: "pd.Index[str]",
    *,
    released: Sequence["pd.Index[str]"] = (),
    named: str = "",
) -> pd.DataFrame:
    """Where one council stands among its peers, a row a column of `scores`.

    `scores`: a row a council by GSS code, 0..100, NaN where not benchmarked. `own`: the council's own scores by the
    same columns; where its name is a GSS code, that council is never among the peers. `released`: groups the reader has
    been shown before, beside which this one must give nobody away (PeerGroup.before). `named`: what to call the peers.

    Columns of the result: own, n, median, lower, upper, percentile (0..1), position ("above", "same", "below" or None)
    and withheld: one sentence, "" when nothing is. Withheld figures are NaN.
    """
    named = named or _("peers")
    belongs = scores.index.isin(members) & (scores.index != own.name)
    table = scores.to_numpy(dtype=float)
    ours = own.reindex(scores.columns).to_numpy(dtype=float).round(PLACES)
    values = np.sort(table[belongs].round(PLACES), axis=0)  # NaN last
    n = np.count_nonzero(~np.isnan(values), axis=0)
    safe = _safe(table, belongs, [scores.index.isin(group) for group in released])

    lower, median, upper = (_quantile(values, n, share) for share in (0.25, 0.5, 0.75))
    below, equal = (values < ours).sum(axis=0), (values == ours).sum(axis=0)
    percentile = (below + equal / 2) / np.maximum(n, 1)
    result = pd.DataFrame(
        {
            "own": ours,
            "n": n,
            "median": np.where(safe & (n >= MIN_MEDIAN), median, np.nan),
            "lower": np.where(safe & (n >= MIN_QUARTILES), lower, np.nan),
            "upper": np.where(safe & (n >= MIN_QUARTILES), upper, np.nan),
            "percentile": np.where(safe & (n >= MIN_PERCENTILE) & ~np.isnan(ours), percentile, np.nan),
        },
        index=scores.columns,
    )
    result["position"] = pd.Series(_positions(result), index=result.index, dtype=object)
    result["withheld"] = [
        disclosure.withheld(count, named=named)
        if fine or count < MIN_MEDIAN
        else disclosure.withheld_beside_others(named=named)
        for count, fine in zip(n.tolist(), safe.tolist(), strict=True)
    ]
    return result


def _safe(table: Numbers, belongs: disclosure.Flags, released: list[disclosure.Flags]) -> disclosure.Flags:
    """For each dimension, whether the group may be shown beside those released before it."""
    if not released:
        return np.ones(table.shape[1], dtype=bool)
    shown: disclosure.Flags = disclosure.may_show(np.array([*released, belongs]), ~np.isnan(table))[-1]
    return shown


def _quantile(values: Numbers, n: npt.NDArray[np.int64], share: float) -> Numbers:
    """Type 7, Excel's QUARTILE.INC: at (n - 1) × share from the lowest, in a straight line between two values.

    `values` is sorted, a column a dimension, and its first `n` rows are numbers. No numbers: NaN.
    """
    if not len(values):
        return np.full(values.shape[1], np.nan)
    place = np.maximum(n - 1, 0) * share
    below = np.floor(place).astype(np.int64)
    above = np.minimum(below + 1, np.maximum(n - 1, 0))
    low = np.take_along_axis(values, below[None, :], axis=0)[0]
    high = np.take_along_axis(values, above[None, :], axis=0)[0]
    between: Numbers = low + (high - low) * (place - below)
    return between.round(PLACES)


def position(own: float, lower: float | None, upper: float | None) -> str | None:
    """Where one score stands between quartiles, as benchmark() says it; None where they are withheld."""
    rows = pd.DataFrame({"own": [round(own, PLACES)], "lower": [lower], "upper": [upper]}, dtype=float)
    found: str | None = _positions(rows)[0]
    return found


def _positions(rows: pd.DataFrame) -> npt.NDArray[np.object_]:
    """Clearly above is outside the quartiles, upwards; on a quartile is about the same."""
    known = (rows["own"].notna() & rows["lower"].notna()).to_numpy()
    above = known & (rows["own"] > rows["upper"]).to_numpy()
    below = known & (rows["own"] < rows["lower"]).to_numpy()
    return np.select([above, below, known], ["above", "below", "same"], default=None)  # type: ignore[call-overload,no-any-return]
