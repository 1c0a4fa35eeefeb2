"""Giving a view: signed in, or by a link that keeps nothing of who gave it."""

import json
import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from assessment.models import Assessment
from assessment.opinion_models import Ask, Opinion
from assessment.opinions import actions
from assessment.opinions.actions import Respondent, View
from assessment.views import giving
from councils.models import User

KEY = "k" * 43


@pytest.fixture
def token() -> str:
    return "long-and-random"


@pytest.fixture
def ask(assessment: Assessment, lead: User, token: str) -> Ask:
    return Ask.objects.create(
        assessment=assessment,
        asked_by=lead,
        title="How digital are we?",
        remark="The board wants to know.",
        questions=["LEAD-1", "LEAD-2"],
        groups=["executive", "front_line"],
        closes=timezone.localdate() + timedelta(days=7),
        token_digest=Ask.digest(token),
    )


@pytest.fixture
def own_page(ask: Ask) -> str:
    return f"/councils/westerby/2026/opinions/{ask.pk}/give/"


@pytest.fixture
def open_page(ask: Ask, token: str) -> str:
    return f"/opinions/{token}/"


def said() -> list[tuple[str, str, int | None, str]]:
    return sorted(Opinion.objects.values_list("question", "group", "level", "comment"))


def view(**fields: str) -> dict[str, str]:
    return {"group": "front_line"} | {name.replace("_", "-", 2): value for name, value in fields.items()}


def test_the_wording_is_there_in_full(assessment, viewer, as_user, own_page):
    page = as_user(viewer).get(own_page).content.decode().replace("&#x27;", "'")
    assert "The board wants to know." in page
    for code in ("LEAD-1", "LEAD-2"):
        assert page.count(f'name="{code}-answer"') == 6
        assert all(level.text in page for level in assessment.framework.questions[code].levels)
    assert 'value="councillor"' not in page


def test_a_view_is_kept_and_can_be_changed(viewer, as_user, own_page):
    client = as_user(viewer)
    client.post(own_page, view(LEAD_1_answer="3", LEAD_1_comment="In my service"))
    assert said() == [("LEAD-1", "front_line", 3, "In my service")]
    page = client.get(own_page).content.decode()
    assert "In my service" in page
    assert re.search(r'id="id_LEAD-1-answer_3" value="3" checked', page)
    client.post(own_page, view(LEAD_1_answer="1", LEAD_2_answer="dont_know", group="executive"))
    assert said() == [("LEAD-1", "executive", 1, ""), ("LEAD-2", "executive", None, "")]
    assert set(Opinion.objects.values_list("person", "respondent")) == {(viewer.pk, None)}


def test_the_group_goes_with_everything_a_person_has_said(viewer, as_user, own_page):
    client = as_user(viewer)
    client.post(own_page, view(LEAD_1_answer="3"))
    client.post(own_page, view(LEAD_2_answer="2", group="executive"))
    assert said() == [("LEAD-1", "executive", 3, ""), ("LEAD-2", "executive", 2, "")]


