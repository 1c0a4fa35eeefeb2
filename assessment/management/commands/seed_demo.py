"""Load the demonstration: two rounds of made-up answers from real councils, and one person for each role."""

from datetime import UTC, date, datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from assessment.actions import save_answers as save
from assessment.actions import sign, start, submit
from assessment.demo import made_up_drafts
from assessment.models import Assessment, Round
from assessment.plan.demo import live_through, make_up_plan
from councils.models import Council, Membership, TypeGroup, User

PASSWORD = "a-cairn-marks-the-way"  # noqa: S105 (for the demonstration alone, which production refuses)

# How many councils of each group have signed: enough for quartiles in most, and too few in some, as in life.
SIGNED = {
    TypeGroup.COUNTY: 14,
    TypeGroup.DISTRICT: 46,
    TypeGroup.SINGLE_TIER_ENGLAND: 52,
    TypeGroup.WALES: 9,
    TypeGroup.SCOTLAND: 21,
    TypeGroup.NORTHERN_IRELAND: 4,
}
# The first council has signed the last round and is half way through this one: the rest of its answers are carried
# forward, to be confirmed. The second has signed both.
ANSWERING = "wiltshire"
SIGNED_TWICE = "county-durham"

COUNCIL_PEOPLE = {
    Membership.Role.VIEWER: ("viewer@demo.example", "Vera Viewer", "Head of scrutiny"),
    Membership.Role.CONTRIBUTOR: ("contributor@demo.example", "Colin Contributor", "Information manager"),
    Membership.Role.LEAD: ("lead@demo.example", "Leila Lead", "Chief information officer"),
    Membership.Role.SIGNATORY: ("signatory@demo.example", "Simon Signatory", "Chief executive"),
}
SOCITM_PEOPLE = {
    User.SocitmRole.ANALYST: ("analyst@demo.example", "Ann Analyst", "Benchmarking analyst"),
    User.SocitmRole.ADMINISTRATOR: ("administrator@demo.example", "Adam Administrator", "Administrator"),
}


class Command(BaseCommand):
    help = "Load the demonstration rounds (made-up answers and route plans) and print its sign-ins. Safe to run twice."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEVELOPMENT:
            raise CommandError(
                "The demonstration has a known password, so it is for development only: set CAIRN_DEVELOPMENT=1."
            )
        if not Council.objects.exists():
            raise CommandError("The register is empty: run load_councils first.")
        people = self._people()
        for year in (2025, 2026):
            self._round(year, people[Membership.Role.SIGNATORY], people[Membership.Role.LEAD])
        self._print_sign_ins()

    def _people(self) -> dict[str, User]:
        people: dict[str, User] = {}
        for role, (email, name, job_title) in (COUNCIL_PEOPLE | SOCITM_PEOPLE).items():
            user = User.objects.filter(email=email).first() or User.objects.create_user(
                email,
                PASSWORD,
                name=name,
                job_title=job_title,
                socitm_role=role if role in SOCITM_PEOPLE else User.SocitmRole.NONE,
            )
            people[role] = user
        for council in Council.objects.filter(slug__in=[ANSWERING, SIGNED_TWICE]):
            for role in COUNCIL_PEOPLE:
                Membership.objects.get_or_create(user=people[role], council=council, defaults={"role": role})
        return people

    def _round(self, year: int, signatory: User, lead: User) -> None:
        """One round, whole or not at all."""
        if Round.objects.filter(slug=str(year)).exists():
            return
        self.stdout.write(f"Making up answers for the {year} round…")
        with transaction.atomic():
            round = Round.objects.create(
                slug=str(year),
                name=f"{year} round",
                framework_slug="planting-the-flag",
                framework_version="2011.1",
                status=Round.Status.OPEN,
                opens=date(year, 9, 1),
                closes=date(year + 1, 1, 31),
                publishes=date(year + 1, 3, 1),
                made_up=True,
            )
            for number, council in enumerate(self._taking_part(year)):
                own = council.slug in (ANSWERING, SIGNED_TWICE)
                self._sign(round, council, year, number, by=signatory if own else None, lead=lead if own else None)
            if year == 2025:
                round.status = Round.Status.CLOSED
                round.save()
            else:
                self._unfinished(round, year, lead)

    def _taking_part(self, year: int) -> list[Council]:
        """The councils that sign, spread over the register. Some join in the second year, and some do not come back."""
        chosen: list[Council] = []
        for group, count in SIGNED.items():
            councils = [council for council in Council.objects.current(date(year, 9, 1)) if council.type_group == group]
            step = len(councils) / count
            spread = [councils[int(place * step)] for place in range(count)]
            chosen += spread[: round(count * 0.8)] if year == 2025 else spread[len(spread) // 10 :]
        own = [SIGNED_TWICE] if year == 2026 else [SIGNED_TWICE, ANSWERING]
        chosen = [council for council in chosen if council.slug not in (ANSWERING, SIGNED_TWICE)]
        return [*Council.objects.filter(slug__in=own), *chosen]

    def _sign(
        self, round: Round, council: Council, year: int, number: int, *, by: User | None, lead: User | None
    ) -> None:
        assessment = self._answer(round, council, year, lead, share=1.0)
        if lead:
            make_up_plan(assessment, by=lead)
        submit(assessment=assessment, by=lead)
        sign(assessment=assessment, by=by, at=datetime(year, 10, 1 + number % 30, 10, 0, tzinfo=UTC))
        if lead and year == 2025:
            live_through(assessment, by=lead)

    def _answer(self, round: Round, council: Council, year: int, by: User | None, *, share: float) -> Assessment:
        assessment = start(council=council, round=round, by=by)
        drafts = list(made_up_drafts(round.framework, council, year=year, share=share))
        save(assessment=assessment, by=by, drafts=drafts, why="made up for the demonstration")
        return assessment

    def _unfinished(self, round: Round, year: int, lead: User) -> None:
        """Councils that have started, or wait for a signature."""
        half = self._answer(round, Council.objects.get(slug=ANSWERING), year, lead, share=0.5)
        make_up_plan(half, by=lead)
        waiting = Council.objects.current(date(year, 9, 1)).exclude(assessments__round=round).order_by("gss_code")
        for place, council in enumerate(waiting[::12]):
            assessment = self._answer(round, council, year, None, share=(place % 4 + 1) / 4)
            if place % 4 == 3:
                submit(assessment=assessment, by=None)

    def _print_sign_ins(self) -> None:
        self.stdout.write("Demonstration sign-ins (made-up answers). Password for all: " + PASSWORD)
        for role, (email, name, job_title) in (COUNCIL_PEOPLE | SOCITM_PEOPLE).items():
            self.stdout.write(f"  {role.label:16} {email:28} {name}, {job_title}")
