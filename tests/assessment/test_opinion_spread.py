"""The spread of views is arithmetic: what is shown, what is taken together, and which gap comes first."""

from collections import Counter
from fractions import Fraction
from itertools import chain, combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.opinion_models import Ask
from assessment.opinions.spread import MIN_GROUP, Spread, Tally, View, spread, widest_first

GROUPS = ["executive", "councillor", "service_director", "front_line", "other"]
view = st.builds(View, group=st.sampled_from(GROUPS), level=st.none() | st.integers(0, 4))
views = st.lists(view, max_size=30)


def viewed(**groups: list[int | None]) -> Spread:
    return spread("LEAD-1", [View(group, level) for group, levels in groups.items() for level in levels], GROUPS)


def test_the_groups_of_the_arithmetic_are_those_of_the_form():
    assert list(Ask.Group.values) == GROUPS


def test_a_group_of_three_or_more_stands_by_itself():
    found = viewed(executive=[4, 3, 4], front_line=[1, 0, 2, 1, None])
    executive, front_line = found.tallies
    assert (executive.groups, executive.levels, executive.median) == (("executive",), (3, 4, 4), 4)
    assert (front_line.lowest, front_line.highest, front_line.median) == (0, 2, 1)
    assert (front_line.people, front_line.dont_know, front_line.count(1)) == (5, 1, 2)
    assert found.people == found.everyone.people == 8


def test_small_groups_are_taken_together():
    found = viewed(executive=[4, 4], councillor=[2], front_line=[0, 1, 1])
    assert [tally.groups for tally in found.tallies] == [("front_line",), ("executive", "councillor")]
    assert found.tallies[1].levels == (2, 4, 4)


def test_a_single_small_group_takes_the_next_smallest_with_it():
    """Else what is left of the total, once the large groups are taken off, is what one person thinks."""
    found = viewed(executive=[4], councillor=[2, 2, 2], front_line=[0, 0, 0, 0])
    assert [tally.groups for tally in found.tallies] == [("front_line",), ("executive", "councillor")]


def test_fewer_than_three_people_are_never_shown():
    found = viewed(executive=[4], front_line=[0])
    assert (found.is_hidden, found.tallies, found.people) == (True, (), 2)


def test_nobody_is_not_hidden():
    assert (viewed().is_hidden, viewed().people) == (False, 0)


@pytest.mark.parametrize(
    ("levels", "median"), [([1, 2], Fraction(3, 2)), ([0, 1, 4], 1), ([0, 0, 3, 4], Fraction(3, 2)), ([], None)]
)
def test_the_middle_is_half_way_between_two(levels, median):
    assert Tally(("other",), tuple(levels)).median == median


@given(views)
def test_whatever_is_taken_from_whatever_leaves_nobody_alone(given):
    """Any set of shown tallies, and so any difference between two such sets, holds three people or more."""
    tallies = spread("LEAD-1", given, GROUPS).tallies
    subsets = chain.from_iterable(combinations(tallies, size) for size in range(1, len(tallies) + 1))
    assert all(sum(tally.people for tally in subset) >= MIN_GROUP for subset in subsets)
    assert all(tally.people >= MIN_GROUP for tally in tallies)


@given(views)
def test_everybody_is_shown_or_nobody(given):
    found = spread("LEAD-1", given, GROUPS)
    assert found.people == len(given)
    if len(given) < MIN_GROUP:
        assert found.tallies == ()
    else:
        assert Counter(found.everyone.levels) == Counter(view.level for view in given if view.level is not None)
        assert found.everyone.dont_know == sum(view.level is None for view in given)


@given(views)
def test_no_more_is_taken_together_than_must_be(given):
    sizes = Counter(view.group for view in given)
    found = spread("LEAD-1", given, GROUPS)
    merged = [tally for tally in found.tallies if tally.is_merged]
    assert len(merged) <= 1
    for tally in merged:
        small = [group for group in tally.groups if sizes[group] < MIN_GROUP]
        taken_along = [group for group in tally.groups if sizes[group] >= MIN_GROUP]
        assert small
        assert len(taken_along) <= 1
        if taken_along:
            assert sum(sizes[group] for group in small) < MIN_GROUP
            apart = [group for other in found.tallies if not other.is_merged for group in other.groups]
            assert all(sizes[taken_along[0]] <= sizes[group] for group in apart)


@given(views, st.integers())
def test_the_order_in_which_views_came_leaves_no_mark(given, seed):
    shuffled = list(given)
    Random(seed).shuffle(shuffled)
    assert spread("LEAD-1", shuffled, GROUPS) == spread("LEAD-1", given, GROUPS)


@given(views)
def test_gaps_are_within_the_levels(given):
    found = spread("LEAD-1", given, GROUPS)
    assert 0 <= found.between <= 4
    assert 0 <= found.within <= 4
    assert found.between <= found.everyone.range


def test_the_widest_gap_is_first():
    def gap(question: str, **groups: list[int]) -> Spread:
        return spread(question, [View(group, level) for group, levels in groups.items() for level in levels], GROUPS)

    agreed = gap("agreed", executive=[2, 2, 2], front_line=[2, 2, 2])
    agreed_and_wrong = gap("agreed and wrong", executive=[2, 2, 2], front_line=[2, 2, 2])
    within = gap("within", executive=[0, 2, 4], front_line=[2, 2, 2])
    between = gap("between", executive=[3, 3, 3], front_line=[2, 2, 2])
    hidden = gap("hidden", executive=[0, 4])
    answers = {"agreed": 2, "agreed and wrong": 4, "within": None}
    found = widest_first([agreed, hidden, agreed_and_wrong, within, between], answers)
    assert [gap.question for gap in found] == ["between", "within", "agreed and wrong", "agreed"]
