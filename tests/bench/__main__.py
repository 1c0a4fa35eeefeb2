"""Prints the ratios of one run on this machine. Trust the ratios, never the milliseconds."""

import os
import sys
import tempfile
from io import StringIO
from pathlib import Path

# Before Django reads its settings: a database and files of the bench's own, gone when it ends.
scratch = tempfile.TemporaryDirectory(prefix="cairn-bench-")
os.environ["CAIRN_VAR"] = scratch.name
os.environ.setdefault("DATABASE_URL", f"sqlite:///{Path(scratch.name) / 'bench.sqlite3'}")
os.environ.setdefault("CAIRN_DEVELOPMENT", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django  # noqa: E402
from django.core.management import call_command  # noqa: E402

django.setup()

from tests.bench import benchmarks, pages, pdfs, saving  # noqa: E402

PARTS = {
    "pages": pages.measure,
    "saving": saving.measure,
    "benchmarks": benchmarks.measure,
    "pdfs": pdfs.measure,
}


def main(chosen: list[str]) -> None:
    if unknown := set(chosen) - set(PARTS):
        sys.exit(f"There is no part {', '.join(sorted(unknown))}; the parts are {', '.join(PARTS)}.")
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("load_councils", verbosity=0)
    call_command("seed_demo", stdout=StringIO())
    sys.stdout.write(f"{'what':58} {'measured':>22} {'promised':>12}\n")
    for name, measure in PARTS.items():
        if name in (chosen or PARTS):
            for figure in measure():
                sys.stdout.write(f"{figure}\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
    scratch.cleanup()
