"""The benchmark of one council among 400 and among 100,000, from a warm frame."""

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from reports.benchmark import benchmark
from tests.bench.timing import Figure, in_turns

DIMENSIONS = 15


def measure() -> Iterator[Figure]:
    for councils, runs, promised in ((400, 50, "50 ms"), (100_000, 5, "1,000 ms")):
        (once,) = in_turns(of_one(made_up_scores(councils)), runs=runs)
        yield Figure(f"benchmark of one council among {councils:,}", f"{once * 1000:.1f} ms", promised)


def made_up_scores(councils: int) -> pd.DataFrame:
    """One score in ten is partial, so not benchmarked."""
    chance = np.random.default_rng(2011)
    values = chance.integers(0, 17, size=(councils, DIMENSIONS)) * 6.25
    return pd.DataFrame(
        np.where(chance.random(values.shape) < 0.1, np.nan, values),
        index=[f"X{number:08}" for number in range(councils)],
        columns=[f"D{number}" for number in range(DIMENSIONS)],
    )


def of_one(scores: pd.DataFrame) -> Callable[[], pd.DataFrame]:
    """The first council beside all others, when a group of half of them has been shown before."""
    own, everyone = scores.iloc[0], scores.index
    return lambda: benchmark(scores, own, everyone, released=[everyone[: len(everyone) // 2]])
