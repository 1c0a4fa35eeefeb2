"""How long a dimension took: measured once, when it is signed (assessment/timing.py)."""

from django.db import models


class MeasuredTime(models.Model):
    """The time that one council's people took over one dimension. No row: it could not be measured.

    Beside the snapshot and not in it: it says something of the questionnaire, and nothing of the council.
    """

    assessment = models.ForeignKey("assessment.Assessment", on_delete=models.CASCADE, related_name="measured_times")
    dimension = models.CharField(max_length=20)
    seconds = models.PositiveIntegerField()

    class Meta:
        ordering = ["assessment", "dimension"]
        constraints = [models.UniqueConstraint(fields=["assessment", "dimension"], name="measured_once")]

    def __str__(self) -> str:
        return f"{self.dimension}: {self.seconds} s"
