"""A council among its peers: against plain arithmetic, and against the disclosure thresholds."""

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.benchmark import benchmark, position
from reports.peers import peer_groups
from tests.reports.test_peers import ROUNDS, signed

# A dimension of four questions gives sixteenths; with one or two not applicable, twelfths and eighths.
SCORES = st.one_of(st.none(), st.sampled_from([Fraction(100 * top, of) for of in (8, 12, 16) for top in range(of + 1)]))
COLUMNS = st.lists(SCORES, min_size=1, max_size=45)
NUMBERS = ["median", "lower", "upper", "percentile"]


def table(values: list[Fraction | None]) -> pd.DataFrame:
    """One dimension; the first council is one's own."""
    numbers = [None if value is None else float(value) for value in values]
    return pd.DataFrame({"LEAD": numbers}, index=[f"E{place:03d}" for place in range(len(values))], dtype=float)


def stand(values: list[Fraction | None]) -> pd.Series:
    scores = table(values)
    return benchmark(scores, scores.loc["E000"], scores.index, named="Welsh councils").loc["LEAD"]


def quantile(values: list[Fraction], share: Fraction) -> Fraction:
    """Type 7, exactly."""
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    whole = int(place)
    following = ordered[min(whole + 1, len(ordered) - 1)]
    return ordered[whole] + (following - ordered[whole]) * (place - whole)


@settings(deadline=None)
@given(COLUMNS)
def test_every_figure_is_that_of_exact_arithmetic(values):
    own, peers = values[0], [value for value in values[1:] if value is not None]
    row = stand(values)
    assert row["n"] == len(peers)
    lower, median, upper = (quantile(peers, Fraction(share, 4)) if peers else None for share in (1, 2, 3))
    assert row["median"] == pytest.approx(float(median)) if len(peers) >= 5 else np.isnan(row["median"])
    for figure, name in ((lower, "lower"), (upper, "upper")):
        assert row[name] == pytest.approx(float(figure)) if len(peers) >= 10 else np.isnan(row[name])
    if len(peers) >= 20 and own is not None:
        below, equal = sum(peer < own for peer in peers), sum(peer == own for peer in peers)
        assert row["percentile"] == pytest.approx((below + equal / 2) / len(peers))
    else:
        assert np.isnan(row["percentile"])
    if len(peers) >= 10 and own is not None:
        assert row["position"] == ("above" if own > upper else "below" if own < lower else "same")
    else:
        assert row["position"] is None


@settings(deadline=None)
@given(st.lists(st.floats(0, 100), min_size=20, max_size=60))
def test_quantiles_are_numpys_linear_ones(values):
    row = stand([None, *values])
    lower, median, upper = np.percentile(values, [25, 50, 75], method="linear")
    assert row[["lower", "median", "upper"]].tolist() == pytest.approx([lower, median, upper], abs=1e-8)


@settings(deadline=None)
@given(COLUMNS, st.randoms(use_true_random=False))
def test_the_order_of_councils_makes_no_difference(values, random):
    scores = table(values)
    order = list(scores.index)
    random.shuffle(order)
    here = benchmark(scores, scores.loc["E000"], scores.index)
    there = benchmark(scores.loc[order], scores.loc["E000"], pd.Index(order[::-1]))
    pd.testing.assert_frame_equal(here, there)


@settings(deadline=None)
@given(COLUMNS, SCORES)
def test_ones_own_score_never_moves_what_the_peers_scored(values, other):
    one, two = stand(values), stand([other, *values[1:]])
    assert one[["n", "median", "lower", "upper"]].equals(two[["n", "median", "lower", "upper"]])


@settings(deadline=None)
@given(COLUMNS)
def test_nothing_is_shown_under_its_threshold_and_every_gap_says_why(values):
    row = stand(values)
    if row["n"] < 5:
        assert row[NUMBERS].isna().all()
    if row["n"] < 10:
        assert row[["lower", "upper", "percentile"]].isna().all()
        assert row["position"] is None
    if row["n"] < 20:
        assert np.isnan(row["percentile"])
    assert bool(row["withheld"]) == (row["n"] < 20)
    assert "Welsh councils" in row["withheld"] or not row["withheld"]


