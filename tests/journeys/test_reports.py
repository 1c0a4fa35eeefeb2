"""A viewer reads the report and downloads the PDF; a Socitm analyst compares councils."""

import csv
from collections.abc import Callable

import pikepdf
import pytest
from playwright.sync_api import expect

from assessment.models import Round
from councils.models import Council, User
from tests.journeys.conftest import Walk
from tests.journeys.made_up import sign_as_made_up, sign_peers

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_a_viewer_reads_the_report_and_downloads_it(
    walk: Walk, worker: Callable[[], None], council: Council, round: Round, viewer: User, javascript: bool
):
    sign_peers(round)
    sign_as_made_up(council, round)
    walker = walk(viewer, javascript=javascript)
    walker.open("/")
    walker.follow("Read the report of the 2026 round")
    walker.reads("Westerby Council: report")
    walker.look()

    if javascript:
        walker.page.get_by_role("button", name="Explore this chart").first.click()
        expect(walker.page.locator(".report-explore__canvas svg").first).to_be_visible()
        walker.look()

    walker.follow("A statement you may publish")
    walker.reads("A statement you may publish")
    walker.look()
    assert walker.download("Download the statement").path().read_text().startswith("Westerby Council")
    walker.follow("Report of Westerby")

    assert walker.download("Answers and scores").path().read_bytes().startswith(b"PK")
    walker.follow("Download the brief")
    walker.reads("Your brief is being made")
    walker.look()
    # "You can leave this page and come back: the file is kept."
    walker.follow("Report of Westerby")
    worker()
    pdf = walker.download("Download the brief")
    assert pdf.suggested_filename == "Cairn brief - Westerby - 2026.pdf"
    assert pdf.path().read_bytes().startswith(b"%PDF")
    with pikepdf.open(pdf.path()) as opened:
        assert len(opened.pages) == 2


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_an_analyst_compares_councils(walk: Walk, round: Round, analyst: User, javascript: bool):
    peers = sign_peers(round)
    walker = walk(analyst, javascript=javascript)
    walker.open("/socitm/")
    walker.look()

    walker.follow("Compare councils")
    walker.sees("13 councils of 13 that have signed")
    walker.look()

    walker.page.get_by_label("Population from").fill("150,000")
    walker.press("Compare", exact=True)
    walker.sees("9 councils of 13 that have signed")
    for council in peers[5:8]:
        walker.page.get_by_role("checkbox", name=council.short_name).check()
    rows = csv.reader(walker.download("Download these councils’ figures").path().read_text().splitlines())
    assert [council.name for council in peers[4:]] == [name for row in rows for name in row if name.startswith("Peer")]

    walker.press("Compare the ticked councils")
    walker.reads("Side by side")
    walker.sees("Peerby 06", "Peerby 07", "Peerby 08", "highest")
    walker.look()
