"""The framework: what is asked, as frozen values. Nothing here knows Django, files or dictionaries of YAML."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

# How the wording of a level points at an earlier one: by its number, or by a word for what stands just before it.
NAMES_A_LEVEL = re.compile(r"\bLevel (\d+) holds\b")
POINTS_BACK = re.compile(r"\b(?:such(?! as)|this(?! year)|these|(?:this|that) way|do so)\b", re.IGNORECASE)


@dataclass(frozen=True)
class LevelName:
    """A maturity level of the framework: its number, its name and the kind of thing that sets it apart."""

    level: int
    name: str
    kind: str


@dataclass(frozen=True)
class Element:
    """One of the parts a dimension looks at, for instance people or process."""

    slug: str
    name: str
    about: str


@dataclass(frozen=True)
class Source:
    """Where in the source documents a question or dimension comes from."""

    document: str
    heading: str
    passage: str


@dataclass(frozen=True)
class Document:
    """A source document."""

    key: str
    title: str
    publisher: str
    year: int


@dataclass(frozen=True)
class NextStep:
    """The one move that leads to the next level, and the role that must make it (a key of Framework.roles)."""

    actor: str
    step: str


@dataclass(frozen=True)
class Level:
    """What a question's level says. `points` counts towards the score, out of the question's most points."""

    level: int
    text: str
    evidence: str
    next: NextStep | None
    points: Fraction


@dataclass(frozen=True)
class AppliesTo:
    """The councils a question can be asked of; an empty tuple means all."""

    types: tuple[str, ...] = ()
    nations: tuple[str, ...] = ()

    def includes(self, *, authority_type: str, nation: str) -> bool:
        return (not self.types or authority_type in self.types) and (not self.nations or nation in self.nations)


@dataclass(frozen=True)
class Question:
    code: str
    element: str
    ask: str
    why: str
    who_could_answer: tuple[str, ...]
    source: Source
    covers: tuple[str, ...]
    today: str
    levels: tuple[Level, ...]
    warning_signs: tuple[str, ...] = ()
    pulse: bool = False
    weight: Fraction = Fraction(1)
    applies_to: AppliesTo = AppliesTo()

    def at(self, level: int) -> Level:
        """The wording of a level. Raises KeyError where the question has no such level."""
        for candidate in self.levels:
            if candidate.level == level:
                return candidate
        raise KeyError(f"{self.code} has no level {level}")

    def beneath(self, level: int) -> tuple[Level, ...]:
        """The lower levels without whose wording that of a level cannot be understood alone, nearest first."""
        text = self.at(level).text
        lower = [other for other in self.levels if other.level < level]
        if named := NAMES_A_LEVEL.search(text):
            lower = [other for other in lower if other.level == int(named[1])]
        elif not POINTS_BACK.search(text):
            lower = []
        return (lower[-1], *self.beneath(lower[-1].level)) if lower else ()

    @cached_property
    def points(self) -> dict[int, Fraction]:
        """Points of each level, as a share of the most points: 0..1."""
        most = max(level.points for level in self.levels)
        return {level.level: level.points / most for level in self.levels}


@dataclass(frozen=True)
class Dimension:
    code: str
    slug: str
    lens: str
    title: str
    about: str
    source: Source
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Lens:
    slug: str
    name: str
    about: str
    dimensions: tuple[Dimension, ...]


@dataclass(frozen=True)
class ScoringRules:
    """coverage_needed is a share 0..1; the caps are levels (docs/scoring.md)."""

    coverage_needed: Fraction = Fraction(3, 4)
    warning_cap: int = 1
    unevidenced_cap: int = 1


@dataclass(frozen=True)
class Framework:
    slug: str
    version: str
    title: str
    about: str
    published: date
    language: str
    checksum: str
    levels: tuple[LevelName, ...]
    elements: tuple[Element, ...]
    roles: dict[str, str]
    documents: tuple[Document, ...]
    lenses: tuple[Lens, ...]
    statements: dict[str, str]
    scoring: ScoringRules

    @cached_property
    def dimensions(self) -> tuple[Dimension, ...]:
        return tuple(dimension for lens in self.lenses for dimension in lens.dimensions)

    @cached_property
    def by_slug(self) -> dict[str, Dimension]:
        return {dimension.slug: dimension for dimension in self.dimensions}

    @cached_property
    def by_code(self) -> dict[str, Dimension]:
        return {dimension.code: dimension for dimension in self.dimensions}

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Every question by its code, in the order of the question book."""
        return {question.code: question for dimension in self.dimensions for question in dimension.questions}

    @cached_property
    def dimension_of(self) -> dict[str, Dimension]:
        """Question code to its dimension."""
        return {question.code: dimension for dimension in self.dimensions for question in dimension.questions}

    @cached_property
    def lens_of(self) -> dict[str, Lens]:
        """Dimension code to its lens."""
        return {dimension.code: lens for lens in self.lenses for dimension in lens.dimensions}

    def level_name(self, level: int) -> str:
        return next(named.name for named in self.levels if named.level == level)

    def element_name(self, slug: str) -> str:
        return next(element.name for element in self.elements if element.slug == slug)

    def pulse(self) -> Iterator[Question]:
        """The short version: one question a dimension."""
        return (question for question in self.questions.values() if question.pulse)
