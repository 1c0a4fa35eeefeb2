"""Long work in the background, and what becomes of it when a worker is killed.

The queue (django-tasks-db) never takes back a task whose worker was killed: it stays “running” for ever. So the truth
about a file is in its ReportFile row, a task is only a nudge to look at that row, and a nudge too many does nothing.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django_tasks import task

from assessment.models import Snapshot
from reports import files
from reports.models import LEASE, ReportFile

# A file waits its turn in the queue; only one that waits this long may have lost its task.
PATIENCE = timedelta(minutes=10)


@task()  # type: ignore[untyped-decorator]
def make_file(report_file_id: int) -> None:
    files.make(report_file_id)


def request_file(snapshot: Snapshot, kind: str, peers: str) -> ReportFile:
    """The file for these inputs: made, being made, or from now on waiting to be made. Asking twice makes one."""
    inputs = files.inputs_key(snapshot, peers)
    if found := ReportFile.objects.filter(kind=kind, inputs=inputs).first():
        return found
    # The task is kept in the same database, so that there is never a file without its task.
    with transaction.atomic():
        file, created = ReportFile.objects.get_or_create(
            kind=kind, inputs=inputs, defaults={"snapshot": snapshot, "peers": peers}
        )
        if created:
            make_file.enqueue(file.pk)
    return file


@transaction.atomic
def make_again(file: ReportFile) -> None:
    """Try once more to make a file that failed, or whose stored contents are gone."""
    over = ReportFile.objects.filter(pk=file.pk, status__in=(ReportFile.Status.DONE, ReportFile.Status.FAILED))
    fresh = {"claim": "", "alive_at": None, "attempts": 0, "progress": 0, "step": "", "error": "", "file": ""}
    if over.update(status=ReportFile.Status.WAITING, queued_at=timezone.now(), **fresh):
        make_file.enqueue(file.pk)


def revive(lost: QuerySet[ReportFile]) -> None:
    """Queue again those of the files that lost their worker or their task, each for the end of its lease."""
    now = timezone.now()
    begun = Q(status=ReportFile.Status.WORKING)
    forgotten = Q(status=ReportFile.Status.WAITING, queued_at__lt=now - PATIENCE)
    for file in lost.filter(begun | forgotten):
        make_file.using(run_after=max(now, file.lease_ends)).enqueue(file.pk)
        ReportFile.objects.filter(pk=file.pk).update(queued_at=now)


def revive_if_lost(file: ReportFile) -> None:
    """For whoever watches a file: queue it again once its lease is over, and no oftener than once a lease."""
    now = timezone.now()
    if file.lease_ends < now and file.queued_at < now - LEASE:
        revive(ReportFile.objects.filter(pk=file.pk))
