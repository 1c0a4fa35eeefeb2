"""From gaps to proposals. Pure: a small framework, no database."""

from dataclasses import replace
from fractions import Fraction

import pytest

from assessment.plan.proposals import Rise, Told, rises
from assessment.plan_models import Action
from frameworks.scores import Given, State
from tests.reports.small import DIMENSIONS, FRAMEWORK

Row = list[int | str | None]


def found(warned: str = "", **rows: Row) -> tuple[Rise, ...]:
    """Rises of the dimensions named. A level, None: nobody knows, "": not answered, "n/a": it does not apply."""
    given, signs = {}, {}
    for code, row in rows.items():
        for place, value in enumerate(row):
            question = f"{code}-{place + 1}"
            if value == "":
                continue
            if isinstance(value, int):
                given[question] = Given(State.LEVEL, value, warned=question == warned)
            else:
                given[question] = Given(State.NOT_APPLICABLE if value == "n/a" else State.DONT_KNOW)
            signs[question] = [1] if question == warned else []
    told = Told(given, signs, "county", "England")
    return rises(FRAMEWORK, told, dimensions=[one for one in DIMENSIONS if one.code in rows])


def only(warned: str = "", *, row: Row) -> Rise:
    (rise,) = found(warned, AAAA=row)
    return rise


def test_a_step_that_lifts_the_level_by_itself_has_high_impact():
    rise = only(row=[1, 3, 3, 3])
    (step,) = rise.steps
    assert (rise.from_level, rise.to_level) == (1, 2)
    assert (step.question, step.actor, step.step) == ("AAAA-1", "chief-executive", "Lift AAAA-1 to 2.")
    assert (step.impact, step.points) == (Action.Impact.HIGH, Fraction(25, 4))
    assert step.benefit == "Lifts Apples from level 1 to 2 by itself. Adds 6 points to its score."


def test_steps_that_lift_it_together_have_medium_impact():
    steps = only(row=[1, 1, 3, 3]).steps
    assert [step.impact for step in steps] == [Action.Impact.MEDIUM] * 2
    assert (
        steps[0].benefit == "Lifts Apples from level 1 to 2, together with one other step. Adds 6 points to its score."
    )


def test_other_weak_answers_have_low_impact_and_strong_ones_propose_nothing():
    rise = only(row=[1, 2, 3, 4])
    assert [(other.question, other.impact) for other in rise.others] == [("AAAA-2", Action.Impact.LOW)]
    assert rise.others[0].benefit == "Adds 6 points to the score of Apples, whose level others hold at 1."


def test_even_a_strong_answer_proposes_where_it_alone_holds_the_level():
    assert [step.question for step in only(row=[4, 4, 4, 3]).steps] == ["AAAA-4"]


def test_what_nobody_knows_is_to_be_found_out_at_no_known_gain():
    (step,) = only(row=[2, None, 2, 2]).steps
    assert (step.kind, step.points, step.effort) == (Action.Kind.FIND_OUT, None, Action.Effort.SMALL)
    assert step.step == "Find out the answer to “How is AAAA-2?”"


def test_ending_a_warning_sign_gives_back_the_level_that_was_answered():
    (step,) = only("AAAA-2", row=[3, 4, 3, 3]).steps
    assert (step.kind, step.from_level, step.to_level) == (Action.Kind.WARNING, 1, 4)
    assert (step.step, step.points) == ("End this warning sign: Nobody reads it.", Fraction(75, 4))


def test_a_step_over_a_cap_says_that_the_warning_sign_must_end_too():
    (step,) = only("AAAA-1", row=[1, 3, 3, 3]).steps
    assert step.kind is Action.Kind.STEP
    assert step.step == "Lift AAAA-1 to 2. And end this warning sign: Nobody reads it."


def test_a_sign_ticked_below_its_cap_is_not_in_the_way_of_the_next_step():
    (step,) = only("AAAA-1", row=[0, 3, 3, 3]).steps
    assert step.step == "Lift AAAA-1 to 1."


@pytest.mark.parametrize("row", [[4, 4, 4, 4], ["n/a"] * 4])
def test_the_top_and_what_does_not_apply_propose_nothing(row):
    assert found(AAAA=row) == ()


def test_the_fewest_steps_come_first_then_the_lowest_level():
    ways = found(AAAA=[2] * 4, BBBB=[1, 2, 2, 2], CCCC=[0, 2, 2, 2], DDDD=[1, 1, 2, 2])
    assert [rise.dimension.code for rise in ways] == ["CCCC", "BBBB", "DDDD", "AAAA"]


def test_nothing_lifts_a_level_that_a_question_without_a_higher_one_holds():
    first, *rest = DIMENSIONS[0].questions
    short = replace(DIMENSIONS[0], questions=(replace(first, levels=first.levels[:2]), *rest))
    given = {
        question.code: Given(State.LEVEL, level) for question, level in zip(short.questions, [1, 1, 2, 3], strict=True)
    }
    (rise,) = rises(FRAMEWORK, Told(given, {}, "county", "England"), dimensions=[short])
    assert rise.steps == ()
    assert [(other.question, other.impact.value) for other in rise.others] == [("AAAA-2", "low"), ("AAAA-3", "low")]


def test_too_few_levels_claim_none():
    assert only(row=[2, 2, None, None]).partial


@pytest.mark.parametrize(("level", "effort"), [(0, "small"), (1, "medium"), (2, "large"), (3, "large")])
def test_the_first_guess_of_the_effort_follows_the_kind_of_step(level, effort):
    assert {step.effort.value for step in only(row=[level] * 4).steps} == {effort}
