"""The plan's dates as a calendar file (RFC 5545): one all-day event an action that has a day."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from assessment.plan.reading import Line
from assessment.plan_models import Action

PRODUCT = "-//Cairn//Route plan//EN"
STATUS = {
    Action.Status.ACCEPTED: "TENTATIVE",
    Action.Status.UNDER_WAY: "CONFIRMED",
    Action.Status.DONE: "CONFIRMED",
    Action.Status.DROPPED: "CANCELLED",
}


def calendar(lines: Iterable[Line], *, name: str, home: str) -> bytes:
    """`home` is the address in front of every path, for the link back to the action."""
    book = Calendar()
    book.add("prodid", PRODUCT)
    book.add("version", "2.0")
    book.add("method", "PUBLISH")
    book.add("x-wr-calname", name)
    for line in lines:
        if line.action.due:
            book.add_component(_event(line, home))
    written: bytes = book.to_ical()
    return written


def _event(line: Line, home: str) -> Event:
    action = line.action
    due = action.due
    assert due is not None  # noqa: S101 (the caller has asked)
    event = Event()
    # The same in every round and after every change, so that a calendar moves what it has instead of adding to it.
    event.add("uid", f"{action.uid}@cairn")
    event.add("sequence", action.version)
    event.add("dtstamp", action.updated_at)
    event.add("dtstart", due)
    event.add("dtend", due + timedelta(days=1))
    event.add("summary", _("Done: %s") % action.step if action.status == Action.Status.DONE else action.step)
    event.add("description", "\n".join(_says(line)))
    event.add("status", STATUS[Action.Status(action.status)])
    # A day by which something is due keeps nobody from being free on it.
    event.add("transp", "TRANSPARENT")
    event.add("categories", [line.about])
    event.add("url", home + action.get_absolute_url())
    return event


def _says(line: Line) -> Iterable[str]:
    action = line.action
    yield _("Status: %s") % action.get_status_display()
    if action.owner:
        yield _("Owner: %s") % action.owner
    if line.actor:
        yield _("Who must act: %s") % line.actor
    if action.partners:
        yield _("Partners: %s") % action.partners
    if action.benefit:
        yield action.benefit
