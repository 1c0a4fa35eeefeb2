"""The talk on the way to signature: what a signatory wants looked at again, and what they are told about it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class RemarkQuerySet(models.QuerySet["Remark"]):
    def unanswered(self) -> Self:
        return self.filter(replies=None)

    def with_talk(self) -> Self:
        """Each with who made it and every reply to it."""
        return self.select_related("sign_off__by").prefetch_related(
            models.Prefetch("replies", Reply.objects.select_related("by"))
        )


class Remark(models.Model):
    """What should be looked at again, in one dimension or in the whole. Who said so and when is in its step.

    Remarks are the council's own: they are no part of a snapshot, and nobody at Socitm's desk reads them.
    """

    sign_off = models.ForeignKey("assessment.SignOff", on_delete=models.CASCADE, related_name="remarks")
    dimension = models.CharField(max_length=20, blank=True, help_text=_("the dimension's code; none: the whole"))
    text = models.TextField()

    objects = RemarkQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["sign_off", "dimension"], name="remark_once_a_dimension"),
            models.CheckConstraint(condition=~models.Q(text=""), name="remark_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.dimension}: {self.text[:40]}"

    @property
    def is_answered(self) -> bool:
        return bool(self.replies.all())


class Reply(models.Model):
    """What the signatory is told about a remark."""

    remark = models.ForeignKey(Remark, on_delete=models.CASCADE, related_name="replies")
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name_plural = "replies"
        constraints = [models.CheckConstraint(condition=~models.Q(text=""), name="reply_says_something")]

    def __str__(self) -> str:
        return f"{self.by} at {self.at:%Y-%m-%d %H:%M}"
