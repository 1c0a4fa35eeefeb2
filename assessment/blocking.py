"""What holds people up, in their own words: said to the lead, and gone when the dimension is complete."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessment.actions import NotAllowed
from assessment.models import Assignment


def say_what_blocks(*, assignment: Assignment, words: str) -> bool:
    """Keep what holds a person up on a dimension; no words: nothing does any more. Returns whether that is news."""
    if not assignment.assessment.is_open:
        raise NotAllowed(_("The answers can no longer be changed, so nothing can hold you up."))
    with transaction.atomic():
        row = Assignment.objects.select_for_update().get(pk=assignment.pk)
        if row.blocked_by == words:
            return False
        row.blocked_by, row.blocked_since = words, timezone.now() if words else None
        row.save(update_fields=["blocked_by", "blocked_since"])
        assignment.blocked_by, assignment.blocked_since = row.blocked_by, row.blocked_since
    return True
