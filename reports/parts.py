"""The parts a Report is made of: frozen values that a template only has to place.

Scores are exact, 0..100, as they were signed. Benchmarks are floats of 0..100, None where withheld.
"""

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from frameworks.cases import Case
from frameworks.definition import Dimension, Lens, Question
from frameworks.numbers import rounded
from frameworks.scores import DimensionScore, LensScore, QuestionScore
from reports.chart import Chart
from reports.route import Route
from reports.wording import councils, points, position_in_words


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

    def among(self, peers: "Peers") -> str:
        """ "clearly above Welsh councils (median 44 among 12 councils)". For a position that may be said."""
        return _("%(position)s %(peers)s (median %(median)s among %(councils)s)") % {
            "position": self.words,
            "peers": peers.name,
            "median": points(self.median),
            "councils": councils(self.n),
        }

    @property
    def notice(self) -> str:
        """Why a median or the quartiles are missing. That a percentile is too fine to give would only be noise."""
        return self.withheld if self.lower is None else ""


@dataclass(frozen=True)
class Refusal:
    """A group of peers of which nothing may be shown, and the sentence that says why."""

    key: str
    name: str
    reason: str


@dataclass(frozen=True)
class Peers:
    """The group compared with: how many of its councils have signed, and what to know about it.

    `others` are the groups to compare with instead, as (key, name); `refusals` those that are held back.
    """

    key: str
    name: str
    description: str
    signed: int
    warning: str
    refused: str
    others: tuple[tuple[str, str], ...]
    refusals: tuple[Refusal, ...]


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
    def has_fallen(self) -> bool:
        return rounded(self.now) < rounded(self.before)

    @property
    def words(self) -> str:
        # What is compared is what is shown: nothing rises from 58 to 58.
        before, now = rounded(self.before), rounded(self.now)
        if before == now:
            return _("The score is the same as in the round before (%(round)s).") % {"round": self.round_name}
        words = (
            _("Up from %(before)s in the round before (%(round)s).")
            if now > before
            else _("Down from %(before)s in the round before (%(round)s).")
        )
        return words % {"before": before, "round": self.round_name}


@dataclass(frozen=True)
class QuestionPart:
    """One question as it was answered. `says` is the wording of the level, `beneath` of those that it leans on."""

    question: Question
    element: str
    score: QuestionScore
    answer: str
    says: str
    beneath: tuple[str, ...]
    warnings: tuple[str, ...]
    reason: str
    note: str
    evidence: tuple[str, ...]
    checked: bool

    @property
    def is_capped(self) -> bool:
        """Whether a warning sign holds the answer down: ticked at a level it does not lower, it changes nothing."""
        return bool(self.warnings) and self.score.level is not None and self.score.effective != self.score.level


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
    def hangs_on_the_unknown(self) -> bool:
        """Whether only answers that nobody knows, which count as level 0, hold the level down."""
        held = [question.score for question in self.questions if question.question.code in self.claimed.held_back_by]
        return self.claimed.level is not None and bool(held) and all(score.effective is None for score in held)

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
    """One strength or risk: which dimension, and the sentence that says so."""

    dimension: DimensionPart
    title: str
    sentence: str
