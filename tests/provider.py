"""An OpenID Connect provider in a process of its own, as an organisation's would be, on a free port of this machine."""

import importlib.util
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

SECONDS_TO_START = 20


@dataclass(frozen=True)
class Provider:
    issuer: str

    def register(self, *callbacks: str) -> dict[str, Any]:
        """Cairn as a client there. Answers SOCIALACCOUNT_PROVIDERS, as config/settings.py builds it."""
        wanted = {"redirect_uris": callbacks, "token_endpoint_auth_method": "client_secret_post"}
        client = requests.post(f"{self.issuer}/oauth2/clients", json=wanted, timeout=5).json()
        app = {
            "provider_id": "sso",
            "name": "Council sign-in",
            "client_id": client["client_id"],
            "secret": client["client_secret"],
            "settings": {"server_url": self.issuer},
        }
        return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}

    def knows(self, sub: str, **claims: object) -> None:
        requests.put(f"{self.issuer}/users/{sub}", json=claims, timeout=5).raise_for_status()

    def authorise(self, address: str, sub: str) -> str:
        """What a person does there: says who they are. Answers the address they are sent back to."""
        return self._decide(address, {"sub": sub})

    def deny(self, address: str) -> str:
        # RFC 6749, 4.1.2.1: the state comes back with a refusal too. This provider leaves it out.
        state = parse_qs(urlsplit(address).query)["state"][0]
        return f"{self._decide(address, {'action': 'deny'})}&state={state}"

    def _decide(self, address: str, form: dict[str, str]) -> str:
        assert address.startswith(f"{self.issuer}/")
        assert requests.get(address, timeout=5).status_code == 200
        answer = requests.post(address, data=form, allow_redirects=False, timeout=5)
        assert answer.status_code == 302, re.sub(r"<[^>]+>|\s+", " ", answer.text)
        return answer.headers["Location"]


@contextmanager
def running_provider() -> Iterator[Provider]:
    if importlib.util.find_spec("oidc_provider_mock") is None:
        pytest.skip("the OpenID Connect provider is not installed: pip install oidc-provider-mock")
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), "--require-registration"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            provider = Provider(f"http://127.0.0.1:{port}")
            _wait_for(provider, process)
            yield provider
        finally:
            process.terminate()


def _wait_for(provider: Provider, process: subprocess.Popen[bytes]) -> None:
    over = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < over and process.poll() is None:
        try:
            requests.get(f"{provider.issuer}/.well-known/openid-configuration", timeout=1).raise_for_status()
            return
        except requests.RequestException:
            time.sleep(0.1)
    pytest.fail(f"the OpenID Connect provider did not start in {SECONDS_TO_START} s (it ended with {process.poll()})")
