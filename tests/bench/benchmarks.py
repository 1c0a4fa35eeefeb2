"""The benchmark of one council among 400 and among 100,000, from a warm frame."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from reports.benchmark import benchmark
from tests.bench.timing import Figure, in_turns

DIMENSIONS = 15


def measure() -> Iterator[Figure]:
    for councils, runs, promised in ((400, 50, "50 ms"), (100_000, 5, "1,000 ms")):
        chance = np.random.default_rng(2011)
        scores = pd.DataFrame(
            chance.integers(0, 17, size=(councils, DIMENSIONS)) * 6.25,
            index=[f"X{number:08}" for number in range(councils)],
            columns=[f"D{number}" for number in range(DIMENSIONS)],
        )
        own = scores.iloc[0]
        (once,) = in_turns(lambda scores=scores, own=own: benchmark(scores, own, scores.index), runs=runs)
        yield Figure(f"benchmark of one council among {councils:,}", f"{once * 1000:.1f} ms", promised)
