"""The pages of a council and of Socitm’s desk that the journeys do not pass."""

import pytest
from django.urls import reverse

from assessment import actions
from assessment.models import Assessment
from councils.models import Membership, User
from tests.journeys.conftest import Walk
from tests.journeys.made_up import answer_as_made_up

pytestmark = pytest.mark.journey


def test_pages_of_a_lead(walk: Walk, assessment: Assessment, lead: User, other_council):
    Membership.objects.create(user=lead, council=other_council, role=Membership.Role.VIEWER)
    answer_as_made_up(assessment)
    place = [assessment.council.slug, assessment.round.slug]
    walker = walk(lead)
    for path in (
        reverse("assessment:home"),
        reverse("assessment:people", args=place[:1]),
        reverse("assessment:assign", args=place),
        reverse("assessment:opinions", args=place),
        reverse("assessment:opinions_new", args=place),
        reverse("assessment:history", args=[*place, "COLL-1"]),
    ):
        assert walker.open(path).status == 200
        walker.look()


def test_pages_of_who_is_on_a_dimension(walk: Walk, assessment: Assessment, contributor: User, lead: User):
    actions.assign(assessment=assessment, shares=[actions.Share("LEAD", (contributor,))])
    place = [assessment.council.slug, assessment.round.slug]
    walker = walk(contributor)
    walker.open(assessment.get_absolute_url())
    walker.sees("Your dimensions")
    walker.look()
    walker.follow("Leadership")
    walker.page.get_by_text("Does something hold you up?").click()
    walker.look()
    walker.page.get_by_label("Say in one sentence").fill("The finance director is away")
    walker.press("Tell the lead")
    walker.sees(f"{lead.name} will hear by e-mail", "“The finance director is away”")
    walker.look()
    walker.follow("Say something else")
    walker.page.get_by_label("What holds you up?").fill("")
    walker.press("Tell the lead")
    walker.look()

    walker.follow("Back to Leadership")
    walker.answer("LEAD-1", 2)
    walker.press("Save and return")
    walker.open(reverse("assessment:history", args=[*place, "LEAD-1"]))
    walker.press("Go back to no answer")
    walker.sees("The earlier answer to LEAD-1 is back")
    walker.look()


def test_answers_are_read_by_a_viewer(walk: Walk, assessment: Assessment, viewer: User):
    answer_as_made_up(assessment)
    walker = walk(viewer)
    walker.open(assessment.get_absolute_url())
    walker.follow("Collaborate")
    walker.sees("You can read these answers.")
    walker.look()


def test_answers_are_reopened_by_the_signatory(walk: Walk, assessment: Assessment, signatory: User):
    answer_as_made_up(assessment)
    actions.submit(assessment=assessment, by=None)
    actions.sign(assessment=assessment, by=signatory)
    walker = walk(signatory)
    walker.open(assessment.get_absolute_url())
    walker.follow("Reopen the answers")
    walker.press("Reopen")
    walker.sees("Say why the answers are reopened")
    walker.look()


def test_pages_of_socitms_desk(walk: Walk, assessment: Assessment, analyst: User):
    slug = assessment.round.slug
    walker = walk(analyst)
    for name, args in [("new_round", []), ("round", [slug]), ("change_dates", [slug]), ("close_round", [slug])]:
        assert walker.open(reverse(f"socitm:{name}", args=args)).status == 200
        walker.look()
