"""Choosing councils out of a round, and their figures: arithmetic on tables, without a database."""

from datetime import UTC, datetime
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from assessment.sheets import guarded
from reports.compare import Cell, Show, Wanted, cells, cohort, heat_map, levels_claimed, medians
from reports.frame import RoundFrame
from reports.socitm.side_by_side import side_by_side
from reports.socitm.spreadsheet import csv_rows

FACTS = ["gss_code", "name", "short_name", "slug", "type_group", "nation", "region", "population", "rural_share"]
COUNCILS = [
    ("E1", "Ash County Council", "Ash", "ash", "county", "England", "North East", 500_000, 0.5),
    ("E2", "Borough of Birch", "Birch", "birch", "district", "England", "North East", 90_000, 0.26),
    ("E3", "Cedar Council", "cedar", "cedar", "district", "England", "London", 90_001, 0.2599),
    ("W1", "Derw Council", "Derw", "derw", "wales", "Wales", "Wales", 60_000, 1.0),
]
NAN = float("nan")


@pytest.fixture
def frame() -> RoundFrame:
    facts = pd.DataFrame(COUNCILS, columns=FACTS).set_index("gss_code")
    facts["signed_at"] = datetime(2026, 11, 1, 10, tzinfo=UTC)
    score = pd.DataFrame({"AAA": [62.5, 20, 79.6, NAN], "BBB": [0, 100, 50, 50.0]}, index=facts.index)
    return RoundFrame(
        facts=facts,
        score=score,
        evidenced=score / 2,
        level=pd.DataFrame({"AAA": [2, 0, 3, NAN], "BBB": [0, 4, 2, 2.0]}, index=facts.index),
        lens=pd.DataFrame({"one": score.mean(axis=1)}),
        lens_evidenced=pd.DataFrame({"one": score.mean(axis=1) / 2}),
    )


@pytest.fixture
def framework():
    dimensions = (SimpleNamespace(code="AAA", title="First"), SimpleNamespace(code="BBB", title="Second"))
    return SimpleNamespace(lenses=(SimpleNamespace(slug="one", name="One", dimensions=dimensions),))


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, "E1 E2 E3 W1"),
        ({"group": "district"}, "E2 E3"),
        ({"nation": "Wales"}, "W1"),
        ({"region": "North East"}, "E1 E2"),
        ({"population_from": 90_000}, "E1 E2 E3"),
        ({"population_to": 90_000}, "E2 W1"),
        ({"population_from": 0, "population_to": 0}, ""),
        ({"population_from": 90_001, "population_to": 90_001}, "E3"),
        ({"rural": "urban"}, "E3"),
        ({"rural": "mixed"}, "E2"),
        ({"rural": "rural"}, "E1 W1"),
        ({"names": ("BIRCH",)}, "E2"),
        ({"names": ("ash c", "derw")}, "E1 W1"),
        ({"group": "district", "region": "North East"}, "E2"),
        ({"group": "county", "nation": "Wales"}, ""),
    ],
)
def test_councils_are_chosen_by_every_fact_at_once(frame, wanted, found):
    assert list(cohort(frame, Wanted(**wanted)).members) == found.split()


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("name", "E1 E2 E3 W1"),  # "cedar" is no later for its small letter
        ("population", "E1 E3 E2 W1"),
        ("AAA", "E3 E1 E2 W1"),  # the one without a score is last
        ("-AAA", "E2 E1 E3 W1"),  # ... both ways
        ("BBB", "E2 E3 W1 E1"),  # equals by name
        ("-BBB", "E1 E3 W1 E2"),
    ],
)
def test_councils_are_in_the_order_asked_for(frame, sort, order):
    assert list(cohort(frame, Wanted(sort=sort)).members) == order.split()


def test_order_is_by_the_figure_shown(frame):
    frame.evidenced.loc["E2", "AAA"] = 90
    assert next(iter(cohort(frame, Wanted(sort="AAA", show=Show.EVIDENCED)).members)) == "E2"


def test_a_heat_map_shows_numbers_rounded_half_up_in_bands_of_what_is_read(frame):
    rows = heat_map(cohort(frame, Wanted()))
    assert [row.name for row in rows] == ["Ash", "Birch", "cedar", "Derw"]
    assert rows[0].cells == (Cell("63", 3), Cell("0", 0))
    assert rows[1].cells == (Cell("20", 1), Cell("100", 4))
    # 79.6 reads as 80, so it has the colour of 80.
    assert rows[2].cells == (Cell("80", 4), Cell("50", 2))
    assert rows[3].cells == (Cell("–", None), Cell("50", 2))


