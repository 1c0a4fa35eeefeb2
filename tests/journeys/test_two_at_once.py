"""Two people at one dimension: the one who saves later sees both answers, and nothing is lost."""

import pytest
from playwright.sync_api import expect

from assessment.models import Answer, AnswerChange, Assessment
from councils.models import User
from tests.journeys.conftest import Walk
from tests.journeys.walker import Walker

pytestmark = pytest.mark.journey


def say(walker: Walker, level: int, note: str) -> None:
    walker.answer("COLL-1", level)
    walker.question("COLL-1").get_by_text("Add a note on COLL-1").click()
    walker.question("COLL-1").get_by_label("Note for your colleagues").fill(note)


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_a_late_save_is_shown_both_answers(
    walk: Walk, assessment: Assessment, lead: User, contributor: User, javascript: bool
):
    early, late = walk(contributor), walk(lead, javascript=javascript)
    for walker in (early, late):
        walker.open(f"{assessment.get_absolute_url()}collaborate/")
    say(early, 1, "Only planned.")
    early.press("Save and continue")
    early.reads("Redesign")

    say(late, 3, "Measured since May.")
    late.answer("COLL-2", 2)
    late.press("Save and continue")
    late.sees("Saved: COLL-2", "Contributor’s answer (saved)", "Only planned.", "Your answer (not saved)")
    expect(late.page.locator(".cairn-conflict__version").last).to_contain_text("Measured since May.")
    expect(late.question("COLL-1").get_by_role("radio").nth(3)).to_be_checked()
    late.look()

    late.press("Save your answer instead")
    late.sees("Collaborate: one answer saved.")
    assert {answer.question: answer.level for answer in Answer.objects.all()} == {"COLL-1": 3, "COLL-2": 2}
    notes = [change.after["note"] for change in AnswerChange.objects.filter(question="COLL-1").order_by("pk")]
    # With scripts the level was saved before its note was typed.
    assert [note for note in notes if note] == ["Only planned.", "Measured since May."]
