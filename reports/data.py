"""The report as data (report.json): enough to work out every figure again with the published framework file.

Format 1. Scores run 0..100 and shares 0..1. `exact` is a fraction as text ("125/2"); `shown` is what pages print; null
means "not scored" or, of peers, withheld: then `withheld` says why, and no other figure of theirs is given.
    format, made_up, council {gss_code, name, …}, round {slug, name}, signed {by, job_title, at},
    snapshot {sha256}, framework {slug, version, sha256},
    peers {key, name, description, signed, warning, refused},
    lenses [{slug, name, claimed, evidenced, scored, of, at_level_3, peers}],
    dimensions [{code, title, lens, claimed, evidenced, peers, change, held_back_by, questions [{code, element, state,
      level, effective, share, weight, warning_signs, reason, note, evidence, checked}]}],
    findings {strengths, risks, decision, asks, questions, caveats}, took_part {role: people},
    plan [{step, question, dimension, actor, owner, due, status, effort, impact, benefit, partners, reason, from_level,
      to_level, carried}]: codes, as they were signed
"""

from dataclasses import asdict
from fractions import Fraction
from typing import Any

from frameworks.scores import DimensionScore
from reports.findings import Findings
from reports.parts import Change, DimensionPart, Finding, LensPart, QuestionPart, Standing
from reports.report import Report
from reports.wording import points

FORMAT = 1


def as_data(report: Report) -> dict[str, Any]:
    signed = report.signed
    return {
        "format": FORMAT,
        "made_up": signed.made_up,
        "council": asdict(signed.council),
        "round": {"slug": signed.round_slug, "name": signed.round_name},
        "signed": {"by": signed.signed_by, "job_title": signed.signed_job_title, "at": signed.signed_at.isoformat()},
        "snapshot": {"sha256": signed.sha256},
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
            "warning": report.peers.warning,
            "refused": report.peers.refused,
        },
        "lenses": [_lens(part) for part in report.lenses],
        "dimensions": [_dimension(part) for part in report.dimensions],
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
        "peers": _standing(part.standing),
    }


def _dimension(part: DimensionPart) -> dict[str, Any]:
    return {
        "code": part.code,
        "title": part.dimension.title,
        "lens": part.lens.slug,
        "claimed": _score(part.claimed),
        "evidenced": _score(part.evidenced),
        "peers": _standing(part.standing),
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


def _standing(standing: Standing) -> dict[str, Any]:
    return {
        "councils": standing.n,
        "median": standing.median,
        "lower_quartile": standing.lower,
        "upper_quartile": standing.upper,
        "percentile": standing.percentile,
        "position": standing.position,
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
