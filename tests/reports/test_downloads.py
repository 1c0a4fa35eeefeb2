"""report.pdf and brief.pdf: made in the background, shown while they are, sent when they are there."""

import json
import shutil
from collections.abc import Callable

import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult

from councils.models import User
from reports import files
from reports.models import ReportFile
from tests.reports.standin import signed

BRIEF = "/councils/westerby/2026/brief.pdf"
CONTENT = b"%PDF " + b"whole " * 200


@pytest.fixture(autouse=True)
def brief(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setitem(files.CONTENTS, "brief", lambda snapshot, peers: CONTENT)


@pytest.fixture
def client(council, round, viewer: User, as_user: Callable[[User], Client]) -> Client:
    signed(council, round)
    return as_user(viewer)


def the_file() -> ReportFile:
    return ReportFile.objects.get()


def test_a_file_not_made_yet_is_queued_and_its_progress_shown(client):
    response = client.get(BRIEF, follow=True)
    assert response.redirect_chain == [(f"/councils/westerby/2026/report/files/{the_file().pk}/", 302)]
    page = response.content.decode()
    assert "Your brief is being made" in page
    assert '<progress id="progress"' in page
    # Without scripts a link looks again: pages that reload by themselves fail WCAG 2.2.1.
    assert "See how far it is" in page and "refresh" not in page
    assert "no-store" in response["Cache-Control"]
    client.get(BRIEF)
    assert DBTaskResult.objects.count() == 1


def test_the_progress_page_tells_how_far_it_is(client):
    address = client.get(BRIEF).url
    ReportFile.objects.update(status="working", progress=40, step="Laying out the pages")
    assert json.loads(client.get(f"{address.rstrip('/')}.json").content) == {
        "pending": True,
        "progress": 40,
        "step": "Laying out the pages",
    }
    page = client.get(address).content.decode()
    assert 'value="40"' in page and "Laying out the pages" in page


def test_a_file_that_is_there_is_sent_whole(client):
    address = client.get(BRIEF).url
    files.make(the_file().pk)
    page = client.get(address).content.decode()
    assert "Your brief is ready" in page and f'href="{BRIEF}?peers=type"' in page and "refresh" not in page

    response = client.get(BRIEF, headers={"Accept-Encoding": "gzip"})
    assert b"".join(response.streaming_content) == CONTENT
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="Cairn brief - Westerby - 2026.pdf"'
    assert int(response["Content-Length"]) == len(CONTENT)
    assert response["ETag"] == f'"{the_file().sha256}"'
    assert response["Cache-Control"] == "private, no-cache"

    again = client.get(BRIEF, headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304


def test_a_file_that_failed_says_why_and_can_be_tried_again(client):
    address = client.get(BRIEF).url
    ReportFile.objects.update(status="failed", error="The typeface is missing.")
    page = client.get(address).content.decode()
    assert "Your brief was not made" in page and "The typeface is missing." in page and "refresh" not in page
    assert client.post(address, follow=True).redirect_chain == [(address, 302)]
    assert the_file().status == "waiting"
    assert DBTaskResult.objects.count() == 2


def test_trying_again_does_nothing_to_a_file_that_is_there(client):
    address = client.get(BRIEF).url
    files.make(the_file().pk)
    client.post(address)
    assert the_file().status == "done"


def test_a_file_lost_from_storage_is_made_anew(client, settings):
    client.get(BRIEF)
    files.make(the_file().pk)
    shutil.rmtree(settings.MEDIA_ROOT)
    assert client.get(BRIEF).status_code == 302
    assert the_file().status == "waiting"
    files.make(the_file().pk)
    assert client.get(BRIEF).status_code == 200


@pytest.mark.parametrize(("peers", "status"), [("region", 302), ("type", 302), ("friends", 404), ("", 404)])
def test_peers_are_one_of_the_groups(client, peers, status):
    assert client.get(BRIEF, {"peers": peers}).status_code == status


def test_only_those_who_may_read_the_report_see_anything(client, other_council, round, stranger, analyst, as_user):
    address = client.get(BRIEF).url
    for path in (BRIEF, address, f"{address.rstrip('/')}.json"):
        assert as_user(stranger).get(path).status_code == 404
        assert as_user(analyst).get(path).status_code in (200, 302)
        assert Client().get(path).url.startswith("/accounts/login/")
    # A file of one council has no address under another.
    signed(other_council, round)
    assert as_user(stranger).get(address.replace("westerby", "easterby")).status_code == 404
