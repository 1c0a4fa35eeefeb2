"""The shape of a framework's YAML files, checked by pydantic before anything else looks at them."""

from datetime import date
from fractions import Fraction
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field


def _exact(value: Any) -> Fraction:
    """Numbers stay exact: 3/4, 0.5 and 2 are all read as fractions."""
    try:
        return Fraction(str(value))
    except (ValueError, ZeroDivisionError) as error:
        raise ValueError(f"{value!r} is not a number such as 2, 0.5 or 3/4") from error


def _not_blank(value: str) -> str:
    if not value.strip():
        raise ValueError("is blank")
    return value.strip()


Exact = Annotated[Fraction, BeforeValidator(_exact)]
Words = Annotated[str, AfterValidator(_not_blank)]


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)


class Source(Shape):
    document: str
    heading: Words
    passage: Words


class Next(Shape):
    actor: str
    step: Words


class Level(Shape):
    level: int = Field(ge=0)
    text: Words = Field(alias="is")
    evidence: Words
    next: Next | None = None
    points: Exact | None = None


class AppliesTo(Shape):
    types: tuple[str, ...] = ()
    nations: tuple[str, ...] = ()


class Question(Shape):
    code: str = Field(pattern=r"^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$")
    element: str
    ask: Words
    why: Words
    who_could_answer: tuple[str, ...] = Field(min_length=1)
    source: Source
    covers: tuple[str, ...] = ()
    today: Words
    levels: tuple[Level, ...] = Field(min_length=2)
    warning_signs: tuple[Words, ...] = Field(default=(), max_length=2)
    pulse: bool = False
    weight: Exact = Fraction(1)
    applies_to: AppliesTo = AppliesTo()


class DimensionHead(Shape):
    code: str = Field(pattern=r"^[A-Z][A-Z0-9]*$")
    slug: str = Field(pattern=r"^[a-z0-9-]+$")
    lens: str
    title: Words
    about: Words
    source: Source


class DimensionFile(Shape):
    dimension: DimensionHead
    questions: tuple[Question, ...] = Field(min_length=1)


class Document(Shape):
    title: Words
    publisher: Words
    year: int


class LevelName(Shape):
    level: int
    name: Words
    kind: Words


class Element(Shape):
    slug: str
    name: Words
    about: Words


class Lens(Shape):
    slug: str
    name: Words
    about: Words
    dimensions: tuple[str, ...] = Field(min_length=1)


class Scoring(Shape):
    coverage_needed: Exact
    warning_cap: int
    unevidenced_cap: int


class Head(Shape):
    slug: str
    version: str
    title: Words
    about: Words
    published: date
    language: str
    sources: dict[str, Document]


class FrameFile(Shape):
    framework: Head
    scoring: Scoring
    levels: tuple[LevelName, ...] = Field(min_length=2)
    elements: tuple[Element, ...] = Field(min_length=1)
    roles: dict[str, Words]
    lenses: tuple[Lens, ...] = Field(min_length=1)
    statements: dict[str, Words] = {}


class Case(Shape):
    slug: str = Field(pattern=r"^[a-z0-9-]+$")
    title: Words
    year: int
    document: str
    passage: Words
    dimensions: tuple[str, ...] = Field(min_length=1)
    level: int = Field(ge=0)
    happened: Words
    measured: Words
    does_not_prove: Words


class CaseFile(Shape):
    cases: tuple[Case, ...]
