"""What scoring takes and gives, as frozen values. Scores run 0..100 and shares 0..1, exact; None means "not scored"."""

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction


class State(StrEnum):
    """Four different things, everywhere: no answer yet, a level (0 included), don't know, and not applicable."""

    UNANSWERED = "unanswered"
    LEVEL = "level"
    DONT_KNOW = "dont_know"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True)
class Given:
    """One answer. `level` is set exactly when `state` is LEVEL. `warned`: at least one warning sign is ticked."""

    state: State
    level: int | None = None
    warned: bool = False
    evidenced: bool = False

    def __post_init__(self) -> None:
        if (self.state is State.LEVEL) != (self.level is not None):
            raise ValueError(f"a level goes with the state 'level' alone: {self.state}, {self.level}")


@dataclass(frozen=True)
class QuestionScore:
    """One question's part in its dimension. `effective` is the level after the caps; `share` its points, 0..1."""

    code: str
    element: str
    state: State
    level: int | None
    effective: int | None
    share: Fraction | None
    weight: Fraction

    @property
    def floor(self) -> int:
        """The level this question counts as in the dimension's level: nothing known counts 0."""
        return self.effective if self.effective is not None else 0


@dataclass(frozen=True)
class DimensionScore:
    """`score` None: nothing to score. `partial`: coverage under the needed share, so no level and no benchmark."""

    code: str
    score: Fraction | None
    coverage: Fraction | None
    level: int | None
    partial: bool
    held_back_by: tuple[str, ...]
    questions: tuple[QuestionScore, ...]

    @property
    def benchmarked(self) -> bool:
        return self.score is not None and not self.partial


@dataclass(frozen=True)
class LensScore:
    """Mean of its dimensions' scores, over those that have one that is not partial."""

    slug: str
    score: Fraction | None
    scored: int
    at_three: int
    of: int


@dataclass(frozen=True)
class Scores:
    dimensions: dict[str, DimensionScore]
    lenses: dict[str, LensScore]


@dataclass(frozen=True)
class Trial:
    """What to try with one answer. What is left out stays as it is: the level (None), the evidence, the signs."""

    level: int | None = None
    evidenced: bool = False
    ends_signs: bool = False

    def made_to(self, given: Given) -> Given:
        """The answer as it would be."""
        tried = given if self.level is None else replace(given, state=State.LEVEL, level=self.level)
        return replace(tried, warned=given.warned and not self.ends_signs, evidenced=given.evidenced or self.evidenced)


@dataclass(frozen=True)
class Outcome:
    """A dimension's figures with those of its lens, claimed and evidenced."""

    claimed: DimensionScore
    evidenced: DimensionScore
    lens: LensScore
    lens_evidenced: LensScore


@dataclass(frozen=True)
class Effect:
    """The same dimension before and after some answers move."""

    before: Outcome
    after: Outcome
