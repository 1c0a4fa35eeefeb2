"""What holds for any answers at all, and the whole formula written a second time in another way."""

from dataclasses import replace
from fractions import Fraction
from math import lcm

from hypothesis import given, settings
from hypothesis import strategies as st

from frameworks.definition import Dimension, Question, ScoringRules
from frameworks.scores import Given, State
from frameworks.scoring import score_dimension, score_lens
from tests.frameworks.conftest import dimension, question

RULES = ScoringRules()
WEIGHTS = st.fractions(min_value="1/4", max_value=4, max_denominator=6)
POINTS = st.lists(st.integers(0, 8), min_size=2, max_size=6).map(sorted).filter(lambda points: points[-1] > 0)


@st.composite
def asked(draw, code: str) -> Question:
    return question(code, points=tuple(draw(POINTS)), weight=draw(WEIGHTS))


@st.composite
def answered(draw, of: Question, *, levelled: bool = False) -> Given:
    state = State.LEVEL if levelled else draw(st.sampled_from(State))
    if state is not State.LEVEL:
        return Given(state)
    level = draw(st.integers(0, len(of.levels) - 1))
    return Given(state, level, warned=draw(st.booleans()), evidenced=draw(st.booleans()))


@st.composite
def cases(draw, *, levelled: bool = False, smallest: int = 1) -> tuple[Dimension, dict[str, Given]]:
    count = draw(st.integers(smallest, 6))
    questions = tuple(draw(asked(f"Q-{place}")) for place in range(count))
    return dimension(questions=questions), {of.code: draw(answered(of, levelled=levelled)) for of in questions}


