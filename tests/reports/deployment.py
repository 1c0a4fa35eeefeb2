"""A Cairn of its own beside the tests: a database in a file, and processes that can be killed."""

import atexit
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from django.conf import settings

SET_UP = """
import datetime, django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from assessment.models import Round
from tests.conftest import make_council
from tests.reports.standin import signed
day = datetime.date(2026, 9, 1)
round = Round.objects.create(slug="2026", name="2026 round", framework_slug="planting-the-flag",
    framework_version="2011.1", status="open", opens=day, closes=day, publishes=day)
for number, name in enumerate(["Westerby", "Easterby", "Northerby"], start=1):
    signed(make_council(f"E0699900{number}", name), round)
"""


@dataclass(frozen=True)
class Deployment:
    folder: Path

    @classmethod
    def new(cls, folder: Path) -> "Deployment":
        """With three signed councils. Made once in a process of tests, and copied."""
        deployment = cls(folder)
        with closing(sqlite3.connect(deployment.database)) as copy, closing(sqlite3.connect(_made())) as made:
            made.backup(copy)
        return deployment

    @property
    def database(self) -> Path:
        return self.folder / "cairn.sqlite3"

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.reports.slow_settings",
            "DATABASE_URL": f"sqlite:///{self.database}",
            "CAIRN_VAR": str(self.folder),
            "CAIRN_SLOW": str(self.folder / "go"),
        }

    def let_go(self) -> None:
        """From now on slow briefs are made at once."""
        (self.folder / "go").touch()

    def hold(self) -> None:
        (self.folder / "go").unlink(missing_ok=True)

    def start(self, *words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, *words],
            cwd=settings.BASE_DIR,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def python(self, *words: str) -> tuple[str, str]:
        """What a process printed, on its two channels. It must end well."""
        process = self.start(*words)
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        return out, err

    def manage(self, *words: str) -> tuple[str, str]:
        return self.python("manage.py", *words)

    def sql(self, statement: str) -> list[tuple[object, ...]]:
        connection = sqlite3.connect(self.database, timeout=20)
        with connection:
            rows = connection.execute(statement).fetchall()
        connection.close()
        return rows


@cache
def _made() -> Path:
    folder = Path(mkdtemp(prefix="cairn-deployment-"))
    atexit.register(rmtree, folder)
    made = Deployment(folder)
    made.python("-c", SET_UP)
    return made.database


def wait_for(condition: Callable[[], object], *, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)
