import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from assessment.access import dimensions_to_answer, get_assessment, get_council
from assessment.models import Assignment


def test_a_contributor_answers_everything_until_put_on_something(assessment, contributor):
    found = get_assessment(contributor, "westerby", "2026")
    assert dimensions_to_answer(contributor, found) == frozenset(assessment.framework.by_code)

    Assignment.objects.create(assessment=assessment, dimension="LEAD", user=contributor)

    assert dimensions_to_answer(contributor, found) == {"LEAD"}


def test_a_lead_answers_everything_whatever_they_are_put_on(assessment, lead):
    Assignment.objects.create(assessment=assessment, dimension="LEAD", user=lead)
    found = get_assessment(lead, "westerby", "2026")
    assert dimensions_to_answer(lead, found) == frozenset(assessment.framework.by_code)


@pytest.mark.parametrize("person", ["viewer", "administrator"])
def test_those_without_the_right_answer_nothing(assessment, person, request):
    user = request.getfixturevalue(person)
    found = get_assessment(user, "westerby", "2026")
    assert dimensions_to_answer(user, found) == frozenset()


def test_another_assessments_share_is_no_share_here(assessment, contributor, other_council, round):
    other = type(assessment).objects.create(council=other_council, round=round)
    Assignment.objects.create(assessment=other, dimension="LEAD", user=contributor)
    found = get_assessment(contributor, "westerby", "2026")
    assert len(dimensions_to_answer(contributor, found)) == 15


def test_a_stranger_meets_404_and_a_member_without_the_right_403(assessment, stranger, viewer):
    with pytest.raises(Http404):
        get_council(stranger, "westerby")
    with pytest.raises(PermissionDenied):
        get_council(viewer, "westerby", to="manage")


def test_rights_add_up_for_socitms_people_who_are_members(assessment, analyst, council):
    council.memberships.create(user=analyst, role="contributor")
    rights = get_assessment(analyst, "westerby", "2026").rights
    assert (rights.answer, rights.report, rights.sign) == (True, True, False)


def test_an_act_that_does_not_exist_is_a_mistake(assessment, lead):
    with pytest.raises(ValueError, match="'delete' is not an act"):
        get_council(lead, "westerby", to="delete")
