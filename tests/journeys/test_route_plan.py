"""The lead makes a plan of what the answers propose, and takes it along."""

import pytest
from playwright.sync_api import expect

from assessment.models import Assessment
from assessment.plan_models import Action
from councils.models import User
from tests.assessment.plan import weak
from tests.journeys.conftest import Walk

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_from_a_gap_to_an_action_with_an_owner_and_a_day(
    walk: Walk, assessment: Assessment, lead: User, javascript: bool
):
    weak(assessment, LEAD_1=1, GOVN_1=1, GOVN_2=2)
    walker = walk(lead, javascript=javascript)
    walker.open(assessment.get_absolute_url())
    walker.follow("Route plan")
    walker.sees("The answers propose 2 steps that are not in the plan")
    walker.look()

    walker.press("See and accept what is proposed")
    walker.look()
    walker.press("Accept LEAD-1")
    walker.sees("LEAD-1 is in the plan")
    walker.follow("Edit, then accept GOVN-1")
    walker.page.get_by_label("Owner (optional)").fill("Olive Owner")
    walker.page.get_by_label("By when (optional)").fill("31/1/2036")
    walker.look()
    walker.press("Accept", exact=True)

    walker.reads("Route plan")
    walker.sees("Olive Owner", "31 January 2036", "Start here")
    walker.look()
    walker.page.locator("#agreed ~ ul a").first.click()
    walker.reads("An action of the route plan")
    # Why it is dropped is asked where it is.
    if javascript:
        expect(walker.page.get_by_label("Why it is dropped")).to_be_hidden()
    walker.page.get_by_label("Dropped", exact=True).check()
    walker.press("Save")
    walker.sees("Say why it is dropped")
    walker.look()
    walker.page.get_by_label("Why it is dropped").fill("No money")
    walker.press("Save")
    walker.sees("Dropped because: No money")
    assert sorted(Action.objects.values_list("question", "status")) == [("GOVN-1", "dropped"), ("LEAD-1", "accepted")]

    assert walker.download("calendar file (.ics)").suggested_filename == "cairn-route-plan-westerby-2026.ics"
