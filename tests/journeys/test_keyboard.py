"""With the keyboard alone: past the menu, in, one answer, saved."""

import pytest
from playwright.sync_api import Locator, expect

from assessment.models import Answer, Assessment
from councils.models import User
from tests.conftest import PASSWORD
from tests.journeys.conftest import Walk
from tests.journeys.walker import Walker

pytestmark = pytest.mark.journey

# More stops than any page here has before what is looked for.
MOST_STOPS = 120

# The focus shows on the control itself or, where that is drawn by its label, on what the label draws.
FOCUS_SHOWS = """() => {
    const focused = document.activeElement;
    const box = focused.getBoundingClientRect();
    const label = focused.labels?.[0];
    const marks = [getComputedStyle(focused), ...(label ? [getComputedStyle(label, "::before")] : [])];
    const marked = marks.some(style => style.boxShadow !== "none" ||
        (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2));
    return marked && box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight;
}"""


def tab_to(walker: Walker, goal: Locator) -> None:
    for _stop in range(MOST_STOPS):
        walker.page.keyboard.press("Tab")
        here = walker.page.evaluate("document.activeElement.outerHTML.slice(0, 120)")
        assert walker.page.evaluate(FOCUS_SHOWS), f"the focus cannot be seen: {here}"
        if goal.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"Tab never came to {goal}")


def test_signing_in_and_answering_need_no_mouse(walk: Walk, assessment: Assessment, lead: User):
    walker = walk()
    page, press = walker.page, walker.page.keyboard.press
    walker.open("/accounts/login/")

    skip = page.get_by_role("link", name="Skip to main content")
    tab_to(walker, skip)
    press("Enter")
    expect(page.get_by_role("main")).to_be_focused()

    tab_to(walker, page.get_by_label("E-mail address"))
    page.keyboard.type(lead.email)
    tab_to(walker, page.get_by_label("Password", exact=True))
    page.keyboard.type(PASSWORD)
    tab_to(walker, page.get_by_role("main").get_by_role("button", name="Sign in", exact=True))
    with walker.leaving():
        press("Enter")

    tab_to(walker, page.get_by_role("link", name="See the task list"))
    with walker.leaving():
        press("Enter")
    tab_to(walker, page.get_by_role("button", name="Start with Collaborate"))
    with walker.leaving():
        press("Enter")

    question = walker.question("COLL-1")
    tab_to(walker, question.get_by_role("radio").first)
    press("Space")
    press("ArrowDown")
    press("ArrowDown")
    expect(question.get_by_role("radio").nth(2)).to_be_checked()
    tab_to(walker, question.get_by_role("checkbox"))
    press("Space")
    tab_to(walker, question.locator("summary", has_text="Add a note"))
    press("Enter")
    tab_to(walker, question.get_by_label("Note for your colleagues"))
    page.keyboard.type("Typed, not clicked.")
    tab_to(walker, page.get_by_role("button", name="Save and return to the task list"))
    with walker.leaving():
        press("Enter")

    walker.sees("1 of 60 questions is answered")
    answer = Answer.objects.get()
    assert (answer.question, answer.level, answer.warnings) == ("COLL-1", 2, [1])
    assert answer.note == "Typed, not clicked."


def test_an_error_is_where_the_keyboard_is(walk: Walk, assessment: Assessment, lead: User):
    """The summary takes the focus, and its link leads to the control to mend."""
    walker = walk(lead)
    walker.open(f"{assessment.get_absolute_url()}collaborate/")
    walker.question("COLL-1").get_by_role("radio", name="Not applicable").check()
    walker.press("Save and continue")
    expect(walker.page.locator(".govuk-error-summary")).to_be_focused()
    tab_to(walker, walker.page.get_by_role("link", name="Say why COLL-1 does not apply"))
    walker.page.keyboard.press("Enter")
    expect(walker.question("COLL-1").get_by_label("Why it does not apply")).to_be_focused()
