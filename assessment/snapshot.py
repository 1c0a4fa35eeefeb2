"""The Snapshot's data: written once at signing, read by reports. Scores stay exact, as fractions in text ("125/2").

`Snapshot.data`, format 1:
    format, made_up, council {…}, round {slug, name}, framework {slug, version, checksum},
    signed {by, job_title, at}, took_part [{role, people}],
    answers [{question, state, level, warnings, reason, note, checked, evidence [{title, where, page, dated}]}],
    scores {claimed {dimensions, lenses}, evidenced {dimensions, lenses}},
    plan [{question, dimension, step, actor, owner, due, effort, impact, benefit, partners, status, reason, from_level,
        to_level, carried}]: the route plan as it stood; snapshots from before there was one have no such key
`Snapshot.figures` repeats what comparing needs, as numbers: {code: {score, evidenced, level, coverage}};
score None: not benchmarked.
"""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from assessment.models import Snapshot
from frameworks.definition import Framework
from frameworks.loader import load
from frameworks.scores import DimensionScore, LensScore, QuestionScore, Scores, State

FORMAT = 1


@dataclass(frozen=True)
class SignedEvidence:
    title: str
    where: str
    page: str
    dated: date | None


@dataclass(frozen=True)
class SignedAnswer:
    """One answer as it was signed. `warnings` are the numbers of the ticked warning signs, from 1."""

    question: str
    state: State
    level: int | None
    warnings: tuple[int, ...]
    reason: str
    note: str
    checked: bool
    evidence: tuple[SignedEvidence, ...]


@dataclass(frozen=True)
class SignedAction:
    """One action of the route plan as it stood at signing. `status`, `effort`, `impact` are values of Action's choices.

    `question` and `dimension` are codes, empty where it came from none. `carried`: from the round before.
    """

    question: str
    dimension: str
    step: str
    actor: str
    owner: str
    due: date | None
    effort: str
    impact: str
    benefit: str
    partners: str
    status: str
    reason: str
    from_level: int | None
    to_level: int | None
    carried: bool


@dataclass(frozen=True)
class CouncilFacts:
    """The council as the register described it on the day of signing."""

    gss_code: str
    name: str
    short_name: str
    slug: str
    authority_type: str
    type_group: str
    nation: str
    region: str
    population: int
    population_year: int
    area_km2: float
    rural_share: float
    imd_quintile: int


@dataclass(frozen=True)
class Signed:
    """A snapshot, read back. `framework` is the pinned version; `answers` by question code, unanswered ones absent."""

    sha256: str
    made_up: bool
    council: CouncilFacts
    round_slug: str
    round_name: str
    framework: Framework
    signed_by: str
    signed_job_title: str
    signed_at: datetime
    took_part: dict[str, int]
    answers: dict[str, SignedAnswer]
    claimed: Scores
    evidenced: Scores
    plan: tuple[SignedAction, ...] = ()


def read(snapshot: Snapshot) -> Signed:
    """Read a snapshot back as frozen values. Raises ValueError for a format this code does not know."""
    data = snapshot.data
    if data["format"] != FORMAT:
        raise ValueError(f"snapshot {snapshot.pk} has format {data['format']}; this version of Cairn reads {FORMAT}")
    return Signed(
        sha256=snapshot.sha256,
        made_up=data["made_up"],
        council=CouncilFacts(**data["council"]),
        round_slug=data["round"]["slug"],
        round_name=data["round"]["name"],
        framework=load(data["framework"]["slug"], data["framework"]["version"]),
        signed_by=data["signed"]["by"],
        signed_job_title=data["signed"]["job_title"],
        signed_at=datetime.fromisoformat(data["signed"]["at"]),
        took_part={row["role"]: row["people"] for row in data["took_part"]},
        answers={row["question"]: _read_answer(row) for row in data["answers"]},
        claimed=_read_scores(data["scores"]["claimed"]),
        evidenced=_read_scores(data["scores"]["evidenced"]),
        plan=tuple(SignedAction(**{**row, "due": _day(row["due"])}) for row in data.get("plan", [])),
    )


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _fraction(value: str | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def _read_answer(row: dict[str, Any]) -> SignedAnswer:
    return SignedAnswer(
        question=row["question"],
        state=State(row["state"]),
        level=row["level"],
        warnings=tuple(row["warnings"]),
        reason=row["reason"],
        note=row["note"],
        checked=row["checked"],
        evidence=tuple(
            SignedEvidence(
                item["title"],
                item["where"],
                item["page"],
                _day(item["dated"]),
            )
            for item in row["evidence"]
        ),
    )


def _read_scores(data: dict[str, Any]) -> Scores:
    return Scores(
        dimensions={
            code: DimensionScore(
                code=code,
                score=_fraction(row["score"]),
                coverage=_fraction(row["coverage"]),
                level=row["level"],
                partial=row["partial"],
                held_back_by=tuple(row["held_back_by"]),
                questions=tuple(
                    QuestionScore(
                        code=question["code"],
                        element=question["element"],
                        state=State(question["state"]),
                        level=question["level"],
                        effective=question["effective"],
                        share=_fraction(question["share"]),
                        weight=Fraction(question["weight"]),
                    )
                    for question in row["questions"]
                ),
            )
            for code, row in data["dimensions"].items()
        },
        lenses={
            slug: LensScore(slug, _fraction(row["score"]), row["scored"], row["at_three"], row["of"])
            for slug, row in data["lenses"].items()
        },
    )
