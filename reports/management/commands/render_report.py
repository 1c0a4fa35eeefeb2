from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports.files import CONTENTS, PEERS
from reports.management.named import find_council, find_round, find_snapshot, write_whole
from reports.models import ReportFile
from reports.pdf import RenderingError


class Command(BaseCommand):
    help = "Write one council's report, or its brief, as a PDF."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("council", help="its slug, GSS code or name")
        parser.add_argument("round", help="the round's slug")
        parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="where to write the PDF")
        parser.add_argument("--brief", action="store_true", help="the brief of two pages, not the full report")
        parser.add_argument("--peers", choices=PEERS, default="type", help="whom to compare with (%(default)s)")

    def handle(self, *, council: str, round: str, out: Path, brief: bool, peers: str, **options: Any) -> None:
        snapshot = find_snapshot(find_council(council), find_round(round))
        kind = ReportFile.Kind.BRIEF if brief else ReportFile.Kind.REPORT
        try:
            content = CONTENTS[kind](snapshot, peers)
        except RenderingError as problem:
            raise CommandError(str(problem)) from problem
        write_whole(out, content)
        self.stdout.write(f"{out}: {len(content):,} bytes")
