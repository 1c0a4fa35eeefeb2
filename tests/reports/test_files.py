"""A file is made once for the same inputs, stored whole or not at all, and taken over when its worker is gone."""

import errno
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from assessment.models import Round
from reports import claims, files
from reports.files import inputs_key, make
from reports.models import LEASE, ReportFile
from reports.pdf import RenderingError
from reports.progress import tell
from reports.tasks import make_again, request_file, revive, revive_if_lost
from tests.reports.standin import SIGNED_AT, signed

CONTENT = b"%PDF whole"


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def made(monkeypatch) -> list[str]:
    """Whose briefs were made, in order. The contents are those of every brief."""
    councils: list[str] = []

    def contents(snapshot, peers):
        councils.append(snapshot.council.slug)
        return CONTENT

    monkeypatch.setitem(files.CONTENTS, "brief", contents)
    return councils


@pytest.fixture
def snapshot(council, round):
    return signed(council, round)


@pytest.fixture
def file(snapshot, made) -> ReportFile:
    return request_file(snapshot, "brief", "type")


def stored(media: Path) -> list[Path]:
    return [path for path in media.rglob("*") if path.is_file()]


def begin(file: ReportFile, *, ago: timedelta, **fields: object) -> None:
    """Another worker has begun the file, and gave its last sign of life some time ago."""
    alive = timezone.now() - ago
    fields = {"claim": "0" * 32, "attempts": 1, "alive_at": alive, "queued_at": alive} | fields
    ReportFile.objects.filter(pk=file.pk).update(status="working", **fields)
    file.refresh_from_db()


def test_asking_twice_makes_one_file_and_one_task(snapshot, made):
    first, second = (request_file(snapshot, "brief", "type") for _ in range(2))
    assert first == second
    assert DBTaskResult.objects.count() == 1
    assert request_file(snapshot, "report", "type") != first
    assert request_file(snapshot, "brief", "region") != first


def test_a_file_is_stored_with_its_checksum(file, made, media):
    make(file.pk)
    file.refresh_from_db()
    assert (file.status, file.progress, file.size) == ("done", 100, len(CONTENT))
    assert file.sha256 == sha256(CONTENT).hexdigest()
    assert [path.read_bytes() for path in stored(media)] == [CONTENT]
    assert file.file.name.startswith("2026/westerby/brief-")
    assert file.download_name == "Cairn brief - Westerby - 2026.pdf"
    make(file.pk)
    assert made == ["westerby"]


def test_another_signature_makes_another_file(snapshot, other_council, round):
    before = inputs_key(snapshot, "type")
    assert inputs_key(snapshot, "type") == before
    signed(other_council, round)
    assert inputs_key(snapshot, "type") != before


def test_later_rounds_and_other_frameworks_change_no_file(snapshot, other_council, round):
    before = inputs_key(snapshot, "type")
    later = Round.objects.get(pk=round.pk)
    later.pk, later.slug, later.opens, later.closes, later.publishes = None, "2027", *([date(2027, 9, 1)] * 3)
    later.save()
    signed(other_council, later)
    assert inputs_key(snapshot, "type") == before


def test_new_figures_in_the_register_make_another_file(snapshot, other_council):
    before = inputs_key(snapshot, "type")
    other_council.population += 1
    other_council.save()
    assert inputs_key(snapshot, "type") != before


def test_new_code_makes_another_file(snapshot, monkeypatch):
    before = inputs_key(snapshot, "type")
    monkeypatch.setattr(files, "code_version", lambda: "the next release")
    assert inputs_key(snapshot, "type") != before


def test_what_is_told_is_shown(file, monkeypatch):
    seen = []

    def contents(snapshot, peers):
        tell(40, "Laying out the pages")
        seen.extend(ReportFile.objects.filter(pk=file.pk).values_list("status", "progress", "step"))
        return CONTENT

    monkeypatch.setitem(files.CONTENTS, "brief", contents)
    make(file.pk)
    assert seen == [("working", 40, "Laying out the pages")]


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (RenderingError("The typeface is missing."), "The typeface is missing."),
        (ZeroDivisionError(), "Something went wrong inside Cairn."),
    ],
)
def test_a_failure_is_kept_in_words_and_raised(file, monkeypatch, media, problem, words):
    def contents(snapshot, peers):
        raise problem

    monkeypatch.setitem(files.CONTENTS, "brief", contents)
    with pytest.raises(type(problem)):
        make(file.pk)
    file.refresh_from_db()
    assert file.status == "failed" and file.error.startswith(words)
    assert stored(media) == []


