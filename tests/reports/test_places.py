"""The place as a range in the report: where it is given, where it is not and why, and who took part."""

from datetime import date

import pytest

from assessment.models import Answer
from councils.models import Council
from reports.files import CONTENTS
from reports.report import build
from tests.conftest import answer_everything, make_council
from tests.reports.edges import answer, sign, sign_peers
from tests.reports.test_pdf import text_of
from tests.reports.test_workbook import book_of, rows_of

PLACES = ("Position as claimed", "Place as claimed", "Position, evidenced only", "Place, evidenced only")


def peers(round, count, **facts):
    made = [make_council(f"E0699{9100 + place}", f"Peer {place}", **facts) for place in range(count)]
    return sign_peers(round, made)


@pytest.fixture
def doubtful(assessment):
    """Level 2 everywhere, and nothing shown: its score could lie anywhere about the middle."""
    answer_everything(assessment, evidenced=False)
    return sign(assessment)


def cells(report, title):
    return dict(zip(report.places.headers, next(row for row in report.places.rows if row[0] == title), strict=True))


def test_a_place_is_a_range_beside_twenty_peers(doubtful, round):
    peers(round, 20)
    report = build(doubtful)
    part = report.dimensions[0]
    assert part.standing.place.of == 21
    assert part.standing.place.worst - part.standing.place.best >= 4
    assert part.standing.place_words in part.sentence
    assert report.lenses[0].standing.place_briefly in report.lenses[0].sentence
    assert report.no_places == ""
    assert cells(report, part.dimension.title)["Place as claimed"].endswith("of\N{NO-BREAK SPACE}21")


def test_a_place_as_claimed_is_the_wider_the_less_is_shown(assessment, round):
    answer_everything(assessment, level=3, evidenced=False)
    bare = build(sign(assessment)).dimensions[0].standing.reach
    answer(assessment, "COLL-1", 3, evidence="Minute")
    answer(assessment, "COLL-2", 3, evidence="Minute")
    half = build(sign(assessment)).dimensions[0].standing.reach
    assert bare.upper - bare.lower > half.upper - half.lower > 0


def test_nineteen_peers_are_too_few_and_it_says_what_would_unlock_it(doubtful, round):
    for place in range(30):
        make_council(f"E0699{9500 + place}", f"Not signed {place}")
    peers(round, 19)
    report = build(doubtful)
    assert all(part.standing.place is None for part in (*report.lenses, *report.dimensions))
    assert all(part.standing.reach for part in report.dimensions)
    assert report.no_places == (
        "A percentile and a place need 20 single-tier councils in England with a score here, one more than there are"
        " now."
    )
    row = cells(report, "Leadership")
    assert row["Place as claimed"] == row["Place, evidenced only"] == "Not shown: fewer than 20 councils"
    assert row["Position as claimed"] in ("Clearly above", "About the same", "Clearly below")


def test_where_there_will_never_be_twenty_it_says_so(doubtful, round):
    peers(round, 12)
    assert build(doubtful).no_places == (
        "No place is given: there are only 12 other single-tier councils in England, and a place needs 20 with a score."
        " Compare with a wider group to see one."
    )


def test_a_refused_group_has_no_places_and_no_table(doubtful, round, viewer, as_user):
    peers(round, 4)
    report = build(doubtful)
    assert all(part.standing.place is None and part.standing.position is None for part in report.dimensions)
    page = as_user(viewer).get("/councils/westerby/2026/report/").content.decode()
    assert 'id="places"' not in page


def test_the_page_the_workbook_and_the_pdf_show_the_places(doubtful, round, viewer, as_user):
    peers(round, 20)
    report, book = book_of(doubtful)
    page = as_user(viewer).get("/councils/westerby/2026/report/").content.decode()
    assert 'id="places"' in page and "/method/#place" in page
    rows = [row for row in rows_of(book["Places"]) if row["Lens or dimension"] == "Leadership"]
    standing = next(part.standing for part in report.dimensions if part.code == "LEAD")
    assert [row["Counting"] for row in rows] == ["what is claimed", "what is evidenced"]
    assert (rows[0]["Place from"], rows[0]["Place to"], rows[0]["Of"]) == (
        standing.place.best,
        standing.place.worst,
        21,
    )
    assert rows[0]["Score from"] < 50 < rows[0]["Score to"]


def test_a_partial_dimension_has_no_place(assessment, round):
    answer_everything(assessment)
    Answer.objects.filter(assessment=assessment, question__in=["LEAD-1", "LEAD-2"]).update(
        state="dont_know", level=None
    )
    snapshot = sign(assessment)
    peers(round, 22)
    report = build(snapshot)
    row = cells(report, "Leadership")
    assert row["Claimed"].endswith(", partial")
    assert {row[name] for name in PLACES} == {"–"}


def test_looking_again_throws_no_new_dice(doubtful, round):
    peers(round, 20)
    first, again = build(doubtful), build(doubtful)
    assert first.places == again.places


@pytest.mark.parametrize(
    ("key", "of"),
    [("type", 5), ("region", 4), ("population", 3), ("all", 7), ("nearest", None)],
)
def test_how_many_could_have_signed(doubtful, round, key, of):
    # Beside Westerby: of its type, region and size; of its type elsewhere; another type; gone before it signed.
    for place in range(3):
        make_council(f"E0699{9100 + place}", f"Peer {place}", population=150_000 + place)
    for place, population in enumerate((90_000, 300_000)):
        make_council(f"E0699{9110 + place}", f"Far {place}", region="London", population=population)
    make_council("E10999120", "County", authority_type=Council.Type.COUNTY, population=800_000)
    make_council("W06999121", "Derw", authority_type=Council.Type.WELSH_UNITARY, region="Wales", population=60_000)
    make_council("E06999130", "Gone", ended=date(2020, 4, 1))
    assert build(doubtful, peers=key).peers.of == of


def test_who_took_part_is_said(doubtful, round, viewer, as_user):
    for place in range(3):
        make_council(f"E0699{9500 + place}", f"Not signed {place}")
    peers(round, 6)
    report = build(doubtful)
    assert report.peers.turnout == "six of the nine other single-tier councils in England"
    assert any(report.peers.turnout in caveat for caveat in report.findings.caveats)
    page = as_user(viewer).get("/councils/westerby/2026/report/").content.decode()
    assert "Six of the nine other single-tier councils in England have signed this round." in page
    assert "(6 of 9 have signed)" in page


def test_brief_and_report_print_both_checksums(doubtful, tmp_path):
    # In the files themselves, as a reader would copy them out.
    for kind in ("brief", "report"):
        words = "".join(" ".join(text_of(CONTENTS[kind](doubtful, "type"), tmp_path)).split())
        assert doubtful.sha256 in words, kind
        assert doubtful.framework_checksum in words, kind