def by_hand(of: Dimension, answers: dict[str, Given], *, evidenced_only: bool) -> tuple[Fraction | None, int | None]:
    """Whole numbers over one common denominator, then one division: no fraction is added on the way."""
    known, weights_known, weights_asked, floors = 0, 0, 0, []
    scale = lcm(*(asked.weight.denominator for asked in of.questions))
    most = lcm(*(int(asked.levels[-1].points) for asked in of.questions))
    for asked in of.questions:
        answer = answers[asked.code]
        if answer.state is State.NOT_APPLICABLE:
            continue
        weight = int(asked.weight * scale)
        weights_asked += weight
        if answer.level is None:
            floors.append(0)
            continue
        plan_only = answer.warned or (evidenced_only and not answer.evidenced)
        level = answer.level if not plan_only or answer.level == 0 else 1
        floors.append(level)
        weights_known += weight
        known += weight * int(asked.levels[level].points) * (most // int(asked.levels[-1].points))
    points = Fraction(100 * known, weights_known * most) if weights_known else None
    enough = weights_asked > 0 and 4 * weights_known >= 3 * weights_asked
    return points, min(floors) if enough else None


@given(cases(), st.booleans())
def test_the_formula_written_again_gives_the_same(case, evidenced_only):
    found = score_dimension(*case, rules=RULES, evidenced_only=evidenced_only)
    assert (found.score, found.level) == by_hand(*case, evidenced_only=evidenced_only)


@given(cases())
def test_scores_and_coverage_stay_in_bounds_and_exact(case):
    found = score_dimension(*case, rules=RULES)
    assert found.score is None or (isinstance(found.score, Fraction) and 0 <= found.score <= 100)
    assert found.coverage is None or 0 <= found.coverage <= 1


@given(cases(), st.data())
def test_a_higher_answer_never_lowers_anything(case, data):
    of, answers = case
    chosen = data.draw(st.sampled_from(of.questions))
    low, high = sorted(data.draw(st.integers(0, len(chosen.levels) - 1)) for _ in range(2))
    answer = data.draw(answered(chosen, levelled=True))
    before = score_dimension(of, answers | {chosen.code: replace(answer, level=low)}, rules=RULES)
    after = score_dimension(of, answers | {chosen.code: replace(answer, level=high)}, rules=RULES)
    assert after.score >= before.score
    assert after.coverage == before.coverage
    assert before.level is None or after.level >= before.level


@given(cases(), st.data(), st.booleans())
def test_unticking_a_warning_or_adding_evidence_never_lowers_anything(case, data, evidenced_only):
    of, answers = case
    chosen = data.draw(st.sampled_from(of.questions))
    worse = answers | {chosen.code: data.draw(answered(chosen, levelled=True))}
    better = answers | {chosen.code: replace(worse[chosen.code], warned=False, evidenced=True)}
    before = score_dimension(of, worse, rules=RULES, evidenced_only=evidenced_only)
    after = score_dimension(of, better, rules=RULES, evidenced_only=evidenced_only)
    assert after.score >= before.score
    assert before.level is None or after.level >= before.level


@given(cases(smallest=2), st.data())
def test_a_question_that_does_not_apply_might_as_well_not_be_there(case, data):
    of, answers = case
    gone = data.draw(st.sampled_from(of.questions))
    without = replace(of, questions=tuple(asked for asked in of.questions if asked is not gone))
    here = score_dimension(of, answers | {gone.code: Given(State.NOT_APPLICABLE)}, rules=RULES)
    there = score_dimension(without, answers, rules=RULES)
    assert (here.score, here.coverage, here.level, here.partial) == (
        there.score,
        there.coverage,
        there.level,
        there.partial,
    )
    assert here.held_back_by == there.held_back_by


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_questions_makes_no_difference(case, random):
    of, answers = case
    shuffled = list(of.questions)
    random.shuffle(shuffled)
    here = score_dimension(of, answers, rules=RULES)
    there = score_dimension(replace(of, questions=tuple(shuffled)), answers, rules=RULES)
    assert (here.score, here.coverage, here.level) == (there.score, there.coverage, there.level)
    assert set(here.held_back_by) == set(there.held_back_by)


@given(cases(), st.integers(2, 9))
def test_only_the_proportion_of_weights_counts(case, times):
    of, answers = case
    heavier = replace(
        of, questions=tuple(question(q.code, points=_points(q), weight=q.weight * times) for q in of.questions)
    )
    here, there = score_dimension(of, answers, rules=RULES), score_dimension(heavier, answers, rules=RULES)
    assert (here.score, here.coverage, here.level) == (there.score, there.coverage, there.level)


def _points(of: Question) -> tuple[Fraction, ...]:
    return tuple(level.points for level in of.levels)


@given(cases())
def test_coverage_decides_what_is_claimed(case):
    of, answers = case
    found = score_dimension(of, answers, rules=RULES)
    applicable = [q for q in of.questions if answers[q.code].state is not State.NOT_APPLICABLE]
    if not applicable:
        assert (found.score, found.coverage, found.level, found.benchmarked) == (None, None, None, False)
        return
    known = sum(q.weight for q in applicable if answers[q.code].level is not None)
    assert found.coverage == Fraction(known) / sum(q.weight for q in applicable)
    assert found.partial == (found.coverage < Fraction(3, 4))
    assert (found.level is None) == found.partial
    assert found.benchmarked == (not found.partial)


@given(cases())
def test_the_level_is_the_lowest_and_what_holds_it_back_stands_there(case):
    of, answers = case
    found = score_dimension(of, answers, rules=RULES)
    counted = [part for part in found.questions if part.state is not State.NOT_APPLICABLE]
    if found.level is not None:
        assert found.level == min(part.floor for part in counted)
    for part in counted:
        if part.code in found.held_back_by:
            assert part.floor == min(other.floor for other in counted)


@given(cases())
def test_a_warned_answer_never_counts_more_than_level_1(case):
    for part in score_dimension(*case, rules=RULES).questions:
        if case[1][part.code].warned:
            assert part.effective == min(part.level, 1)


@given(cases())
def test_evidenced_is_never_above_claimed(case):
    claimed = score_dimension(*case, rules=RULES)
    evidenced = score_dimension(*case, rules=RULES, evidenced_only=True)
    assert (claimed.coverage, claimed.partial) == (evidenced.coverage, evidenced.partial)
    if claimed.score is not None:
        assert evidenced.score <= claimed.score
    if claimed.level is not None:
        assert evidenced.level <= claimed.level


@given(cases(levelled=True))
def test_the_highest_answers_score_100_and_the_lowest_what_they_are_worth(case):
    of, _ = case
    top = {q.code: Given(State.LEVEL, len(q.levels) - 1) for q in of.questions}
    assert score_dimension(of, top, rules=RULES).score == 100
    bottom = {q.code: Given(State.LEVEL, 0) for q in of.questions}
    worth = sum(q.weight * q.points[0] for q in of.questions) / sum(q.weight for q in of.questions)
    assert score_dimension(of, bottom, rules=RULES).score == 100 * worth


@settings(max_examples=40)
@given(st.lists(cases(), min_size=1, max_size=3))
def test_a_lens_lies_between_its_dimensions(found):
    dimensions = [score_dimension(*case, rules=RULES) for case in found]
    lens = score_lens("lens", dimensions)
    whole = [dimension.score for dimension in dimensions if dimension.benchmarked]
    assert lens.scored == len(whole)
    assert lens.of == len(dimensions)
    assert lens.at_three <= lens.scored
    if whole:
        assert min(whole) <= lens.score <= max(whole)
        assert lens.score * len(whole) == sum(whole)
    else:
        assert lens.score is None