def test_a_full_disk_leaves_no_half_file(file, monkeypatch, media):
    def half(storage, name, content):
        path = Path(storage.path(name))
        path.parent.mkdir(parents=True)
        path.write_bytes(content.read()[:4])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", half)
    with pytest.raises(OSError, match="No space"):
        make(file.pk)
    file.refresh_from_db()
    assert file.status == "failed"
    assert file.error == "The file could not be stored: No space left on device."
    assert stored(media) == []


def test_a_failed_file_can_be_made_again(file, made):
    ReportFile.objects.filter(pk=file.pk).update(status="failed", error="A full disk.", attempts=3)
    for _ in range(2):
        make_again(file)
    assert DBTaskResult.objects.count() == 2
    make(file.pk)
    file.refresh_from_db()
    assert (file.status, file.error, made) == ("done", "", ["westerby"])


def test_a_file_in_another_workers_hands_is_left_alone(file, made):
    begin(file, ago=LEASE / 2)
    make(file.pk)
    file.refresh_from_db()
    assert (file.status, file.claim, made) == ("working", "0" * 32, [])


def test_a_file_whose_worker_is_gone_is_taken_over_and_its_remains_removed(file, made, media):
    begin(file, ago=LEASE * 2)
    remains = media / claims.Claim(file, file.claim).stored_name
    remains.parent.mkdir(parents=True)
    remains.write_bytes(CONTENT[:4])
    make(file.pk)
    file.refresh_from_db()
    assert (file.status, file.attempts, made) == ("done", 2, ["westerby"])
    assert [path.read_bytes() for path in stored(media)] == [CONTENT]


def test_a_slow_worker_that_was_taken_over_finishes_nothing(file, monkeypatch, media):
    def slow(snapshot, peers):
        ReportFile.objects.filter(pk=file.pk).update(alive_at=timezone.now() - LEASE * 2)
        monkeypatch.setitem(files.CONTENTS, "brief", lambda snapshot, peers: CONTENT)
        make(file.pk)
        return b"too late"

    monkeypatch.setitem(files.CONTENTS, "brief", slow)
    make(file.pk)
    file.refresh_from_db()
    assert file.status == "done" and file.sha256 == sha256(CONTENT).hexdigest()
    assert [path.read_bytes() for path in stored(media)] == [CONTENT]


def test_a_file_that_kills_its_workers_is_given_up(file, made):
    begin(file, ago=LEASE * 2, attempts=claims.MAX_ATTEMPTS)
    make(file.pk)
    file.refresh_from_db()
    assert file.status == "failed" and "begun 3 times" in file.error
    assert made == []


def test_a_new_worker_queues_what_others_lost_for_the_end_of_the_lease(file):
    DBTaskResult.objects.all().delete()
    begin(file, ago=LEASE / 2)
    revive(ReportFile.objects.all())
    (task,) = DBTaskResult.objects.all()
    assert abs(task.run_after - (timezone.now() + LEASE / 2)) < timedelta(seconds=5)


def test_a_waiting_file_keeps_its_place_in_the_queue(file):
    revive(ReportFile.objects.all())
    assert DBTaskResult.objects.count() == 1
    ReportFile.objects.update(queued_at=timezone.now() - timedelta(hours=1))
    revive(ReportFile.objects.all())
    assert DBTaskResult.objects.count() == 2


def test_whoever_watches_a_lost_file_queues_it_once(file):
    DBTaskResult.objects.all().delete()
    begin(file, ago=LEASE / 2)
    revive_if_lost(file)
    assert DBTaskResult.objects.count() == 0
    begin(file, ago=LEASE * 2)
    for _ in range(3):
        file.refresh_from_db()
        revive_if_lost(file)
    assert DBTaskResult.objects.count() == 1


def test_a_signature_given_anew_is_another_file(snapshot, council, round, file):
    again = signed(council, round, at=SIGNED_AT + timedelta(days=1))
    assert request_file(again, "brief", "type") != file
