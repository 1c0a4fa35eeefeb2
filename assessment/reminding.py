"""Reminders of unfinished work: a week before it is due and while it is overdue, at most one letter a week."""

from collections import defaultdict
from datetime import datetime, timedelta

from django.core.mail import EmailMessage
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from assessment.access import ANSWERING_ROLES
from assessment.models import Assessment, Assignment, Round
from assessment.notices import Line, link_to
from assessment.progress import Task, tasks_of
from councils.mail import NotSent, letter, post
from councils.models import User

AHEAD = timedelta(days=7)
A_WEEK = timedelta(days=7)


def unfinished_work(*, at: datetime, site: str) -> dict[User, list[Line]]:
    """What each person who wants reminders has left that is due within a week or overdue, the most pressing first."""
    today = timezone.localdate(at)
    rows = (
        Assignment.objects.filter(
            due__lte=today + AHEAD,
            assessment__status=Assessment.Status.ANSWERING,
            assessment__round__status=Round.Status.OPEN,
            user__is_active=True,
            user__reminders=True,
            user__memberships__council=F("assessment__council"),
            user__memberships__role__in=ANSWERING_ROLES,
        )
        .select_related("user", "assessment__council", "assessment__round")
        .order_by("due", "assessment", "dimension")
    )
    tasks: dict[int, dict[str, Task]] = {}
    found: dict[User, list[Line]] = defaultdict(list)
    for row in rows:
        assessment = row.assessment
        if assessment.pk not in tasks:
            tasks[assessment.pk] = {task.dimension.code: task for task in tasks_of(assessment)}
        task = tasks[assessment.pk][row.dimension]
        if not task.complete:
            link = link_to(assessment, task.dimension, site)
            overdue = row.due is not None and row.due < today
            line = Line(assessment, task.dimension, link, row.due, task.answered, task.of, overdue)
            found[row.user].append(line)
    return found


def send_reminders(*, at: datetime, site: str) -> tuple[int, int]:
    """Remind everybody who was not reminded in the last week: how many letters were sent, and how many not taken."""
    sent = failed = 0
    for person, lines in unfinished_work(at=at, site=site).items():
        before = person.reminded_at
        if not _claim(person, at):
            continue
        try:
            post([_letter(person, lines, site)])
        except NotSent:
            User.objects.filter(pk=person.pk, reminded_at=at).update(reminded_at=before)
            failed += 1
        else:
            sent += 1
    return sent, failed


def _claim(person: User, at: datetime) -> bool:
    """Mark a person as reminded before the letter goes, so that two runs at once do not both write to them."""
    # Counted in days: a daily run that starts a few seconds earlier than last week's still counts as a week later.
    if person.reminded_at and timezone.localdate(person.reminded_at) > timezone.localdate(at) - A_WEEK:
        return False
    return User.objects.filter(pk=person.pk, reminded_at=person.reminded_at).update(reminded_at=at) == 1


def _letter(person: User, lines: list[Line], site: str) -> EmailMessage:
    return letter(
        "assessment/email/reminder",
        to=person.email,
        site=site,
        person=person,
        lines=lines,
        off=site + reverse("councils:reminders"),
    )
