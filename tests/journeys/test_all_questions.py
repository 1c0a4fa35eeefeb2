"""What it costs one person to answer everything in a browser: printed, for whoever compares (pytest -s).

Noted in November 2026, on two cores that others were using: 60 questions, 17 page loads, 16 s.
"""

from time import perf_counter

import pytest

from assessment.models import Answer, Assessment
from councils.models import User
from tests.journeys.conftest import Walk

pytestmark = pytest.mark.journey


def test_all_questions_are_answered_in_a_page_a_dimension(walk: Walk, assessment: Assessment, lead: User):
    walker = walk(lead)
    walker.open(assessment.get_absolute_url())
    begun = perf_counter()
    walker.press("Start with")
    for dimension in assessment.framework.dimensions:
        walker.reads(dimension.title)
        for place, question in enumerate(dimension.questions):
            walker.answer(question.code, place % 5)
        walker.press("Save and continue")
    seconds = perf_counter() - begun

    walker.reads("Check your answers")
    asked = len(assessment.framework.questions)
    assert Answer.objects.count() == asked
    # The task list, a page a dimension, and the check page.
    assert walker.pages == len(assessment.framework.dimensions) + 2
    print(f"{asked} questions answered and saved: {walker.pages} page loads, {seconds:.1f} s")  # noqa: T201
