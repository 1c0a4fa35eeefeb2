"""Stored results of long work."""

from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessment.models import Snapshot

# How long a worker may give no sign of life before its file is another's to make. Longer than the longest step of a
# report on a busy machine; were it ever too short, two would work and one would finish.
LEASE = timedelta(seconds=60)


class ReportFile(models.Model):
    """A file made once for the same inputs, by whichever worker gets there (reports/files.py), and kept."""

    class Kind(models.TextChoices):
        REPORT = "report", _("report")
        BRIEF = "brief", _("brief")
        MEMBERS = "members", _("members' page")
        WORD = "word", _("report in Word")
        SLIDES = "slides", _("slides")

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        WORKING = "working", _("Being made")
        DONE = "done", _("Ready")
        FAILED = "failed", _("Not made")

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="files")
    kind = models.CharField(max_length=10, choices=Kind)
    peers = models.CharField(max_length=20)
    inputs = models.CharField(max_length=64, help_text=_("SHA-256 of everything the contents come from"))

    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    progress = models.PositiveSmallIntegerField(default=0, help_text=_("percent"))
    step = models.CharField(max_length=100, blank=True)
    error = models.TextField(blank=True)
    queued_at = models.DateTimeField(default=timezone.now)
    # Whose it is to make, and when they last gave a sign of life.
    claim = models.CharField(max_length=32, blank=True)
    alive_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    file = models.FileField(blank=True, max_length=250)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(null=True, blank=True, help_text=_("bytes"))
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "inputs"], name="report_file_once_for_its_inputs"),
            models.CheckConstraint(condition=models.Q(progress__lte=100), name="report_file_progress_is_a_percentage"),
            models.CheckConstraint(
                condition=~models.Q(status="done") | (~models.Q(file="") & ~models.Q(sha256="") & models.Q(size__gt=0)),
                name="report_file_done_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.snapshot}"

    @property
    def is_done(self) -> bool:
        return self.status == self.Status.DONE

    @property
    def is_pending(self) -> bool:
        return self.status in (self.Status.WAITING, self.Status.WORKING)

    @property
    def lease_ends(self) -> datetime:
        """When the file is another's to make. A file nobody has begun is anyone's since it was queued."""
        return (self.alive_at or self.queued_at) + LEASE

    @property
    def extension(self) -> str:
        return {self.Kind.WORD: "docx", self.Kind.SLIDES: "pptx"}.get(self.Kind(self.kind), "pdf")

    @property
    def format(self) -> str:
        """As a person calls it: "PDF", "Word"."""
        return {"docx": "Word", "pptx": "PowerPoint"}.get(self.extension, "PDF")

    @property
    def download_name(self) -> str:
        """“Cairn report - Durham - 2026.pdf”, for the person who saves it."""
        council, round = self.snapshot.council, self.snapshot.round
        parts = [f"Cairn {self.get_kind_display()}", council.short_name, round.slug]
        if self.peers != "type":
            parts.append(self.peers)
        return f"{' - '.join(parts)}.{self.extension}"
