import math
from dataclasses import replace
from fractions import Fraction

import pytest

from reports.parts import Change
from reports.wording import in_words, level_in_words, listed, percent, points, position_in_words, role_name
from tests.reports.small import NOBODY, PEERS, above, below, parts, signed


def sentence(answers, **beside):
    return parts(signed(answers, **{key: beside.pop(key) for key in ("shown", "warned") if key in beside}), **beside)[0]


def test_numbers_are_rounded_half_up_and_nothing_is_a_dash():
    assert [points(value) for value in (Fraction(125, 2), 0, None, math.nan)] == ["63", "0", "–", "–"]
    assert percent(Fraction(1, 8)) == "13%"


def test_small_counts_are_words():
    assert [in_words(count) for count in (1, 9, 10, 46)] == ["one", "nine", "10", "46"]


def test_lists_levels_roles_and_positions_read_on_in_a_sentence():
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert level_in_words(2, "In some services") == "level 2 (in some services)"
    assert level_in_words(None, "") == "no level claimed"
    assert [role_name("signatory", count) for count in (1, 2)] == ["signatory", "signatories"]
    assert position_in_words(None) == ""


@pytest.mark.parametrize(
    ("answers", "beside", "said"),
    [
        (
            [2, 2, 2, 2],
            {},
            "The council claims level 2 (in some services), with a score of 50 of 100. "
            "Every answer that needs evidence names some.",
        ),
        (
            [3, 3, 3, 3],
            {"shown": False, "standings": {"AAAA": above(40)}},
            "The council claims level 3 (normal here), with a score of 75 of 100. "
            "Counting only what is evidenced, the score is 25 and it stands at level 1 (planned). "
            "As claimed, it is clearly above county councils (median 40 among 12 councils).",
        ),
        (
            [1, 3, 1, 1],
            {"shown": False, "standings": {"AAAA": replace(NOBODY, n=7, median=44.0)}},
            "The council claims level 1 (planned), with a score of 38 of 100. "
            "Counting only what is evidenced, the score is 25 and the level the same. "
            "The median of county councils is 44 (7 councils).",
        ),
        (
            [1, 0, 1, 1],
            {"standings": {"AAAA": below(90)}},
            "The council claims level 0 (not started), with a score of 19 of 100. "
            "No answer here is high enough to need evidence. "
            "As claimed, it is clearly below county councils (median 90 among 12 councils).",
        ),
        (
            [3, None, 3, 3],
            {},
            "The score over the answers that are known is 75 of 100, but the level is 0 (not started), because "
            "one answer is not known. Every answer that needs evidence names some.",
        ),
        (
            [2, None, None, 2],
            {},
            "A partial score of 50 of 100: only 50% of the questions have a level, so no level is claimed and "
            "nothing is compared.",
        ),
        (["", "", "", ""], {}, "No question here has a level yet, so there is no score."),
        (["n/a"] * 4, {}, "None of these questions applies to the council, so there is no score."),
    ],
)
def test_the_sentence_of_a_dimension(answers, beside, said):
    assert sentence({"AAAA": answers}, **beside).sentence == said


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ([2, 3, 1, 1], "What holds it back: information and technology."),
        ([1, 1, 1, 1], "All the elements stand at the same level, so each must rise for the level to rise."),
        ([4, 4, 4, 4], "Nothing holds this back: every element is at the highest level."),
        ([None] * 4, ""),
    ],
)
def test_what_holds_a_dimension_back(answers, said):
    assert sentence({"AAAA": answers}).held_back == said


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (40, 50, "Up from 40 in the round before (2025 round)."),
        (60, 50, "Down from 60 in the round before (2025 round)."),
        (Fraction(501, 10), 50, "The score is the same as in the round before (2025 round)."),
    ],
)
def test_what_has_changed_is_what_a_reader_sees_changed(before, now, said):
    assert Change("2025 round", Fraction(before), Fraction(now), None, None).words == said


def test_only_missing_medians_and_quartiles_are_noticed():
    assert above().notice == ""
    assert NOBODY.notice == "None yet."
    assert PEERS.refused == ""
