"""`add_person`: the first people of a real installation, without a password on a command line."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from councils.models import Membership, User


def add(*arguments: str) -> str:
    said = StringIO()
    call_command("add_person", *arguments, stdout=said)
    return said.getvalue()


def test_a_lead_joins_a_council(council):
    said = add("Ada@Westerby.example", "--name", "Ada Byron", "--council", "westerby", "--role", "lead")
    assert said == (
        "Ada Byron is Lead of Westerby.\n"
        "They choose a password at /accounts/password/reset/, by giving ada@westerby.example.\n"
    )
    membership = Membership.objects.get(user__email="ada@westerby.example")
    assert (membership.council, membership.role) == (council, Membership.Role.LEAD)
    assert not membership.user.has_usable_password()


def test_an_analyst_joins_socitm(db):
    said = add("ada@socitm.example", "--name", "Ada Byron", "--socitm", "analyst")
    assert said.startswith("Ada Byron is Socitm analyst.\n")
    assert User.objects.get().socitm_role == User.SocitmRole.ANALYST


def test_a_second_time_changes_the_role_and_nothing_else(viewer, council):
    said = add(viewer.email, "--council", council.slug, "--role", "signatory")
    assert said == f"{viewer} is Signatory of Westerby.\n"
    assert viewer.memberships.get().role == Membership.Role.SIGNATORY
    assert User.objects.get().has_usable_password()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ada@a.example", "--name", "Ada"], "Say what the person is"),
        (["ada@a.example", "--name", "Ada", "--council", "westerby"], "go together"),
        (["ada@a.example", "--name", "Ada", "--role", "lead"], "go together"),
        (["ada@a.example", "--name", "Ada", "--council", "nowhere", "--role", "lead"], "There is no council 'nowhere'"),
        (["ada@a.example", "--socitm", "analyst"], "ada@a.example is new here: say their --name"),
        (["ada", "--name", "Ada", "--socitm", "analyst"], "ada is no e-mail address"),
    ],
)
def test_what_is_wrong_is_said_and_nobody_is_made(council, arguments, said):
    with pytest.raises(CommandError, match=said):
        add(*arguments)
    assert not User.objects.exists()


def test_the_new_person_chooses_a_password_by_mail_and_is_let_in(council, client, mailoutbox):
    add("ada@westerby.example", "--name", "Ada Byron", "--council", "westerby", "--role", "lead")
    client.post(reverse("account_reset_password"), {"email": "ada@westerby.example"})
    link = re.search(r"http://testserver(/\S+)", mailoutbox[0].body)[1]
    form = client.get(link, follow=True)
    words = {"password1": "a-long-walk-uphill", "password2": "a-long-walk-uphill"}
    client.post(form.redirect_chain[-1][0], words)
    assert client.login(email="ada@westerby.example", password="a-long-walk-uphill")
