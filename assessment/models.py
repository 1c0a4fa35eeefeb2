"""Said: rounds, assessments, answers, and what is signed."""

import json
from hashlib import sha256
from typing import Any, Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from assessment.opinion_models import Ask, Dissent, Opinion  # noqa: F401 (Django finds an app's tables here)
from assessment.plan_models import Action, ActionChange  # noqa: F401
from assessment.remark_models import Remark, Reply  # noqa: F401 (the same)
from assessment.rights import Rights
from assessment.timing_models import MeasuredTime  # noqa: F401
from councils.models import Council
from frameworks.definition import Framework
from frameworks.loader import load
from frameworks.scores import Given
from frameworks.scores import State as AnswerState


class Round(models.Model):
    """A period in which councils answer one version of a framework and are compared."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=80)
    framework_slug = models.SlugField()
    framework_version = models.CharField(max_length=20)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    opens = models.DateField()
    closes = models.DateField()
    publishes = models.DateField(help_text=_("when Socitm publishes findings of the round"))
    made_up = models.BooleanField(default=False, help_text=_("a demonstration round: every answer in it is made up"))

    class Meta:
        ordering = ["-opens"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opens__lte=models.F("closes"), closes__lte=models.F("publishes")),
                name="round_dates_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def framework(self) -> Framework:
        return load(self.framework_slug, self.framework_version)

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.OPEN


class Assessment(models.Model):
    """One council's answers in one round."""

    class Status(models.TextChoices):
        ANSWERING = "answering", _("Being answered")
        SUBMITTED = "submitted", _("Waiting for signature")
        SIGNED = "signed", _("Signed")

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="assessments")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="assessments")
    status = models.CharField(max_length=10, choices=Status, default=Status.ANSWERING)
    started_at = models.DateTimeField(default=timezone.now)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    # What the person at hand may do: given by access.get_assessment.
    rights: Rights

    class Meta:
        ordering = ["round", "council"]
        constraints = [models.UniqueConstraint(fields=["council", "round"], name="assessment_once_a_round")]

    def __str__(self) -> str:
        return f"{self.council.short_name}, {self.round.name}"

    def get_absolute_url(self) -> str:
        return reverse("assessment:tasks", args=[self.council.slug, self.round.slug])

    @property
    def framework(self) -> Framework:
        return self.round.framework

    @property
    def is_open(self) -> bool:
        """Answers may change: the round is open and nobody has submitted."""
        return self.round.is_open and self.status == self.Status.ANSWERING

    def given(self) -> dict[str, Given]:
        """Every answer as scoring takes it, by question code."""
        return {answer.question: answer.given for answer in self.answers.with_evidence()}


class AnswerQuerySet(models.QuerySet["Answer"]):
    def with_evidence(self) -> Self:
        return self.prefetch_related("evidence")


class Answer(models.Model):
    """The agreed answer to one question. No row: unanswered."""

    class State(models.TextChoices):
        LEVEL = AnswerState.LEVEL.value, _("A level")
        DONT_KNOW = AnswerState.DONT_KNOW.value, _("Don't know")
        NOT_APPLICABLE = AnswerState.NOT_APPLICABLE.value, _("Not applicable")

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="answers")
    question = models.CharField(max_length=20)
    state = models.CharField(max_length=15, choices=State)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    warnings = models.JSONField(default=list, blank=True, help_text=_("numbers of the ticked warning signs, from 1"))
    reason = models.TextField(blank=True, help_text=_("why the question does not apply"))
    note = models.TextField(blank=True)
    checked = models.BooleanField(default=False, help_text=_("a Socitm moderator has checked the evidence"))
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(default=timezone.now)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["question"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "question"], name="answer_once"),
            models.CheckConstraint(
                condition=(
                    models.Q(state="level", level__isnull=False) | (~models.Q(state="level") & models.Q(level=None))
                ),
                name="answer_level_goes_with_state_level",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="not_applicable") | ~models.Q(reason=""),
                name="answer_not_applicable_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.state if self.level is None else self.level}"

    @property
    def given(self) -> Given:
        return Given(
            state=AnswerState(self.state),
            level=self.level,
            warned=bool(self.warnings),
            evidenced=bool(self.evidence.all()),
        )


