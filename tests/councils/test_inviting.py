"""The verbs of inviting, and the letter with the link."""

import re
from datetime import timedelta
from smtplib import SMTPServerDisconnected
from unittest import mock

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from councils.inviting import A_DAY_FOR_A_COUNCIL, NotInvited, accept, invite, resend, sign_up, withdraw
from councils.mail import NotSent
from councils.models import Council, Invitation, Membership, User
from tests.conftest import make_user

SITE = "https://cairn.example"
WORDS = {"name": "Ada Byron", "job_title": "Head of data", "password": "a-long-walk-uphill"}
Role = Membership.Role


@pytest.fixture
def invitation(council, lead) -> Invitation:
    return invite(council=council, email=" Ada@Westerby.example ", role=Role.CONTRIBUTOR, by=lead, site=SITE)


def expire(invitation: Invitation) -> None:
    invitation.expires_at = timezone.now() - timedelta(minutes=1)
    invitation.save()


def link_in(mail) -> str:
    return re.search(rf"{SITE}/invitations/(\S+)/", mail.body)[1]


def test_the_letter_says_who_invites_to_what_and_until_when(invitation, council, lead, mailoutbox):
    (mail,) = mailoutbox
    assert mail.to == ["ada@westerby.example"]
    assert mail.subject == "Cairn: your invitation to Westerby"
    day = timezone.localtime(invitation.expires_at).strftime("%A %-d %B %Y")
    assert (
        f"{lead.name} invites you to help assess the digital maturity of Westerby Council, as a contributor."
        in " ".join(mail.body.split())
    )
    assert "Contributor: Answers questions" in mail.body
    assert f"works until {day}" in mail.body
    assert "&" not in mail.body


def test_the_link_is_in_the_letter_alone(invitation, mailoutbox):
    token = link_in(mailoutbox[0])
    assert len(token) >= 43
    assert token not in str(Invitation.objects.values().get())
    assert Invitation.objects.by_token(token).get() == invitation


def test_a_name_with_a_line_break_stays_in_the_subject(council, lead, mailoutbox):
    Council.objects.update(short_name="Wester\nby")
    council.refresh_from_db()
    invite(council=council, email="ada@a.example", role=Role.VIEWER, by=lead, site=SITE)
    assert mailoutbox[0].subject == "Cairn: your invitation to Wester by"


def test_a_new_person_signs_up_into_the_right_council_and_role(invitation, council):
    user = sign_up(invitation=invitation, **WORDS)
    assert (user.email, user.name, user.job_title) == ("ada@westerby.example", "Ada Byron", "Head of data")
    assert user.check_password(WORDS["password"])
    membership = user.memberships.get()
    assert (membership.council, membership.role) == (council, Role.CONTRIBUTOR)
    invitation.refresh_from_db()
    assert (invitation.standing, invitation.accepted_by) == (Invitation.Standing.ACCEPTED, user)


def test_somebody_with_an_account_joins_with_it(invitation, council):
    user = make_user("ada@westerby.example")
    assert accept(invitation=invitation, user=user).role == Role.CONTRIBUTOR


def test_with_an_account_nobody_signs_up_a_second_time(invitation):
    make_user("ada@westerby.example")
    with pytest.raises(NotInvited, match="sign in first"):
        sign_up(invitation=invitation, **WORDS)
    assert not Membership.objects.filter(user__email="ada@westerby.example").exists()


def test_an_invitation_is_for_its_own_address(invitation, stranger):
    with pytest.raises(NotInvited, match="somebody else"):
        accept(invitation=invitation, user=stranger)
    assert invitation.is_open


def test_one_who_became_a_member_meanwhile_keeps_their_role(invitation, council):
    user = make_user("ada@westerby.example")
    Membership.objects.create(user=user, council=council, role=Role.SIGNATORY)
    assert accept(invitation=invitation, user=user).role == Role.SIGNATORY


