"""A viewer asks what would lift a dimension, and tries other answers."""

import pytest
from playwright.sync_api import expect

from assessment.models import Answer, Assessment, Round
from tests.conftest import answer_everything
from tests.journeys.conftest import Walk
from tests.journeys.made_up import sign_peers
from tests.reports.edges import sign

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_a_viewer_tries_other_answers(walk: Walk, assessment: Assessment, round: Round, viewer, javascript: bool):
    answer_everything(assessment)
    Answer.objects.filter(question="LEAD-1").update(level=3, warnings=[1])
    Answer.objects.filter(question="LEAD-2").update(level=1)
    sign_peers(round)
    sign(assessment)
    walker = walk(viewer, javascript=javascript)
    walker.open(f"{assessment.get_absolute_url()}leadership/")
    walker.follow("What would it take to reach the next level?")
    walker.sees("Two answers hold this dimension at level 1: LEAD-1 (people) and LEAD-2 (process).")
    walker.look()

    walker.page.get_by_role("group", name="Process").get_by_label("Level").select_option("3: Normal here")
    walker.page.get_by_label("With its warning sign no longer true").check()
    walker.press("Show the effect")
    walker.sees("The claimed level goes from level 1 (planned) to level 2 (in some services).")
    walker.sees("Position beside 12 single-tier councils in England")
    expect(walker.page.get_by_role("heading", name="The effect")).to_be_in_viewport()
    # What was tried is still chosen, and what was chosen is in the address.
    expect(walker.page.get_by_label("With its warning sign no longer true")).to_be_checked()
    walker.look()
    walker.follow("Start again from your answers")
    expect(walker.page.get_by_label("With its warning sign no longer true")).not_to_be_checked()

    walker.open(f"{assessment.get_absolute_url()}what-if/leadership/?LEAD-1-level=7")
    walker.sees("We left out “7”")
    walker.look()
