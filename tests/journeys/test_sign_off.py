"""A signatory returns the answers with remarks, the lead replies and changes one, and the signatory signs."""

import pytest

from assessment import actions
from assessment.models import Assessment, Snapshot
from councils.models import User
from tests.conftest import answer_everything
from tests.journeys.conftest import Walk

pytestmark = pytest.mark.journey


def test_the_way_to_signature_with_a_return(walk: Walk, assessment: Assessment, lead: User, signatory: User):
    answer_everything(assessment)
    actions.submit(assessment=assessment, by=lead, remark="Ready for you.")
    home = assessment.get_absolute_url()

    chief = walk(signatory)
    chief.open(f"{home}sign/")
    for dimension, remark in (("Leadership", "Who leads?"), ("Collaborate", "With whom?")):
        chief.page.locator("summary", has_text=dimension).click()
        chief.page.get_by_label(f"Remark on {dimension}").fill(remark)
    chief.look()
    chief.press("Return without signing")
    chief.sees(f"Returned. The answers can be changed again. {lead.name} will hear of it by e-mail.")

    walker = walk(lead)
    walker.open(home)
    walker.sees("2 of 2 remarks still need a reply", "Remark to answer")
    walker.look()
    walker.follow("Collaborate")
    walker.page.get_by_label("Your reply").fill("With the health board.")
    walker.press("Send the reply")
    walker.sees("Your reply on Collaborate is kept.", "With the health board.")
    walker.look()
    walker.open(f"{home}leadership/")
    walker.answer("LEAD-1", 1)
    walker.press("Save and return to the task list")
    walker.follow("Leadership")
    walker.page.get_by_label("Your reply").fill("Nobody yet: I have lowered the answer.")
    walker.press("Send the reply")
    walker.open(f"{home}check/")
    walker.press("Submit for signature")
    walker.sees("The answers are submitted and wait for a signature.")

    chief.open(f"{home}sign/")
    chief.sees("Nobody yet: I have lowered the answer.", "from “2: In some services” to “1: Planned”")
    chief.look()
    chief.follow("See exactly what others will see, and when")
    chief.sees("Nothing is signed yet", "60 answers of 60")
    chief.look()
    chief.open(f"{home}sign/")
    chief.page.get_by_label("I have read these answers").check()
    chief.press("Sign", exact=True)
    chief.sees("Signed. The report is ready.")
    assert Snapshot.objects.get().signed_by == signatory
    chief.follow("The way to signature")
    chief.sees("Ready for you.", "Who leads?", "With the health board.", "Signed")
    chief.look()
