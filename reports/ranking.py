"""How far a council's score and place could move, judged otherwise. Pure: tables in, values out (docs/scoring.md).

This is no second scoring: each question's share and weight are taken as they were signed, and only their mean is
repeated, a thousand times, with doubtful answers a level lower or higher and with other weights. Peers stay as signed.

A place says as much of the peers as a percentile does, so it is given where a percentile is, and no finer than
disclosure.place_to_show(). The draws hang on the snapshot's checksum alone: looking again, or at another group, throws
no new dice, so nobody can feel their way along the peers' scores by asking often.
"""

from dataclasses import dataclass
from functools import lru_cache
from random import Random

import numpy as np
import numpy.typing as npt
import pandas as pd

from reports import disclosure
from reports.benchmark import PLACES, Numbers

DRAWS = 1000
# Of the draws, the lowest and the highest twentieth are left out: what remains is the 5th to the 95th percentile.
LEFT_OUT = DRAWS // 20


@dataclass(frozen=True)
class Range:
    """A score of 0..100, from and to."""

    lower: float
    upper: float


@dataclass(frozen=True)
class Place:
    """From the best place to the worst, of so many councils, one's own among them. The highest score is first."""

    best: int
    worst: int
    of: int


@dataclass(frozen=True, eq=False)
class WhatIfs:
    """The scores of a thousand other judgements: a row a draw, a column a dimension by code or a lens by slug."""

    dimension: pd.DataFrame
    lens: pd.DataFrame


def what_ifs(questions: pd.DataFrame, lenses: "pd.Series[str]", *, seed: str) -> WhatIfs:
    """`questions`: every question of the framework in its order, by code. Columns: dimension (its code), weight, share
    (0..1; NaN: takes no part), down and up (the share a level lower and higher; that of `share` where beyond doubt).
    `lenses`: the lens of each dimension, in order. `seed`: a number in hexadecimal.

    A dimension without a share, and a lens without a dimension, is a column of NaN.
    """
    moves, weights, lens_weights = _dice(seed, len(questions), len(lenses))
    share, down, up = (questions[column].to_numpy(dtype=float) for column in ("share", "down", "up"))
    moved = np.where(moves < 1 / 3, down, np.where(moves < 2 / 3, share, up))
    weighed = questions["weight"].to_numpy(dtype=float) * (weights + 0.5)
    dimension = 100 * _means(moved, weighed, _belongs(questions["dimension"], lenses.index))
    names = pd.Index(lenses.unique())
    lens = _means(dimension, lens_weights + 0.5, _belongs(lenses, names))
    return WhatIfs(
        pd.DataFrame(dimension.round(PLACES), columns=lenses.index), pd.DataFrame(lens.round(PLACES), columns=names)
    )


def score_range(draws: "pd.Series[float]", own: float) -> Range | None:
    """Where nine in ten of the draws lie; the score as signed is always inside."""
    if np.isnan(own) or draws.isna().any():
        return None
    middle = np.sort(draws.to_numpy())[LEFT_OUT:-LEFT_OUT]
    return Range(float(min(own, middle[0])), float(max(own, middle[-1])))


def place(draws: "pd.Series[float]", own: float, peers: "pd.Series[float]") -> Place | None:
    """The place among `peers` (signed scores, NaN where there is none) that goes with score_range(); None without."""
    reach = score_range(draws, own)
    if reach is None:
        return None
    scores = np.sort(peers.dropna().to_numpy(dtype=float).round(PLACES))
    # Equal scores share all the places that they take up: among them, nobody is ahead.
    best = 1 + len(scores) - int(np.searchsorted(scores, round(reach.upper, PLACES), side="right"))
    worst = 1 + len(scores) - int(np.searchsorted(scores, round(reach.lower, PLACES), side="left"))
    return Place(*disclosure.place_to_show(best, worst, of=len(scores) + 1), of=len(scores) + 1)


def _belongs(names: "pd.Series[str]", groups: "pd.Index[str]") -> npt.NDArray[np.bool_]:
    """(groups × names): which name is which group's."""
    return np.array([(names == group).to_numpy(dtype=bool) for group in groups])


def _means(values: Numbers, weights: Numbers, groups: npt.NDArray[np.bool_]) -> Numbers:
    """The weighted mean of each group's values, row by row; NaN values take no part, and nothing is NaN."""
    weights = np.where(np.isnan(values), 0, weights)
    total = weights @ groups.T.astype(float)
    sums = (weights * np.nan_to_num(values)) @ groups.T.astype(float)
    means: Numbers = np.divide(sums, total, out=np.full(total.shape, np.nan), where=total > 0)
    return means


@lru_cache(maxsize=4)
def _dice(seed: str, questions: int, dimensions: int) -> tuple[Numbers, Numbers, Numbers]:
    """Numbers of 0..1: (draws × questions) for the moves, the same for the weights, (draws × dimensions) for lenses.

    From Python's own generator, whose numbers are the same in every version: docs/replay.py throws them again.
    """
    random = Random(int(seed, 16)).random  # noqa: S311 - repeatable is the point
    thrown = np.array([random() for _ in range(DRAWS * (2 * questions + dimensions))])
    moves, weights, lenses = np.split(thrown, [DRAWS * questions, 2 * DRAWS * questions])
    return moves.reshape(DRAWS, -1), weights.reshape(DRAWS, -1), lenses.reshape(DRAWS, -1)
