"""Single sign-on against a real provider process: who it lets in, who it does not, and what it leaves behind."""

from collections.abc import Iterator
from copy import deepcopy
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client
from django.urls import reverse

from councils.models import User
from tests.conftest import PASSWORD
from tests.provider import Provider, running_provider
from tests.totp import set_up

START = "/accounts/oidc/sso/login/"
CALLBACK = "http://testserver/accounts/oidc/sso/login/callback/"


@pytest.fixture(scope="module")
def running() -> Iterator[Provider]:
    with running_provider() as provider:
        yield provider


@pytest.fixture
def provider(running: Provider, settings, db) -> Provider:
    settings.SOCIALACCOUNT_PROVIDERS = running.register(CALLBACK)
    return running


def sign_in(provider: Provider, sub: str, *, client: Client | None = None, start: str = START):
    """Through Cairn to the provider and back. Answers the browser and Cairn's last response."""
    client = client or Client()
    away = client.post(start)
    assert away.status_code == 302
    return client, client.get(provider.authorise(away.url, sub))


def signed_in(client: Client) -> int | None:
    return int(client.session["_auth_user_id"]) if "_auth_user_id" in client.session else None


def test_without_a_provider_there_is_no_button(db):
    assert "oidc" not in Client().get(reverse("account_login")).content.decode()


def test_the_button_leads_to_the_provider_with_a_proof_key(provider):
    page = Client().get(reverse("account_login") + "?next=/councils/westerby/").content.decode()
    assert "Sign in with Council sign-in" in page
    assert f"{START}?process=login&amp;next=%2Fcouncils%2Fwesterby%2F" in page
    away = urlsplit(Client().post(START).url)
    asked = parse_qs(away.query)
    assert asked["redirect_uri"] == [CALLBACK]
    assert asked["code_challenge_method"] == ["S256"]
    assert set(asked["scope"][0].split()) == {"openid", "profile", "email"}


def test_a_link_alone_sends_nobody_away(provider):
    response = Client().get(START)
    assert response.status_code == 200
    assert "Sign in with Council sign-in" in response.content.decode()


@pytest.mark.parametrize("verified", [True, "true"])
def test_a_verified_address_signs_its_person_in(provider, lead, verified):
    provider.knows("l-1", email=lead.email.upper(), email_verified=verified)
    client, response = sign_in(provider, "l-1", start=f"{START}?next=/councils/westerby/")
    assert signed_in(client) == lead.pk
    assert response.url == "/councils/westerby/"


def test_nothing_of_the_providers_is_kept_and_the_password_still_works(provider, lead):
    provider.knows("l-2", email=lead.email, email_verified=True)
    sign_in(provider, "l-2")
    assert not SocialAccount.objects.exists()
    assert not SocialToken.objects.exists()
    response = Client().post(reverse("account_login"), {"login": lead.email, "password": PASSWORD})
    assert response.status_code == 302


@pytest.mark.parametrize("claims", [{}, {"email_verified": False}, {"email_verified": "false"}])
def test_an_address_that_is_not_verified_signs_nobody_in(provider, lead, claims):
    provider.knows("l-3", email=lead.email, **claims)
    client, response = sign_in(provider, "l-3")
    assert response.status_code == 403
    assert "did not say that your e-mail address is verified" in response.content.decode()
    assert signed_in(client) is None


def test_nobody_signs_up_alone(provider, lead):
    provider.knows("n-1", email="newcomer@council.example", email_verified=True, name="Newcomer")
    client, response = sign_in(provider, "n-1")
    assert response.status_code == 403
    assert "Ask the lead at your council, or Socitm, for an invitation." in response.content.decode()
    assert signed_in(client) is None
    assert list(User.objects.all()) == [lead]


def test_a_provider_that_gives_no_address_signs_nobody_in(provider, lead):
    provider.knows("n-2", name="Nobody")
    client, response = sign_in(provider, "n-2")
    assert response.status_code == 403
    assert signed_in(client) is None


def test_a_closed_account_stays_closed(provider, lead):
    User.objects.update(is_active=False)
    provider.knows("l-4", email=lead.email, email_verified=True)
    client, response = sign_in(provider, "l-4")
    assert response.url == reverse("account_inactive")
    assert signed_in(client) is None


def test_the_second_factor_is_still_asked_for(provider, lead):
    set_up(lead)
    provider.knows("l-5", email=lead.email, email_verified=True)
    client, response = sign_in(provider, "l-5")
    assert response.url == reverse("mfa_authenticate")
    assert signed_in(client) is None


def test_an_identity_cannot_be_tied_to_somebody_elses_account(provider, lead, viewer, as_user):
    provider.knows("v-1", email=viewer.email, email_verified=True)
    client, _response = sign_in(provider, "v-1", client=as_user(lead), start=f"{START}?process=connect")
    assert signed_in(client) == viewer.pk
    assert not SocialAccount.objects.exists()


def test_cancelling_there_says_so_here(provider, lead):
    client = Client()
    back = provider.deny(client.post(START).url)
    assert "You cancelled" in client.get(back, follow=True).content.decode()


def test_an_answer_to_another_browsers_question_is_refused(provider, lead):
    provider.knows("l-6", email=lead.email, email_verified=True)
    back = provider.authorise(Client().post(START).url, "l-6")
    other = Client()
    assert other.get(back).status_code == 401
    assert signed_in(other) is None


def test_an_answer_counts_once(provider, lead):
    provider.knows("l-7", email=lead.email, email_verified=True)
    client = Client()
    back = provider.authorise(client.post(START).url, "l-7")
    assert client.get(back).status_code == 302
    client.logout()
    assert client.get(back).status_code == 401


def test_a_wrong_secret_is_a_page_not_a_crash(provider, lead, settings):
    providers = deepcopy(settings.SOCIALACCOUNT_PROVIDERS)
    providers["openid_connect"]["APPS"][0]["secret"] = "another"
    settings.SOCIALACCOUNT_PROVIDERS = providers
    _client, response = sign_in(provider, "l-8")
    assert response.status_code == 401
    assert "Single sign-on did not work" in response.content.decode()


@pytest.mark.parametrize("address", ["http://127.0.0.1:9", "{issuer}/not-there", "{issuer}/?/.well-known/"])
def test_a_provider_that_is_away_or_no_provider_is_a_page_too(provider, settings, address, caplog):
    providers = deepcopy(settings.SOCIALACCOUNT_PROVIDERS)
    providers["openid_connect"]["APPS"][0]["settings"]["server_url"] = address.format(issuer=provider.issuer)
    settings.SOCIALACCOUNT_PROVIDERS = providers
    response = Client().post(START)
    assert response.status_code == 401
    assert "Single sign-on failed" in caplog.text
