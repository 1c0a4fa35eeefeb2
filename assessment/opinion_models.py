"""Asking around: what a lead asks colleagues, what they think, and who did not agree with what was agreed."""

from datetime import datetime, time, timedelta
from hashlib import sha256
from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AskQuerySet(models.QuerySet["Ask"]):
    def open(self) -> Self:
        return self.filter(closed_at=None, closes__gte=timezone.localdate())

    def closed(self) -> Self:
        return self.exclude(closed_at=None, closes__gte=timezone.localdate())

    def by_token(self, token: str) -> Self:
        return self.filter(token_digest=Ask.digest(token))


class Ask(models.Model):
    """A lead asks colleagues for their view on some questions of an assessment, until a day.

    What they think is shown once the ask has closed, and never before: whoever could watch a count change from one hour
    to the next could tell who thinks what. So it closes for good.
    """

    class Group(models.TextChoices):
        EXECUTIVE = "executive", _("Executive team")
        COUNCILLOR = "councillor", _("Councillors")
        SERVICE_DIRECTOR = "service_director", _("Service directors")
        FRONT_LINE = "front_line", _("Front-line staff")
        OTHER = "other", _("Other roles")

    assessment = models.ForeignKey("assessment.Assessment", on_delete=models.CASCADE, related_name="asks")
    title = models.CharField(max_length=120)
    remark = models.TextField(blank=True, help_text=_("what those who are asked should know"))
    questions = models.JSONField(help_text=_("codes, in the order of the framework"))
    groups = models.JSONField(help_text=_("the groups that are asked"))
    closes = models.DateField(help_text=_("the last day"))
    closed_at = models.DateTimeField(null=True, blank=True, help_text=_("when it was closed before its day"))
    token_digest = models.CharField(max_length=64, blank=True, help_text=_("of the anonymous link; none: no such link"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)

    objects = AskQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["token_digest"], condition=~models.Q(token_digest=""), name="ask_link_leads_to_one"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @staticmethod
    def digest(token: str) -> str:
        return sha256(token.encode()).hexdigest()

    @staticmethod
    def path(token: str) -> str:
        """The address of the anonymous page. The token is known only to who passes the link on, and who has it."""
        return reverse("assessment:opinions_anonymous", args=[token])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and timezone.localdate() <= self.closes

    @property
    def ended_at(self) -> datetime:
        """The moment after which nothing is added: when it was closed, or the end of its last day."""
        if self.closed_at:
            return self.closed_at
        return timezone.make_aware(datetime.combine(self.closes + timedelta(days=1), time.min))

    @property
    def group_choices(self) -> list[tuple[str, str]]:
        return [(group.value, str(group.label)) for group in self.Group if group.value in self.groups]


class Opinion(models.Model):
    """What one person thinks the level of one question is.

    An anonymous one keeps nothing that leads to who gave it: `respondent` is the digest of a key that is in their open
    page alone, and the day stands for the time, which a server's log could otherwise be matched with.
    """

    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="opinions")
    question = models.CharField(max_length=20)
    group = models.CharField(max_length=20, choices=Ask.Group)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    respondent = models.UUIDField(null=True, blank=True)
    level = models.PositiveSmallIntegerField(null=True, blank=True, help_text=_("none: they do not know"))
    comment = models.TextField(blank=True)
    on = models.DateField(default=timezone.localdate)

    class Meta:
        ordering = ["ask", "question"]
        constraints = [
            # Nothing equals NULL in a unique constraint, so each of these holds for its own kind of respondent.
            models.UniqueConstraint(fields=["ask", "question", "person"], name="opinion_once_a_person"),
            models.UniqueConstraint(fields=["ask", "question", "respondent"], name="opinion_once_a_respondent"),
            models.CheckConstraint(
                condition=models.Q(person=None, respondent__isnull=False)
                | models.Q(person__isnull=False, respondent=None),
                name="opinion_of_a_person_or_anonymous",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {'–' if self.level is None else self.level} ({self.get_group_display()})"


class Dissent(models.Model):
    """What was said against the answer that a workshop agreed on."""

    assessment = models.ForeignKey("assessment.Assessment", on_delete=models.CASCADE, related_name="dissents")
    question = models.CharField(max_length=20)
    text = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", help_text=_("who wrote it down")
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["assessment", "question"], name="dissent_on_question")]

    def __str__(self) -> str:
        return f"{self.question}: {self.text[:60]}"
