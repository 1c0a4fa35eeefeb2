"""Two who follow one link, or invite one address, at the same moment, on a database that lets them."""

from collections.abc import Callable
from functools import partial
from threading import Barrier, Thread

import pytest
from django.db import connection

from councils.inviting import NotInvited, invite, resend, sign_up, withdraw
from councils.models import Invitation, Membership, User

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite writes one transaction at a time"),
]
SITE = "https://cairn.example"


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What each act returned, or the refusal it met."""
    barrier, results = Barrier(len(acts)), [None] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        barrier.wait()
        try:
            results[place] = act()
        except NotInvited as refusal:
            results[place] = refusal
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.fixture
def invitation(council, lead) -> Invitation:
    return invite(council=council, email="ada@a.example", role=Membership.Role.VIEWER, by=lead, site=SITE)


def own() -> Invitation:
    """The invitation as a request of its own reads it."""
    return Invitation.objects.select_related("council", "invited_by").get()


def test_one_link_lets_one_in(invitation):
    words = {"name": "Ada", "job_title": "", "password": "a-long-walk-uphill"}
    acts = [partial(sign_up, invitation=own(), **words) for _times in range(4)]
    results = at_once(*acts)
    assert len([result for result in results if isinstance(result, User)]) == 1
    assert len([result for result in results if isinstance(result, NotInvited)]) == 3
    assert Membership.objects.filter(user__email="ada@a.example").count() == 1


def test_an_invitation_is_accepted_or_withdrawn(invitation):
    first, second = own(), own()
    results = at_once(
        lambda: sign_up(invitation=first, name="Ada", job_title="", password="a-long-walk-uphill"),
        lambda: withdraw(invitation=second),
    )
    assert sum(isinstance(result, NotInvited) for result in results) == 1
    assert Membership.objects.filter(user__email="ada@a.example").exists() == (results[1] is not None)


def test_an_address_is_invited_once_and_sent_again_once(council, lead):
    results = at_once(
        *[
            lambda: invite(council=council, email="ada@a.example", role=Membership.Role.VIEWER, by=lead, site=SITE)
            for _twice in "ab"
        ]
    )
    assert sum(isinstance(result, NotInvited) for result in results) == 1
    results = at_once(*[partial(resend, invitation=own(), by=lead, site=SITE) for _twice in "ab"])
    assert sum(isinstance(result, NotInvited) for result in results) == 1
    assert Invitation.objects.pending().count() == 1
