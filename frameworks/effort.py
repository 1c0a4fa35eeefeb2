"""What a dimension asks of people: whose knowledge it takes, and how long we think that it takes them."""

from fractions import Fraction

from frameworks.definition import Dimension, Framework
from frameworks.numbers import rounded

# Two and a half hours for the 60 questions of Planting the Flag. Our estimate, until councils have been measured.
MINUTES_A_QUESTION = Fraction(150, 60)


def who_could_answer(dimension: Dimension, framework: Framework) -> tuple[str, ...]:
    """Everybody who could answer some question of a dimension, once, in the order of the question book."""
    roles = dict.fromkeys(role for question in dimension.questions for role in question.who_could_answer)
    return tuple(framework.roles[role] for role in roles)


def estimated_minutes(questions: int) -> int:
    return int(rounded(MINUTES_A_QUESTION * questions))
