"""Signing in with what only a browser has: a passkey, and a button that leads to another site and back."""

from collections.abc import Iterator

import pytest
from django.test.utils import override_settings

from tests.conftest import PASSWORD
from tests.journeys.conftest import Walk
from tests.journeys.walker import Walker
from tests.provider import running_provider
from tests.totp import set_up

pytestmark = pytest.mark.journey

# A phone that makes passkeys and recognises its owner at once.
PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def give_device(walker: Walker, **differently: object) -> None:
    devtools = walker.page.context.new_cdp_session(walker.page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE | differently})


def sign_in(walker: Walker, email: str) -> None:
    walker.open("/accounts/login/")
    walker.page.get_by_label("E-mail address").fill(email)
    walker.page.get_by_label("Password", exact=True).fill(PASSWORD)
    with walker.leaving():
        walker.page.locator("form[action='/accounts/login/']").get_by_role("button", name="Sign in").click()


def sign_out(walker: Walker) -> None:
    with walker.leaving():
        walker.page.locator("header").get_by_role("button", name="Sign out").click()


def add_passkey(walker: Walker) -> None:
    walker.open("/accounts/2fa/")
    walker.follow("Set up a passkey")
    if walker.page.get_by_label("Password", exact=True).count():
        walker.page.get_by_label("Password", exact=True).fill(PASSWORD)
        walker.press("Continue")
    walker.reads("Add a passkey")
    walker.look()
    walker.page.get_by_label("Name of the passkey").fill("Work laptop")


def test_a_passkey_is_added_signs_in_alone_and_is_removed(walk: Walk, lead):
    person = walk()
    give_device(person)
    sign_in(person, lead.email)
    add_passkey(person)
    person.press("Add the passkey")
    person.reads("Recovery codes")
    person.look()
    person.open("/accounts/2fa/webauthn/")
    person.sees("Work laptop")
    person.sees("Signs you in by itself.")
    person.look()
    sign_out(person)

    person.open("/accounts/login/?next=/councils/westerby/")
    person.look()
    person.press("Sign in with a passkey")
    assert person.page.url.endswith("/councils/westerby/")

    person.open("/accounts/2fa/webauthn/")
    person.follow("Rename Work laptop")
    if "reauthenticate" in person.page.url:
        person.follow("Use a passkey")
        person.look()
        person.press("Use a passkey")
    person.reads("Rename a passkey")
    person.look()
    person.page.get_by_label("Name of the passkey").fill("Old laptop")
    person.press("Save")
    person.follow("Remove Old laptop")
    person.reads("Remove the passkey “Old laptop”")
    person.look()
    person.press("Remove")
    person.sees("You have no passkey.")
    person.look()


def test_a_passkey_is_the_second_step_after_a_password(walk: Walk, lead):
    person = walk()
    give_device(person)
    sign_in(person, lead.email)
    add_passkey(person)
    person.page.get_by_label("Sign in with this passkey alone").uncheck()
    person.press("Add the passkey")
    sign_out(person)
    sign_in(person, lead.email)
    person.reads("Your second step")
    person.look()
    person.press("Use a passkey")
    assert "/councils/" in person.page.url


def test_a_device_without_a_passkey_is_told_so(walk: Walk, lead):
    person = walk()
    give_device(person, isUserVerified=False)
    person.open("/accounts/login/")
    person.page.get_by_role("button", name="Sign in with a passkey").click()
    person.sees("Your device did not give a passkey.")
    person.look()


def test_without_javascript_a_passkey_is_not_offered_and_a_code_is(walk: Walk, lead):
    set_up(lead)
    person = walk(javascript=False)
    person.open("/accounts/login/")
    person.sees("A passkey needs JavaScript")
    assert not person.page.get_by_role("button", name="Sign in with a passkey").is_visible()
    sign_in(person, lead.email)
    person.reads("Your second step")
    assert person.page.get_by_label("Code").is_visible()


def test_adding_a_passkey_without_javascript_leads_to_the_app(walk: Walk, lead):
    person = walk(javascript=False)
    sign_in(person, lead.email)
    person.open("/accounts/2fa/webauthn/add/")
    if person.page.get_by_label("Password", exact=True).count():
        person.page.get_by_label("Password", exact=True).fill(PASSWORD)
        person.press("Continue")
    person.sees("A passkey needs JavaScript")
    person.follow("Set up a code from an app")
    person.reads("Set up a code from an app")


@pytest.fixture
def provider(live_server, settings) -> Iterator[None]:
    with running_provider() as running:
        settings.SOCIALACCOUNT_PROVIDERS = running.register(f"{live_server.url}/accounts/oidc/sso/login/callback/")
        running.knows("l-1", email="lead@westerby.example", email_verified=True)
        running.knows("n-1", email="newcomer@westerby.example", email_verified=True)
        policy = settings.CONTENT_SECURITY_POLICY
        forms = {"form-action": [*policy["DIRECTIVES"]["form-action"], running.issuer]}
        with override_settings(CONTENT_SECURITY_POLICY={"DIRECTIVES": policy["DIRECTIVES"] | forms}):
            yield


@pytest.mark.parametrize(
    ("sub", "met"), [("l-1", "Westerby"), ("n-1", "Cairn does not know you yet")], ids=["invited", "not invited"]
)
def test_single_sign_on_leads_to_the_provider_and_back(walk: Walk, provider, lead, sub, met):
    person = walk()
    person.open("/accounts/login/?next=/councils/westerby/")
    person.look()
    with person.page.expect_navigation(url="**/oauth2/authorize*"):
        person.page.get_by_role("button", name="Sign in with Council sign-in").click()
    person.complaints.clear()  # the provider's page is not ours
    person.page.get_by_placeholder("sub").fill(sub)
    with person.leaving():
        person.page.get_by_role("button", name="Authorize").click()
    person.sees(met)
    person.look()


def test_where_one_is_signed_in_and_the_notices_stand_in_nobodys_way(walk: Walk, lead):
    person = walk()
    sign_in(person, lead.email)
    for path in ("/accounts/", "/accounts/2fa/", "/accounts/sessions/"):
        assert person.open(path).status == 200
        person.look()
    sign_out(person)
    for path in ("/accounts/3rdparty/login/cancelled/", "/accounts/inactive/"):
        assert person.open(path).status == 200
        person.look()
