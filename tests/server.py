"""Cairn as it is deployed, granian with two workers, on a free port of this machine; and people at its door.

For what no test client shows: many people at once, over the wire. `tests/assessment/test_twenty_at_once.py` and the
bench use it.
"""

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.test import Client

from councils.models import User

HOST = "127.0.0.1"
SECONDS_TO_START = 60
SECONDS_TO_STOP = 30
SECONDS_TO_ANSWER = 60
# Any 32 letters: what a form sends must be what the cookie says.
CSRF = "c" * 32


@dataclass
class Visitor:
    """One signed-in person's browser: one connection, kept open, and their cookies."""

    port: int
    session: str
    _wire: http.client.HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        self._wire = http.client.HTTPConnection(HOST, self.port, timeout=SECONDS_TO_ANSWER)

    def post(self, path: str, data: Mapping[str, object]) -> tuple[int, str]:
        """The answer's status and its page. Redirects are not followed."""
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"{settings.CSRF_COOKIE_NAME}={CSRF}; {settings.SESSION_COOKIE_NAME}={self.session}",
        }
        self._wire.request("POST", path, urlencode({"csrfmiddlewaretoken": CSRF, **data}), headers)
        answer = self._wire.getresponse()
        return answer.status, answer.read().decode()


@dataclass(frozen=True)
class Server:
    port: int

    def visitor(self, user: User) -> Visitor:
        """A browser with that person signed in, by a session in the database at hand."""
        client = Client()
        client.force_login(user)
        return Visitor(self.port, client.cookies[settings.SESSION_COOKIE_NAME].value)


@contextmanager
def running_server(**environment: str) -> Iterator[Server]:
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    # As docs/deploy.md says.
    command = ["-m", "granian", "config.wsgi:application", "--interface", "wsgi", "--host", HOST, "--port", str(port)]
    command += ["--workers", "2", "--blocking-threads", "4", "--log-level", "warning"]
    process = subprocess.Popen(
        [sys.executable, *command],
        cwd=settings.BASE_DIR,
        env=os.environ | {"CAIRN_DEVELOPMENT": "1", "PYTHONWARNINGS": "ignore:No directory at"} | environment,
    )
    try:
        _wait_until_it_answers(process, port)
        yield Server(port)
    finally:
        process.terminate()
        try:
            process.wait(timeout=SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            process.kill()
            raise


def database_url() -> str:
    """The database at hand, as DATABASE_URL names it."""
    own = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{own['NAME']}"
    secret = f":{own['PASSWORD']}" if own["PASSWORD"] else ""
    return f"postgres://{own['USER']}{secret}@{own['HOST']}:{own['PORT']}/{own['NAME']}"


def together(*works: Callable[[], None]) -> None:
    """Each in a thread of its own, begun at the same moment. What one raises is raised here."""
    barrier, faults = threading.Barrier(len(works)), list[BaseException]()

    def run(work: Callable[[], None]) -> None:
        try:
            barrier.wait()
            work()
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]


def _wait_until_it_answers(process: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while True:
        if process.poll() is not None:
            raise AssertionError(f"the server ended with {process.returncode}")
        try:
            wire = http.client.HTTPConnection(HOST, port, timeout=5)
            wire.request("GET", "/healthz")
            if wire.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
        assert time.monotonic() < end, "the server does not answer"
