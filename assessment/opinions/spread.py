"""How far colleagues lie apart: plain arithmetic on what they think, and the rule that nobody can be picked out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

# With two, each would know what the other one thinks.
MIN_GROUP = 3


@dataclass(frozen=True)
class View:
    """What somebody of a group thinks the level is; None: they do not know."""

    group: str
    level: int | None


@dataclass(frozen=True)
class Tally:
    """What one group thinks, or several taken together."""

    groups: tuple[str, ...]
    levels: tuple[int, ...]
    """Every level that was given, lowest first."""
    dont_know: int = 0

    @property
    def people(self) -> int:
        return len(self.levels) + self.dont_know

    @property
    def is_merged(self) -> bool:
        return len(self.groups) > 1

    @property
    def lowest(self) -> int | None:
        return min(self.levels, default=None)

    @property
    def highest(self) -> int | None:
        return max(self.levels, default=None)

    @property
    def median(self) -> Fraction | None:
        """Half way between the two in the middle, where there are two. None: nobody named a level."""
        if not self.levels:
            return None
        half = len(self.levels) // 2
        return Fraction(self.levels[half] + self.levels[~half], 2)

    @property
    def range(self) -> int:
        return self.levels[-1] - self.levels[0] if self.levels else 0

    def count(self, level: int | None) -> int:
        return self.dont_know if level is None else self.levels.count(level)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.groups + other.groups, tuple(sorted(self.levels + other.levels)), self.dont_know + other.dont_know
        )


@dataclass(frozen=True)
class Spread:
    """What everybody thinks of one question: no tallies where fewer than MIN_GROUP gave their view."""

    question: str
    people: int
    tallies: tuple[Tally, ...]

    @property
    def is_hidden(self) -> bool:
        return 0 < self.people < MIN_GROUP

    @cached_property
    def everyone(self) -> Tally:
        return sum(self.tallies, Tally((), ()))

    @property
    def between(self) -> Fraction:
        """How far apart the middles of the groups are, in levels."""
        medians = [tally.median for tally in self.tallies if tally.median is not None]
        return max(medians) - min(medians) if medians else Fraction(0)

    @property
    def within(self) -> int:
        """How far apart the people of one group are, in the group where it is most."""
        return max((tally.range for tally in self.tallies), default=0)

    def from_answer(self, answer: int | None) -> Fraction:
        """How far the middle of everybody is from the agreed answer; nothing where either is missing."""
        median = self.everyone.median
        return abs(median - answer) if median is not None and answer is not None else Fraction(0)


def spread(question: str, views: Iterable[View], order: Sequence[str]) -> Spread:
    """The views of one question by group, in this order of groups, with small groups taken together."""
    levels: dict[str, list[int]] = defaultdict(list)
    dont_know: dict[str, int] = defaultdict(int)
    for view in views:
        if view.level is None:
            dont_know[view.group] += 1
        else:
            levels[view.group].append(view.level)
    tallies = [Tally((group,), tuple(sorted(levels[group])), dont_know[group]) for group in order]
    given = [tally for tally in tallies if tally.people]
    return Spread(question, sum(tally.people for tally in given), _merged(given, order))


def _merged(tallies: Sequence[Tally], order: Sequence[str]) -> tuple[Tally, ...]:
    """Groups under MIN_GROUP as one, with the next smallest if that is still too few.

    So every tally has MIN_GROUP people or more and together they hold everybody: whatever is taken from whatever,
    what is left has as many.
    """
    # The sort keeps equal sizes in order, so the same people are always taken together in the same way.
    by_size = sorted(tallies, key=lambda tally: tally.people)
    together = [tally for tally in by_size if tally.people < MIN_GROUP]
    apart = by_size[len(together) :]
    while together and apart and sum(tally.people for tally in together) < MIN_GROUP:
        together.append(apart.pop(0))
    if sum(tally.people for tally in together) >= MIN_GROUP:
        together.sort(key=lambda tally: order.index(tally.groups[0]))
        merged = [sum(together, Tally((), ()))]
    else:
        merged = []
    return (*sorted(apart, key=lambda tally: order.index(tally.groups[0])), *merged)


def widest_first(spreads: Iterable[Spread], answers: Mapping[str, int | None]) -> list[Spread]:
    """The questions that can be shown, the widest gap first: between groups, then within one, then from the answer.

    `answers` are the agreed levels by question. What is as wide stays in the order it came in.
    """

    def width(found: Spread) -> tuple[Fraction, int, Fraction]:
        return found.between, found.within, found.from_answer(answers.get(found.question))

    return sorted((found for found in spreads if found.tallies), key=width, reverse=True)
