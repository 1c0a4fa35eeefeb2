"""Every builder: a figure plotly accepts, words and a table that hold its numbers, and nothing that is withheld."""

import base64
import json

import pandas as pd
import plotly.graph_objects as go
import pytest

from reports import charts
from reports.chart import Chart

NAN = float("nan")
FEW = "Not shown: fewer than 5 councils"
TOO_FEW = "Not shown: too few councils"
SINGLED_OUT = "Not shown: it could single a council out"
FEW_FOR_QUARTILES = "Not shown: fewer than 10 councils"


def profile_rows(**changed: object) -> pd.DataFrame:
    rows = {
        "title": ["Collaborate", "Leadership", "Governance", "Digital access and inclusion"],
        "lens": ["Principles", "Capabilities", "Capabilities", "Issues"],
        "own": [62.5, 81.25, 37.5, NAN],
        "level": [2, 3, NAN, NAN],
        "partial": [False, False, True, False],
        "n": [21, 21, 7, 3],
        "median": [50.0, 81.25, 43.75, NAN],
        "lower": [40.5, 62.5, NAN, NAN],
        "upper": [56.25, 93.75, NAN, NAN],
    }
    return pd.DataFrame(rows | changed, index=["COLL", "LEAD", "GOVN", "DIGI"])


def element_rows() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "title": ["Collaborate", "Leadership"],
            "lens": ["Principles", "Capabilities"],
            "People": [4, 0],
            "Process": [3, "dont_know"],
            "Information": [1, "unanswered"],
            "Technology": [1, "not_applicable"],
        }
    )


def trend_rows(**changed: object) -> pd.DataFrame:
    rows = {
        "round": ["2026", "2027", "2026", "2027"],
        "dimension": ["Collaborate", "Collaborate", "Leadership", "Leadership"],
        "lens": ["Principles", "Principles", "Capabilities", "Capabilities"],
        "own": [50.0, 62.5, 75.0, 68.75],
        "median": [43.75, 50.0, NAN, NAN],
    }
    return pd.DataFrame(rows | changed)


def score_rows() -> pd.DataFrame:
    return pd.DataFrame({"COLL": [0, 25, 50, 75, 100], "LEAD": [50, 50, 50, 50, NAN], "GOVN": [NAN] * 5}, dtype=float)


TITLES = {"COLL": "Collaborate", "LEAD": "Leadership", "GOVN": "Governance"}


def profile(**changed: object) -> Chart:
    return charts.profile(profile_rows(**changed), key="profile", title="How you compare", peer_name="English counties")


def radar(rows: pd.DataFrame) -> Chart:
    return charts.radar(rows, key="radar", title="Capabilities", peer_name="English counties")


def elements() -> Chart:
    return charts.elements(element_rows(), key="elements", title="The four elements")


def trend(**changed: object) -> Chart:
    return charts.trend(trend_rows(**changed), key="trend", title="From round to round")


def strip(values: "pd.Series[float] | None" = None, **changed: float | None) -> Chart:
    numbers = {"own": 56.25, "median": 43.75, "lower": 31.25, "upper": 62.5} | changed
    return charts.strip(values, key="strip", title="Leadership", **numbers)


def distribution() -> Chart:
    return charts.distribution(score_rows(), TITLES, key="distribution", title="All councils")


ALL = {
    "profile": profile,
    "profile of zeros": lambda: profile(own=0.0, level=0, median=0.0, lower=0.0, upper=0.0, partial=False),
    "profile without peers": lambda: profile(median=NAN, lower=NAN, upper=NAN),
    "profile without scores": lambda: profile(own=NAN, level=NAN, partial=False),
    "radar": lambda: radar(profile_rows().iloc[:3]),
    "radar with a gap": lambda: radar(profile_rows()),
    "elements": elements,
    "trend": trend,
    "strip": strip,
    "strip without peers": lambda: strip(median=None, lower=None, upper=None),
    "strip for Socitm": lambda: strip(pd.Series({"Leeds": 50.0, "York": 25.0})),
    "distribution": distribution,
}


