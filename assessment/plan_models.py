"""The route plan: what a council has agreed to do, by whom and by when, and everything that changed in it."""

from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ActionQuerySet(models.QuerySet["Action"]):
    def unfinished(self) -> Self:
        return self.filter(status__in=Action.UNFINISHED)

    def late(self) -> Self:
        return self.unfinished().filter(due__lt=timezone.localdate())


class Action(models.Model):
    """One thing that the council has agreed to do. What is only proposed has no row: it follows from the answers.

    The plan of an assessment is alive until the council starts a later round, which takes its unfinished actions along.
    """

    class Kind(models.TextChoices):
        """What an action came from: a question's next step, a warning sign, an answer nobody knows, or the council."""

        STEP = "step", _("Take the next step")
        WARNING = "warning", _("End a warning sign")
        FIND_OUT = "find_out", _("Find the answer out")
        OWN = "own", _("The council’s own")

    class Status(models.TextChoices):
        ACCEPTED = "accepted", _("Agreed, not started")
        UNDER_WAY = "under_way", _("Under way")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Dropped")

    class Effort(models.TextChoices):
        """Of people's time, all told."""

        SMALL = "small", _("Days")
        MEDIUM = "medium", _("Weeks")
        LARGE = "large", _("Months")

    class Impact(models.TextChoices):
        HIGH = "high", _("High")
        MEDIUM = "medium", _("Medium")
        LOW = "low", _("Low")

    UNFINISHED = (Status.ACCEPTED, Status.UNDER_WAY)

    assessment = models.ForeignKey("assessment.Assessment", on_delete=models.CASCADE, related_name="actions")
    uid = models.UUIDField(default=uuid4, help_text=_("the same in every round: calendars know the action by it"))
    kind = models.CharField(max_length=10, choices=Kind)
    question = models.CharField(max_length=20, blank=True, help_text=_("code; none: it came from no question"))
    from_level = models.PositiveSmallIntegerField(null=True, blank=True)
    to_level = models.PositiveSmallIntegerField(null=True, blank=True)
    dimension = models.CharField(max_length=20, blank=True, help_text=_("code; none: the council as a whole"))
    step = models.TextField(help_text=_("what is to be done"))
    actor = models.CharField(max_length=40, blank=True, help_text=_("a key of the framework's roles"))
    owner = models.CharField(max_length=120, blank=True, help_text=_("the name of whoever answers for it"))
    due = models.DateField(null=True, blank=True)
    effort = models.CharField(max_length=10, choices=Effort)
    impact = models.CharField(max_length=10, choices=Impact)
    benefit = models.TextField(blank=True, help_text=_("what the council gains"))
    partners = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.ACCEPTED)
    reason = models.TextField(blank=True, help_text=_("why it was dropped"))
    carried_from = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="carried_to"
    )
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    updated_at = models.DateTimeField(default=timezone.now)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = ActionQuerySet.as_manager()

    class Meta:
        # What has a day comes first, soonest first; then as it was agreed.
        ordering = [models.F("due").asc(nulls_last=True), "pk"]
        constraints = [
            # Nobody agrees twice to the same proposal.
            models.UniqueConstraint(
                fields=["assessment", "question", "kind", "from_level"],
                condition=~models.Q(question=""),
                name="action_once_a_proposal",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="dropped") | ~models.Q(reason=""), name="action_dropped_has_a_reason"
            ),
            models.CheckConstraint(condition=~models.Q(step=""), name="action_says_what_to_do"),
        ]

    def __str__(self) -> str:
        return self.step

    def get_absolute_url(self) -> str:
        council, round = self.assessment.council, self.assessment.round
        return reverse("assessment:plan_action", args=[council.slug, round.slug, self.pk])

    @property
    def is_unfinished(self) -> bool:
        return self.status in self.UNFINISHED

    @property
    def is_late(self) -> bool:
        return self.is_unfinished and self.due is not None and self.due < timezone.localdate()


class ActionChange(models.Model):
    """Everything that changed an action: who, when, from what, to what."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="changes")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    before = models.JSONField(null=True, help_text=_("the terms before; null: it was new"))
    after = models.JSONField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.action_id} at {self.at:%Y-%m-%d %H:%M}"
