"""How old evidence may be before somebody should look for newer."""

from datetime import date

from django.utils import timezone

OLD_AFTER_MONTHS = 18


def is_old(dated: date, today: date | None = None) -> bool:
    """Whether more than 18 months have passed since a date."""
    today = today or timezone.localdate()
    months = (today.year - dated.year) * 12 + today.month - dated.month
    return (months, today.day - dated.day) > (OLD_AFTER_MONTHS, 0)