@pytest.fixture(params=ALL.values(), ids=ALL.keys())
def chart(request) -> Chart:
    return request.param()


def numbers_in(figure: object) -> set[float]:
    if isinstance(figure, dict):
        return set().union(*(numbers_in(value) for value in figure.values()))
    if isinstance(figure, list | tuple):
        return set().union(*(numbers_in(value) for value in figure))
    return {figure} if isinstance(figure, int | float) and not isinstance(figure, bool) else set()


def row(chart: Chart, name: str) -> tuple[str, ...]:
    return next(row for row in chart.table.rows if row[0] == name)


def test_plotly_accepts_the_figure(chart):
    go.Figure(chart.figure)


def test_the_figure_is_plain_json(chart):
    json.dumps(chart.figure, allow_nan=False)


def test_the_svg_is_an_image_of_the_size_it_says(chart):
    svg = chart.to_svg()
    assert svg.startswith("<svg ")
    assert f'width="{chart.width}" height="{chart.height}"' in svg
    assert base64.b64decode(chart.data_uri().removeprefix("data:image/svg+xml;base64,")).decode() == svg
    for refused in ("<image", "<script", "<foreignObject", "NaN"):
        assert refused not in svg


def test_it_has_its_words_and_its_table_and_no_title_in_the_picture(chart):
    assert chart.summary.endswith(".")
    assert "%(" not in chart.summary
    assert "nan" not in chart.summary.split()
    assert "title" not in chart.figure["layout"]
    assert all(len(row) == len(chart.table.headers) for row in chart.table.rows)
    assert all(isinstance(cell, str) and cell and cell != "nan" for row in chart.table.rows for cell in row)


def test_one_typeface(chart):
    assert chart.figure["layout"]["font"]["family"].startswith("'Atkinson Hyperlegible Next'")
    assert chart.to_svg().count("font-family") == 1


def test_a_profile_says_score_and_level_together():
    said = [text for trace in profile().figure["data"] for text in trace.get("text", ())]
    assert {"63, level 2", "81, level 3", "38, partial", "not scored"} <= set(said)


def test_a_profiles_table_holds_every_figure_in_words():
    chart = profile()
    assert row(chart, "Collaborate") == ("Collaborate", "Principles", "63", "2", "21", "41", "50", "56")
    assert row(chart, "Governance")[2:] == (
        "38",
        "Not claimed: partial answers",
        "7",
        FEW_FOR_QUARTILES,
        "44",
        FEW_FOR_QUARTILES,
    )
    assert row(chart, "Digital access and inclusion")[2:] == ("Not scored", "Not claimed", "3", FEW, FEW, FEW)


def test_a_profiles_summary_can_be_read_out():
    assert profile().summary == (
        "Scores run from 63 of 100 (Collaborate) to 81 (Leadership). "
        "On 2 dimensions compared with English counties: 1 above the median, 1 on it and 0 below. "
        "Furthest above is Collaborate, 63 against 50. "
        "For 1 dimension the peers are not shown, because that could single a council out. "
        "1 dimension is not scored. 1 dimension rests on partial answers."
    )


def test_a_median_withheld_takes_its_quartiles_with_it():
    chart = profile(median=[NAN, 81.25, 43.75, NAN])
    assert row(chart, "Collaborate")[5:] == (SINGLED_OUT, SINGLED_OUT, SINGLED_OUT)
    assert not {40.5, 56.25, 15.75} & numbers_in(chart.figure)


def test_a_profile_without_peers_draws_none():
    chart = profile(median=NAN, lower=NAN, upper=NAN)
    assert {trace.get("name") for trace in chart.figure["data"]} == {
        None,
        "This council",
        "This council, partial answers",
    }


def test_a_radar_draws_the_peers_only_where_every_axis_has_them():
    whole, gap = radar(profile_rows().iloc[:3]), radar(profile_rows())
    assert [trace["name"] for trace in whole.figure["data"]] == ["Median of English counties", "This council"]
    assert [trace["name"] for trace in gap.figure["data"]] == ["This council"]
    assert gap.figure["data"][0]["r"] == [62.5, 81.25, 37.5, None, 62.5]
    assert "peers are not drawn" in gap.summary
    assert row(gap, "Digital access and inclusion") == ("Digital access and inclusion", "Not scored", TOO_FEW)


