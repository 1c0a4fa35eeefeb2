"""The Snapshot's data: written once at signing, read by reports. Scores stay exact, as fractions in text ("125/2").

`Snapshot.data`, format 1:
    format, made_up, council {…}, round {slug, name}, framework {slug, version, checksum},
    signed {by, job_title, at}, took_part [{role, people}],
    answers [{question, state, level, warnings, reason, note, checked, evidence [{title, where, page, dated}]}],
    scores {claimed {dimensions, lenses}, evidenced {dimensions, lenses}}
`Snapshot.figures` repeats what comparing needs, as numbers: {code: {score, evidenced, level, coverage}};
score None: not benchmarked.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet

from assessment.models import Answer, Assessment, Snapshot
from councils.models import Council, Membership, User
from frameworks.definition import Framework
from frameworks.loader import load
from frameworks.scores import DimensionScore, LensScore, QuestionScore, Scores, State
from frameworks.scoring import score

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


def take(assessment: Assessment, *, signatory: User | None, at: datetime) -> Snapshot:
    """Build the snapshot of an assessment as it stands (not saved). Scores are worked out here, for the last time."""
    framework = assessment.framework
    council = assessment.council
    answers = list(assessment.answers.with_evidence())
    given = {answer.question: answer.given for answer in answers}
    claimed, evidenced = (
        score(
            framework,
            given,
            authority_type=council.authority_type,
            nation=council.nation,
            evidenced_only=evidenced_only,
        )
        for evidenced_only in (False, True)
    )
    return Snapshot(
        assessment=assessment,
        council=council,
        round=assessment.round,
        framework_slug=framework.slug,
        framework_version=framework.version,
        framework_checksum=framework.checksum,
        signed_at=at,
        signed_by=signatory,
        figures=_figures(claimed, evidenced),
        data={
            "format": FORMAT,
            "made_up": assessment.round.made_up,
            "council": _council(council),
            "round": {"slug": assessment.round.slug, "name": assessment.round.name},
            "framework": {"slug": framework.slug, "version": framework.version, "checksum": framework.checksum},
            "signed": {
                "by": signatory.name if signatory else "",
                "job_title": signatory.job_title if signatory else "",
                "at": at.isoformat(),
            },
            "took_part": [{"role": role, "people": people} for role, people in _took_part(assessment, signatory)],
            "answers": [_answer(answer) for answer in answers],
            "scores": {"claimed": _scores(claimed), "evidenced": _scores(evidenced)},
        },
    )


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
    )


def _figures(claimed: Scores, evidenced: Scores) -> dict[str, dict[str, float | int | None]]:
    return {
        code: {
            "score": float(dimension.score) if dimension.benchmarked and dimension.score is not None else None,
            "evidenced": _number(evidenced.dimensions[code].score) if dimension.benchmarked else None,
            "level": dimension.level,
            "coverage": _number(dimension.coverage),
        }
        for code, dimension in claimed.dimensions.items()
    }


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _text(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def _fraction(value: str | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def _council(council: Council) -> dict[str, Any]:
    return {
        "gss_code": council.gss_code,
        "name": council.name,
        "short_name": council.short_name,
        "slug": council.slug,
        "authority_type": council.authority_type,
        "type_group": council.type_group.value,
        "nation": council.nation,
        "region": council.region,
        "population": council.population,
        "population_year": council.population_year,
        "area_km2": float(council.area_km2),
        "rural_share": float(council.rural_share),
        "imd_quintile": council.imd_quintile,
    }


def _took_part(assessment: Assessment, signatory: User | None) -> list[tuple[str, int]]:
    """People by role who changed an answer, and the signatory."""
    people: set[int] = set(assessment.changes.exclude(by=None).values_list("by", flat=True))
    if signatory:
        people.add(signatory.pk)
    members: QuerySet[Membership] = assessment.council.memberships.filter(user__in=people)
    return sorted(Counter(member.role for member in members).items())


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "question": answer.question,
        "state": answer.state,
        "level": answer.level,
        "warnings": answer.warnings,
        "reason": answer.reason,
        "note": answer.note,
        "checked": answer.checked,
        "evidence": [
            {
                "title": item.title,
                "where": item.where,
                "page": item.page,
                "dated": item.dated.isoformat() if item.dated else None,
            }
            for item in answer.evidence.all()
        ],
    }


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
                date.fromisoformat(item["dated"]) if item["dated"] else None,
            )
            for item in row["evidence"]
        ),
    )


def _scores(scores: Scores) -> dict[str, Any]:
    return {
        "dimensions": {
            code: {
                "score": _text(dimension.score),
                "coverage": _text(dimension.coverage),
                "level": dimension.level,
                "partial": dimension.partial,
                "held_back_by": list(dimension.held_back_by),
                "questions": [
                    {
                        "code": question.code,
                        "element": question.element,
                        "state": question.state.value,
                        "level": question.level,
                        "effective": question.effective,
                        "share": _text(question.share),
                        "weight": _text(question.weight),
                    }
                    for question in dimension.questions
                ],
            }
            for code, dimension in scores.dimensions.items()
        },
        "lenses": {
            slug: {"score": _text(lens.score), "scored": lens.scored, "at_three": lens.at_three, "of": lens.of}
            for slug, lens in scores.lenses.items()
        },
    }


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
