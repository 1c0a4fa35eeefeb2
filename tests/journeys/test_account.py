"""Signing in when it is not plain sailing, and a person's account."""

import re

import pytest
from django.core import mail

from councils.models import Council, User
from tests.conftest import PASSWORD
from tests.journeys.conftest import Walk
from tests.totp import code_now

pytestmark = pytest.mark.journey

NEW_PASSWORD = "cairns-show-another-way"


def test_a_wrong_password_and_a_new_one(walk: Walk, council: Council, lead: User):
    walker = walk()
    walker.open("/accounts/login/")
    walker.sign_in(lead.email, "not-this-one")
    walker.sees("There is a problem")
    walker.look()

    walker.follow("Forgot your password?")
    walker.look()
    walker.page.get_by_label("E-mail address").fill(lead.email)
    with walker.leaving():
        walker.page.get_by_role("main").get_by_role("button").click()
    walker.look()

    path = re.search(r"https?://[^/]+(/\S+)", mail.outbox[0].body)
    assert path
    walker.open(path[1])
    walker.look()
    walker.page.get_by_label("New password", exact=True).fill(NEW_PASSWORD)
    walker.page.get_by_label("New password again", exact=True).fill(NEW_PASSWORD)
    with walker.leaving():
        walker.page.get_by_role("main").get_by_role("button").last.click()
    walker.look()

    walker.open("/accounts/login/")
    walker.sign_in(lead.email, NEW_PASSWORD)
    walker.reads(council.name)


def test_the_account_and_its_second_factor(walk: Walk, council: Council, lead: User):
    walker = walk()
    walker.open("/accounts/login/")
    walker.sign_in(lead.email, PASSWORD)
    for path in ("/accounts/", "/accounts/password/change/", "/accounts/2fa/"):
        assert walker.open(path).status == 200
        walker.look()

    walker.open("/accounts/2fa/totp/activate/")
    walker.reads("Confirm that it is you")
    walker.look()
    walker.page.get_by_label("Password", exact=True).fill(PASSWORD)
    walker.press("Continue")
    walker.reads("Set up a code from an app")
    walker.look()
    secret = re.search(r"\b[A-Z2-7]{32}\b", walker.page.get_by_role("main").inner_text())
    assert secret, "the secret is on the page, for whoever cannot scan the picture"
    walker.page.get_by_label("Code").fill(code_now(secret[0]))
    with walker.leaving():
        walker.page.get_by_role("main").get_by_role("button").last.click()
    walker.look()
    walker.open("/accounts/2fa/recovery-codes/")
    walker.look()

    walker.press("Sign out")
    walker.open("/accounts/login/")
    walker.sign_in(lead.email, PASSWORD)
    walker.page.get_by_label("Code").wait_for()
    walker.look()
