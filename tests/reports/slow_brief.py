"""A brief that is not made before somebody lets it: it says that it began, then waits for a file to appear."""

import os
import time
from pathlib import Path

from assessment.models import Snapshot
from reports import files
from reports.progress import tell


def slow_brief(snapshot: Snapshot, peers: str) -> bytes:
    tell(50, "Waiting to be let go")
    while not Path(os.environ["CAIRN_SLOW"]).exists():
        time.sleep(0.02)
    return f"{snapshot.council.slug} {peers}".encode()


def register() -> None:
    files.CONTENTS["brief"] = slow_brief
