"""How a figure was made, in words, from the score that made it."""

from fractions import Fraction

from django.utils.translation import gettext as _

from frameworks.definition import Framework
from frameworks.numbers import rounded
from frameworks.scores import DimensionScore, QuestionScore, State


def how_scored(score: DimensionScore) -> str:
    """The sum behind a dimension's score: "100 × (1/2 + 3/4 + 1/4 + 1/2) ÷ 4 = 50"."""
    levelled = [question for question in score.questions if question.share is not None]
    if score.score is None:
        return _("No question has a level, so there is no score.")
    parts = " + ".join(_part(question) for question in levelled)
    weight = sum((question.weight for question in levelled), Fraction(0))
    return f"100 × ({parts}) ÷ {weight} = {_shown(score.score)}"


def how_levelled(score: DimensionScore, framework: Framework) -> str:
    """Why the level is what it is: the lowest of the questions that apply."""
    floors = [
        f"{framework.element_name(question.element)} {_standing(question)}"
        for question in score.questions
        if question.state is not State.NOT_APPLICABLE
    ]
    if not floors:
        return _("No question applies, so there is no level.")
    if score.partial:
        return _("%(floors)s. Too few questions have a level to claim one.") % {"floors": ", ".join(floors)}
    return _("The lowest of: %(floors)s.") % {"floors": ", ".join(floors)}


def _part(question: QuestionScore) -> str:
    share = str(question.share)
    return share if question.weight == 1 else f"{question.weight} × {share}"


def _standing(question: QuestionScore) -> str:
    if question.effective is not None:
        return str(question.effective)
    return _("0 (not known)") if question.state is State.DONT_KNOW else _("0 (not answered)")


def _shown(value: Fraction) -> str:
    if value.denominator == 1:
        return str(rounded(value))
    return _("%(exact)s, shown as %(shown)s") % {"exact": rounded(value, 2), "shown": rounded(value)}
