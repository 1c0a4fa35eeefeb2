"""Scores, exactly as docs/scoring.md says in words. Plain values in, plain values out: no database, clock or Django.

All shares and scores are `Fraction`: a score runs 0..100, a coverage 0..1. `None` means "not scored", never 0.
Source of the rules: Cairn's published method (docs/scoring.md).
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from frameworks.definition import Dimension, Framework, Question, ScoringRules
from frameworks.scores import DimensionScore, Given, LensScore, QuestionScore, Scores, State

UNANSWERED = Given(State.UNANSWERED)
NOT_APPLICABLE = Given(State.NOT_APPLICABLE)


def score(
    framework: Framework,
    answers: Mapping[str, Given],
    *,
    authority_type: str,
    nation: str,
    evidenced_only: bool = False,
) -> Scores:
    """Score every dimension and lens. `answers` by question code; a missing code is unanswered.

    With `evidenced_only`, an answer without evidence above the unevidenced cap counts as the cap.
    Raises KeyError for an answer to a question the framework does not have.
    """
    unknown = set(answers) - set(framework.questions)
    if unknown:
        raise KeyError(f"{framework.slug}/{framework.version} has no question {', '.join(sorted(unknown))}")
    dimensions = {
        dimension.code: score_dimension(
            dimension,
            {
                question.code: answers.get(question.code, UNANSWERED)
                if question.applies_to.includes(authority_type=authority_type, nation=nation)
                else NOT_APPLICABLE
                for question in dimension.questions
            },
            rules=framework.scoring,
            evidenced_only=evidenced_only,
        )
        for dimension in framework.dimensions
    }
    lenses = {
        lens.slug: score_lens(lens.slug, [dimensions[dimension.code] for dimension in lens.dimensions])
        for lens in framework.lenses
    }
    return Scores(dimensions, lenses)


def score_dimension(
    dimension: Dimension, answers: Mapping[str, Given], *, rules: ScoringRules, evidenced_only: bool = False
) -> DimensionScore:
    """Score one dimension from its answers by question code; a missing code is unanswered."""
    questions = tuple(
        score_question(question, answers.get(question.code, UNANSWERED), rules=rules, evidenced_only=evidenced_only)
        for question in dimension.questions
    )
    applicable = [question for question in questions if question.state is not State.NOT_APPLICABLE]
    if not applicable:
        return DimensionScore(dimension.code, None, None, None, False, (), questions)
    parts = [(question.weight, question.share) for question in applicable if question.share is not None]
    levelled = sum((weight for weight, _ in parts), Fraction(0))
    coverage = levelled / sum((question.weight for question in applicable), Fraction(0))
    partial = coverage < rules.coverage_needed
    floor = min(question.floor for question in applicable)
    highest = {question.code: max(question.points) for question in dimension.questions}
    return DimensionScore(
        code=dimension.code,
        score=100 * sum((weight * share for weight, share in parts), Fraction(0)) / levelled if parts else None,
        coverage=coverage,
        level=None if partial else floor,
        partial=partial,
        # A question at its own highest level holds nothing back: nothing better can be answered.
        held_back_by=tuple(
            question.code for question in applicable if question.floor == floor < highest[question.code]
        ),
        questions=questions,
    )


def score_question(
    question: Question, given: Given, *, rules: ScoringRules, evidenced_only: bool = False
) -> QuestionScore:
    """The effective level and the share of points of one answer. Raises KeyError for a level the question lacks."""
    effective = given.level
    if effective is not None:
        question.at(effective)
        if given.warned:
            effective = min(effective, rules.warning_cap)
        if evidenced_only and not given.evidenced:
            effective = min(effective, rules.unevidenced_cap)
    share = None if effective is None else question.points[effective]
    return QuestionScore(question.code, question.element, given.state, given.level, effective, share, question.weight)


def score_lens(slug: str, dimensions: Iterable[DimensionScore]) -> LensScore:
    """A lens is the mean of its dimensions' scores; a partial dimension has no say in it."""
    dimensions = list(dimensions)
    values = [dimension.score for dimension in dimensions if dimension.score is not None and dimension.benchmarked]
    return LensScore(
        slug=slug,
        score=sum(values, Fraction(0)) / len(values) if values else None,
        scored=len(values),
        at_three=sum(1 for dimension in dimensions if dimension.level is not None and dimension.level >= 3),
        of=len(dimensions),
    )