def test_views_can_be_taken_back(viewer, lead, as_user, own_page):
    as_user(lead).post(own_page, view(LEAD_1_answer="0"))
    client = as_user(viewer)
    client.post(own_page, view(LEAD_1_answer="3"))
    client.post(own_page, {"withdraw": "on"})
    assert said() == [("LEAD-1", "front_line", 0, "")]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"group": "", "LEAD_1_answer": "3"}, "Choose the group you are in"),
        ({"group": "councillor", "LEAD_1_answer": "3"}, "Select a valid choice"),
        ({"LEAD_1_comment": "Hm"}, "Choose an answer to LEAD-1"),
        ({"LEAD_1_answer": "9"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(viewer, as_user, own_page, fields, words):
    page = as_user(viewer).post(own_page, view(LEAD_2_answer="2", LEAD_2_comment="Kept", **fields)).content.decode()
    assert words in page
    assert "Kept" in page
    assert said() == []


def test_after_it_has_closed_what_was_typed_is_shown_and_not_kept(ask, viewer, as_user, own_page):
    actions.close(ask=ask)
    client = as_user(viewer)
    response = client.post(own_page, view(LEAD_1_answer="3", LEAD_1_comment="Too late"))
    assert response.status_code == 409
    assert "Too late" in response.content.decode()
    assert said() == []
    assert client.get(own_page).url == "/councils/westerby/2026/opinions/"


def test_the_open_page_says_who_asks_and_what_happens(ask, lead, client, open_page):
    page = client.get(open_page).content.decode()
    assert f"{lead.name} of Westerby Council asks what you think" in page
    assert "This is anonymous" in page
    assert "fewer than three people" in page
    assert page.index('name="group"') < page.index('name="LEAD-1-answer"')


def test_every_open_page_has_a_key_of_its_own(client, open_page):
    keys = {re.search(r'name="key" value="([^"]{43})"', client.get(open_page).content.decode())[1] for _ in range(3)}
    assert len(keys) == 3


def test_an_anonymous_view_can_be_changed_from_its_page_alone(client, open_page):
    page = client.post(open_page, view(key=KEY, LEAD_1_answer="3", LEAD_1_comment="Hm")).content.decode()
    assert f'value="{KEY}"' in page
    assert "You can change it while this page is open." in page
    client.post(open_page, view(key=KEY, LEAD_1_answer="1", group="executive"))
    assert said() == [("LEAD-1", "executive", 1, "")]
    assert 'value="1" checked' not in client.get(open_page).content.decode()
    client.post(open_page, view(key="o" * 43, LEAD_1_answer="4"))
    assert len(said()) == 2


def test_pressing_twice_counts_once(client, open_page):
    for _ in range(2):
        client.post(open_page, view(key=KEY, LEAD_1_answer="3", finish="on"))
    assert len(said()) == 1


def test_an_anonymous_view_can_be_taken_back(client, open_page):
    client.post(open_page, view(key=KEY, LEAD_1_answer="3"))
    assert "taken back" in client.post(open_page, view(key=KEY, withdraw="on")).content.decode()
    assert said() == []


def test_nothing_is_kept_that_says_who_it_was(viewer, as_user, open_page):
    """Not even of somebody who is signed in: no name, no address, no session, no time, no key."""
    client = as_user(viewer)
    sessions = set(Session.objects.values_list("session_data", flat=True))
    client.post(open_page, view(key=KEY, LEAD_1_answer="3"), REMOTE_ADDR="203.0.113.9", HTTP_USER_AGENT="Lynx")
    (row,) = Opinion.objects.values()
    assert row["person_id"] is None
    assert row["on"] == timezone.localdate()
    kept = json.dumps(row, default=str)
    assert not [trace for trace in ("203.0.113.9", "Lynx", viewer.email, viewer.name, KEY) if trace in kept]
    assert set(Session.objects.values_list("session_data", flat=True)) == sessions


def test_the_open_page_sets_no_cookie_but_the_one_that_guards_forms(client, open_page):
    client.get(open_page)
    response = client.post(open_page, view(key=KEY, LEAD_1_answer="3"))
    assert set(client.cookies) <= {"csrftoken"}
    assert "no-store" in response["Cache-Control"]


def test_a_wrong_link_leads_nowhere_and_no_link_is_no_link(ask, client):
    assert client.get("/opinions/guessed/").status_code == 404
    Ask.objects.update(token_digest="")
    assert client.get("/opinions//").status_code == 404
    assert client.get("/opinions/long-and-random/").status_code == 404


def test_a_closed_link_says_so(ask, client, open_page):
    actions.close(ask=ask)
    response = client.get(open_page)
    assert response.status_code == 410
    assert "takes no more views" in response.content.decode()
    assert client.post(open_page, view(key=KEY, LEAD_1_answer="3")).status_code == 410
    assert said() == []


def test_a_flood_is_slowed_down_and_nothing_typed_is_lost(client, open_page, monkeypatch):
    monkeypatch.setattr(giving, "MOST_SAVES", 2)
    answers = [
        client.post(open_page, view(key=f"{number}" * 43, LEAD_1_answer="3", LEAD_1_comment="Still here"))
        for number in range(3)
    ]
    assert [response.status_code for response in answers] == [200, 200, 429]
    assert "Still here" in answers[-1].content.decode()
    assert len(said()) == 2
    assert client.get(open_page).status_code == 200


def test_the_open_page_wants_the_token_that_guards_forms(open_page):
    client = Client(enforce_csrf_checks=True)
    assert client.post(open_page, view(key=KEY, LEAD_1_answer="3")).status_code == 403


@pytest.mark.parametrize("key", ["", "short"])
def test_a_page_without_a_proper_key_keeps_nothing(client, open_page, key):
    assert client.post(open_page, view(key=key, LEAD_1_answer="3")).status_code == 200
    assert said() == []


def test_what_is_not_asked_is_not_kept(ask, viewer):
    by = Respondent(person=viewer)
    with pytest.raises(ValueError, match="COLL-1"):
        actions.give(ask=ask, by=by, group="executive", views=[View("COLL-1", 2)])
    with pytest.raises(ValueError, match="councillor"):
        actions.give(ask=ask, by=by, group="councillor", views=[View("LEAD-1", 2)])
    with pytest.raises(KeyError):
        actions.give(ask=ask, by=by, group="executive", views=[View("LEAD-1", 7)])


@pytest.mark.parametrize("both", [True, False])
def test_the_database_wants_a_person_or_a_respondent(ask, viewer, both):
    who = {"person": viewer, "respondent": Respondent.anonymous(KEY).respondent} if both else {}
    with pytest.raises(IntegrityError):
        Opinion.objects.create(ask=ask, question="LEAD-1", group="executive", level=1, **who)
