"""What a council said a year earlier, for every test of answers that are carried forward."""

from datetime import date

import pytest

from assessment import actions
from assessment.drafts import Draft, Reference, Said
from assessment.models import Assessment, Round
from frameworks.scores import State
from tests.assessment.test_carrying import make_round

PLAN = Reference("Digital plan", "https://example.org/plan", "4", date(2024, 3, 1))
# In the order in which they are asked: LEAD-2 lacks evidence, GOVN-1 needs none, LEAD-3 is not known.
SAID = {
    "LEAD-1": Said(state=State.LEVEL, level=2, warnings=(1,), note="As the board agreed", evidence=(PLAN,)),
    "LEAD-2": Said(state=State.LEVEL, level=3),
    "LEAD-3": Said(state=State.DONT_KNOW, note="Ask Priya"),
    "GOVN-1": Said(state=State.NOT_APPLICABLE, reason="We have no board"),
}


@pytest.fixture
def last_time(assessment) -> Assessment:
    """What the council said in 2025: three answers to confirm, and one that nobody knew."""
    facts = {"framework_slug": "planting-the-flag", "framework_version": "2011.1", "slug": "2025"}
    before = actions.start(council=assessment.council, round=make_round(2025, **facts), by=None)
    drafts = [Draft.of(code, said, version=0) for code, said in SAID.items()]
    actions.save_answers(assessment=before, by=None, drafts=drafts)
    Round.objects.filter(pk=before.round_id).update(status=Round.Status.CLOSED)
    return before