def test_equal_to_a_quartile_is_about_the_same():
    peers = [Fraction(value) for value in range(0, 100, 10)]  # quartiles 22.5 and 67.5
    assert stand([Fraction("67.5"), *peers])["position"] == "same"
    assert stand([Fraction("67.6"), *peers])["position"] == "above"
    assert stand([Fraction("22.5"), *peers])["position"] == "same"
    assert stand([Fraction("22.4"), *peers])["position"] == "below"


def test_a_score_that_came_another_way_to_the_same_fraction_is_equal():
    """0.1 + 0.2 is not 0.3 in floats; a council equal to all its peers is in the middle of them."""
    scores = pd.DataFrame({"LEAD": [0.1 + 0.2] * 20}, index=[f"E{place:03d}" for place in range(20)])
    row = benchmark(scores, pd.Series({"LEAD": 0.3}), scores.index).loc["LEAD"]
    assert (row["percentile"], row["position"]) == (0.5, "same")


def test_a_council_without_a_score_still_sees_its_peers():
    row = stand([None, *[Fraction(value) for value in range(25)]])
    assert row["median"] == 12
    assert np.isnan(row["percentile"])
    assert row["position"] is None


def test_every_column_is_benchmarked_on_its_own_and_lenses_alike():
    """n is per column: peers with a score in it."""
    scores = pd.DataFrame(
        {"principles": [50.0] * 6, "issues": [50.0, *[np.nan] * 3, 40.0, 60.0]}, index=[f"E{n}" for n in range(6)]
    )
    found = benchmark(scores, scores.loc["E0"], scores.index)
    assert found["n"].tolist() == [5, 2]
    assert found.loc["principles", "median"] == 50
    assert np.isnan(found.loc["issues", "median"])
    assert list(found.columns) == ["own", "n", *NUMBERS, "position", "withheld"]


def test_a_group_that_would_give_others_away_in_one_dimension_is_withheld_in_that_one():
    """Sixteen peers beside ten already shown, but only two of the six between them have a score in the second."""
    scores = pd.DataFrame({"LEAD": [50.0] * 17, "GOVN": [50.0] * 13 + [np.nan] * 4}, index=[f"E{n}" for n in range(17)])
    members, before = scores.index[1:], scores.index[1:11]
    found = benchmark(scores, scores.loc["E0"], members, released=[before], named="all councils")
    assert found.loc["LEAD", "median"] == 50
    assert found.loc["GOVN", NUMBERS].isna().all()
    assert found.loc["GOVN", "position"] is None
    assert "single out fewer than five" in found.loc["GOVN", "withheld"]


def test_no_peers_and_unknown_peers():
    scores = table([Fraction(50)])
    for members in (scores.index[:0], scores.index, pd.Index(["E998", "E999"])):
        row = benchmark(scores, scores.loc["E000"], members).loc["LEAD"]
        assert row["n"] == 0
        assert row[NUMBERS].isna().all()


@settings(deadline=None)
@given(ROUNDS, st.data())
def test_no_council_can_get_a_figure_of_fewer_than_five(kinds, data):
    """Any round, any council, any group: a median stands for five scores at least, beside any other shown one too."""
    facts = signed(kinds)
    random = data.draw(st.randoms(use_true_random=False))
    scores = pd.DataFrame(
        {code: [random.choice([np.nan, 0.0, 50.0, 75.0]) for _ in kinds] for code in ("LEAD", "GOVN")},
        index=facts.index,
    )
    own = data.draw(st.sampled_from(list(facts.index)))
    shown: dict[str, list[set[str]]] = {"LEAD": [], "GOVN": []}
    for group in peer_groups(facts, own).values():
        if group.refused:
            continue
        found = benchmark(scores, scores.loc[own], group.members, released=group.before, named=group.name)
        for code, row in found.iterrows():
            if not np.isnan(row["median"]):
                shown[code].append(set(group.members[scores.loc[group.members, code].notna()]))
    for groups in shown.values():
        for group in groups:
            assert len(group) >= 5
            assert all(len(group ^ other) not in {1, 2, 3, 4} for other in groups)


@settings(deadline=None)
@given(COLUMNS)
def test_the_position_of_one_score_is_that_of_the_table(values):
    row = stand(values)
    if values[0] is not None:
        quartiles = (None if np.isnan(row[name]) else row[name] for name in ("lower", "upper"))
        assert position(float(values[0]), *quartiles) == row["position"]
