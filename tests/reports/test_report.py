"""The Report as it is built from real snapshots of a round, and the files that show it."""

import io

import pikepdf
import pytest

from assessment.models import Assessment, Round
from reports.files import CONTENTS
from reports.pdf import render_pdf
from reports.report import build
from tests.conftest import answer_everything, make_council, make_round
from tests.reports.edges import EDGES, LONG_NAME, everything, long_names_and_mixed_levels, sign, sign_peers
from tests.reports.test_pdf import text_of
from tests.verapdf import JAVA, NO_JAVA, check


def peers(round, count):
    return sign_peers(round, [make_council(f"E0699910{place}", f"Peer {place}") for place in range(count)])


def page_of(pdf: pikepdf.Pdf, item: pikepdf.OutlineItem) -> int:
    destination = item.destination if item.destination is not None else item.action.D
    return [page.objgen for page in pdf.pages].index(destination[0].objgen)


def test_a_council_alone_has_a_whole_report(assessment):
    answer_everything(assessment)
    report = build(sign(assessment))
    assert [len(lens.dimensions) for lens in report.lenses] == [3, 6, 6]
    assert report.peers.refused
    assert report.trend is None
    assert all(part.standing.median is None and part.strip is None for part in report.dimensions)


def test_the_lens_sentence_says_how_many_stand_high(assessment):
    everything(assessment, 3)
    assert build(sign(assessment)).lenses[0].sentence == "Three of three dimensions stand at level 3 or above."


def test_nothing_of_four_peers_is_shown_and_five_unlock_the_median(assessment, round):
    answer_everything(assessment)
    snapshot = sign(assessment)
    peers(round, 4)
    report = build(snapshot)
    assert all(part.standing.median is None for part in (*report.dimensions, *report.lenses))
    assert report.dimensions[0].standing.withheld == report.peers.refused
    sign_peers(round, [make_council("E06999200", "Fifth")])
    report = build(snapshot)
    assert all(part.standing.median is not None for part in (*report.dimensions, *report.lenses))
    assert all(part.standing.lower is None for part in report.dimensions)
    assert report.dimensions[0].standing.notice.startswith("Quartiles need 10")


def test_its_own_score_never_counts_among_the_peers(assessment, round):
    everything(assessment, 4)
    snapshot = sign(assessment)
    peers(round, 6)
    assert {part.standing.n for part in build(snapshot).dimensions} == {6}


def test_an_earlier_round_makes_a_trend_of_what_was_scored_in_both(assessment, council):
    before = make_round(2025, status=Round.Status.CLOSED)
    earlier = Assessment.objects.create(council=council, round=before)
    everything(earlier, 1)
    sign(earlier)
    everything(assessment, 2)
    report = build(sign(assessment))
    assert report.trend is not None
    assert report.dimensions[0].change.words == "Up from 25 in the round before (2025 round)."
    assert report.dimensions[0].change.median_now is None


def test_a_group_that_does_not_exist_is_a_key_error(assessment):
    answer_everything(assessment)
    with pytest.raises(KeyError):
        build(sign(assessment), peers="friends")


@pytest.mark.parametrize("edge", EDGES, ids=lambda edge: edge.__name__)
def test_the_brief_is_two_pages_at_every_edge(assessment, edge):
    edge(assessment)
    pdf = pikepdf.open(io.BytesIO(CONTENTS["brief"](sign(assessment), "type")))
    assert len(pdf.pages) == 2


def test_the_brief_is_two_pages_however_long_its_texts(assessment):
    answer_everything(assessment)
    report = build(sign(assessment))
    decision = report.findings.decision
    for name in ("today", "after", "sentence"):
        object.__setattr__(decision, name, f"{LONG_NAME} holds for every service of the council. " * 3)
    for finding in (*report.findings.strengths, *report.findings.risks):
        object.__setattr__(finding, "title", LONG_NAME)
    context = {
        "report": report,
        "title": "The brief",
        "subtitle": LONG_NAME,
        "created": report.signed.signed_at,
        "made_up": True,
    }
    pdf = pikepdf.open(io.BytesIO(render_pdf("reports/brief_pdf.html", context, pages=2)))
    assert len(pdf.pages) == 2


def test_the_full_report_has_a_bookmark_for_every_chapter_and_dimension_and_passes_the_checker(assessment, tmp_path):
    long_names_and_mixed_levels(assessment)
    path = tmp_path / "report.pdf"
    path.write_bytes(CONTENTS["report"](sign(assessment), "type"))
    pdf = pikepdf.open(path)
    with pdf.open_outline() as outline:
        chapters = [item.title for item in outline.root[0].children]
        dimensions = [child.title for item in outline.root[0].children for child in item.children]
        principles = next(item for item in outline.root[0].children if item.title == "Principles")
        starts = [page_of(pdf, item) for item in (principles, *principles.children)]
    assert chapters[:4] == ["Contents", "The brief", "How you compare", "The four elements picture"]
    assert chapters[-3:] == ["The route plan", "Method", "Answer book"]
    assert "Leadership" in dimensions
    # A dimension is one page, however long its evidence and its steps.
    assert starts == list(range(starts[0], starts[0] + 4))
    if JAVA is None:
        pytest.skip(NO_JAVA)
    assert check([path]) == []


def test_no_median_of_a_thin_group_is_in_the_pdf(assessment, round, tmp_path):
    answer_everything(assessment)
    snapshot = sign(assessment)
    peers(round, 4)
    words = " ".join(text_of(CONTENTS["brief"](snapshot, "type"), tmp_path))
    assert "Nothing is compared with single-tier councils in England." in words
    assert "edian" not in words
    assert "Peer 1" not in words
