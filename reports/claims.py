"""A worker's hold on a file.

A worker takes a file by writing a claim of its own into the row, and gives a sign of life with every step it tells.
When the signs stop for a lease, another worker may take the file over. Every write names the claim it belongs to, so a
worker that lost its claim can finish nothing. A stored file is named after the claim, so that what a killed worker left
of it can be removed.
"""

import uuid
from dataclasses import dataclass
from hashlib import sha256

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from reports.models import ReportFile

MAX_ATTEMPTS = 3


class LostClaim(Exception):
    """Another worker makes the file now."""


@dataclass(frozen=True)
class Claim:
    """One worker's hold on one file."""

    file: ReportFile
    token: str

    @classmethod
    def of(cls, pk: int) -> "Claim | None":
        """Take a file that is free: nobody has begun it, or whoever had gave no sign of life for a lease."""
        file = ReportFile.objects.select_related("snapshot__council", "snapshot__round").get(pk=pk)
        if not file.is_pending or (file.claim and file.lease_ends > timezone.now()):
            return None
        before = cls(file, file.claim)
        if file.attempts >= MAX_ATTEMPTS:
            before.fail(_("It was begun %(number)d times, and each time the work stopped.") % {"number": file.attempts})
            return None
        claim = cls(file, uuid.uuid4().hex)
        now = timezone.now()
        won = before._update(
            status=ReportFile.Status.WORKING,
            claim=claim.token,
            alive_at=now,
            attempts=F("attempts") + 1,
            progress=0,
            step="",
        )
        if not won:
            return None
        if before.token:
            default_storage.delete(before.stored_name)
        return claim

    @property
    def stored_name(self) -> str:
        snapshot = self.file.snapshot
        name = f"{self.file.kind}-{self.file.inputs[:12]}-{self.token[:12]}.{self.file.extension}"
        return f"{snapshot.round.slug}/{snapshot.council.slug}/{name}"

    def renew(self, percent: int, step: str) -> None:
        """A sign of life. Raises LostClaim."""
        self._write(progress=percent, step=step, alive_at=timezone.now())

    def finish(self, content: bytes) -> None:
        """Store the file, then say that it is there. Raises LostClaim."""
        name = default_storage.save(self.stored_name, ContentFile(content))
        self._write(
            status=ReportFile.Status.DONE,
            file=name,
            sha256=sha256(content).hexdigest(),
            size=len(content),
            progress=100,
            step="",
            error="",
            finished_at=timezone.now(),
        )

    def fail(self, error: str) -> None:
        self._update(status=ReportFile.Status.FAILED, error=error, step="", finished_at=timezone.now())

    def _write(self, **fields: object) -> None:
        if not self._update(**fields):
            raise LostClaim

    def _update(self, **fields: object) -> bool:
        mine = ReportFile.objects.filter(pk=self.file.pk, claim=self.token)
        return bool(mine.filter(status__in=(ReportFile.Status.WAITING, ReportFile.Status.WORKING)).update(**fields))
