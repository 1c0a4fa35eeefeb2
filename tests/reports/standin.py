"""A stand-in for the report: a small document with every part that matters to a PDF, and a snapshot to make it from."""

import base64
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assessment.freezing import take
from assessment.models import Assessment, Round, Snapshot
from councils.models import Council
from tests.conftest import answer_everything

TEMPLATES = Path(__file__).parent / "templates"
SIGNED_AT = datetime(2026, 11, 3, 12, 30, tzinfo=UTC)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="400" height="90"><rect width="300" height="40"/></svg>'
PICTURE = "data:image/svg+xml;base64," + base64.b64encode(SVG).decode()


def signed(council: Council, round: Round, *, level: int = 2, at: datetime = SIGNED_AT) -> Snapshot:
    assessment, created = Assessment.objects.get_or_create(council=council, round=round)
    if created:
        answer_everything(assessment, level=level)
    snapshot = take(assessment, signatory=None, at=at)
    snapshot.save()
    return snapshot


def context(
    *, parts: int = 2, made_up: bool = False, words: str = "A council that shares goes further."
) -> dict[str, Any]:
    """What the template stand_in.html takes."""
    return {
        "title": "Digital maturity report",
        "subtitle": "Westerby Council, 2026 round",
        "created": SIGNED_AT,
        "made_up": made_up,
        "parts": [
            {
                "title": f"Part {number}",
                "words": words,
                "picture": PICTURE,
                "alt": f"One bar, of part {number}.",
                "rows": [("Leadership", 50, 63), ("Governance", 25, 38)],
            }
            for number in range(1, parts + 1)
        ],
    }
