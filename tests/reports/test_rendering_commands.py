"""render_report and render_round: files written whole, many at once, and again only where something changed."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from reports import files
from reports.management.commands import render_round
from reports.pdf import RenderingError
from tests.reports.deployment import Deployment, wait_for
from tests.reports.standin import signed


@pytest.fixture(autouse=True)
def contents(monkeypatch):
    for kind in ("report", "brief"):
        monkeypatch.setitem(
            files.CONTENTS, kind, lambda snapshot, peers, kind=kind: f"{kind} {snapshot.council.slug} {peers}".encode()
        )


@pytest.fixture
def snapshot(council, round):
    return signed(council, round)


@pytest.mark.parametrize("name", ["westerby", "E06999001", "Westerby Council", "WESTERBY"])
def test_a_council_goes_by_its_slug_code_or_name(snapshot, tmp_path, name):
    out = tmp_path / "new" / "report.pdf"
    call_command("render_report", name, "2026", "--out", str(out))
    assert out.read_text() == "report westerby type"


def test_the_brief_beside_other_peers(snapshot, tmp_path):
    call_command("render_report", "westerby", "2026", "--brief", "--peers", "region", "--out", str(tmp_path / "b.pdf"))
    assert (tmp_path / "b.pdf").read_text() == "brief westerby region"


@pytest.mark.parametrize(
    ("named", "of_round", "sentence"),
    [
        ("westrby", "2026", "There is no council “westrby”. Did you mean westerby"),
        ("westerby", "2062", "There is no round “2062”. Did you mean 2026?"),
        ("easterby", "2026", "Easterby Council has not signed the round “2026”."),
    ],
)
def test_what_does_not_exist_is_one_sentence(snapshot, other_council, tmp_path, named, of_round, sentence):
    with pytest.raises(CommandError) as problem:
        call_command("render_report", named, of_round, "--out", str(tmp_path / "report.pdf"))
    assert str(problem.value).startswith(sentence)
    assert list(tmp_path.iterdir()) == []


def test_a_word_of_a_long_name_is_enough_to_be_meant(snapshot, tmp_path):
    snapshot.council.slug = "upper-westerby-on-the-water"
    snapshot.council.save()
    with pytest.raises(CommandError, match="Did you mean upper-westerby-on-the-water"):
        call_command("render_report", "westrby", "2026", "--out", str(tmp_path / "report.pdf"))


def test_a_rendering_error_is_one_sentence(snapshot, tmp_path, monkeypatch):
    def contents(snapshot, peers):
        raise RenderingError("The typeface is missing.")

    monkeypatch.setitem(files.CONTENTS, "report", contents)
    with pytest.raises(CommandError, match=r"^The typeface is missing\.$"):
        call_command("render_report", "westerby", "2026", "--out", str(tmp_path / "report.pdf"))
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_the_old_file_and_no_half_one(snapshot, tmp_path, monkeypatch):
    out = tmp_path / "report.pdf"
    out.write_text("the old report")

    def half(path, content):
        with path.open("wb") as file:
            file.write(content[:4])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", half)
    with pytest.raises(CommandError, match=r"could not be written: No space left on device\."):
        call_command("render_report", "westerby", "2026", "--out", str(out))
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("report.pdf", "the old report")]


def test_a_round_is_rendered_by_many_processes_and_goes_on_where_it_was_stopped(tmp_path):
    deployment = Deployment.new(tmp_path)
    out = tmp_path / "briefs"
    command = ("render_round", "2026", "--out", str(out), "--workers", "2")

    def made() -> dict[str, str]:
        return {path.name: path.read_text() for path in out.glob("[!.]*.pdf")}

    # Killed while every process works: nothing is left that could be taken for a brief, and no process stays.
    process = deployment.start("manage.py", *command)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    wait_for(lambda: (out / "made-from.txt").exists() and len(children.read_text().split()) >= 2)
    pids = [int(pid) for pid in children.read_text().split()]
    process.send_signal(signal.SIGKILL)
    process.communicate()
    wait_for(lambda: not any(_runs(pid) for pid in pids))
    assert made() == {}

    deployment.let_go()
    printed, told = deployment.manage(*command)
    briefs = {
        f"Cairn brief - {name} - 2026.pdf": f"{name.lower()} type" for name in ("Westerby", "Easterby", "Northerby")
    }
    assert made() == briefs
    assert "Made 3 in" in printed and "files a minute" in printed
    assert "3 of 3" in told


def test_only_what_is_missing_or_out_of_date_is_made(snapshot, other_council, round, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(render_round, "finished", _one_by_one)
    signed(other_council, round)

    def run() -> str:
        call_command("render_round", "2026", "--out", str(tmp_path))
        return capsys.readouterr().out

    assert run().startswith("Made 2 in")
    assert run().startswith("Made 0 in")
    (tmp_path / "Cairn brief - Easterby - 2026.pdf").unlink()
    assert run().startswith("Made 1 in")
    # Who else has signed, and what the register says of them, is part of what a brief is made from.
    other_council.population += 1
    other_council.save()
    assert run().startswith("Made 2 in")
    assert {path.name for path in tmp_path.iterdir()} == {
        "Cairn brief - Easterby - 2026.pdf",
        "Cairn brief - Westerby - 2026.pdf",
        "made-from.txt",
    }


def test_what_could_not_be_made_is_named_and_the_rest_is_made(snapshot, other_council, round, tmp_path, monkeypatch):
    monkeypatch.setattr(render_round, "finished", _one_by_one)
    signed(other_council, round)

    def contents(snapshot, peers):
        if snapshot.council == other_council:
            raise RenderingError("The typeface is missing.")
        return b"a brief"

    monkeypatch.setitem(files.CONTENTS, "brief", contents)
    with pytest.raises(CommandError, match=r"1 were not made.*\nCairn brief - Easterby - 2026\.pdf: The typeface"):
        call_command("render_round", "2026", "--out", str(tmp_path))
    assert [path.name for path in tmp_path.glob("*.pdf")] == ["Cairn brief - Westerby - 2026.pdf"]


def _one_by_one(jobs: list[render_round.Job], workers: int) -> Iterator[tuple[render_round.Job, Future[None]]]:
    """In this process, where the test's database is."""
    for job in jobs:
        future: Future[None] = Future()
        try:
            future.set_result(render_round.render(job))
        except RenderingError as problem:
            future.set_exception(problem)
        yield job, future


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{pid}/stat").read_text().split()[2]
