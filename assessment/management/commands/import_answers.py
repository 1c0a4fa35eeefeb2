from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessment.importing import COLUMNS, import_answers
from assessment.models import Round
from assessment.sheets import SheetFault
from councils.models import User


class Command(BaseCommand):
    help = (
        "Import answers from a CSV file or a workbook (.xlsx). The first line names the columns: "
        + ", ".join(COLUMNS)
        + ". Every row is checked before any is written."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--round", metavar="SLUG", help="the round to import into; without it, the one that is open"
        )
        parser.add_argument("--by", metavar="EMAIL", help="the person whose work this is, for the history")

    def handle(self, *, file: Path, round: str | None, by: str | None, **options: Any) -> None:
        found = _round(round)
        person = User.objects.filter(email=by.strip().lower()).first() if by else None
        if by and person is None:
            raise CommandError(f"Nobody signs in as {by}.")
        try:
            imported = import_answers(file, round=found, by=person)
        except SheetFault as fault:
            for problem in fault.problems:
                self.stderr.write(problem)
            count = len(fault.problems)
            raise CommandError(f"Nothing was imported: {count} problem{_s(count)}.") from fault
        self.stdout.write(
            f"{imported.councils} council{_s(imported.councils)}: "
            f"{imported.saved} answer{_s(imported.saved)} saved, {imported.unchanged} were there already."
        )


def _round(slug: str | None) -> Round:
    if slug:
        found = Round.objects.filter(slug=slug).first()
        if found is None:
            raise CommandError(f"There is no round {slug}.")
        return found
    open_rounds = list(Round.objects.filter(status=Round.Status.OPEN))
    if len(open_rounds) != 1:
        names = ", ".join(round.slug for round in open_rounds) or "none"
        raise CommandError(f"Say which round with --round SLUG. Open at present: {names}.")
    return open_rounds[0]


def _s(count: int) -> str:
    return "" if count == 1 else "s"