@pytest.mark.parametrize(
    ("end", "said"),
    [(expire, "expired"), (lambda invitation: withdraw(invitation=invitation), "withdrawn")],
)
def test_what_has_ended_is_not_accepted(invitation, end, said):
    held = Invitation.objects.get()
    end(invitation)
    with pytest.raises(NotInvited, match=said):
        sign_up(invitation=held, **WORDS)
    assert not User.objects.filter(email="ada@westerby.example").exists()


def test_a_second_acceptance_from_a_page_read_before_the_first_is_refused(invitation):
    held = Invitation.objects.get()
    sign_up(invitation=invitation, **WORDS)
    with pytest.raises(NotInvited, match="accepted the invitation already"):
        sign_up(invitation=held, **WORDS)
    with pytest.raises(NotInvited, match="accepted the invitation already"):
        withdraw(invitation=held)
    assert Membership.objects.filter(user__email="ada@westerby.example").count() == 1


def test_a_second_invitation_waits_for_the_first(invitation, council, lead):
    with pytest.raises(NotInvited, match="invited already"):
        invite(council=council, email="ADA@westerby.example", role=Role.VIEWER, by=lead, site=SITE)


def test_after_an_expired_or_withdrawn_one_there_may_be_another(invitation, council, lead, mailoutbox):
    expire(invitation)
    second = invite(council=council, email="ada@westerby.example", role=Role.VIEWER, by=lead, site=SITE)
    withdraw(invitation=second)
    invite(council=council, email="ada@westerby.example", role=Role.VIEWER, by=lead, site=SITE)
    assert len(mailoutbox) == 3
    assert Invitation.objects.pending().count() == 1


def test_a_member_is_not_invited(council, lead, viewer, mailoutbox):
    with pytest.raises(NotInvited, match="member for the council already"):
        invite(council=council, email=viewer.email, role=Role.LEAD, by=lead, site=SITE)
    assert mailoutbox == []


def test_sending_again_makes_a_new_link_and_ends_the_old(invitation, lead, signatory, mailoutbox):
    expire(invitation)
    again = resend(invitation=invitation, by=signatory, site=SITE)
    old, new = (Invitation.objects.by_token(link_in(mail)).get() for mail in mailoutbox)
    assert (old.standing, new.standing) == (Invitation.Standing.REPLACED, Invitation.Standing.OPEN)
    assert (new, new.role, new.invited_by) == (again, Role.CONTRIBUTOR, signatory)


def test_fifty_a_day_for_a_council_sent_again_or_not(invitation, council, other_council, lead, mailoutbox):
    Invitation.objects.bulk_create(
        Invitation(council=council, email=f"{n}@a.example", role=Role.VIEWER, invited_by=lead, token_digest=str(n))
        for n in range(A_DAY_FOR_A_COUNCIL - 1)
    )
    for refused in (
        lambda: invite(council=council, email="one@a.example", role=Role.VIEWER, by=lead, site=SITE),
        lambda: resend(invitation=invitation, by=lead, site=SITE),
    ):
        with pytest.raises(NotInvited, match="Westerby has sent 50 invitations in the last 24 hours"):
            refused()
    invitation.refresh_from_db()
    assert invitation.is_open
    invite(council=other_council, email="one@a.example", role=Role.VIEWER, by=lead, site=SITE)
    Invitation.objects.filter(council=council).update(created_at=timezone.now() - timedelta(hours=25))
    invite(council=council, email="one@a.example", role=Role.VIEWER, by=lead, site=SITE)


@pytest.mark.parametrize("error", [ConnectionRefusedError(), SMTPServerDisconnected()])
def test_a_letter_that_cannot_be_sent_leaves_an_invitation_to_send_again(council, lead, mailoutbox, error):
    with (
        mock.patch("django.core.mail.backends.locmem.EmailBackend.send_messages", side_effect=error),
        pytest.raises(NotSent),
    ):
        invite(council=council, email="ada@a.example", role=Role.VIEWER, by=lead, site=SITE)
    resend(invitation=Invitation.objects.get(), by=lead, site=SITE)
    assert len(mailoutbox) == 1


def test_the_database_holds_one_pending_invitation_an_address(invitation, council, lead):
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(
            council=council, email=invitation.email, role=Role.VIEWER, invited_by=lead, token_digest="another"
        )