def test_a_radars_labels_have_room():
    assert min(radar(profile_rows()).figure["layout"]["margin"].values()) >= 80


def test_elements_tell_four_kinds_of_cell_apart():
    chart = elements()
    assert row(chart, "Collaborate") == ("Collaborate", "Level 4", "Level 3", "Level 1", "Level 1")
    assert row(chart, "Leadership") == ("Leadership", "Level 0", "Don’t know", "Not answered", "Not applicable")
    bars = {trace["text"][0]: trace for trace in chart.figure["data"] if trace["type"] == "bar"}
    assert bars.keys() == {"0", "1", "3", "4", "?", "–", "n/a"}
    assert "pattern" in bars["?"]["marker"]
    assert chart.summary == (
        "Of 7 questions, 2 stand at level 3 or above and 3 at level 0 or 1. "
        "Low levels are most frequent in people, information and technology: 1 of 2 dimensions. "
        "Without a level: 1 don’t know, 1 not answered and 1 not applicable."
    )


def test_a_trend_says_what_moved_and_withholds_medians():
    chart = trend()
    assert chart.summary == (
        "From 2026 to 2027, of the dimensions compared, 1 rose, 0 stayed and 1 fell. "
        "The largest rise is Collaborate, from 50 to 63. The largest fall is Leadership, from 75 to 69."
    )
    assert chart.table.rows[1] == ("Collaborate", "2027", "63", "50", "The same")
    assert chart.table.rows[3] == ("Leadership", "2027", "69", TOO_FEW, "The same")
    (medians,) = [trace for trace in chart.figure["data"] if trace.get("name") == "Median of councils in both rounds"]
    assert sum(x is not None for x in medians["x"]) == 2


def test_a_trends_line_breaks_where_a_question_changed():
    chart = trend(changed=[False, True, False, False])
    (own,) = [trace for trace in chart.figure["data"] if trace.get("name") == "This council"]
    assert [x is None for x in own["x"]] == [False, True, False, True, False, False, True]
    assert "Not compared, because a question changed: 1." in chart.summary
    assert chart.table.rows[1][-1] == "Changed since the round before"


def test_one_round_is_no_trend():
    chart = charts.trend(trend_rows().iloc[[0, 2]], key="trend", title="From round to round")
    assert "no trend" in chart.summary


def test_a_strip_shows_no_single_peer_unless_it_is_given_them():
    councils = pd.Series({"Leeds": 12.5, "York": 87.5})
    desk = strip(councils)
    assert {12.5, 87.5} <= numbers_in(desk.figure["data"])
    assert not {12.5, 87.5} & numbers_in(strip().figure["data"])
    assert row(desk, "Leeds") == ("Leeds", "13")
    assert "Leeds" not in [row[0] for row in strip().table.rows]


def test_a_strip_without_peers_says_so():
    chart = strip(median=None, lower=31.25, upper=62.5)
    assert (
        chart.summary
        == "This council scores 56 of 100. The peers are not shown, because that could single a council out."
    )
    assert [cell for _name, cell in chart.table.rows] == ["56", TOO_FEW, TOO_FEW, TOO_FEW]
    assert not {31.25, 62.5} & numbers_in(chart.figure["data"])


def test_a_distribution_has_quartiles_of_type_7():
    chart = distribution()
    assert row(chart, "Collaborate") == ("Collaborate", "5", "0", "25", "50", "75", "100")
    assert row(chart, "Governance") == ("Governance", "0", *["Not scored"] * 5)
    assert chart.summary.startswith("5 councils. ")
    assert "Councils differ most in Collaborate: the middle half lies between 25 and 75." in chart.summary


def test_a_distribution_draws_no_more_dots_than_there_are_scores():
    many = pd.DataFrame({"COLL": [25.0, 50.0, 50.0, 75.0] * 100})
    chart = charts.distribution(many, TITLES, key="distribution", title="All councils")
    assert max(len(trace["x"]) for trace in chart.figure["data"]) == 3
