"""Comparing councils at Socitm's desk: choose, see, set side by side, take away."""

import csv

import pytest
from django.urls import reverse

from assessment.models import Round
from councils.models import Council
from tests.conftest import make_council
from tests.reports.standing import signed


@pytest.fixture
def desk(as_user, analyst):
    return as_user(analyst)


@pytest.fixture
def councils(round) -> list[Council]:
    kent = make_council("E1", "Ash", authority_type="county", population=500_000)
    found = [kent, make_council("E2", "Birch"), make_council("W1", "Derw", nation="Wales", region="Wales")]
    for council, score in zip(found, (40, 80, 60), strict=True):
        signed(council, round, score=score, LEAD={"score": 100 - score})
    make_council("E3", "Unsigned")
    return found


def address(page: str, round: Round) -> str:
    return reverse(f"socitm:{page}", args=[round.slug])


def chosen(response) -> list[str]:
    return [row.name for row, _cells in response.context["rows"]]


def test_every_signed_council_is_there_at_first(desk, round, councils):
    response = desk.get(address("compare", round))
    assert chosen(response) == ["Ash", "Birch", "Derw"]
    page = response.content.decode()
    assert "3 councils of 3 that have signed" in page
    assert "must not be passed on" in page
    assert page.count('class="heat-') == 4 * 15  # three councils and their median
    assert "Unsigned" not in page


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"group": "county"}, ["Ash"]),
        ({"nation": "Wales"}, ["Derw"]),
        ({"names": "birch\r\n\r\n ASH "}, ["Ash", "Birch"]),
        ({"population_from": "400,000"}, ["Ash"]),
        ({"sort": "LEAD"}, ["Ash", "Derw", "Birch"]),
        ({"sort": "-LEAD"}, ["Birch", "Derw", "Ash"]),
        ({"sort": "LEAD", "show": "evidenced"}, ["Birch", "Derw", "Ash"]),
        ({"nation": "England", "population_to": "400000"}, ["Birch"]),
    ],
)
def test_an_address_chooses_councils_and_their_order(desk, round, councils, query, names):
    assert chosen(desk.get(address("compare", round), query)) == names


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"group": "parish"}, "group"),
        ({"nation": "France"}, "nation"),
        ({"region": "x"}, "region"),
        ({"rural": "x"}, "rural"),
        ({"population_from": "many"}, "population_from"),
        ({"population_from": "-5"}, "population_from"),
        ({"population_to": "9" * 5000}, "population_to"),
        ({"population_from": "2", "population_to": "1"}, "population_to"),
        ({"names": "Nowhere"}, "names"),
        ({"names": "\0"}, "names"),
        ({"show": "x"}, "show"),
        ({"sort": "XXXX"}, "sort"),
    ],
)
def test_an_address_that_makes_no_sense_is_an_error_on_the_page(desk, round, councils, query, field):
    response = desk.get(address("compare", round), query)
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert "There is a problem" in response.content.decode()
    assert "rows" not in response.context
    # Its file says so on the page, and its picture is not there.
    moved = desk.get(address("compare_csv", round), query)
    assert moved["Location"].startswith(address("compare", round) + "?")
    assert desk.get(address("compare_svg", round), query).status_code == 404


def test_a_name_nobody_has_is_named(desk, round, councils):
    page = desk.get(address("compare", round), {"names": "Ash\nNarnia\n<b>"}).content.decode()
    assert "“Narnia” or “&lt;b&gt;” in its name" in page


def test_no_council_like_that_and_no_council_at_all(desk, round, councils):
    page = desk.get(address("compare", round), {"group": "county", "nation": "Wales"}).content.decode()
    assert "No council that has signed is like this." in page


def test_a_round_nobody_has_signed(desk, round):
    response = desk.get(address("compare", round))
    assert "No council has signed this round yet." in response.content.decode()
    assert desk.get(address("compare_svg", round)).status_code == 404
    assert len(desk.get(address("compare_csv", round)).content.decode().splitlines()) == 1


def test_levels_are_counted_where_levels_are_shown(desk, round, councils):
    response = desk.get(address("compare", round), {"show": "level"})
    page = response.content.decode()
    assert "How many councils claim each level" in page
    assert response.context["levels"][0] == ("Collaborate", (0, 0, 3, 0, 0, 0))
    assert "distribution.svg" not in page


