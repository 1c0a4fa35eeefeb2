"""A level's wording read alone: which lower levels it leans on."""

from dataclasses import replace
from fractions import Fraction

import pytest

from frameworks.definition import Level
from frameworks.loader import load
from tests.frameworks.conftest import question as tiny


def beneath(level, *texts):
    levels = tuple(Level(number, text, "", None, Fraction(number)) for number, text in enumerate(texts))
    return [lower.level for lower in replace(tiny("LEAD-1"), levels=levels).beneath(level)]


def test_a_level_that_names_another_leans_on_it_and_on_what_that_leans_on():
    texts = ("Nothing.", "A plan.", "One service does.", "Level 2 holds for every service.", "Level 3 holds, shared.")
    assert beneath(4, *texts) == [3, 2]


def test_a_word_that_points_back_leans_on_the_level_before():
    assert beneath(2, "Nothing.", "A plan names an owner.", "Every service has such an owner.") == [1]


@pytest.mark.parametrize("text", ["Partners, such as health bodies, agree.", "It is in this year’s objectives."])
def test_a_wording_that_stands_alone_leans_on_nothing(text):
    assert beneath(1, "Nothing.", text) == []


def test_every_level_that_names_another_in_the_published_wording_can_be_read_alone():
    for asked in load("planting-the-flag", "2011.1").questions.values():
        for level in asked.levels:
            if "holds" in level.text and level.text.startswith("Level"):
                assert asked.beneath(level.level), f"{asked.code} level {level.level}"
