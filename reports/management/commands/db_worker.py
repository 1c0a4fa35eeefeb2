from typing import Any

from django_tasks_db.management.commands import db_worker

from reports.models import ReportFile
from reports.tasks import revive


class Command(db_worker.Command):
    """django-tasks-db's worker, which first queues again what workers before it were killed over."""

    def handle(self, **options: Any) -> None:
        revive(ReportFile.objects.all())
        super().handle(**options)
