"""The statement a council may publish, and the signed data it can be checked against."""

import hashlib
import json

import pytest
from django.test import Client

from reports.report import build
from reports.statement import statement
from tests.conftest import answer_everything, make_council
from tests.reports.edges import EDGES, everything, sign, sign_peers
from tests.reports.small import everywhere, signed

PAGE = "/councils/westerby/2026/report/statement/"
TEXT = "/councils/westerby/2026/report/statement.txt"
SNAPSHOT = "/councils/westerby/2026/report/snapshot.json"


def test_it_says_who_against_what_when_and_what_it_does_not_prove():
    text = statement(signed(everywhere([3, 3, 3, 3]), shown=False, took_part={"lead": 1, "contributor": 4})).as_text()
    assert text.startswith("Westshire County Council: our digital maturity, 2026 round\n")
    assert "assessed itself against Small, version 1" in text
    assert "The answers were signed on 2 November 2026. 5 people took part." in text
    assert (
        "- Lens: 75 of 100 as claimed; 25 counting only what names evidence. "
        "At level 3 or above: four of four dimensions as claimed, none with evidence." in text
    )
    assert "It is not an inspection, an audit or a certificate." in text
    assert "nobody outside the council has looked at it" in text
    assert f"\n{'5' * 64}\n" in text and f"\n{'c' * 64}\n" in text
    assert "/frameworks/small/1/" in text and "/method/" in text
    assert "Made-up" not in text


@pytest.mark.parametrize("edge", EDGES, ids=lambda edge: edge.__name__)
def test_it_stands_at_every_edge(assessment, edge, viewer, as_user):
    edge(assessment)
    sign(assessment)
    assert as_user(viewer).get(PAGE).status_code == 200


def test_nothing_of_the_peers_is_in_it(assessment, round, viewer, as_user):
    everything(assessment, 4)
    snapshot = sign(assessment)
    before = as_user(viewer).get(TEXT).content
    sign_peers(round, [make_council(f"E0699{9100 + place}", f"Peer {place}") for place in range(22)], level=1)
    report = build(snapshot)
    assert report.lenses[0].standing.position == "above"
    text = as_user(viewer).get(TEXT).content
    assert text == before
    for word in ("edian", "quartile", "clearly", "peers", "between 1st"):
        assert word not in text.decode()


def test_page_and_text_say_the_same(assessment, viewer, as_user):
    answer_everything(assessment)
    sign(assessment)
    page, text = (as_user(viewer).get(address) for address in (PAGE, TEXT))
    lines = [line.removeprefix("- ") for line in text.content.decode().splitlines() if line]
    assert len(lines) > 10
    for line in lines:
        assert line in page.content.decode()
    assert text["Content-Disposition"] == 'attachment; filename="westerby-2026-statement.txt"'


def test_the_signed_file_has_the_checksum_that_the_statement_prints(assessment, viewer, as_user):
    answer_everything(assessment)
    snapshot = sign(assessment)
    file = as_user(viewer).get(SNAPSHOT)
    assert hashlib.sha256(file.content).hexdigest() == snapshot.sha256
    assert json.loads(file.content) == snapshot.data
    assert snapshot.sha256 in as_user(viewer).get(TEXT).content.decode()


def test_members_and_socitm_read_them_and_strangers_do_not(assessment, viewer, analyst, stranger, as_user):
    answer_everything(assessment)
    sign(assessment)
    for address in (PAGE, TEXT, SNAPSHOT):
        assert [as_user(person).get(address).status_code for person in (viewer, analyst, stranger)] == [200, 200, 404]
        assert Client().get(address).status_code == 302
