"""What a person can be to a council. What each role may do is in assessment/access.py alone."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


class Role(models.TextChoices):
    VIEWER = "viewer", _("Viewer")
    CONTRIBUTOR = "contributor", _("Contributor")
    LEAD = "lead", _("Lead")
    SIGNATORY = "signatory", _("Signatory")

    @property
    def about(self) -> "StrPromise":
        """What the role is for, in a sentence."""
        return ABOUT[self]


ABOUT = {
    Role.VIEWER: _("Reads the answers and the reports, and gives an opinion when asked."),
    Role.CONTRIBUTOR: _("Answers questions, in every dimension or in those they are put on."),
    Role.LEAD: _("Answers, invites people, shares out the work, submits the answers and keeps the plan."),
    Role.SIGNATORY: _(
        "Does what a lead does, signs for the council and can reopen what was signed. Usually the chief executive."
    ),
}
