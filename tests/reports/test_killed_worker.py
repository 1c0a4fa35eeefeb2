"""A worker killed in the middle of a file: another finishes it later, once."""

import signal

import pytest

from tests.reports.deployment import Deployment, wait_for

REQUEST_AND_WORK = """
import django; django.setup()
from django.core.management import call_command
from assessment.models import Snapshot
from reports.tasks import request_file
request_file(Snapshot.objects.select_related("round").order_by("pk").first(), "brief", "type")
call_command("db_worker", "--no-startup-delay")
"""
WORK_TWICE = """
import django; django.setup()
from django.core.management import call_command
for _ in range(2):
    call_command("db_worker", "--batch", "--no-startup-delay")
"""
FILE = "SELECT status, progress, attempts FROM reports_reportfile"
TASKS = "SELECT status FROM django_tasks_database_dbtaskresult ORDER BY enqueued_at"
MINUTES_PASS = (
    "UPDATE reports_reportfile SET alive_at = datetime(alive_at, '-5 minutes')",
    "UPDATE django_tasks_database_dbtaskresult SET run_after = datetime(run_after, '-5 minute') WHERE status = 'READY'",
)


@pytest.fixture
def deployment(tmp_path) -> Deployment:
    return Deployment.new(tmp_path)


def test_a_killed_workers_file_is_finished_later_and_once(deployment):
    worker = deployment.start("-c", REQUEST_AND_WORK)
    wait_for(lambda: deployment.sql(FILE) == [("working", 50, 1)])
    worker.send_signal(signal.SIGKILL)
    worker.communicate()

    # The queue still takes the task for running. A new worker queues the file again, and waits for the lease to end.
    deployment.let_go()
    deployment.manage("db_worker", "--batch", "--no-startup-delay")
    assert deployment.sql(TASKS) == [("RUNNING",), ("READY",)]
    assert deployment.sql(FILE) == [("working", 50, 1)]

    for statement in MINUTES_PASS:
        deployment.sql(statement)
    deployment.python("-c", WORK_TWICE)
    assert deployment.sql(FILE) == [("done", 100, 2)]
    (path,) = [path for path in (deployment.folder / "files").rglob("*") if path.is_file()]
    assert path.read_text() == "westerby type"
