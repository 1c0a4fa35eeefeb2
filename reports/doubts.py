"""What of a council's own answers is open to doubt, as reports.ranking takes it."""

import math

import pandas as pd

from assessment.snapshot import Signed
from frameworks.definition import Question
from frameworks.scores import QuestionScore, Scores
from reports.ranking import WhatIfs, what_ifs


def judged_otherwise(signed: Signed) -> tuple[WhatIfs, WhatIfs]:
    """What the scores could be: as claimed, and counting only what is evidenced, where weights alone are in doubt."""
    lenses = pd.Series({code: lens.slug for code, lens in signed.framework.lens_of.items()}, dtype=object)
    return (
        what_ifs(_questions(signed, signed.claimed, doubtful=True), lenses, seed=signed.sha256),
        what_ifs(_questions(signed, signed.evidenced, doubtful=False), lenses, seed=signed.sha256),
    )


def _questions(signed: Signed, scores: Scores, *, doubtful: bool) -> pd.DataFrame:
    rows = {
        row.code: _row(
            signed.framework.questions[row.code],
            row,
            counts=dimension.benchmarked,
            doubtful=doubtful and _needs_evidence(signed, row),
        )
        for dimension in scores.dimensions.values()
        for row in dimension.questions
    }
    return pd.DataFrame.from_dict(rows, orient="index").assign(
        dimension=[signed.framework.dimension_of[code].code for code in rows]
    )


def _needs_evidence(signed: Signed, row: QuestionScore) -> bool:
    """Whether an answer counts for more than may be asserted, and shows nothing."""
    above = row.effective is not None and row.effective > signed.framework.scoring.unevidenced_cap
    return above and not signed.answers[row.code].evidence


def _row(question: Question, row: QuestionScore, *, counts: bool, doubtful: bool) -> dict[str, float]:
    if row.share is None or row.effective is None or not counts:
        return {"weight": float(row.weight), "share": math.nan, "down": math.nan, "up": math.nan}
    share = float(row.share)
    levels = sorted(question.points)
    at = levels.index(row.effective)
    down, up = (float(question.points[levels[min(max(at + step, 0), len(levels) - 1)]]) for step in (-1, 1))
    return {
        "weight": float(row.weight),
        "share": share,
        "down": down if doubtful else share,
        "up": up if doubtful else share,
    }
