from datetime import date

import pytest

from assessment.models import Assessment, Round
from councils.models import Council, Membership, Succession


def test_one_council_is_gone_to_at_once(lead, as_user):
    assert as_user(lead).get("/councils/").url == "/councils/westerby/"


def test_several_councils_are_listed(lead, other_council, as_user):
    Membership.objects.create(user=lead, council=other_council, role=Membership.Role.VIEWER)
    page = as_user(lead).get("/councils/").content.decode()
    assert 'href="/councils/westerby/"' in page
    assert 'href="/councils/easterby/"' in page


def test_socitms_people_are_shown_to_their_desk(analyst, as_user):
    page = as_user(analyst).get("/councils/").content.decode()
    assert "You are not a member of any council" in page
    assert "Go to Socitm’s desk" in page


def test_a_council_shows_its_rounds_its_facts_and_where_it_came_from(council, round, lead, as_user):
    Succession.objects.create(
        predecessor_name="Old Westerby", successor_name=council.name, successor=council, on=date(2023, 4, 1)
    )
    page = as_user(lead).get("/councils/westerby/").content.decode()
    assert "Start the 2026 round" in page
    assert "150,000 (2024)" in page
    assert "Old Westerby, on 1 April 2023" in page


def test_a_draft_round_is_nobodys_business(council, round, lead, as_user):
    Round.objects.update(status=Round.Status.DRAFT)
    client = as_user(lead)
    assert "2026 round" not in client.get("/councils/westerby/").content.decode()
    assert client.post("/councils/westerby/2026/start/").status_code == 404


def test_a_start_leads_to_the_task_list_once(council, round, contributor, as_user):
    client = as_user(contributor)
    for _again in range(2):
        assert client.post("/councils/westerby/2026/start/").url == "/councils/westerby/2026/"
    assert Assessment.objects.get().started_by == contributor


def test_a_closed_round_cannot_be_started(council, round, lead, as_user):
    Round.objects.update(status=Round.Status.CLOSED)
    response = as_user(lead).post("/councils/westerby/2026/start/", follow=True)
    assert "2026 round is not open." in response.content.decode()
    assert not Assessment.objects.exists()


def test_a_viewer_sees_no_start_button(council, round, viewer, as_user):
    assert "Someone who may answer" in as_user(viewer).get("/councils/westerby/").content.decode()


def test_people_are_listed_with_their_roles(council, lead, signatory, viewer, as_user):
    page = as_user(viewer).get("/councils/westerby/people/").content.decode()
    for person, role in ((lead, "Lead"), (signatory, "Signatory")):
        assert person.name in page
        assert role in page


@pytest.mark.parametrize("path", ["", "people/", "2026/", "2026/leadership/", "2026/check/"])
def test_another_council_does_not_exist(assessment, stranger, as_user, path):
    assert as_user(stranger).get(f"/councils/westerby/{path}").status_code == 404
    assert Council.objects.filter(slug="westerby").exists()