class Evidence(models.Model):
    """A reference to something that shows an answer is true. Cairn stores no files of the council's."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="evidence")
    title = models.CharField(max_length=200)
    where = models.CharField(max_length=500, blank=True, help_text=_("a link, or the name of a document"))
    page = models.CharField(max_length=40, blank=True)
    dated = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "evidence"

    def __str__(self) -> str:
        return self.title


class AnswerChange(models.Model):
    """Everything that changed an answer: who, when, from what, to what, why."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="changes")
    question = models.CharField(max_length=20)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    before = models.JSONField(null=True, help_text=_("the answer before; null: there was none"))
    after = models.JSONField()
    why = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["assessment", "question"], name="change_of_answer")]

    def __str__(self) -> str:
        return f"{self.question} at {self.at:%Y-%m-%d %H:%M}"


class Assignment(models.Model):
    """Who is on a dimension. A contributor with any assignment answers the assigned dimensions alone."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="assignments")
    dimension = models.CharField(max_length=20, help_text=_("the dimension's code"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="assignments")
    due = models.DateField(null=True, blank=True)
    since = models.DateTimeField(default=timezone.now, help_text=_("when the person was put on it"))
    blocked_by = models.CharField(max_length=300, blank=True, help_text=_("what holds them up, in their words"))
    blocked_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["dimension", "user"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "dimension", "user"], name="assignment_once"),
            models.CheckConstraint(
                condition=(
                    models.Q(blocked_by="", blocked_since=None)
                    | (~models.Q(blocked_by="") & models.Q(blocked_since__isnull=False))
                ),
                name="assignment_blocked_since_goes_with_by",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.dimension}"


class SignOff(models.Model):
    """One step of the way to signature: submitted, returned, signed, reopened."""

    class Step(models.TextChoices):
        SUBMITTED = "submitted", _("Submitted for signature")
        RETURNED = "returned", _("Returned to the lead")
        SIGNED = "signed", _("Signed")
        REOPENED = "reopened", _("Reopened")

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="sign_offs")
    step = models.CharField(max_length=10, choices=Step)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    remark = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.at:%Y-%m-%d}"


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    def latest(self, *, round: Round) -> Self:  # type: ignore[override]
        """The latest snapshot of each council in a round."""
        newest = self.filter(round=round).values("council").annotate(newest=models.Max("pk")).values("newest")
        return self.filter(pk__in=newest)


class Snapshot(models.Model):
    """What was signed: everything a report needs, never edited. `data` is described in assessment/snapshot.py."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="snapshots")
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="snapshots")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="snapshots")
    framework_slug = models.SlugField()
    framework_version = models.CharField(max_length=20)
    framework_checksum = models.CharField(max_length=64)
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    # The few figures of `data` that comparing needs, so that comparing 400 councils does not read 400 answer books.
    figures = models.JSONField()
    data = models.JSONField()
    sha256 = models.CharField(max_length=64)

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        ordering = ["-signed_at", "-pk"]
        indexes = [models.Index(fields=["round", "council"], name="snapshot_of_council")]

    def __str__(self) -> str:
        return f"{self.council.short_name}, {self.round.name}, signed {self.signed_at:%Y-%m-%d}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise ValueError("A snapshot is never edited: reopen the assessment and sign again.")
        self.sha256 = checksum(self.data)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise ValueError("A snapshot is never deleted.")


def checksum(data: Any) -> str:
    return sha256(canonical(data)).hexdigest()


def canonical(data: Any) -> bytes:
    """The one way to write a snapshot's data down: JSON in UTF-8, sorted keys, no spaces."""
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, cls=DjangoJSONEncoder)
    return text.encode()
