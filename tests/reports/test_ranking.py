"""Where a score and a place could lie: arithmetic on tables, without a database."""

import random

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from reports import ranking
from reports.benchmark import PLACES
from reports.disclosure import MIN_DIFFERENCE, place_to_show
from reports.doubts import judged_otherwise
from reports.ranking import DRAWS, Range, place, score_range, what_ifs
from tests.reports.small import everywhere, signed

SEED = "5" * 64
LENSES = pd.Series({"AAA": "one", "BBB": "one"})
STEPS = [0, 0.25, 0.5, 0.75, 1]


def questions(*levels: int | None, doubtful: bool = True) -> pd.DataFrame:
    """Two dimensions of two questions, at levels of 0 to 4; None takes no part."""

    def at(level):
        return np.nan if level is None else STEPS[min(max(level, 0), 4)]

    return pd.DataFrame(
        {
            "dimension": ["AAA", "AAA", "BBB", "BBB"],
            "weight": 1.0,
            "share": [at(level) for level in levels],
            "down": [at(level and level - doubtful) for level in levels],
            "up": [at(level and level + doubtful) for level in levels],
        },
        index=["AAA-1", "AAA-2", "BBB-1", "BBB-2"],
    )


def spread(size: int) -> pd.Series:
    """Peers with scores of 0, 1, 2 …"""
    return pd.Series(np.arange(size, dtype=float))


def test_without_a_doubt_and_with_equal_weights_every_draw_is_the_signed_score(monkeypatch):
    council = signed({"AAAA": [4, 3, 2, None], "BBBB": [1, 0, 2, "n/a"]})
    half = np.full
    monkeypatch.setattr(
        ranking, "_dice", lambda seed, q, d: (half((DRAWS, q), 0.5), half((DRAWS, q), 0.5), half((DRAWS, d), 0.5))
    )
    for ifs, scores in zip(judged_otherwise(council), (council.claimed, council.evidenced), strict=True):
        for code, dimension in scores.dimensions.items():
            assert set(ifs.dimension[code]) == {round(float(dimension.score), PLACES)}
        assert set(ifs.lens["lens"]) == {round(float(scores.lenses["lens"].score), PLACES)}


def test_the_same_snapshot_gives_the_same_draws_and_another_gives_others():
    rows = questions(3, 2, 1, 4)
    first = what_ifs(rows, LENSES, seed=SEED).dimension
    ranking._dice.cache_clear()
    pd.testing.assert_frame_equal(first, what_ifs(rows, LENSES, seed=SEED).dimension)
    assert not first.equals(what_ifs(rows, LENSES, seed="6" * 64).dimension)


def test_the_dice_are_pythons_own_so_that_anyone_can_throw_them_again():
    moves, weights, lenses = ranking._dice(SEED, 3, 2)
    again = random.Random(int(SEED, 16))
    assert moves.ravel().tolist() == [again.random() for _ in range(3 * DRAWS)]
    assert weights.ravel().tolist() == [again.random() for _ in range(3 * DRAWS)]
    assert lenses.ravel().tolist() == [again.random() for _ in range(2 * DRAWS)]


def test_what_is_shown_moves_by_weights_alone_and_equal_answers_not_at_all():
    shown = what_ifs(questions(2, 2, 1, 3, doubtful=False), LENSES, seed=SEED).dimension
    assert set(shown["AAA"]) == {50}
    # With weights of 0.5 to 1.5 the mean of 25 and 75 stays between a quarter and three quarters of the way.
    assert shown["BBB"].between(37.5, 62.5).all() and shown["BBB"].nunique() > DRAWS / 2


def test_a_doubtful_answer_moves_one_level_and_no_further():
    scores = what_ifs(questions(2, 2, 4, 4), LENSES, seed=SEED).dimension
    assert (scores["AAA"].min(), scores["AAA"].max()) == (25, 75)
    assert (scores["BBB"].min(), scores["BBB"].max()) == (75, 100)


def test_what_is_not_scored_has_no_range_and_no_place():
    scores = what_ifs(questions(2, 2, None, None), LENSES, seed=SEED)
    assert score_range(scores.dimension["BBB"], np.nan) is None
    assert place(scores.dimension["BBB"], np.nan, spread(30)) is None
    # The lens is that of the other dimension.
    assert (scores.lens["one"] == scores.dimension["AAA"]).all()


def test_the_range_leaves_out_a_twentieth_on_each_side_but_never_the_signed_score():
    draws = pd.Series(np.arange(DRAWS) / 10)
    assert score_range(draws, 50) == Range(5.0, 94.9)
    assert score_range(draws, 100) == Range(5.0, 100.0)


def test_equal_scores_share_their_places():
    peers = pd.Series([10.0] * 10 + [50.0] * 20 + [90.0] * 10 + [np.nan])
    sure = pd.Series([50.0] * DRAWS)
    found = place(sure, 50, peers)
    # Ten are ahead and twenty equal: from 11th to 31st of the forty and this council.
    assert (found.best, found.worst, found.of) == (11, 31, 41)


def test_only_doubtful_answers_above_what_may_be_asserted_are_moved():
    asserted = signed(everywhere([1, 1, 1, 1]), shown=False)
    claimed, evidenced = judged_otherwise(asserted)
    assert set(claimed.dimension["AAAA"]) == set(evidenced.dimension["AAAA"]) == {25}
    warned = signed(everywhere([2, 2, 2, 2]), shown=False, warned="AAAA-1")
    claimed, _evidenced = judged_otherwise(warned)
    # The warned answer counts as level 1 and cannot rise.
    assert claimed.dimension["AAAA"].max() < 75
    assert claimed.dimension["BBBB"].max() == 75


@given(st.data())
def test_a_place_is_never_finer_than_five(data):
    of = data.draw(st.integers(21, 400))
    best = data.draw(st.integers(1, of))
    worst = data.draw(st.integers(best, of))
    shown_best, shown_worst = place_to_show(best, worst, of=of)
    assert 1 <= shown_best <= best <= worst <= shown_worst <= of
    assert shown_worst - shown_best + 1 >= MIN_DIFFERENCE
    assert shown_best == 1 or shown_best > MIN_DIFFERENCE
    assert shown_worst == of or shown_worst <= of - MIN_DIFFERENCE


@given(st.lists(st.floats(0, 100), min_size=20, max_size=60), st.floats(0, 100))
def test_the_place_holds_the_place_as_signed(peers, own):
    found = place(pd.Series([own] * DRAWS), own, pd.Series(peers))
    own, peers = round(own, 9), np.array(peers).round(9)
    assert found.best <= 1 + (peers > own).sum()
    assert found.worst >= 1 + (peers >= own).sum()
    assert found.of == len(peers) + 1
