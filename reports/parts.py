"""The parts a Report is made of: frozen values that a template only has to place.

Scores are exact, 0..100, as they were signed. Benchmarks are floats of 0..100, None where withheld.
"""

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from frameworks.cases import Case
from frameworks.definition import Dimension, Lens, Question
from frameworks.scores import DimensionScore, LensScore, QuestionScore
from reports.chart import Chart
from reports.route import Route
from reports.wording import points, position_in_words


@dataclass(frozen=True)
class Standing:
    """One score beside the peers'. `n` is the number of peers with a score; `withheld` says why a figure is missing."""

    n: int
    median: float | None
    lower: float | None
    upper: float | None
    percentile: float | None
    position: str | None
    withheld: str

    @property
    def words(self) -> str:
        return position_in_words(self.position)


@dataclass(frozen=True)
class Peers:
    """The group compared with: how many of its councils have signed, and what to know about it."""

    key: str
    name: str
    description: str
    signed: int
    warning: str
    refused: str
    others: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Change:
    """The same dimension in an earlier round. The medians are of peers in both rounds, None where withheld."""

    round_name: str
    before: Fraction
    now: Fraction
    median_before: float | None
    median_now: float | None

    @property
    def points(self) -> Fraction:
        return self.now - self.before

    @property
    def words(self) -> str:
        if self.points == 0:
            return _("The score is the same as in %(round)s.") % {"round": self.round_name}
        words = _("Up from %(before)s in %(round)s.") if self.points > 0 else _("Down from %(before)s in %(round)s.")
        return words % {"before": points(self.before), "round": self.round_name}


@dataclass(frozen=True)
class QuestionPart:
    """One question as it was answered. `says` is the wording of the level, or of the state."""

    question: Question
    element: str
    score: QuestionScore
    answer: str
    says: str
    warnings: tuple[str, ...]
    reason: str
    note: str
    evidence: tuple[str, ...]
    checked: bool


@dataclass(frozen=True)
class DimensionPart:
    dimension: Dimension
    lens: Lens
    claimed: DimensionScore
    evidenced: DimensionScore
    level: str
    evidenced_level: str
    standing: Standing
    sentence: str
    held_back: str
    how_score: str
    how_level: str
    questions: tuple[QuestionPart, ...]
    route: Route | None
    change: Change | None
    case: Case | None
    case_source: str
    strip: Chart | None

    @property
    def code(self) -> str:
        return self.dimension.code

    @property
    def value(self) -> Fraction:
        """The claimed score for ranking: nothing scored ranks as 0."""
        return self.claimed.score or Fraction(0)

    @property
    def score(self) -> str:
        return points(self.claimed.score)

    @property
    def evidenced_score(self) -> str:
        return points(self.evidenced.score)


@dataclass(frozen=True)
class LensPart:
    lens: Lens
    claimed: LensScore
    evidenced: LensScore
    standing: Standing
    sentence: str
    dimensions: tuple[DimensionPart, ...]
    radar: Chart

    @property
    def score(self) -> str:
        return points(self.claimed.score)

    @property
    def evidenced_score(self) -> str:
        return points(self.evidenced.score)


@dataclass(frozen=True)
class EvidenceShare:
    """Of the answers that need evidence (above the framework's unevidenced cap), how many name some."""

    named: int
    needed: int
    checked: int


@dataclass(frozen=True)
class Finding:
    """One strength or risk: which dimension, and the sentence. `anchor` is the dimension's place in the report."""

    dimension: DimensionPart
    title: str
    sentence: str
