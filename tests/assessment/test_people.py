"""A council's people page: inviting, changing a role, removing, and who may do which."""

from unittest import mock

import pytest

from assessment.access import rights_at, roles_to_give
from assessment.actions import NotAllowed
from assessment.models import Assignment
from assessment.people import change_role, remove
from councils.models import Invitation, Membership, User
from tests.conftest import make_user

URL = "/councils/westerby/people/"
ADA = "ada@westerby.example"
Role = Membership.Role


def member(council, role: Role, email: str) -> Membership:
    return Membership.objects.create(user=make_user(email), council=council, role=role)


@pytest.fixture
def invitation(council, lead) -> Invitation:
    return Invitation.objects.create(
        council=council, email=ADA, role=Role.VIEWER, invited_by=lead, token_digest=Invitation.digest("the-token")
    )


@pytest.mark.parametrize(
    ("person", "roles"),
    [
        ("viewer", ()),
        ("contributor", ()),
        ("lead", (Role.VIEWER, Role.CONTRIBUTOR, Role.LEAD)),
        ("signatory", tuple(Role)),
        ("administrator", tuple(Role)),
        ("analyst", ()),
        ("stranger", ()),
    ],
)
def test_only_who_may_sign_makes_a_signatory(council, person, roles, request):
    assert roles_to_give(rights_at(request.getfixturevalue(person), council)) == roles


def test_an_invitation_goes_out_with_the_address_the_lead_is_at(council, lead, as_user, mailoutbox):
    response = as_user(lead).post(URL + "invite/", {"email": ADA, "role": "contributor"}, follow=True)
    assert response.redirect_chain == [(URL, 302)]
    page = response.content.decode()
    assert f"The invitation to {ADA} is sent." in page
    assert "Invited, and not here yet" in page
    assert "http://testserver/invitations/" in mailoutbox[0].body
    assert Invitation.objects.get().invited_by == lead


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"email": "ada", "role": "viewer"}, "Enter an e-mail address like"),
        ({"email": "", "role": "viewer"}, "Enter the e-mail address of the person to invite"),
        ({"email": ADA}, "Choose a role"),
        ({"email": ADA, "role": "signatory"}, "signatory is not one of the available choices"),
        ({"email": "lead@westerby.example", "role": "viewer"}, "is a member for the council already"),
    ],
)
def test_what_is_wrong_is_said_and_nobody_is_invited(council, lead, as_user, mailoutbox, data, said):
    response = as_user(lead).post(URL + "invite/", data)
    assert said in response.content.decode()
    assert "There is a problem" in response.content.decode()
    assert not Invitation.objects.exists()
    assert mailoutbox == []


@pytest.mark.parametrize("person", ["signatory", "administrator"])
def test_a_signatory_is_invited_by_one_who_may_sign(council, as_user, person, request):
    as_user(request.getfixturevalue(person)).post(URL + "invite/", {"email": ADA, "role": "signatory"})
    assert Invitation.objects.get().role == Role.SIGNATORY


def test_a_mail_server_that_is_away_is_said(council, lead, as_user):
    with mock.patch("django.core.mail.backends.locmem.EmailBackend.send_messages", side_effect=TimeoutError):
        response = as_user(lead).post(URL + "invite/", {"email": ADA, "role": "viewer"}, follow=True)
    assert "The invitation is kept, but the e-mail could not be sent." in response.content.decode()


def test_an_invitation_is_sent_again_and_withdrawn(invitation, lead, as_user, mailoutbox):
    client = as_user(lead)
    page = client.post(f"{URL}invitations/{invitation.pk}/resend/", follow=True).content.decode()
    assert "is sent again" in page
    again = Invitation.objects.pending().get()
    assert mailoutbox[0].to == [ADA]

    address = f"{URL}invitations/{again.pk}/withdraw/"
    assert f"Withdraw the invitation to {ADA}?" in client.get(address).content.decode()
    assert Invitation.objects.pending().exists()
    page = client.post(address, follow=True).content.decode()
    assert f"The invitation to {ADA} is withdrawn." in page
    assert "Invited, and not here yet" not in page
    assert "was withdrawn already" in client.post(address, follow=True).content.decode()


