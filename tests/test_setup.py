"""What `make run` and `make check` call: it starts, stops, refuses and says why."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
def serve(tmp_path, port):
    """bin/serve in a process of its own, with files and a database of its own."""
    started = []

    def start(**variables: str) -> subprocess.Popen[str]:
        environ = {"PATH": os.environ["PATH"], "CAIRN_DEVELOPMENT": "1", "CAIRN_VAR": str(tmp_path), "WEB": "1"}
        environ |= {"PORT": str(port), "PYTHONUNBUFFERED": "1"} | variables
        command = [sys.executable, "bin/serve"]
        pipe = subprocess.PIPE
        started.append(subprocess.Popen(command, cwd=ROOT, env=environ, stdout=pipe, stderr=pipe, text=True))
        return started[-1]

    yield start
    for process in started:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=60)


def test_it_answers_and_one_ctrl_c_stops_all_of_it(serve, port):
    process = serve(WORKERS="0")
    assert any(f"Cairn is at http://localhost:{port}/" in line for line in process.stdout)
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz") as response:
        assert response.read() == b"ok"
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 0
    with socket.socket() as caller:
        assert caller.connect_ex(("127.0.0.1", port)) != 0


def test_a_part_that_stops_takes_the_rest_along_and_is_named(serve):
    process = serve(WORKERS="1")  # the database has no tables, so the worker cannot work
    assert process.wait(60) == 1
    assert "The worker 1 has stopped, so everything does." in process.stderr.read()


def preflight(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "bin/preflight", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30, check=False)


def test_a_busy_port_is_said_before_anything_is_installed(port):
    assert preflight("127.0.0.1", str(port)).returncode == 0
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        done = preflight("127.0.0.1", str(port))
    assert done.returncode == 1
    assert f"Cairn cannot listen on 127.0.0.1:{port}: Address already in use." in done.stderr


def test_a_port_is_a_number():
    assert "PORT must be a number from 1 to 65535, not 'http'." in preflight("127.0.0.1", "http").stderr


def test_no_address_of_a_registry_or_a_machine_is_committed(tmp_path):
    script = tmp_path / "bin/check-addresses"
    script.parent.mkdir()
    script.write_text((ROOT / "bin/check-addresses").read_text())
    (tmp_path / "requirements.txt").write_text("django==5.2 @ file" + ":///wheels/django.whl\n")
    (tmp_path / "package-lock.json").write_text('{"packages": {"sass": {"resolved": "here"}, "govuk": {}}}')
    (tmp_path / "notes.md").write_text("Fine: /accounts/work/\nNot fine: /" + "root/cairn\n")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    subprocess.run(["git", "add", "."], cwd=tmp_path, check=True)
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert sorted(done.stderr.splitlines()) == [
        "notes.md:2: names a path of somebody's machine",
        "package-lock.json: sass holds an address",
        "requirements.txt:1: holds an address",
    ]
