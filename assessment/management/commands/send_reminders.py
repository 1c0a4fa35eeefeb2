from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from assessment.reminding import send_reminders


class Command(BaseCommand):
    help = "Remind people by e-mail of dimensions due within a week or overdue, at most once a week each. Run it daily."

    def handle(self, *args: Any, **options: Any) -> None:
        sent, failed = send_reminders(at=timezone.now(), site=settings.SITE_ADDRESS)
        self.stdout.write(f"{sent} reminded.")
        if failed:
            raise CommandError(
                f"{failed} could not be reminded: the mail server did not take the letters. Run it again."
            )
