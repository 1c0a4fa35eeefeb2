"""Answers are saved as they are given, and what cannot be saved is kept and said: with scripts, which this is about."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Locator, expect

from assessment.actions import save_answers
from assessment.drafts import Draft
from assessment.models import Answer, Assessment
from councils.models import User
from frameworks.scores import State
from tests.conftest import PASSWORD
from tests.journeys.conftest import Walk
from tests.journeys.walker import Walker

pytestmark = pytest.mark.journey


@pytest.fixture
def walker(walk: Walk, assessment: Assessment, lead: User) -> Walker:
    walker = walk(lead)
    walker.open(f"{assessment.get_absolute_url()}collaborate/")
    return walker


def state(walker: Walker, code: str) -> Locator:
    return walker.question(code).get_by_role("status")


def note(walker: Walker, code: str) -> Locator:
    return walker.question(code).get_by_label("Note for your colleagues")


def unfold(walker: Walker, code: str, words: str) -> None:
    walker.question(code).locator("summary", has_text=words).click()


def test_what_is_answered_is_saved_and_there_after_a_reload(walker: Walker):
    walker.answer("COLL-1", 3)
    expect(state(walker, "COLL-1")).to_contain_text("Saved")
    expect(walker.page.locator("#so-far")).to_contain_text("75, partial")

    unfold(walker, "COLL-1", "Add a note")
    note(walker, "COLL-1").fill("Measured since May.")
    unfold(walker, "COLL-1", "Add evidence")
    row = walker.question("COLL-1").locator(".cairn-evidence")
    row.get_by_label("Page").fill("4")
    expect(state(walker, "COLL-1")).to_contain_text("Say what the evidence is")
    assert Answer.objects.get().note == ""
    walker.look()

    # What is half typed is not cleared by going away, and is saved once it is whole.
    walker.page.reload()
    expect(row.first.get_by_label("Page")).to_have_value("4")
    row.get_by_label("What it is").fill("Board minutes")
    walker.question("COLL-1").get_by_role("button", name="Save and add another").click()
    expect(row.nth(1).get_by_label("What it is")).to_be_focused()
    walker.page.keyboard.type("Plan")
    walker.question("COLL-2").get_by_role("radio").first.focus()
    expect(state(walker, "COLL-1")).to_contain_text("Saved")
    walker.look()

    walker.page.reload()
    expect(note(walker, "COLL-1")).to_have_value("Measured since May.")
    expect(state(walker, "COLL-1")).to_be_empty()
    answer = Answer.objects.get()
    assert [item.title for item in answer.evidence.all()] == ["Board minutes", "Plan"]


def test_a_line_that_drops_loses_nothing(walker: Walker, assessment: Assessment):
    walker.page.context.set_offline(True)
    walker.answer("COLL-1", 2)
    expect(state(walker, "COLL-1")).to_contain_text("No connection. Your words are kept in this browser tab.")
    walker.answer("COLL-1", 3)
    # Leaving would show the browser's own page, and the words could be lost: so it waits too.
    walker.page.get_by_role("button", name="Save and return to the task list").click()
    walker.reads("Collaborate")
    walker.complaints.clear()
    walker.look()

    walker.page.context.set_offline(False)
    expect(state(walker, "COLL-1")).to_contain_text("Saved")
    assert Answer.objects.get().level == 3
    walker.press("Save and return to the task list")
    walker.sees("1 of 60 questions is answered")


def test_words_outlive_the_session(walker: Walker, lead: User):
    walker.answer("COLL-1", 2)
    expect(state(walker, "COLL-1")).to_contain_text("Saved")
    Session.objects.all().delete()
    unfold(walker, "COLL-1", "Add a note")
    note(walker, "COLL-1").fill("An hour’s words\nand more")
    walker.answer("COLL-1", 4)
    expect(state(walker, "COLL-1")).to_contain_text("You have been signed out.")
    walker.complaints.clear()
    walker.look()

    walker.follow("Sign in and come back")
    walker.sign_in(lead.email, PASSWORD)
    expect(state(walker, "COLL-1")).to_contain_text("These are the words that were kept in this browser tab.")
    expect(note(walker, "COLL-1")).to_have_value("An hour’s words\nand more")
    answer = Answer.objects.get()
    assert (answer.level, answer.note) == (4, "An hour’s words\nand more")

    # Signing out on purpose saves what is there, and leaves nothing behind.
    note(walker, "COLL-1").fill("The last word")
    walker.press("Sign out")
    assert Answer.objects.get().note == "The last word"
    assert walker.page.evaluate("Object.keys(sessionStorage)") == []


def test_words_for_answers_submitted_meanwhile_can_be_copied(walker: Walker, assessment: Assessment):
    walker.page.context.set_offline(True)
    unfold(walker, "COLL-1", "Add a note")
    note(walker, "COLL-1").fill("Not yet saved")
    Assessment.objects.update(status=Assessment.Status.SUBMITTED)
    walker.page.context.set_offline(False)
    walker.answer("COLL-1", 2)
    expect(state(walker, "COLL-1")).to_contain_text("can no longer be changed. Copy what you need.")
    walker.complaints.clear()
    walker.open(f"{assessment.get_absolute_url()}collaborate/")
    kept = walker.page.get_by_role("region", name="Words of yours that were not saved")
    expect(kept).to_contain_text("COLL-1 note")
    expect(kept).to_contain_text("Not yet saved")
    walker.look()
    kept.get_by_role("button", name="Remove these words").click()
    expect(kept).to_be_hidden()
    walker.page.reload()
    expect(walker.page.locator("[data-kept]")).to_be_hidden()


def test_who_was_slower_is_told_at_once_and_sees_both(walker: Walker, assessment: Assessment, contributor: User):
    quicker = Draft(question="COLL-1", state=State.LEVEL, level=1, note="Only planned.")
    save_answers(assessment=assessment, by=contributor, drafts=[quicker])

    walker.answer("COLL-1", 3)
    expect(state(walker, "COLL-1")).to_contain_text("Contributor saved a different answer to COLL-1")
    walker.look()
    walker.press("See both answers")
    walker.sees("Contributor’s answer (saved)", "Only planned.", "Your answer (not saved)")
    # Which one stands is for a button to say: here nothing is saved as it is typed.
    unfold(walker, "COLL-1", "Add a note")
    note(walker, "COLL-1").fill("Measured since May.")
    note(walker, "COLL-1").blur()
    walker.press("Keep Contributor’s answer")
    expect(walker.question("COLL-1").get_by_role("radio").nth(1)).to_be_checked()
    expect(state(walker, "COLL-1")).to_be_empty()
    assert Answer.objects.get().note == "Only planned."
