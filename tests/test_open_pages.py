"""The pages anyone may read, and the shell that every page wears."""

import re
from fractions import Fraction
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from councils.models import User
from frameworks.definition import ScoringRules
from frameworks.numbers import rounded

OPEN = ["home", "method", "accessibility", "privacy", "account_login", "account_reset_password", "account_signup"]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", OPEN)
def test_open_to_everyone_in_the_shell(client, name):
    page = client.get(reverse(name))
    assert page.status_code == 200
    html = page.content.decode()
    assert '<html lang="en-gb"' in html
    assert html.count("<h1") == 1
    assert 'href="#main-content"' in html and 'id="main-content"' in html
    assert re.search(r"<title>[^<]+ – Cairn</title>", html)


@pytest.mark.parametrize("name", OPEN)
def test_nothing_inline_and_nothing_from_elsewhere(client, name):
    page = client.get(reverse(name))
    html = page.content.decode()
    assert not re.search(r"\sstyle=|<style|\son\w+=", html)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", html))
    assert not re.search(r'(?:src|<link[^>]* href)="https?:', html)
    assert "default-src 'none'" in page["Content-Security-Policy"]


def test_a_person_who_has_signed_in_is_taken_to_their_councils(client):
    client.force_login(User.objects.create_user("a@b.example", name="Ann"))
    assert client.get("/").url == "/councils/"


def test_service_navigation_of_a_stranger_a_member_and_socitm(client):
    method = reverse("method")
    assert "Sign in" in client.get(method).content.decode()
    client.force_login(User.objects.create_user("a@b.example", name="Ann"))
    member = client.get(method).content.decode()
    assert "Your councils" in member and "Sign out" in member and "Socitm’s desk" not in member
    assert re.search(r'<form method="post" action="/accounts/logout/"[^>]*><input[^>]*csrfmiddlewaretoken', member)
    analyst = User.objects.create_user("s@b.example", name="Sam", socitm_role=User.SocitmRole.ANALYST)
    client.force_login(analyst)
    assert "Socitm’s desk" in client.get(method).content.decode()


@pytest.mark.parametrize(
    "anchor",
    ["score", "level", "coverage", "evidenced", "lens", "peers", "position", "place", "disclosure", "rank", "again"],
)
def test_every_figure_has_its_place_in_the_method(client, anchor):
    assert f'id="{anchor}"' in client.get(reverse("method")).content.decode()


def test_the_worked_example_adds_up(client):
    words = re.sub(r"\s+", " ", client.get(reverse("method")).content.decode())
    claimed = 100 * sum(Fraction(level, 4) for level in (3, 2, 1)) / 3
    evidenced = 100 * sum(Fraction(level, 4) for level in (3, 1, 1)) / 3
    found_out = 100 * sum(Fraction(level, 4) for level in (3, 2, 1, 1)) / 4
    assert f"÷ 3 = {rounded(claimed)}." in words
    assert f"÷ 3 = {rounded(evidenced, 2)}, shown as {rounded(evidenced)}." in words
    assert f"the score falls to {rounded(found_out)} and the level rises to 1" in words
    assert Fraction(3, 4) == ScoringRules().coverage_needed, "three of four is just enough to claim a level"


def test_health_check_says_ok_and_says_when_the_database_is_away(client):
    assert client.get("/healthz").content == b"ok"
    with patch("config.pages.connection.cursor", side_effect=OperationalError("refused at 10.0.0.1")):
        page = client.get("/healthz")
    assert page.status_code == 503
    assert b"10.0.0.1" not in page.content


@pytest.mark.parametrize(
    ("status", "address", "asked"),
    [
        (400, "/", {"HTTP_HOST": "elsewhere.example"}),
        (404, "/nowhere/", {}),
        (301, "/method", {}),
        (302, "/councils/", {}),
        (200, "/healthz", {}),
    ],
)
def test_every_answer_carries_the_policy(client, status, address, asked):
    page = client.get(address, **asked)
    assert page.status_code == status
    assert "default-src 'none'" in page["Content-Security-Policy"]
    assert page["X-Content-Type-Options"] == "nosniff"
    assert "elsewhere.example" not in page.content.decode()