def test_addresses_of_those_invited_are_for_those_who_invite(invitation, viewer, lead, as_user):
    assert ADA not in as_user(viewer).get(URL).content.decode()
    assert ADA in as_user(lead).get(URL).content.decode()


def test_an_invitation_to_sign_is_not_the_leads_to_touch(invitation, lead, as_user):
    Invitation.objects.update(role=Role.SIGNATORY)
    for act in ("resend", "withdraw"):
        assert as_user(lead).post(f"{URL}invitations/{invitation.pk}/{act}/").status_code == 403


def test_one_council_does_not_touch_anothers(invitation, viewer, stranger, as_user):
    client = as_user(stranger)
    for path in (f"invitations/{invitation.pk}/withdraw/", f"{viewer.memberships.get().pk}/remove/"):
        assert client.post(f"/councils/easterby/people/{path}").status_code == 404
    assert Invitation.objects.pending().exists()
    assert viewer.memberships.exists()


def test_a_role_is_changed(viewer, lead, as_user):
    address = f"{URL}{viewer.memberships.get().pk}/role/"
    page = as_user(lead).post(address, {"role": "contributor"}, follow=True).content.decode()
    assert f"{viewer.name} is now contributor." in page
    assert viewer.memberships.get().role == Role.CONTRIBUTOR


def test_a_lead_makes_nobody_a_signatory_nor_unmakes_one(viewer, signatory, lead, as_user):
    client = as_user(lead)
    client.post(f"{URL}{viewer.memberships.get().pk}/role/", {"role": "signatory"})
    assert viewer.memberships.get().role == Role.VIEWER
    for act in ("role", "remove"):
        address = f"{URL}{signatory.memberships.get().pk}/{act}/"
        assert client.post(address, {"role": "viewer"}).status_code == 403


def test_removing_asks_first_and_names_the_invitations_that_still_work(invitation, lead, council, as_user):
    other = member(council, Role.LEAD, "other@westerby.example")
    client = as_user(other.user)
    address = f"{URL}{lead.memberships.get().pk}/remove/"
    page = client.get(address).content.decode()
    assert "Remove Lead from Westerby?" in page
    assert ADA in page
    assert lead.memberships.exists()

    assert "Lead is no longer a member." in client.post(address, follow=True).content.decode()
    assert not lead.memberships.exists()
    assert as_user(lead).get(URL).status_code == 404
    assert User.objects.filter(pk=lead.pk).exists()


@pytest.mark.parametrize("role", ["lead", "signatory"])
def test_the_last_of_a_role_that_is_needed_stays(council, lead, signatory, administrator, role, request):
    membership = request.getfixturevalue(role).memberships.get()
    for act in (
        lambda: remove(membership=membership, by=administrator),
        lambda: change_role(membership=membership, role=Role.VIEWER, by=administrator),
    ):
        with pytest.raises(NotAllowed, match=f"is the only {role}. Make somebody else a {role} first"):
            act()
    member(council, Role(role), "second@westerby.example")
    remove(membership=membership, by=administrator)


def test_nobody_changes_their_own_membership(council, lead, as_user):
    member(council, Role.LEAD, "second@westerby.example")
    client, pk = as_user(lead), lead.memberships.get().pk
    assert "You cannot change your own" in client.post(f"{URL}{pk}/role/", {"role": "viewer"}).content.decode()
    assert "You cannot change your own" in client.post(f"{URL}{pk}/remove/", follow=True).content.decode()
    assert lead.memberships.get().role == Role.LEAD
    assert f"{URL}{pk}/role/" not in client.get(URL).content.decode()


@pytest.mark.parametrize("act", ["becomes a viewer", "is removed"])
def test_work_is_taken_off_who_may_no_longer_do_it(assessment, contributor, lead, act):
    Assignment.objects.create(assessment=assessment, dimension="LEAD", user=contributor)
    membership = contributor.memberships.get()
    if act == "is removed":
        remove(membership=membership, by=lead)
    else:
        change_role(membership=membership, role=Role.VIEWER, by=lead)
    assert not Assignment.objects.exists()


def test_one_already_removed_is_said(contributor, lead):
    first, second = contributor.memberships.get(), contributor.memberships.get()
    remove(membership=first, by=lead)
    with pytest.raises(NotAllowed, match="no longer a member"):
        change_role(membership=second, role=Role.VIEWER, by=lead)
