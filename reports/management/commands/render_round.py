import multiprocessing
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessment.models import Snapshot
from reports.files import CONTENTS, PEERS, inputs_key
from reports.management.named import find_round, write_whole
from reports.management.processes import cores, start
from reports.models import ReportFile

# Which inputs each file of a folder was made from: a line a file, the last one counts. A file whose inputs have changed
# since (another council signed, say) is made again.
LIST = "made-from.txt"
BAR = 30


@dataclass(frozen=True)
class Job:
    """One file to be made. Crosses from process to process, so it carries a snapshot's key and not the snapshot."""

    snapshot: int
    kind: str
    peers: str
    inputs: str
    path: Path


def render(job: Job) -> None:
    """Runs in a process of its own, with its own database connection and its own drawing of charts."""
    snapshot = Snapshot.objects.select_related("council", "round").get(pk=job.snapshot)
    write_whole(job.path, CONTENTS[job.kind](snapshot, job.peers))


class Command(BaseCommand):
    help = "Write the brief, or the full report, of every council that has signed a round. Stopped, it goes on later."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("round", help="the round's slug")
        parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder to write into")
        kind = parser.add_mutually_exclusive_group()
        kind.add_argument("--brief", action="store_const", dest="kind", const="brief", help="the briefs (default)")
        kind.add_argument("--full", action="store_const", dest="kind", const="report", help="the full reports")
        parser.set_defaults(kind="brief")
        parser.add_argument("--peers", choices=PEERS, default="type", help="whom to compare with (%(default)s)")
        parser.add_argument("--workers", type=int, default=cores(), help="processes (%(default)s: the cores)")

    def handle(self, *, round: str, out: Path, kind: str, peers: str, workers: int, **options: Any) -> None:
        if workers < 1:
            raise CommandError("--workers must be 1 or more.")
        signed = Snapshot.objects.latest(round=find_round(round)).select_related("council", "round")
        jobs = [job_of(snapshot, kind, peers, out) for snapshot in signed.order_by("council__short_name")]
        made = read_list(out / LIST)
        open_jobs = [job for job in jobs if made.get(job.path.name) != job.inputs or not job.path.exists()]
        if skipped := len(jobs) - len(open_jobs):
            self.stderr.write(f"{skipped} of {len(jobs)} are there already.")
        started = time.monotonic()
        failures = self.make(open_jobs, out, min(workers, len(open_jobs)))
        done = len(open_jobs) - len(failures)
        self.stdout.write(f"Made {done} in {out}, {per_minute(done, started):.0f} files a minute.")
        if failures:
            raise CommandError(
                f"{len(failures)} were not made. Run the command again to make them.\n" + "\n".join(failures)
            )

    def make(self, jobs: list[Job], out: Path, workers: int) -> list[str]:
        """Make every file; a sentence for each that failed."""
        failures: list[str] = []
        if not jobs:
            return failures
        write_whole(
            out / LIST, "".join(f"{inputs}  {name}\n" for name, inputs in read_list(out / LIST).items()).encode()
        )
        started = time.monotonic()
        with (out / LIST).open("a") as made:
            for number, (job, future) in enumerate(finished(jobs, workers), start=1):
                if problem := future.exception():
                    failures.append(f"{job.path.name}: {problem or type(problem).__name__}")
                else:
                    made.write(f"{job.inputs}  {job.path.name}\n")
                    made.flush()
                self.show(number, len(jobs), per_minute(number, started))
        return failures

    def show(self, number: int, of: int, rate: float) -> None:
        bar = "#" * (BAR * number // of)
        words = f"[{bar:<{BAR}}] {number} of {of}, {rate:.0f} files a minute"
        if sys.stderr.isatty():
            self.stderr.write(f"\r{words}", ending="\n" if number == of else "")
        elif number == of or number % max(1, of // 20) == 0:
            self.stderr.write(words)


def finished(jobs: list[Job], workers: int) -> Iterator[tuple[Job, Future[None]]]:
    """Each job as it ends. One report a process: two threads are slower than one, two processes twice as fast."""
    spawn = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=spawn, initializer=start)
    try:
        futures = {pool.submit(render, job): job for job in jobs}
        for future in as_completed(futures):
            yield futures[future], future
    finally:
        pool.shutdown(cancel_futures=True)


def job_of(snapshot: Snapshot, kind: str, peers: str, out: Path) -> Job:
    # The model knows how a file is called.
    name = ReportFile(snapshot=snapshot, kind=kind, peers=peers).download_name
    return Job(snapshot.pk, kind, peers, inputs_key(snapshot, peers), out / name)


def read_list(path: Path) -> dict[str, str]:
    """Inputs by file name."""
    lines = path.read_text().splitlines() if path.exists() else []
    return {name: inputs for inputs, _spaces, name in (line.partition("  ") for line in lines)}


def per_minute(number: int, started: float) -> float:
    return 60 * number / max(time.monotonic() - started, 0.001)
