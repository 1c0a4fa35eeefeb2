"""The report as data (report.json): enough to work out every figure again with the published framework file.

docs/report.schema.json describes every field and docs/replay.py does the sums; a change here changes the schema, and
FORMAT where a reader of the old one would be misled. Scores run 0..100 and shares 0..1. `exact` is a fraction as text
("125/2"); `shown` is what pages print; null means "not scored" or, of peers, withheld: then `withheld` says why.
"""

from dataclasses import asdict
from fractions import Fraction
from typing import Any

from django.conf import settings
from django.urls import reverse

from frameworks.scores import DimensionScore
from reports.findings import Findings
from reports.parts import Change, DimensionPart, Finding, LensPart, QuestionPart, Standing
from reports.report import Report
from reports.wording import points

FORMAT = 2


def as_data(report: Report) -> dict[str, Any]:
    signed = report.signed
    return {
        "$schema": settings.SITE_ADDRESS + reverse("report_schema"),
        "format": FORMAT,
        "made_up": signed.made_up,
        "council": asdict(signed.council),
        "round": {"slug": signed.round_slug, "name": signed.round_name},
        "signed": {"by": signed.signed_by, "job_title": signed.signed_job_title, "at": signed.signed_at.isoformat()},
        "snapshot": {"sha256": signed.sha256, "data": report.snapshot.data},
        "framework": {
            "slug": signed.framework.slug,
            "version": signed.framework.version,
            "sha256": signed.framework.checksum,
        },
        "peers": {
            "key": report.peers.key,
            "name": report.peers.name,
            "description": report.peers.description,
            "signed": report.peers.signed,
            "of": report.peers.of,
            "warning": report.peers.warning,
            "refused": report.peers.refused,
        },
        "lenses": [_lens(part) for part in report.lenses],
        "dimensions": [_dimension(part) for part in report.dimensions],
        "evidence": asdict(report.evidence),
        "findings": _findings(report.findings),
        "took_part": signed.took_part,
        "plan": [{**asdict(action), "due": action.due and action.due.isoformat()} for action in signed.plan],
    }


def _figure(score: Fraction | None) -> dict[str, str] | None:
    return None if score is None else {"exact": str(score), "shown": points(score)}


def _lens(part: LensPart) -> dict[str, Any]:
    return {
        "slug": part.lens.slug,
        "name": part.lens.name,
        "claimed": _figure(part.claimed.score),
        "evidenced": _figure(part.evidenced.score),
        "scored": part.claimed.scored,
        "of": part.claimed.of,
        "at_level_3": part.claimed.at_three,
        "range": _range(part.standing),
        "evidenced_range": _range(part.evidenced_standing),
        "peers": _standing(part.standing),
        "peers_evidenced": _standing(part.evidenced_standing),
    }


def _dimension(part: DimensionPart) -> dict[str, Any]:
    return {
        "code": part.code,
        "title": part.dimension.title,
        "lens": part.lens.slug,
        "claimed": _score(part.claimed),
        "evidenced": _score(part.evidenced),
        "range": _range(part.standing),
        "evidenced_range": _range(part.evidenced_standing),
        "peers": _standing(part.standing),
        "peers_evidenced": _standing(part.evidenced_standing),
        "change": _change(part.change) if part.change else None,
        "held_back_by": list(part.claimed.held_back_by),
        "questions": [_question(row) for row in part.questions],
    }


def _score(score: DimensionScore) -> dict[str, Any]:
    return {
        "score": _figure(score.score),
        "level": score.level,
        "coverage": None if score.coverage is None else str(score.coverage),
        "partial": score.partial,
    }


def _range(standing: Standing) -> dict[str, str] | None:
    """Where the score could lie, judged otherwise, as it is shown."""
    reach = standing.reach
    return None if reach is None else {"lower": points(reach.lower), "upper": points(reach.upper)}


def _standing(standing: Standing) -> dict[str, Any]:
    return {
        "councils": standing.n,
        "median": standing.median,
        "lower_quartile": standing.lower,
        "upper_quartile": standing.upper,
        "percentile": standing.percentile,
        "position": standing.position,
        "place": asdict(standing.place) if standing.place else None,
        "withheld": standing.withheld,
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "round": change.round_name,
        "before": _figure(change.before),
        "now": _figure(change.now),
        "peers_median_before": change.median_before,
        "peers_median_now": change.median_now,
    }


def _question(row: QuestionPart) -> dict[str, Any]:
    score = row.score
    return {
        "code": score.code,
        "element": score.element,
        "state": score.state.value,
        "level": score.level,
        "effective": score.effective,
        "share": None if score.share is None else str(score.share),
        "weight": str(score.weight),
        "warning_signs": list(row.warnings),
        "reason": row.reason,
        "note": row.note,
        "evidence": list(row.evidence),
        "checked": row.checked,
    }


def _findings(findings: Findings) -> dict[str, Any]:
    decision = findings.decision
    return {
        "strengths": [_finding(finding) for finding in findings.strengths],
        "risks": [_finding(finding) for finding in findings.risks],
        "decision": decision
        and {
            "question": decision.move.question,
            "sentence": decision.sentence,
            "today": decision.today,
            "after": decision.after,
            "effect": decision.effect,
        },
        "asks": [
            {"actor": ask.actor, "moves": [{"question": move.question, "step": move.step} for _part, move in ask.moves]}
            for ask in findings.asks
        ],
        "questions": list(findings.questions),
        "caveats": list(findings.caveats),
    }


def _finding(finding: Finding) -> dict[str, str]:
    return {"dimension": finding.dimension.code, "title": finding.title, "sentence": finding.sentence}
