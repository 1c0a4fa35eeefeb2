"""Who could answer a dimension, and how long we think that it takes."""

from dataclasses import replace

import pytest

from frameworks.effort import estimated_minutes, who_could_answer
from tests.frameworks.conftest import dimension, framework, question


def test_everybody_who_could_answer_is_named_once_in_the_order_of_the_book():
    asked = [replace(question(f"LEAD-{n}"), who_could_answer=roles) for n, roles in enumerate(["ba", "cb", "a"], 1)]
    one = dimension(questions=tuple(asked))
    tiny = replace(framework((one,)), roles={"a": "Ann", "b": "Ben", "c": "Cy"})
    assert who_could_answer(one, tiny) == ("Ben", "Ann", "Cy")


@pytest.mark.parametrize(("questions", "minutes"), [(60, 150), (4, 10), (3, 8), (1, 3), (0, 0)])
def test_sixty_questions_take_two_and_a_half_hours(questions, minutes):
    assert estimated_minutes(questions) == minutes
