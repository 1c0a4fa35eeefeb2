"""Freezing an assessment: all that assessment/snapshot.py reads back, written once at signing."""

from collections import Counter
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet

from assessment.models import Answer, Assessment, Snapshot
from assessment.plan.terms import Terms
from assessment.plan_models import Action
from assessment.snapshot import FORMAT
from councils.models import Council, Membership, User
from frameworks.scores import Scores
from frameworks.scoring import score


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
            "plan": [_action(action) for action in assessment.actions.all()],
        },
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


def _action(action: Action) -> dict[str, Any]:
    return {
        **Terms.of(action).as_data(),
        "question": action.question,
        "from_level": action.from_level,
        "to_level": action.to_level,
        "carried": action.carried_from_id is not None,
    }


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
