"""Where an invitation's link leads."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from councils.inviting import withdraw
from councils.models import Invitation, Membership, User
from tests.conftest import PASSWORD, make_user

URL = "/invitations/the-token/"
ADA = "ada@westerby.example"
WORDS = {"name": "Ada Byron", "job_title": "Head of data", "password": "a-long-walk-uphill"}


@pytest.fixture
def invitation(council, lead) -> Invitation:
    return Invitation.objects.create(
        council=council,
        email=ADA,
        role=Membership.Role.CONTRIBUTOR,
        invited_by=lead,
        token_digest=Invitation.digest("the-token"),
    )


def test_the_page_says_which_council_which_role_and_who_invited(invitation, lead, client):
    page = client.get(URL).content.decode()
    for words in ("Westerby Council", "Contributor<br>Answers questions", lead.name, ADA):
        assert words in page


def test_a_new_person_is_signed_in_and_at_their_council(invitation, client):
    response = client.post(URL, WORDS, follow=True)
    assert response.redirect_chain == [("/councils/westerby/", 302)]
    assert "You have joined Westerby Council. Your role is contributor." in response.content.decode()
    assert response.wsgi_request.user.email == ADA
    assert User.objects.get(email=ADA).memberships.get().role == "contributor"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": " "}, "Enter your name"),
        ({"job_title": ""}, "Enter your job title"),
        ({"password": ""}, "Choose a password"),
        ({"password": "short"}, "This password is too short"),
        ({"password": "ada@westerby.example"}, "too similar to the e-mail address"),
        ({"password": "Ada Byron 1815"}, "too similar to the name"),
    ],
)
def test_what_is_missing_or_weak_is_said_and_nobody_is_made(invitation, client, wrong, said):
    response = client.post(URL, WORDS | wrong)
    page = response.content.decode()
    assert said in page
    assert "There is a problem" in page
    assert not User.objects.filter(email=ADA).exists()


def test_neither_address_nor_role_can_be_posted(invitation, client):
    client.post(URL, WORDS | {"email": "eve@elsewhere.example", "role": "signatory"})
    assert User.objects.get(name="Ada Byron").email == ADA
    assert Membership.objects.get(user__email=ADA).role == "contributor"


def test_one_with_an_account_signs_in_first_and_comes_back(invitation, client):
    make_user(ADA)
    page = client.get(URL).content.decode()
    assert f'href="/accounts/login/?next={URL}"' in page
    assert 'name="password"' not in page
    assert client.post(URL, WORDS).status_code == 200
    assert not Membership.objects.filter(user__email=ADA).exists()

    back = client.post(f"/accounts/login/?next={URL}", {"login": ADA, "password": PASSWORD})
    assert back.url == URL
    assert client.post(URL).url == "/councils/westerby/"
    assert Membership.objects.get(user__email=ADA).role == "contributor"


def test_reading_the_page_accepts_nothing(invitation, as_user):
    assert "Accept" in as_user(make_user(ADA)).get(URL).content.decode()
    assert not Membership.objects.filter(user__email=ADA).exists()


def test_somebody_else_is_told_so_and_can_sign_out(invitation, stranger, as_user):
    client = as_user(stranger)
    page = client.get(URL).content.decode()
    assert f"You are signed in as {stranger.email}, and the invitation is for {ADA}." in page
    assert client.post(URL, WORDS).status_code == 403
    assert not stranger.memberships.filter(council=invitation.council).exists()

    assert client.post("/accounts/logout/", {"next": URL}).url == URL
    assert 'name="password"' in client.get(URL).content.decode()


def expired(invitation: Invitation, client: Client) -> None:
    Invitation.objects.update(expires_at=timezone.now() - timedelta(minutes=1))


def withdrawn(invitation: Invitation, client: Client) -> None:
    withdraw(invitation=invitation)


def accepted(invitation: Invitation, client: Client) -> None:
    Client().post(URL, WORDS)


def sent_again(invitation: Invitation, client: Client) -> None:
    withdraw(invitation=invitation)
    Invitation.objects.create(
        council=invitation.council,
        email=ADA,
        role=invitation.role,
        invited_by=invitation.invited_by,
        token_digest="newer",
    )


@pytest.mark.parametrize(
    ("end", "heading", "what_to_do"),
    [
        (expired, "This invitation has expired", "who invited you, to send it again"),
        (withdrawn, "This invitation was withdrawn", "If you think that is a mistake, ask"),
        (accepted, "This invitation has been accepted", "sign in with your e-mail address"),
        (sent_again, "There is a newer invitation", "Follow the link in the newest e-mail"),
    ],
)
def test_a_link_that_has_ended_says_why_and_what_to_do(invitation, client, end, heading, what_to_do):
    end(invitation, client)
    before = User.objects.count()
    for response in (client.get(URL), client.post(URL, WORDS)):
        assert response.status_code == 410
        assert heading in response.content.decode()
        assert what_to_do in response.content.decode()
    assert User.objects.count() == before


def test_who_has_accepted_is_shown_on_to_the_council(invitation, client):
    client.post(URL, WORDS)
    assert 'href="/councils/westerby/"' in client.get(URL).content.decode()


def test_a_link_cut_in_two_says_so(invitation, client):
    response = client.get("/invitations/the-tok/")
    assert response.status_code == 404
    assert "a mail program may have cut it in two" in response.content.decode()


def test_the_page_is_kept_by_no_cache(invitation, client):
    assert "no-store" in client.get(URL).headers["Cache-Control"]