def test_an_error_inside_cairn_tells_nothing_and_carries_the_policy(client):
    client.raise_request_exception = False
    with patch("config.pages.render", side_effect=RuntimeError("the password is swordfish")):
        page = client.get(reverse("method"))
    assert page.status_code == 500
    assert "default-src 'none'" in page["Content-Security-Policy"]
    assert "swordfish" not in page.content.decode() and "Traceback" not in page.content.decode()


def test_a_form_without_its_token_is_refused_in_our_own_words():
    page = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": "a@b.example", "password": "x"})
    assert page.status_code == 403
    assert "cairn-header" in page.content.decode()
    assert "default-src 'none'" in page["Content-Security-Policy"]


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_signing_in_leads_nowhere_else(client, elsewhere):
    User.objects.create_user("a@b.example", "stones-mark-the-way", name="Ann")
    fields = {"login": "a@b.example", "password": "stones-mark-the-way", "next": elsewhere}
    before = client.get(reverse("account_login"), {"next": elsewhere})
    assert before.status_code == 200
    key = client.session.session_key
    assert client.post(reverse("account_login"), fields).url == "/councils/"
    assert client.session.session_key != key, "a session that somebody planted is not the one signed in"


def test_a_page_that_is_not_there(client):
    page = client.get("/nowhere/")
    assert page.status_code == 404
    assert "Page not found" in page.content.decode()


@pytest.mark.parametrize("template", ["400.html", "500.html"])
def test_error_pages_need_neither_request_nor_database(template, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert "cairn-header" in render_to_string(template)


def test_an_account_and_its_closed_doors(client):
    assert client.get(reverse("account")).status_code == 302
    assert "no open sign-up" in client.get(reverse("account_signup")).content.decode()
    client.force_login(User.objects.create_user("a@b.example", name="Ann", job_title="CIO"))
    html = client.get(reverse("account")).content.decode()
    assert "a@b.example" in html and "CIO" in html
    assert client.get("/accounts/email/").url == "/accounts/"


def test_sign_in_errors_say_what_to_enter(client):
    html = client.post(reverse("account_login"), {"login": "", "password": ""}).content.decode()
    assert '<a href="#id_login">Enter your e-mail address</a>' in html
    assert '<a href="#id_password">Enter your password</a>' in html
    assert re.search(r"<title>Error: Sign in – Cairn</title>", html)


def test_cookies_are_the_two_that_the_privacy_page_names(client):
    User.objects.create_user("a@b.example", "stones-mark-the-way", name="Ann")
    client.get(reverse("account_login"))
    client.post(reverse("account_login"), {"login": "a@b.example", "password": "stones-mark-the-way"})
    client.post(reverse("account_logout"))
    client.get(reverse("home"))
    assert set(client.cookies) == {"sessionid", "csrftoken"}
    html = client.get(reverse("privacy")).content.decode()
    assert "sessionid" in html and "csrftoken" in html


def test_a_second_step_can_be_set_up(client):
    client.force_login(User.objects.create_user("a@b.example", name="Ann"))
    html = client.get(reverse("mfa_index")).content.decode()
    assert reverse("mfa_activate_totp") in html


def test_the_reset_mail_is_ours(client, mailoutbox):
    User.objects.create_user("a@b.example", "stones-mark-the-way", name="Ann")
    client.post(reverse("account_reset_password"), {"email": "a@b.example"})
    client.post(reverse("account_reset_password"), {"email": "nobody@b.example"})
    known, unknown = mailoutbox
    assert known.subject == "Cairn: choose a new password"
    assert "/accounts/password/reset/key/" in known.body
    assert "There is no such account" in unknown.body and "signup" not in unknown.body


def test_the_means_to_work_a_report_out_again_are_linked_and_open(client):
    html = client.get(reverse("method")).content.decode()
    for address in (
        reverse("replay"),
        reverse("report_schema"),
        reverse("frameworks:files", args=["planting-the-flag", "2011.1"]),
    ):
        assert f'href="{address}"' in html
        assert client.get(address).status_code == 200
    assert client.get(reverse("replay")).content.startswith(b'"""Works out every figure')
