"""Files made once for the same inputs: what the inputs are, what the contents are, and how a file is made."""

import logging
from collections.abc import Callable
from functools import cache, partial
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import Count, Max, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessment.models import Snapshot
from councils.models import Council
from reports.claims import Claim, LostClaim
from reports.models import ReportFile
from reports.pdf import STYLE_SHEET, RenderingError, render_pdf
from reports.progress import tell, told_to
from reports.report import build


def pdf_of(template: str, title: Promise, pages: int | None, snapshot: Snapshot, peers: str) -> bytes:
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
        pages=pages,
    )


# What a kind of file holds: kind -> function of a snapshot and the key of its peer group.
CONTENTS: dict[str, Callable[[Snapshot, str], bytes]] = {
    ReportFile.Kind.REPORT: partial(pdf_of, "reports/report_pdf.html", gettext_lazy("Digital maturity report"), None),
    ReportFile.Kind.BRIEF: partial(pdf_of, "reports/brief_pdf.html", gettext_lazy("Digital maturity: the brief"), 2),
}
# The groups a council may be compared with: the keys of reports.peers.peer_groups.
PEERS = ("type", "nearest", "region", "population", "all")

# What the contents come from beside the database. A new release makes new files.
CODE = (
    "reports/**/*.py",
    "reports/**/*.js",
    "templates/reports/**/*.html",
    "assessment/plan_models.py",
    "assessment/snapshot.py",
    "assessment/wording.py",
    "frameworks/**/cases.*",
    "frameworks/*.py",
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
    register = Council.objects.aggregate(
        Count("pk"), Sum("population"), Sum("area_km2"), Sum("rural_share"), Sum("imd_quintile")
    )
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
