"""How old evidence is. Plain values in, plain values out: the day is the caller's."""

from calendar import monthrange
from datetime import date

# Rounds are a year apart. What was new when one round was answered still shows something in the next; what is older
# than that and half a year more tells how the council was.
OLD_AFTER_MONTHS = 18


def is_old(dated: date | None, *, on: date) -> bool:
    """Whether evidence is dated more than 18 calendar months before a day. Without a date nothing can be said."""
    return dated is not None and dated < months_before(on, OLD_AFTER_MONTHS)


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or that month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
