"""A person sees where they are signed in, and ends it everywhere else."""

import pytest
from django.test import Client
from django.urls import reverse

from councils.templatetags.browsers import browser
from tests.conftest import PASSWORD

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
CHROME = f"Mozilla/5.0 (Linux; Android 10; K) {WEBKIT} Chrome/140.0.0.0 Mobile Safari/537.36"
EDGE = f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/140.0.0.0 Safari/537.36 Edg/140.0"
SAFARI = f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) {WEBKIT} Version/18.0 Mobile/15E148 Safari/604.1"
SESSIONS = reverse("usersessions_list")


def signed_in(user, user_agent: str, address: str = "192.0.2.1") -> Client:
    client = Client(headers={"user-agent": user_agent}, REMOTE_ADDR=address)
    assert client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD}).status_code == 302
    return client


def test_every_browser_is_listed_and_this_one_is_marked(lead):
    here = signed_in(lead, FIREFOX)
    signed_in(lead, CHROME, "198.51.100.7")
    page = here.get(SESSIONS).content.decode()
    assert "Firefox on Windows" in page
    assert "Chrome on Android" in page
    assert "198.51.100.7" in page
    assert page.count("This browser") == 1


def test_the_others_are_ended_and_this_one_is_not(lead):
    here, elsewhere = signed_in(lead, FIREFOX), signed_in(lead, CHROME)
    page = here.post(SESSIONS, follow=True).content.decode()
    assert "You are signed out everywhere else." in page
    assert "You are signed in nowhere else." in page
    assert here.get(reverse("account")).status_code == 200
    assert elsewhere.get(reverse("account")).status_code == 302


def test_nobody_elses_are_listed_or_ended(lead, viewer):
    here, theirs = signed_in(lead, FIREFOX), signed_in(viewer, CHROME)
    assert "Chrome on Android" not in here.get(SESSIONS).content.decode()
    here.post(SESSIONS)
    assert theirs.get(reverse("account")).status_code == 200


def test_a_session_that_was_signed_out_is_gone_from_the_list(lead):
    here, elsewhere = signed_in(lead, FIREFOX), signed_in(lead, CHROME)
    elsewhere.post(reverse("account_logout"))
    assert "Chrome on Android" not in here.get(SESSIONS).content.decode()


def test_a_new_password_ends_the_others(lead):
    here, elsewhere = signed_in(lead, FIREFOX), signed_in(lead, CHROME)
    new = "cairns-mark-every-path"
    here.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert elsewhere.get(reverse("account")).status_code == 302


def test_the_account_page_leads_there(lead, as_user):
    assert f'href="{SESSIONS}"' in as_user(lead).get(reverse("account")).content.decode()


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (FIREFOX, "Firefox on Windows"),
        (CHROME, "Chrome on Android"),
        (EDGE, "Edge on Windows"),
        (SAFARI, "Safari on iPhone"),
        (f"Mozilla/5.0 (X11; Linux x86_64) {WEBKIT} HeadlessChrome/140.0.0.0 Safari/537.36", "Chrome on Linux"),
        ("curl/8.5.0", "curl/8.5.0"),
        ("", "A browser that does not say what it is"),
    ],
)
def test_a_browser_is_named_as_people_know_it(user_agent, name):
    assert browser(user_agent) == name
