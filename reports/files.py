"""Files made once for the same inputs: what the inputs are, who makes the file, how it is stored whole or not at all.

A worker takes a file by writing a claim of its own into the row, and gives a sign of life with every step it tells.
When the signs stop for a lease, another worker may take the file over. Every write names the claim it belongs to, so a
worker that lost its claim can finish nothing. A stored file is named after the claim, so that what a killed worker left
of it can be removed.
"""

import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import Count, F, Max, Sum
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessment.models import Snapshot
from councils.models import Council
from reports.models import ReportFile
from reports.pdf import STYLE_SHEET, RenderingError, render_pdf
from reports.progress import tell, told_to
from reports.report import build


def pdf_of(template: str, title: Promise, snapshot: Snapshot, peers: str) -> bytes:
    report = build(snapshot, peers=peers)
    tell(20, _("Drawing the charts"))
    return render_pdf(
        template,
        {
            "report": report,
            "title": str(title),
            "subtitle": f"{report.signed.council.name}, {report.signed.round_name}",
            "created": report.signed.signed_at,
            "made_up": report.signed.made_up,
        },
    )


# What a kind of file holds: kind -> function of a snapshot and the key of its peer group.
CONTENTS: dict[str, Callable[[Snapshot, str], bytes]] = {
    ReportFile.Kind.REPORT: partial(pdf_of, "reports/report_pdf.html", gettext_lazy("Digital maturity report")),
    ReportFile.Kind.BRIEF: partial(pdf_of, "reports/brief_pdf.html", gettext_lazy("Digital maturity: the brief")),
}
# The groups a council may be compared with: the keys of reports.peers.peer_groups.
PEERS = ("type", "nearest", "region", "population", "all")

MAX_ATTEMPTS = 3
# What the contents come from beside the database. A new release makes new files.
CODE = (
    "reports/**/*.py",
    "reports/**/*.js",
    "templates/reports/**/*.html",
    "assessment/snapshot.py",
    f"static/{STYLE_SHEET}",
)
LIBRARIES = ("pandas", "plotly", "weasyprint")

logger = logging.getLogger(__name__)


def inputs_key(snapshot: Snapshot, peers: str) -> str:
    """SHA-256 of everything a file's contents come from: the snapshot, the councils beside it, the code."""
    others = (
        Snapshot.objects.filter(framework_slug=snapshot.framework_slug, round__opens__lte=snapshot.round.opens)
        # Snapshots are never edited or deleted: a round's newest and their number stand for all of them.
        .values("round").annotate(newest=Max("pk"), number=Count("pk")).order_by("round")
        .values_list("round", "newest", "number")
    )  # fmt: skip
    # A new year's register changes its sums.
    register = Council.objects.aggregate(Count("pk"), Sum("population"), Sum("area_km2"), Sum("imd_quintile"))
    parts = (snapshot.sha256, peers, list(others), sorted(register.items()), code_version())
    return sha256(repr(parts).encode()).hexdigest()


@cache
def code_version() -> str:
    """SHA-256 of the code, templates and style sheet that reports come from, and the versions of what draws them."""
    digest = sha256(repr([(name, version(name)) for name in LIBRARIES]).encode())
    base = Path(settings.BASE_DIR)
    for path in sorted(path for pattern in CODE for path in base.glob(pattern)):
        digest.update(str(path.relative_to(base)).encode() + path.read_bytes())
    return digest.hexdigest()


def make(pk: int) -> None:
    """Make a file, unless it is made or somebody else is at it. Whatever went wrong is in the row, and raised."""
    claim = Claim.of(pk)
    if claim is None:
        return
    try:
        with told_to(claim.renew):
            tell(5, _("Reading the signed answers"))
            content = CONTENTS[claim.file.kind](claim.file.snapshot, claim.file.peers)
            tell(95, _("Storing the file"))
            claim.finish(content)
    except LostClaim:
        default_storage.delete(claim.stored_name)
        logger.warning("report file %s: another worker took it over", pk)
    except Exception as problem:
        default_storage.delete(claim.stored_name)
        claim.fail(_in_words(problem))
        raise


def _in_words(problem: Exception) -> str:
    if isinstance(problem, RenderingError):
        return str(problem)
    if isinstance(problem, OSError) and problem.strerror:
        return _("The file could not be stored: %(reason)s.") % {"reason": problem.strerror}
    return _("Something went wrong inside Cairn. It has been written to the log.")


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
