"""The model of an invitation. What is done with one is in inviting.py."""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from councils.roles import Role

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

    from councils.models import User


def two_weeks_on() -> datetime:
    return timezone.now() + timedelta(days=14)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def pending(self) -> Self:
        """Neither accepted nor withdrawn: still open, or expired and never followed up."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def by_token(self, token: str) -> Self:
        return self.filter(token_digest=Invitation.digest(token))


class Invitation(models.Model):
    """A link, sent to one address, by which its owner joins a council in a role. Sending it again makes a new one.

    The link's token is long and random, and only its digest is kept: who reads the database can follow no link. A
    signed key would need no column, but whoever learned the secret key could then invite themselves anywhere.
    """

    class Standing(models.TextChoices):
        OPEN = "open", _("Open")
        EXPIRED = "expired", _("Expired")
        ACCEPTED = "accepted", _("Accepted")
        REPLACED = "replaced", _("Sent again")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    council = models.ForeignKey("councils.Council", on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField(_("e-mail address"), help_text=_("always in lower case"))
    role = models.CharField(max_length=20, choices=Role)
    token_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(default=two_weeks_on)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["council", "created_at"], name="invitation_of_council")]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "email"],
                condition=models.Q(accepted_at=None, withdrawn_at=None),
                name="invitation_pending_once",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at=None, accepted_by=None)
                | models.Q(accepted_at__isnull=False, accepted_by__isnull=False, withdrawn_at=None),
                name="invitation_accepted_by_somebody_and_not_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} is invited to {self.council.short_name} as {self.get_role_display()}"

    @staticmethod
    def digest(token: str) -> str:
        return sha256(token.encode()).hexdigest()

    @staticmethod
    def path(token: str) -> str:
        """The address of the page that accepts. The token is known only to who sends the link, and who has it."""
        return reverse("councils:invitation", args=[token])

    @property
    def standing(self) -> Standing:
        if self.accepted_at:
            return self.Standing.ACCEPTED
        if self.withdrawn_at:
            later = Invitation.objects.filter(council=self.council, email=self.email, pk__gt=self.pk)
            return self.Standing.REPLACED if later.exists() else self.Standing.WITHDRAWN
        return self.Standing.OPEN if self.expires_at > timezone.now() else self.Standing.EXPIRED

    @property
    def role_about(self) -> "StrPromise":
        return Role(self.role).about

    @property
    def is_open(self) -> bool:
        return self.standing == self.Standing.OPEN

    def is_for(self, user: "User") -> bool:
        return self.email == user.email.lower()
