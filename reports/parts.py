"""The parts a Report is made of: frozen values that a template only has to place.

Scores are exact, 0..100, as they were signed. Benchmarks are floats of 0..100, None where withheld.
"""

from dataclasses import dataclass
from fractions import Fraction

from django.contrib.humanize.templatetags.humanize import ordinal
from django.utils.translation import gettext as _

from frameworks.cases import Case
from frameworks.definition import Dimension, Lens, Question
from frameworks.numbers import rounded
from frameworks.scores import DimensionScore, LensScore, QuestionScore
from reports.chart import Chart
from reports.ranking import Place, Range
from reports.route import Route
from reports.wording import among_places, councils, in_words, points, position_in_words


@dataclass(frozen=True)
class Standing:
    """One score beside the peers'. `n` is the number of peers with a score; `withheld` says why a figure is missing.

    `reach` is where the score itself could lie, judged otherwise, and `place` what that makes of its place.
    """

    n: int
    median: float | None
    lower: float | None
    upper: float | None
    percentile: float | None
    position: str | None
    withheld: str
    reach: Range | None = None
    place: Place | None = None

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

    def among_briefly(self, peers: "Peers") -> str:
        """ "clearly above Welsh councils (median 44; 1st to 6th of 22)": with the place, in as little room."""
        if self.place is None:
            return self.among(peers)
        return _("%(position)s %(peers)s (median %(median)s; %(place)s)") % {
            "position": self.words,
            "peers": peers.name,
            "median": points(self.median),
            "place": self.place_briefly,
        }

    @property
    def place_words(self) -> str:
        """ "between 9th and 21st of 36"; "" where no place may be given."""
        return among_places(self.place.best, self.place.worst, self.place.of) if self.place else ""

    @property
    def place_briefly(self) -> str:
        """ "9th to 21st of 36"; "" where no place may be given."""
        if self.place is None:
            return ""
        best, worst = ordinal(self.place.best), ordinal(self.place.worst)
        return _("%(best)s to %(worst)s of\N{NO-BREAK SPACE}%(of)s") % {
            "best": best,
            "worst": worst,
            "of": self.place.of,
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

    `others` are the groups to compare with instead, as (key, name); `refusals` those that are held back. `of` is how
    many councils the register has in the group, one's own left out; None where only those that signed can belong.
    """

    key: str
    name: str
    description: str
    signed: int
    warning: str
    refused: str
    others: tuple[tuple[str, str], ...]
    refusals: tuple[Refusal, ...]
    of: int | None = None

    @property
    def turnout(self) -> str:
        """ "36 of the 61 other county councils"."""
        if self.of is None:
            return _("the %(signed)s %(peers)s") % {"signed": in_words(self.signed), "peers": self.name}
        if self.signed >= self.of:
            return _("all the %(of)s other %(peers)s") % {"of": in_words(self.of), "peers": self.name}
        return _("%(signed)s of the %(of)s other %(peers)s") % {
            "signed": in_words(self.signed),
            "of": in_words(self.of),
            "peers": self.name,
        }


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
    evidenced_standing: Standing

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
    evidenced_standing: Standing

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
