from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from frameworks.loader import CHECKSUMS, LIBRARY, FrameworkError, load, published_checksums

HEADER = (
    "# Published versions of the library: their files never change. Written by publish_framework, checked at start.\n"
)


class Command(BaseCommand):
    help = "Publish a version of a framework: from then on its files may not change."
    # The library may hold a fault that this command is here to name itself.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("version")
        parser.add_argument("--library", type=Path, default=LIBRARY, help="another folder of frameworks")

    def handle(self, *args: Any, slug: str, version: str, library: Path, **options: Any) -> None:
        load.cache_clear()
        try:
            checksum = load(slug, version, library).checksum
            published = published_checksums(library).get((slug, version))
        except FrameworkError as error:
            raise CommandError(str(error)) from error
        if published == checksum:
            self.stdout.write(f"{slug}/{version} is published already, and unchanged.")
            return
        if published:
            raise CommandError(
                f"{slug}/{version} is published and its files have changed. Make the change a new version."
            )
        path = library / CHECKSUMS
        before = path.read_text(encoding="utf-8") if path.is_file() else HEADER
        path.write_text(f"{before.rstrip()}\n{checksum}  {slug}/{version}\n", encoding="utf-8")
        self.stdout.write(f"{slug}/{version} is published: {checksum}")
