"""Socitm staff go no further than their account until they have a second factor; everyone else goes on."""

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.totp import set_up

SETUP = "/accounts/2fa/"
CLOSED = ["/councils/", "/socitm/", "/socitm/rounds/new/", "/councils/westerby/"]
LEFT_OPEN = ["/accounts/", SETUP, "/accounts/2fa/webauthn/", "/accounts/sessions/", "/accounts/logout/"]
OPEN_TO_ALL = ["/healthz", "/privacy/", "/accessibility/", "/frameworks/"]


@pytest.fixture(autouse=True)
def enforced(settings, council):
    settings.STAFF_SECOND_FACTOR = True


@pytest.mark.parametrize("path", CLOSED)
def test_staff_without_one_are_sent_to_set_it_up(path, analyst, administrator, as_user):
    for person in (analyst, administrator):
        response = as_user(person).get(path)
        assert (response.status_code, response.url) == (302, SETUP)


def test_what_they_send_does_nothing(administrator, as_user, assessment):
    response = as_user(administrator).post("/councils/westerby/2026/sign/")
    assert (response.status_code, response.url) == (302, SETUP)


@pytest.mark.parametrize("path", LEFT_OPEN + OPEN_TO_ALL)
def test_their_account_and_the_open_pages_stay_open(path, analyst, as_user):
    assert as_user(analyst).get(path).status_code == 200


def test_they_can_begin_to_set_one_up(analyst, as_user):
    response = as_user(analyst).get(reverse("mfa_activate_totp"))
    assert response.url.startswith(reverse("account_reauthenticate"))


def test_the_set_up_page_says_why(analyst, as_user):
    assert "so you need a second step" in as_user(analyst).get(SETUP).content.decode()


@pytest.mark.parametrize("kind", [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])
def test_staff_with_one_go_on(kind, analyst, as_user):
    Authenticator.objects.create(user=analyst, type=kind, data={})
    assert as_user(analyst).get("/socitm/").status_code == 200


def test_recovery_codes_alone_are_none(analyst, as_user):
    Authenticator.objects.create(user=analyst, type=Authenticator.Type.RECOVERY_CODES, data={})
    assert as_user(analyst).get("/socitm/").url == SETUP


def test_who_has_one_is_told_nothing(analyst, as_user):
    set_up(analyst)
    assert "so you need a second step" not in as_user(analyst).get(SETUP).content.decode()


def test_people_of_a_council_need_none(lead, as_user):
    client = as_user(lead)
    assert client.get("/councils/westerby/").status_code == 200
    assert "so you need a second step" not in client.get(SETUP).content.decode()


def test_one_setting_lets_the_demonstration_in(settings, analyst, as_user):
    settings.STAFF_SECOND_FACTOR = False
    assert as_user(analyst).get("/socitm/").status_code == 200


def test_it_costs_the_people_of_a_council_no_query(lead, as_user, django_assert_num_queries, settings):
    client = as_user(lead)
    settings.STAFF_SECOND_FACTOR = False
    with CaptureQueriesContext(connection) as without:
        client.get("/councils/westerby/")
    settings.STAFF_SECOND_FACTOR = True
    with django_assert_num_queries(len(without)):
        client.get("/councils/westerby/")
