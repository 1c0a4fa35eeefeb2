from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from councils.register.loading import load
from councils.register.reading import COUNCILS, SUCCESSIONS, RegisterError, read


class Command(BaseCommand):
    help = "Brings the councils in the database into line with the register. Checks the files first; safe to run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--file", type=Path, default=COUNCILS, help="the councils (default: Cairn's own register)")
        parser.add_argument("--successions", type=Path, default=SUCCESSIONS, help="who took over from whom")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = load(read(options["file"], options["successions"]), today=timezone.localdate())
        except RegisterError as error:
            raise CommandError(f"Nothing was changed. The register has faults:\n{error}") from error
        for verb, names in ("Changed", loaded.changed), ("Ended", loaded.ended):
            for name in names:
                self.stdout.write(f"{verb}: {name}")
        self.stdout.write(
            f"Councils: {len(loaded.added)} added, {len(loaded.changed)} changed, {len(loaded.ended)} ended, "
            f"{len(loaded.left)} left as they were."
        )
        self.stdout.write(
            f"Successions: {loaded.successions_written} written, {loaded.successions_removed} removed, "
            f"{loaded.successions_left} left as they were."
        )
