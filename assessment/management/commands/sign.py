from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from assessment import actions
from assessment.access import rights_at
from assessment.models import Assessment
from councils.models import User


class Command(BaseCommand):
    help = "Sign a council's assessment in a round, submitting it first if nobody has."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("council", help="the council's slug or official code")
        parser.add_argument("round", help="the round's slug")
        parser.add_argument("--by", required=True, metavar="EMAIL", help="the person who signs")

    def handle(self, *, council: str, round: str, by: str, **options: Any) -> None:
        known_by = "gss_code" if council[1:].isdecimal() else "slug"
        assessment = (
            Assessment.objects.select_related("council", "round")
            .filter(**{f"council__{known_by}": council, "round__slug": round})
            .first()
        )
        if assessment is None:
            raise CommandError(f"{council} has not started {round}, or there is no such council or round.")
        person = User.objects.filter(email=by.strip().lower()).first()
        if person is None or not rights_at(person, assessment.council).sign:
            raise CommandError(f"{by} may not sign for {assessment.council.name}.")
        try:
            with transaction.atomic():
                if assessment.status == Assessment.Status.ANSWERING:
                    actions.submit(assessment=assessment, by=person)
                snapshot = actions.sign(assessment=assessment, by=person)
        except actions.NotAllowed as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{snapshot} (SHA-256 {snapshot.sha256})")
