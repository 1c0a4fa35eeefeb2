"""What holds somebody up: said in a sentence, heard by the lead at once, gone when the dimension is complete."""

from datetime import date
from unittest import mock

import pytest

from assessment.actions import Share, assign, save_answers, submit
from assessment.drafts import Draft
from assessment.models import Assignment
from frameworks.scores import State

TASKS = "/councils/westerby/2026/"
PAGE = TASKS + "leadership/"
BLOCKED = TASKS + "blocked/LEAD/"
WORDS = "The finance director is away until Monday & nobody else knows"
SHOWN = "The finance director is away until Monday &amp; nobody else knows"


@pytest.fixture
def assigned(assessment, contributor, lead) -> None:
    assign(assessment=assessment, shares=[Share("LEAD", (contributor,)), Share("COLL", (contributor,))])


def test_the_lead_hears_of_it_at_once(assessment, assigned, contributor, lead, signatory, as_user, mailoutbox):
    client = as_user(contributor)
    assert "Does something hold you up?" in client.get(PAGE).content.decode()

    page = client.post(BLOCKED, {"words": f"  {WORDS} "}, follow=True)

    assert page.redirect_chain == [(PAGE, 302)]
    assert f"{lead.name} will hear by e-mail what holds you up." in page.content.decode()
    assert f"what holds you up: “{SHOWN}”" in page.content.decode()
    (mail,) = mailoutbox
    assert mail.to == [lead.email]
    assert mail.subject == f"Cairn: {contributor.name} is held up on Leadership"
    assert f"{contributor.name} is held up on Leadership in the 2026 round of Westerby Council" in mail.body
    assert f"\n\n{WORDS}\n\n" in mail.body
    for path in (PAGE, TASKS + "assign/"):
        assert f"http://testserver{path}\n" in mail.body
    # The same again is no news.
    client.post(BLOCKED, {"words": WORDS})
    assert len(mailoutbox) == 1


def test_the_lead_sees_it_and_no_other_assignee(assessment, assigned, contributor, lead, signatory, as_user):
    as_user(contributor).post(BLOCKED, {"words": WORDS})
    client = as_user(lead)
    assert f"Held up on Leadership: “{SHOWN}”" in client.get(TASKS).content.decode()
    page = client.get(TASKS + "assign/").content.decode()
    assert "Held up</strong>" in page
    assert f"“{SHOWN}”" in page
    assert f"{contributor.name} is held up here since" in client.get(PAGE).content.decode()
    # Who was not put on it has nothing to say here.
    assert "Does something hold you up?" not in client.get(PAGE).content.decode()
    assert client.get(BLOCKED).status_code == 404
    assert SHOWN not in client.get(TASKS + "collaboration/").content.decode()


def test_they_take_it_back(assessment, assigned, contributor, lead, as_user, mailoutbox):
    client = as_user(contributor)
    client.post(BLOCKED, {"words": WORDS})
    page = client.post(BLOCKED, {"free": "on"}, follow=True).content.decode()
    assert "no longer sees you as held up" in page
    assert "Does something hold you up?" in page
    assert not Assignment.objects.exclude(blocked_by="", blocked_since=None).exists()
    assert len(mailoutbox) == 1
    assert SHOWN not in as_user(lead).get(TASKS).content.decode()


def test_it_ends_when_the_dimension_is_complete(assessment, assigned, contributor, lead):
    assign(assessment=assessment, shares=[Share("LEAD", (contributor,), date(2026, 12, 1))])
    Assignment.objects.update(blocked_by=WORDS, blocked_since="2026-11-01T10:00Z")
    for number in (1, 2, 3, 4):
        assert Assignment.objects.get(dimension="LEAD").blocked_by == WORDS
        draft = Draft(question=f"LEAD-{number}", state=State.DONT_KNOW)
        save_answers(assessment=assessment, by=lead, drafts=[draft])
    leadership, collaboration = Assignment.objects.get(dimension="LEAD"), Assignment.objects.get(dimension="COLL")
    assert (leadership.blocked_by, leadership.blocked_since) == ("", None)
    assert collaboration.blocked_by == WORDS


@pytest.mark.parametrize(
    ("typed", "fault"),
    [("  ", "Say what holds you up"), ("x" * 301, "Say what holds you up in 300 characters or fewer")],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(assigned, contributor, as_user, mailoutbox, typed, fault):
    page = as_user(contributor).post(BLOCKED, {"words": typed}).content.decode()
    assert page.count(f'<a href="#id_words">{fault}</a>') == 1
    assert typed.strip() in page
    assert not mailoutbox


def test_a_mail_server_that_is_away_keeps_what_was_said(assigned, contributor, lead, as_user):
    with mock.patch("django.core.mail.backends.locmem.EmailBackend.send_messages", side_effect=TimeoutError):
        page = as_user(contributor).post(BLOCKED, {"words": WORDS}, follow=True).content.decode()
    assert "the e-mail could not be sent" in page
    assert Assignment.objects.get(dimension="LEAD").blocked_by == WORDS


def test_nothing_holds_up_what_is_submitted(assessment, assigned, contributor, lead, as_user, mailoutbox):
    save_answers(assessment=assessment, by=lead, drafts=[Draft(question="LEAD-1", state=State.DONT_KNOW)])
    submit(assessment=assessment, by=lead)
    page = as_user(contributor).post(BLOCKED, {"words": WORDS}, follow=True).content.decode()
    assert "The answers can no longer be changed" in page
    assert not mailoutbox
