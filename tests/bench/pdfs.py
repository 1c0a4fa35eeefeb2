"""The report's PDF against WeasyPrint alone on the same HTML, and briefs a minute with one and two processes."""

import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from unittest import mock

import pikepdf

from assessment.models import Snapshot
from reports import drawing, pdf
from reports.files import CONTENTS
from reports.management.commands.render_round import finished, job_of
from tests.bench.timing import Figure, in_turns, seconds

RUNS = 3
BRIEFS = 40


def measure() -> Iterator[Figure]:
    snapshot = Snapshot.objects.select_related("council", "round").get(
        council__slug="county-durham", round__slug="2026"
    )
    for kind in ("brief", "report"):
        yield against_weasyprint(snapshot, kind)
    rates = {workers: briefs_a_minute(workers) for workers in (1, 2)}
    yield Figure(f"briefs a minute, of {BRIEFS}, with one process", f"{rates[1]:.0f}")
    yield Figure("briefs a minute with two processes", f"{rates[2]:.0f} ({rates[2] / rates[1]:.2f} x one)")


def against_weasyprint(snapshot: Snapshot, kind: str) -> Figure:
    """Ours builds the report, draws every chart anew and lays it out; WeasyPrint's is the same HTML, images ready."""
    with mock.patch.object(pdf, "render_to_string", wraps=pdf.render_to_string) as rendering:
        CONTENTS[kind](snapshot, "type")
        template, context = rendering.call_args.args
    html = pdf.render_to_string(template, context)

    def ours() -> None:
        drawing.draw.cache_clear()
        CONTENTS[kind](snapshot, "type")

    def weasyprint_alone() -> None:
        with mock.patch.object(pdf, "render_to_string", return_value=html):
            pdf.render_pdf(template, context)

    (mine, theirs) = in_turns(ours, weasyprint_alone, runs=RUNS)
    pages = len(pikepdf.open(BytesIO(CONTENTS[kind](snapshot, "type"))).pages)
    what = f"{kind} PDF, {pages} pages: {mine:.1f} s against {theirs:.1f} s"
    return Figure(what, f"{mine / theirs:.2f} x WeasyPrint", "1.5 x")


def briefs_a_minute(workers: int) -> float:
    signed = Snapshot.objects.filter(round__slug="2026").select_related("council", "round").order_by("pk")[:BRIEFS]
    with tempfile.TemporaryDirectory() as folder:
        jobs = [job_of(snapshot, "brief", "type", Path(folder)) for snapshot in signed]
        return 60 * BRIEFS / seconds(lambda: [future.result() for _job, future in finished(jobs, workers)])
