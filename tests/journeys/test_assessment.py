"""A lead answers and submits, a signatory signs."""

import pytest
from playwright.sync_api import expect

from assessment import actions
from assessment.models import Answer, Assessment, Round, Snapshot
from councils.models import Council, User
from tests.conftest import PASSWORD
from tests.journeys.conftest import Walk
from tests.journeys.made_up import answer_as_made_up
from tests.journeys.walker import Walker

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_a_lead_answers_and_submits(walk: Walk, council: Council, round: Round, lead: User, javascript: bool):
    walker = walk(javascript=javascript)
    walker.open("/")
    walker.press("Sign in")
    walker.sign_in(lead.email, PASSWORD)
    walker.reads(council.name)
    walker.look()

    walker.press("Start the 2026 round")
    walker.sees("0 of 15 dimensions are complete. 0 of 60 questions are answered.")
    walker.look()

    walker.press("Start with Collaborate")
    answer_a_dimension(walker)
    walker.sees("1 of 15 dimensions is complete. 4 of 60 questions are answered.")
    expect(walker.page.locator("#COLL-status")).to_have_text("Complete")
    walker.look()

    answer_as_made_up(Assessment.objects.get())
    walker.page.reload()
    walker.press("Check answers")
    walker.sees("Scores as the answers stand", "Partnership board minutes, board.pdf, page 3, 27 March 2026")
    walker.look()

    walker.page.get_by_label("Anything the person who signs should know").fill("Ready for you.")
    walker.press("Submit for signature")
    walker.sees("The answers are submitted and wait for a signature.")
    assert Assessment.objects.get().status == Assessment.Status.SUBMITTED


def answer_a_dimension(walker: Walker) -> None:
    """Every kind of answer on one page, and one mistake."""
    walker.reads("Collaborate")
    walker.look()

    evidenced = walker.question("COLL-1")
    walker.answer("COLL-1", 2)
    evidenced.get_by_text("Add evidence for COLL-1").click()
    evidenced.get_by_label("What it is").fill("Partnership board minutes")
    evidenced.get_by_label("Link, or name of the document").fill("board.pdf")
    evidenced.get_by_label("Page").fill("3")
    evidenced.get_by_label("Date").fill("27/3/2026")
    walker.question("COLL-2").get_by_role("radio", name="Don’t know").check()
    walker.question("COLL-3").get_by_role("radio", name="Not applicable").check()
    walker.answer("COLL-4", 3)
    warned = walker.question("COLL-4")
    warned.get_by_role("checkbox").first.check()
    warned.get_by_text("Add a note on COLL-4").click()
    warned.get_by_label("Note for your colleagues").fill("Ask the health board.")
    walker.press("Save and continue")

    walker.sees("Say why COLL-3 does not apply", "Saved: COLL-1, COLL-2, COLL-4")
    walker.look()
    walker.page.get_by_role("link", name="Say why COLL-3 does not apply").click()
    reason = walker.question("COLL-3").get_by_label("Why it does not apply")
    expect(reason).to_be_focused()
    reason.fill("The county runs this.")
    walker.press("Save and return to the task list")

    answers = {answer.question: answer for answer in Answer.objects.with_evidence()}
    assert answers["COLL-1"].evidence.get().title == "Partnership board minutes"
    assert answers["COLL-2"].state == Answer.State.DONT_KNOW
    assert answers["COLL-3"].reason == "The county runs this."
    assert (answers["COLL-4"].level, answers["COLL-4"].warnings) == (3, [1])
    assert answers["COLL-4"].note == "Ask the health board."


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_a_signatory_reads_and_signs(walk: Walk, assessment: Assessment, lead: User, signatory: User, javascript: bool):
    answer_as_made_up(assessment)
    actions.submit(assessment=assessment, by=lead, remark="Ready for you.")
    walker = walk(signatory, javascript=javascript)
    walker.open("/")
    walker.follow("See the task list of the 2026 round")
    walker.press("Read and sign")
    walker.sees("Ready for you.", "What others will see")
    walker.look()

    walker.press("Sign", exact=True)
    walker.sees("Tick the box to say that the answers are true")
    walker.look()
    walker.page.get_by_label("I have read these answers").check()
    walker.press("Sign", exact=True)
    walker.sees("Signed. The report is ready.")
    walker.look()
    assert Snapshot.objects.get().signed_by == signatory

    walker.press("Read the report")
    walker.reads("Westerby Council: report")
    # Nobody else has signed, and the report says so in place of figures.
    walker.look()
