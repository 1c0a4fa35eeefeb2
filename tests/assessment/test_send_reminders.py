"""`send_reminders`: who is reminded of what, once a week at most, and not those who switched it off."""

from datetime import date, datetime, timedelta
from io import StringIO
from unittest import mock
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command

from assessment.actions import Share, assign
from assessment.models import Assessment, Round
from assessment.people import change_role
from assessment.reminding import send_reminders, unfinished_work
from councils.models import Membership, User
from tests.conftest import answer_everything

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Europe/London"))
SITE = "https://cairn.example"


def remind(*, days: int = 0) -> tuple[int, int]:
    return send_reminders(at=NOW + timedelta(days=days), site=SITE)


@pytest.fixture
def put_on(assessment, contributor) -> None:
    shares = [Share("COLL", (contributor,), date(2026, 11, 27)), Share("LEAD", (contributor,), date(2026, 11, 18))]
    assign(assessment=assessment, shares=shares)


def test_one_letter_says_what_is_due_and_overdue_with_links_and_the_off_switch(put_on, contributor, mailoutbox):
    assert remind() == (1, 0)
    (mail,) = mailoutbox
    assert mail.to == [contributor.email]
    assert mail.subject == "Cairn: a reminder about 2 dimensions"
    overdue = mail.body.index("Was due on 18 November 2026. 0 of 4 questions are answered.\n")
    due = mail.body.index("Due on 27 November 2026. 0 of 4 questions are answered.\n")
    assert overdue < due
    assert f"{SITE}/councils/westerby/2026/leadership/\n" in mail.body
    assert f"To stop reminders:\n{SITE}/accounts/reminders/\n" in mail.body


def test_at_most_once_a_week(put_on, mailoutbox):
    sent = [remind(days=day)[0] for day in range(15)]
    assert sent == [1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1]


def test_a_run_a_little_earlier_in_the_day_is_a_week_later_all_the_same(put_on):
    remind()
    assert send_reminders(at=NOW + timedelta(days=7, seconds=-30), site=SITE) == (1, 0)


def test_what_is_due_later_or_on_no_day_waits(assessment, contributor, mailoutbox):
    assign(
        assessment=assessment, shares=[Share("LEAD", (contributor,)), Share("COLL", (contributor,), date(2026, 11, 28))]
    )
    assert remind() == (0, 0)
    assert remind(days=1) == (1, 0)
    assert mailoutbox[0].subject == "Cairn: a reminder about Collaborate"


def answered(assessment, contributor, lead):
    answer_everything(assessment)


def submitted(assessment, contributor, lead):
    Assessment.objects.update(status=Assessment.Status.SUBMITTED)


def round_closed(assessment, contributor, lead):
    Round.objects.update(status=Round.Status.CLOSED)


def switched_off(assessment, contributor, lead):
    User.objects.filter(pk=contributor.pk).update(reminders=False)


def account_closed(assessment, contributor, lead):
    User.objects.filter(pk=contributor.pk).update(is_active=False)


def no_longer_a_member(assessment, contributor, lead):
    contributor.memberships.all().delete()


def now_a_viewer(assessment, contributor, lead):
    change_role(membership=contributor.memberships.get(), role=Membership.Role.VIEWER, by=lead)


@pytest.mark.parametrize(
    "so", [answered, submitted, round_closed, switched_off, account_closed, no_longer_a_member, now_a_viewer]
)
def test_nobody_is_reminded_in_vain_or_against_their_will(put_on, assessment, contributor, lead, so, mailoutbox):
    so(assessment, contributor, lead)
    assert remind() == (0, 0)
    assert mailoutbox == []


def test_a_letter_not_taken_is_tried_again_and_keeps_nobody_else_waiting(put_on, assessment, lead, mailoutbox):
    assign(assessment=assessment, shares=[Share("GOVN", (lead,), date(2026, 11, 20))])
    post = "django.core.mail.backends.locmem.EmailBackend.send_messages"
    with mock.patch(post, side_effect=[ConnectionRefusedError, 1]):
        assert remind() == (1, 1)
    assert remind() == (1, 0)
    assert len(mailoutbox) == 1


def test_two_runs_at_once_write_once(put_on, mailoutbox):
    """The second run has read its people before the first has marked them."""
    read_before = unfinished_work(at=NOW, site=SITE)
    assert remind() == (1, 0)
    with mock.patch("assessment.reminding.unfinished_work", return_value=read_before):
        assert remind() == (0, 0)
    assert len(mailoutbox) == 1


def test_the_command_says_how_many_and_uses_the_sites_address(put_on, settings, mailoutbox):
    settings.SITE_ADDRESS = "https://elsewhere.example"
    said = StringIO()
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        call_command("send_reminders", stdout=said)
    assert said.getvalue() == "1 reminded.\n"
    assert "https://elsewhere.example/councils/westerby/2026/leadership/" in mailoutbox[0].body


def test_the_command_fails_where_letters_were_not_taken(put_on):
    with (
        mock.patch("django.utils.timezone.now", return_value=NOW),
        mock.patch("django.core.mail.backends.locmem.EmailBackend.send_messages", side_effect=TimeoutError),
        pytest.raises(CommandError, match="1 could not be reminded"),
    ):
        call_command("send_reminders", stdout=StringIO())
