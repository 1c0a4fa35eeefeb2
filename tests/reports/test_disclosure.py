"""No figure, and no two or three groups put together, may tell one council's score."""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports import disclosure
from reports.disclosure import MIN_DIFFERENCE, MIN_MEDIAN, MIN_PERCENTILE, MIN_QUARTILES


def flags(members: set[int], councils: int = 40) -> disclosure.Flags:
    return np.array([council in members for council in range(councils)])


def test_thresholds_are_the_published_ones():
    assert (MIN_MEDIAN, MIN_QUARTILES, MIN_PERCENTILE, MIN_DIFFERENCE) == (5, 10, 20, 5)


@pytest.mark.parametrize(
    ("n", "sentence"),
    [
        (0, "A median needs five Welsh councils with a score here, five more than there are now."),
        (3, "A median needs five Welsh councils with a score here, two more than there are now."),
        (5, "Quartiles need 10 Welsh councils with a score here, five more than there are now."),
        (9, "Quartiles need 10 Welsh councils with a score here, one more than there are now."),
        (10, "A percentile and a place need 20 Welsh councils with a score here, 10 more than there are now."),
        (20, ""),
    ],
)
def test_withheld_says_why_and_what_would_unlock_it(n, sentence):
    assert disclosure.withheld(n, named="Welsh councils") == sentence


def test_a_group_under_five_is_refused_and_says_how_many_more():
    assert disclosure.refusal(flags({1, 2, 3}), {}, named="Welsh councils") == (
        "This group is shown once five Welsh councils besides your own have signed, two more than now."
    )
    assert disclosure.refusal(flags({1, 2, 3, 4, 5}), {}, named="Welsh councils") == ""


@pytest.mark.parametrize("extra", [1, 2, 3, 4])
def test_a_group_one_to_four_councils_larger_than_a_released_one_is_refused(extra):
    small, large = flags(set(range(10))), flags(set(range(10 + extra)))
    for group, known in ((large, small), (small, large)):
        assert disclosure.refusal(group, {"Welsh councils": known}, named="my choice") == (
            "This group (my choice) is not shown, because beside Welsh councils it would single out fewer than five"
            " councils. It is shown once they differ by five councils or more."
        )


@pytest.mark.parametrize("extra", [0, 5, 6])
def test_a_group_that_is_the_same_or_five_larger_is_shown(extra):
    small, large = flags(set(range(10))), flags(set(range(10 + extra)))
    assert disclosure.refusal(large, {"Welsh councils": small}, named="my choice") == ""


def test_a_swap_of_two_councils_is_refused_though_the_sizes_are_equal():
    assert disclosure.refusal(flags(set(range(10))), {"others": flags(set(range(1, 11)))}, named="mine")


def test_three_groups_that_together_single_out_a_few_are_refused():
    """Each pair differs by ten or more, but all less the first less the second leaves two councils."""
    first, second, everyone = flags(set(range(10))), flags(set(range(10, 20))), flags(set(range(22)))
    assert disclosure.refusal(everyone, {"first": first}, named="all") == ""
    assert "the groups already shown" in disclosure.refusal(
        everyone, {"first": first, "second": second}, named="everyone"
    )


def test_differences_are_counted_among_councils_that_have_a_score():
    """Six councils apart as groups, but in the second dimension only two of the six have a score."""
    small, large = flags(set(range(10)), 16), flags(set(range(16)), 16)
    scored = np.ones((16, 2), dtype=bool)
    scored[12:, 1] = False
    assert disclosure.may_show(np.array([small, large]), scored).tolist() == [[True, True], [True, False]]


def test_a_group_that_was_not_shown_does_not_hold_back_the_next():
    """The first has four scores, so it is withheld, and the second may then be shown beside it."""
    first, second = flags(set(range(4)), 8), flags(set(range(7)), 8)
    assert disclosure.may_show(np.array([first, second]), np.ones((8, 1), dtype=bool)).tolist() == [[False], [True]]


def test_no_groups_of_councils_without_scores_are_shown():
    assert not disclosure.may_show(np.ones((2, 9), dtype=bool), np.zeros((9, 3), dtype=bool)).any()
    assert disclosure.may_show(np.ones((2, 0), dtype=bool), np.zeros((0, 3), dtype=bool)).shape == (2, 3)


@settings(deadline=None)
@given(st.integers(1, 5), st.integers(0, 24), st.integers(1, 3), st.randoms(use_true_random=False))
def test_what_is_released_never_singles_out_one_to_four(groups, councils, dimensions, random):
    belongs = np.array([[random.random() < 0.6 for _ in range(councils)] for _ in range(groups)], dtype=bool)
    scored = np.array([[random.random() < 0.8 for _ in range(dimensions)] for _ in range(councils)], dtype=bool)
    scored = scored.reshape(councils, dimensions)
    shown = disclosure.may_show(belongs.reshape(groups, councils), scored)
    for dimension in range(dimensions):
        released = [
            {council for council in range(councils) if belongs[group, council] and scored[council, dimension]}
            for group in range(groups)
            if shown[group, dimension]
        ]
        assert all(len(group) >= 5 for group in released)
        for one, other in combinations(released, 2):
            assert len(one ^ other) not in {1, 2, 3, 4}
        for three in combinations(released, 3):
            for signs in product((1, -1), repeat=3):
                total = {
                    council: sum(sign * (council in group) for sign, group in zip(signs, three, strict=True))
                    for council in set().union(*three)
                }
                assert sum(1 for left in total.values() if left) not in {1, 2, 3, 4}


@settings(deadline=None)
@given(st.lists(st.sets(st.integers(0, 30)), max_size=6))
def test_the_first_group_of_five_is_always_shown(groups):
    """Being careful must not mean showing nothing."""
    big = [flags(group) for group in groups if len(group) >= 5]
    if big:
        assert disclosure.may_show(np.array(big), np.ones((40, 1), dtype=bool))[0, 0]
