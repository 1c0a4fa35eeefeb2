"""A real browser before a real server. One browser for all journeys, and a fresh profile for each person in a test."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest import mock

import pytest
from django.conf import settings as django_settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from councils.models import User
from tests.journeys.walker import HEIGHT, WIDE, Walker

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# A busy machine is slow, not broken.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)

Walk = Callable[..., Walker]


# Ends with the journeys: tests elsewhere must find neither a running loop nor Django's guard off.
@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"there is no browser at {CHROMIUM}: apt-get install chromium")
    # Playwright keeps a loop running in this thread, which Django would take for asynchronous code.
    with mock.patch.dict(os.environ, {"DJANGO_ALLOW_ASYNC_UNSAFE": "1"}), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def live_server(django_db_setup: None) -> Iterator[LiveServer]:
    """pytest-django's own, which looks for the static files app by a name that ours does not have."""
    with mock.patch("django.test.testcases._StaticFilesHandler", StaticFilesHandler):
        server = LiveServer("localhost")
    yield server
    server.stop()


@pytest.fixture
def walk(
    transactional_db: None, chromium: Browser, live_server: LiveServer, as_user: Callable[[User], Client]
) -> Iterator[Walk]:
    """walk(user): a browser with that person signed in, or with nobody."""
    contexts: list[BrowserContext] = []

    def profile(*, javascript: bool) -> BrowserContext:
        context = chromium.new_context(
            viewport={"width": WIDE, "height": HEIGHT}, java_script_enabled=javascript, locale="en-GB"
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context

    def set_out(user: User | None = None, *, javascript: bool = True) -> Walker:
        own = profile(javascript=javascript)
        if user:
            name = django_settings.SESSION_COOKIE_NAME
            own.add_cookies([{"name": name, "value": as_user(user).cookies[name].value, "url": live_server.url}])
        reader = None
        if not javascript:
            reader = profile(javascript=True).new_page()
            reader.goto(f"{live_server.url}/healthz")
        return Walker(own.new_page(), live_server.url, reader)

    yield set_out
    for context in contexts:
        context.close()


@pytest.fixture
def worker(settings, tmp_path: Path) -> Iterator[Callable[[], None]]:
    """worker(): does what is queued. Files go to a folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)}
    yield lambda: call_command("db_worker", batch=True, startup_delay=False, verbosity=0)
    for number, handler in kept.items():
        signal.signal(number, handler)