def test_a_heat_map_of_levels_and_of_evidenced_scores(frame):
    levels = heat_map(cohort(frame, Wanted(show=Show.LEVEL)))
    assert levels[1].cells == (Cell("0", 0), Cell("4", 4))
    assert levels[3].cells[0] == Cell("–", None)
    assert heat_map(cohort(frame, Wanted(show=Show.EVIDENCED)))[1].cells[1] == Cell("50", 2)


def test_a_mean_of_thirds_rounds_like_the_fraction_it_stands_for():
    table = pd.DataFrame({"AAA": [np.mean([175 / 3, 200 / 3]), 62.49999999999]})
    assert [row[0].text for row in cells(table, Show.SCORE)] == ["63", "63"]


def test_medians_are_over_the_councils_chosen(frame):
    assert medians(cohort(frame, Wanted())) == (Cell("63", 3), Cell("50", 2))
    assert medians(cohort(frame, Wanted(group="district"))) == (Cell("50", 2), Cell("75", 3))
    assert medians(cohort(frame, Wanted(nation="Scotland"))) == ()
    assert medians(cohort(frame, Wanted(show=Show.LEVEL))) == ()


def test_levels_are_counted_with_those_that_claim_none(frame):
    chosen = cohort(frame, Wanted(show=Show.LEVEL))
    assert levels_claimed(chosen, range(5)) == [("AAA", (1, 0, 1, 1, 0, 1)), ("BBB", (1, 0, 2, 0, 1, 0))]


def test_side_by_side_marks_the_ends_and_says_how_far_apart(frame, framework):
    (part,) = side_by_side(frame, framework, ["E3", "E1", "W1"])
    first, second = part.rows
    assert [mean.text for mean in part.means] == ["65", "31", "50"]
    assert [cell.score.text for cell in first.cells] == ["80", "63", "–"]
    assert [cell.level for cell in first.cells] == ["3", "2", "–"]
    assert [cell.evidenced for cell in first.cells] == ["40", "31", "–"]
    assert [cell.mark for cell in first.cells] == ["highest", "lowest", ""]
    assert first.apart == "17"
    assert [cell.mark for cell in second.cells] == ["highest", "lowest", "highest"]


def test_equals_are_not_marked_and_one_score_alone_is_not_apart(frame, framework):
    first, second = side_by_side(frame, framework, ["E3", "W1"])[0].rows
    assert [cell.mark for cell in second.cells] == ["", ""]
    assert second.apart == "0"
    assert [cell.mark for cell in first.cells] == ["", ""]
    assert first.apart == ""


def test_the_spreadsheet_has_every_figure_of_the_councils_chosen_in_their_order(frame):
    chosen = cohort(frame, Wanted(group="district", sort="-BBB", show=Show.LEVEL))
    heading, *rows = csv_rows(frame, chosen, round_slug="2026", made_up=False)
    assert heading[:4] == ["round", "gss_code", "council", "type_group"]
    assert "made_up" not in heading
    assert [row[1] for row in rows] == ["E3", "E2"]
    told = dict(zip(heading, rows[0], strict=True))
    assert told["council"] == "Cedar Council"
    assert told["population"] == "90001"
    assert told["rural_share"] == "0.2599"
    assert told["signed_on"] == "2026-11-01"
    assert told["AAA_score"] == "79.6"
    assert told["AAA_evidenced"] == "39.8"
    assert told["AAA_level"] == "3"
    assert told["one_mean"] == "64.8"


def test_the_spreadsheet_leaves_missing_figures_empty_and_says_what_is_made_up(frame):
    heading, row = csv_rows(frame, cohort(frame, Wanted(nation="Wales")), round_slug="2026", made_up=True)
    told = dict(zip(heading, row, strict=True))
    assert told["made_up"] == "yes"
    assert told["AAA_score"] == told["AAA_level"] == ""


def test_text_that_a_spreadsheet_would_run_is_held_still():
    assert guarded('=HYPERLINK("x")') == '\'=HYPERLINK("x")'
    assert [guarded(start + "1")[0] for start in "+-@\t\r\n"] == ["'"] * 6
    assert guarded("Ash, Birch = Cedar") == "Ash, Birch = Cedar"
