"""Forms that arrive too late to be saved: what was typed comes back, and only to the person who typed it."""

import pytest
from django.test import Client

URL = "/councils/westerby/2026/leadership/"
TYPED = {"LEAD-1-version": "0", "LEAD-1-answer": "2", "LEAD-1-note": "An hour’s <b>words</b>\nŵyth"}
FROM_HERE = {"referer": f"http://testserver{URL}"}


def test_who_was_signed_out_gets_back_what_they_typed(assessment):
    response = Client().post(URL, TYPED, headers=FROM_HERE)
    page = response.content.decode()
    assert response.status_code == 401
    assert "An hour’s &lt;b&gt;words&lt;/b&gt;<br>ŵyth" in page
    assert f"/accounts/login/?next={URL}" in page
    assert "LEAD-1 note" in page and "LEAD-1 version" not in page


def test_who_signed_in_again_gets_back_what_they_typed(assessment, lead):
    client = Client(enforce_csrf_checks=True)
    client.force_login(lead)
    response = client.post(URL, TYPED, headers=FROM_HERE)
    page = response.content.decode()
    assert response.status_code == 403
    assert "words" in page and f'href="{URL}"' in page
    assert not assessment.answers.exists()


@pytest.mark.parametrize(
    "headers", [{}, {"referer": "https://elsewhere.example/"}, FROM_HERE | {"sec-fetch-site": "cross-site"}]
)
def test_no_other_site_puts_words_into_our_page(assessment, headers):
    response = Client().post(URL, TYPED, headers=headers)
    assert response.status_code == 302
    assert response.url == f"/accounts/login/?next={URL}"


def test_a_password_is_never_shown_again(db):
    client = Client(enforce_csrf_checks=True)
    sign_in = {"login": "a@b.example", "password": "a-secret-of-mine"}
    response = client.post("/accounts/login/", sign_in, headers={"referer": "http://testserver/accounts/login/"})
    assert response.status_code == 403
    assert b"a-secret-of-mine" not in response.content
