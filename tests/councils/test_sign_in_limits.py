"""Guessing passwords is slow: the sixth failed sign-in to one account is refused, the right password too."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import PASSWORD


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
