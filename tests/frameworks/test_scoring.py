"""The rules of DESIGN §4, one by one, on answers small enough to check by eye."""

from fractions import Fraction

import pytest

from frameworks.definition import AppliesTo, ScoringRules
from frameworks.numbers import rounded
from frameworks.scores import Given, State
from frameworks.scoring import score, score_dimension
from tests.frameworks.conftest import dimension, framework, question

UNANSWERED, DONT_KNOW, NOT_APPLICABLE = (
    Given(State.UNANSWERED),
    Given(State.DONT_KNOW),
    Given(State.NOT_APPLICABLE),
)
ENGLAND = {"authority_type": "unitary", "nation": "England"}


def at(level: int, **more: bool) -> Given:
    return Given(State.LEVEL, level, **more)


def scored(*answers: Given, evidenced_only: bool = False, rules: ScoringRules | None = None):
    leadership = dimension()
    given = dict(zip((asked.code for asked in leadership.questions), answers, strict=True))
    return score_dimension(leadership, given, rules=rules or ScoringRules(), evidenced_only=evidenced_only)


def test_a_score_is_the_share_of_the_most_points():
    assert scored(at(3), at(2), at(4), at(1)).score == Fraction(125, 2)


def test_the_level_is_the_weakest_elements_and_says_what_holds_it_back():
    found = scored(at(3), at(2), at(4), at(2))
    assert found.level == 2
    assert found.held_back_by == ("LEAD-2", "LEAD-4")


def test_nothing_holds_back_the_highest_level():
    found = scored(at(4), at(4), at(4), at(4))
    assert (found.score, found.level, found.held_back_by) == (100, 4, ())


def test_level_0_is_a_score_of_0_and_not_no_score():
    found = scored(at(0), at(0), at(0), at(0))
    assert (found.score, found.coverage, found.level) == (0, 1, 0)


@pytest.mark.parametrize("unknown", [DONT_KNOW, UNANSWERED])
def test_not_known_lowers_coverage_and_level_but_not_the_score(unknown):
    found = scored(at(4), at(4), at(4), unknown)
    assert (found.score, found.coverage, found.level, found.partial) == (100, Fraction(3, 4), 0, False)
    assert found.held_back_by == ("LEAD-4",)
    assert found.benchmarked


@pytest.mark.parametrize("unknown", [DONT_KNOW, UNANSWERED])
def test_under_three_of_four_is_partial_claims_no_level_and_is_not_benchmarked(unknown):
    found = scored(at(4), at(2), unknown, unknown)
    assert (found.score, found.coverage, found.level, found.partial) == (75, Fraction(1, 2), None, True)
    assert not found.benchmarked


def test_not_applicable_leaves_both_sides():
    found = scored(at(4), at(2), at(3), NOT_APPLICABLE)
    assert (found.score, found.coverage, found.level) == (75, 1, 2)


def test_everything_not_applicable_is_no_score():
    found = scored(*[NOT_APPLICABLE] * 4)
    assert (found.score, found.coverage, found.level, found.partial) == (None, None, None, False)
    assert not found.benchmarked


def test_nothing_known_is_no_score_and_partial():
    found = scored(*[UNANSWERED] * 4)
    assert (found.score, found.coverage, found.level, found.partial) == (None, 0, None, True)
    assert not found.benchmarked


def test_a_warning_sign_caps_the_answer_at_level_1():
    found = scored(at(4, warned=True), at(4), at(4), at(0, warned=True))
    assert found.score == 100 * Fraction(1 + 4 + 4 + 0, 16)
    assert [part.effective for part in found.questions] == [1, 4, 4, 0]
    assert [part.level for part in found.questions] == [4, 4, 4, 0]


def test_unevidenced_practice_counts_as_a_plan_in_the_evidenced_variant():
    answers = (at(4, evidenced=True), at(3), at(1), at(0))
    assert scored(*answers).score == 50
    found = scored(*answers, evidenced_only=True)
    assert [part.effective for part in found.questions] == [4, 1, 1, 0]
    assert found.score == 100 * Fraction(6, 16)


def test_weights_count_in_score_and_coverage():
    leadership = dimension(questions=(question("A", weight=Fraction(3)), question("B", weight=Fraction(1, 2))))
    found = score_dimension(leadership, {"A": at(4), "B": DONT_KNOW}, rules=ScoringRules())
    assert (found.score, found.coverage) == (100, Fraction(6, 7))
    found = score_dimension(leadership, {"A": at(1), "B": at(3)}, rules=ScoringRules())
    assert found.score == 100 * (Fraction(3) / 4 + Fraction(1, 2) * Fraction(3, 4)) / Fraction(7, 2)


def test_points_of_a_framework_with_other_levels():
    two_steps = dimension(questions=(question("A", points=(0, "1/2", 1)), question("B", points=(0, 5))))
    found = score_dimension(two_steps, {"A": at(1), "B": at(1)}, rules=ScoringRules())
    assert found.score == 75
    assert found.level == 1
    assert found.held_back_by == ("A",)  # B can rise no further


def test_questions_that_cannot_be_asked_of_a_council_do_not_apply_whatever_was_answered():
    schools = question("LEAD-2", applies_to=AppliesTo(types=("county",)))
    tiny = framework((dimension(questions=(question("LEAD-1"), schools)),))
    answers = {"LEAD-1": at(4), "LEAD-2": at(0)}
    assert score(tiny, answers, **ENGLAND).dimensions["LEAD"].score == 100
    assert score(tiny, answers, authority_type="county", nation="England").dimensions["LEAD"].score == 50


def test_a_lens_is_the_mean_of_its_whole_dimensions_and_counts_those_at_level_3():
    tiny = framework((dimension("AAA"), dimension("BBB"), dimension("CCC")), (dimension("DDD"),))
    answers = {f"AAA-{n}": at(4) for n in range(1, 5)} | {f"BBB-{n}": at(1) for n in range(1, 5)}
    answers |= {"CCC-1": at(4)}
    found = score(tiny, answers, **ENGLAND)
    first, second = found.lenses.values()
    assert (first.score, first.scored, first.at_three, first.of) == (Fraction(125, 2), 2, 1, 3)
    assert (second.score, second.scored, second.at_three, second.of) == (None, 0, 0, 1)


def test_lenses_are_never_summed():
    assert not hasattr(score(framework((dimension(),)), {}, **ENGLAND), "score")


def test_an_answer_to_a_question_that_does_not_exist_is_an_error():
    with pytest.raises(KeyError, match=r"tiny/1 has no question LAED-1"):
        score(framework((dimension(),)), {"LAED-1": at(2)}, **ENGLAND)


def test_a_level_that_does_not_exist_is_an_error():
    with pytest.raises(KeyError, match="LEAD-1 has no level 5"):
        scored(at(5), at(1), at(1), at(1))


@pytest.mark.parametrize(("state", "level"), [(State.LEVEL, None), (State.DONT_KNOW, 2), (State.UNANSWERED, 0)])
def test_a_level_and_its_state_go_together(state, level):
    with pytest.raises(ValueError, match="goes with the state"):
        Given(state, level)


@pytest.mark.parametrize(
    ("exact", "places", "shown"),
    [("125/2", 0, "63"), ("62.4999", 0, "62"), ("1/8", 2, "0.13"), ("2/3", 2, "0.67"), (0, 0, "0"), (100, 1, "100.0")],
)
def test_figures_are_rounded_once_half_up(exact, places, shown):
    assert str(rounded(Fraction(exact), places)) == shown
