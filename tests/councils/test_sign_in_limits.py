"""Guessing is slow: after five failures, of a password or of a code, the right one is refused too."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.conftest import PASSWORD
from tests.totp import code_now, set_up


def sign_in(email: str, password: str):
    return Client().post(reverse("account_login"), {"login": email, "password": password})


@pytest.fixture
def five_failures(lead) -> None:
    for _ in range(5):
        assert sign_in(lead.email, "a guess of the password").status_code == 200


def test_the_sixth_failed_sign_in_is_refused(lead, five_failures):
    response = sign_in(lead.email, "another guess")
    assert "Too many failed login attempts" in response.content.decode()


def test_the_right_password_is_refused_after_five_failures(lead, five_failures):
    response = sign_in(lead.email, PASSWORD)
    assert response.status_code == 200
    assert "sessionid" not in response.cookies


def test_another_person_can_still_sign_in(lead, five_failures, viewer):
    assert sign_in(viewer.email, PASSWORD).status_code == 302


def test_failures_are_counted_where_every_process_sees_them(settings):
    assert settings.CACHES["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"


@pytest.fixture
def at_second_step(lead) -> Client:
    """A browser that has given the right password, and must give a code now."""
    set_up(lead)
    client = Client()
    response = client.post(reverse("account_login"), {"login": lead.email, "password": PASSWORD})
    assert response.url == reverse("mfa_authenticate")
    return client


def test_the_right_code_signs_in(at_second_step):
    response = at_second_step.post(reverse("mfa_authenticate"), {"code": code_now()})
    assert response.url == reverse("assessment:home")


def test_the_right_code_is_refused_after_five_wrong_ones(at_second_step):
    for _ in range(5):
        assert "Incorrect code" in at_second_step.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()
    refused = at_second_step.post(reverse("mfa_authenticate"), {"code": code_now()})
    assert "Too many failed login attempts" in refused.content.decode()
    assert at_second_step.get(reverse("account")).status_code == 302


def test_giving_the_password_again_gives_no_new_tries(lead, at_second_step):
    for _ in range(5):
        at_second_step.post(reverse("mfa_authenticate"), {"code": "000000"})
    again = Client()
    again.post(reverse("account_login"), {"login": lead.email, "password": PASSWORD})
    refused = again.post(reverse("mfa_authenticate"), {"code": code_now()})
    assert refused.status_code == 200
    assert "_auth_user_id" not in again.session


def test_one_address_gets_no_more_than_five_reset_links_a_minute(lead):
    for _ in range(5):
        assert Client().post(reverse("account_reset_password"), {"email": lead.email}).status_code == 302
    assert len(mail.outbox) == 5
    assert Client().post(reverse("account_reset_password"), {"email": lead.email}).status_code == 429
    assert len(mail.outbox) == 5


def test_asking_for_links_to_many_addresses_is_refused_too(db):
    answers = [
        Client().post(reverse("account_reset_password"), {"email": f"person{number}@council.example"}).status_code
        for number in range(21)
    ]
    assert answers == [302] * 20 + [429]


def test_showing_passkeys_that_are_not_ours_is_refused_after_ten_tries(db):
    answers = [Client().post(reverse("mfa_login_webauthn"), {"credential": "{}"}).status_code for _ in range(11)]
    assert answers == [302] * 10 + [429]
