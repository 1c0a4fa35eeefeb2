"""How the bench measures: medians of runs that take turns, so that a busy machine slows both sides alike."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter


@dataclass(frozen=True)
class Figure:
    """One line of the bench: what was measured, the figure in words, and what DESIGN §9 promises."""

    what: str
    measured: str
    promised: str = ""

    def __str__(self) -> str:
        return f"{self.what:58} {self.measured:>22} {self.promised:>12}"


def seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def in_turns(*works: Callable[[], object], runs: int) -> list[float]:
    """The median seconds of each piece of work, run in turns after one run to warm up."""
    for work in works:
        work()
    times = [[seconds(work) for work in works] for _run in range(runs)]
    return [median(column) for column in zip(*times, strict=True)]
