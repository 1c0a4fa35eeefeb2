"""Councils with signed figures of one's choosing, in a round, for tests of Socitm's desk."""

from datetime import UTC, datetime
from typing import Any

from assessment.models import Assessment, Round, Snapshot
from councils.models import Council

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)


def signed(council: Council, round: Round, *, score: float = 50, level: int = 2, **by_code: dict[str, Any]) -> Snapshot:
    """A signature with the same figures in every dimension, but for those named: LEAD={"score": 75}."""
    assessment, _ = Assessment.objects.get_or_create(
        council=council, round=round, defaults={"status": Assessment.Status.SIGNED}
    )
    figures = {
        code: {"score": score, "evidenced": score / 2, "level": level} | by_code.get(code, {})
        for code in round.framework.by_code
    }
    snapshot = Snapshot(
        assessment=assessment,
        council=council,
        round=round,
        framework_slug=round.framework_slug,
        framework_version=round.framework_version,
        framework_checksum=round.framework.checksum,
        signed_at=AT,
        figures=figures,
        data={},
    )
    snapshot.save()
    return snapshot
