from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse

from councils.models import Council, Membership, User


class Command(BaseCommand):
    help = "Lets a person in: at a council, or as Socitm staff. They choose their own password by e-mail."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", help="as colleagues know them; needed for somebody new")
        parser.add_argument("--job-title", default="")
        parser.add_argument("--council", metavar="SLUG", help="the council, as in its address: stockton-on-tees")
        parser.add_argument("--role", choices=Membership.Role.values, help="what they are to that council")
        parser.add_argument(
            "--socitm", choices=[role for role in User.SocitmRole.values if role], help="what they are at Socitm"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if bool(options["council"]) != bool(options["role"]):
            raise CommandError("--council and --role go together.")
        if not options["council"] and not options["socitm"]:
            raise CommandError("Say what the person is: --council SLUG --role ROLE, or --socitm ROLE.")
        with transaction.atomic():
            user, new = self._user(options)
            if options["socitm"]:
                user.socitm_role = options["socitm"]
                user.save(update_fields=["socitm_role"])
                self.stdout.write(f"{user} is {user.get_socitm_role_display()}.")
            if options["council"]:
                self._join(user, options["council"], options["role"])
        if new:
            self.stdout.write(f"They choose a password at {reverse('account_reset_password')}, by giving {user.email}.")

    def _user(self, options: dict[str, Any]) -> tuple[User, bool]:
        email = options["email"].strip().lower()
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"{email} is no e-mail address.") from error
        if user := User.objects.filter(email=email).first():
            return user, False
        if not options["name"]:
            raise CommandError(f"{email} is new here: say their --name.")
        return User.objects.create_user(email, name=options["name"], job_title=options["job_title"]), True

    def _join(self, user: User, slug: str, role: str) -> None:
        council = Council.objects.filter(slug=slug).first()
        if council is None:
            raise CommandError(f"There is no council {slug!r}. Was load_councils run?")
        membership, _ = Membership.objects.update_or_create(user=user, council=council, defaults={"role": role})
        self.stdout.write(f"{membership}.")