def test_the_distribution_comes_with_its_words_its_table_and_a_picture_of_its_own(desk, round, councils):
    query = {"sort": "name", "nation": "England"}
    page = desk.get(address("compare", round), query).content.decode()
    assert "2 councils. The highest median is 60 of 100" in page
    assert "Lower quartile" in page
    assert f'src="{address("compare_svg", round)}?sort=name&amp;nation=England"' in page
    picture = desk.get(address("compare_svg", round), query)
    assert picture["Content-Type"] == "image/svg+xml"
    assert picture.content.startswith(b"<svg")


def test_no_page_needs_inline_style_or_script(desk, round, councils):
    for page in ("compare", "round"):
        html = desk.get(address(page, round)).content.decode()
        assert " style=" not in html
        assert "<style" not in html


def test_the_file_holds_the_councils_of_the_same_address(desk, round, councils):
    response = desk.get(address("compare_csv", round), {"nation": "England", "sort": "LEAD"})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in response["Content-Disposition"]
    rows = list(csv.DictReader(response.content.decode().splitlines()))
    assert [row["council"] for row in rows] == ["Ash Council", "Birch Council"]
    assert (rows[0]["LEAD_score"], rows[0]["COLL_score"], rows[0]["COLL_evidenced"]) == ("60", "40", "20")
    assert "made_up" not in rows[0]


def test_the_file_of_a_made_up_round_says_so_in_every_row(desk, round, councils):
    Round.objects.update(made_up=True)
    rows = list(csv.DictReader(desk.get(address("compare_csv", round)).content.decode().splitlines()))
    assert {row["made_up"] for row in rows} == {"yes"}


def test_a_name_that_is_a_formula_is_text(desk, round):
    signed(make_council("E9", "Sly", name='=HYPERLINK("http://x.example")'), round)
    rows = list(csv.DictReader(desk.get(address("compare_csv", round)).content.decode().splitlines()))
    assert rows[0]["council"].startswith("'=")


def test_two_councils_stand_side_by_side(desk, round, councils):
    response = desk.get(address("side_by_side", round), {"council": ["derw", "ash"]})
    assert [council["slug"] for council in response.context["councils"]] == ["derw", "ash"]
    page = response.content.decode()
    assert "▲ highest" in page
    assert "▼ lowest" in page
    assert "must not be passed on" in page
    assert len(response.context["lenses"]) == 3
    assert sum(len(part.rows) for part in response.context["lenses"]) == 15


@pytest.mark.parametrize(
    ("picked", "words"),
    [
        ([], "Choose two to six councils"),
        (["ash"], "you have chosen 1"),
        (["ash", "ash"], "you have chosen 1"),
        (["ash", "unsigned"], "“unsigned” has not signed this round"),
        (["ash", "nowhere"], "“nowhere” has not signed this round"),
    ],
)
def test_side_by_side_needs_two_councils_that_have_signed(desk, round, councils, picked, words):
    response = desk.get(address("side_by_side", round), {"council": picked})
    assert response.status_code == 200
    assert words in response.content.decode()
    assert "councils" not in response.context


def test_side_by_side_takes_six_and_no_more(desk, round):
    slugs = [signed(make_council(f"E{place}", f"Place {place}"), round).council.slug for place in range(7)]
    url = address("side_by_side", round)
    assert len(desk.get(url, {"council": slugs[:6]}).context["councils"]) == 6
    assert "you have chosen 7" in desk.get(url, {"council": slugs}).content.decode()


def test_the_way_back_keeps_the_ticks(desk, round, councils):
    back = f"{address('compare', round)}?council=ash&amp;council=birch"
    assert back in desk.get(address("side_by_side", round), {"council": ["ash", "birch"]}).content.decode()
    page = desk.get(address("compare", round), {"council": ["ash", "birch"]}).content.decode()
    assert page.count(" checked>") == 2


@pytest.mark.parametrize("page", ["compare", "compare_csv", "side_by_side"])
def test_pages_cost_the_same_queries_however_many_councils(desk, round, page, django_assert_num_queries):
    slugs = [signed(make_council(f"E{place}", f"Place {place}"), round).council.slug for place in range(8)]
    query = {"council": slugs[:2]}
    desk.get(address(page, round), query)
    # Session, person, round; whether anyone has signed since, and how many have.
    with django_assert_num_queries(5):
        desk.get(address(page, round), query)
