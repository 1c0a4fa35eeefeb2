"""A year later: last round's answers confirmed with the keyboard alone, and without scripts."""

from datetime import date

import pytest
from playwright.sync_api import expect

from assessment import actions
from assessment.drafts import Draft, Reference
from assessment.models import Assessment
from councils.models import User
from frameworks.scores import State
from tests.conftest import make_round
from tests.journeys.conftest import Walk
from tests.journeys.test_keyboard import tab_to

pytestmark = pytest.mark.journey


@pytest.fixture
def last_time(assessment: Assessment) -> Assessment:
    """Four answers of 2025: LEAD-1 without evidence is asked about first, and the oldest evidence next."""
    round = make_round(2025)
    before = actions.start(council=assessment.council, round=round, by=None)
    level = {"state": State.LEVEL, "level": 2}
    drafts = [
        Draft(question="LEAD-1", **level),
        Draft(question="LEAD-2", evidence=(Reference("Plan", "https://example.org/", "4", date(2024, 3, 1)),), **level),
        Draft(question="LEAD-3", evidence=(Reference("Minute", dated=date(2025, 8, 1)),), note="As agreed", **level),
        Draft(question="LEAD-4", state=State.DONT_KNOW),
    ]
    actions.save_answers(assessment=before, by=None, drafts=drafts)
    return before


def test_confirming_needs_no_mouse(walk: Walk, assessment: Assessment, last_time: Assessment, lead: User):
    walker = walk(lead)
    page, press = walker.page, walker.page.keyboard.press
    walker.open(assessment.get_absolute_url())
    walker.look()
    tab_to(walker, page.get_by_role("button", name="Confirm the answers from the 2025 round"))
    with walker.leaving():
        press("Enter")
    walker.reads("Still true?")
    walker.look()
    tab_to(walker, page.get_by_role("button", name="Still true", exact=True))
    with walker.leaving():
        press("Enter")
    walker.sees("LEAD-1 is saved. 2 of 3 from", "more than 18 months ago")

    # From here on the keyboard starts at the question: past the link to its evidence, then the button.
    press("Tab")
    expect(page.get_by_role("link", name="Plan")).to_be_focused()
    press("Tab")
    expect(page.get_by_role("button", name="Still true", exact=True)).to_be_focused()
    with walker.leaving():
        press("Enter")
    walker.sees("1 of 3 from")
    press("Tab")
    expect(page.get_by_role("button", name="Still true", exact=True)).to_be_focused()
    with walker.leaving():
        press("Enter")
    walker.sees("Nothing from the 2025 round waits")
    walker.look()
    assert assessment.answers.count() == 3


def test_changing_one_needs_no_scripts(walk: Walk, assessment: Assessment, last_time: Assessment, lead: User):
    walker = walk(lead, javascript=False)
    walker.open(f"{assessment.get_absolute_url()}queue/?question=LEAD-3")
    walker.look()
    with walker.leaving():
        walker.page.get_by_role("button", name="Something has changed").click()
    walker.look()
    expect(walker.question("LEAD-3").get_by_role("radio").nth(2)).to_be_checked()
    walker.answer("LEAD-3", 3)
    walker.press("Save and confirm the next answer")
    walker.sees("LEAD-3 is saved. 2 of 3 from")
    answer = assessment.answers.with_evidence().get()
    assert (answer.question, answer.level, answer.note) == ("LEAD-3", 3, "As agreed")
    assert [row.title for row in answer.evidence.all()] == ["Minute"]
