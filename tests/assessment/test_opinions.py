"""Asking around: what the lead does, and what the team sees once it has closed."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from assessment.actions import NotAllowed, save_answers
from assessment.drafts import Draft
from assessment.models import Assessment
from assessment.opinion_models import Ask, Opinion
from assessment.opinions import actions
from assessment.opinions.actions import Respondent, View
from assessment.opinions.reading import gaps_of, spreads_of, where_viewed
from councils.models import User
from frameworks.scores import State

URL = "/councils/westerby/2026/opinions/"
GROUPS = list(Ask.Group.values)


@pytest.fixture
def ask(assessment: Assessment, lead: User) -> Ask:
    return asked(assessment, lead)


def asked(assessment: Assessment, by: User, *questions: str) -> Ask:
    ask, _token = actions.ask(
        assessment=assessment,
        by=by,
        title="How digital are we?",
        questions=questions or ["LEAD-1", "LEAD-2"],
        groups=GROUPS,
        closes=timezone.localdate() + timedelta(days=7),
    )
    return ask


def think(ask: Ask, group: str, *levels: int | None, question: str = "LEAD-1", comment: str = "") -> None:
    """As many people of a group as there are levels."""
    taken = Opinion.objects.count()
    for number, level in enumerate(levels, start=taken):
        by = Respondent.anonymous(f"{group}-{number}")
        actions.give(ask=ask, by=by, group=group, views=[View(question, level, comment)])


def closed(ask: Ask) -> Ask:
    actions.close(ask=ask)
    ask.refresh_from_db()
    return ask


def posted(**fields: object) -> dict[str, object]:
    closes = (timezone.localdate() + timedelta(days=7)).strftime("%d/%m/%Y")
    return {"title": "Ten minutes", "what": "pulse", "groups": GROUPS, "closes": closes} | fields


def test_the_pulse_asks_one_question_a_dimension(assessment, lead, as_user):
    response = as_user(lead).post(URL + "new/", posted())
    ask = Ask.objects.get()
    assert response.url == f"{URL}{ask.pk}/"
    assert len(ask.questions) == 15
    assert all(assessment.framework.questions[code].pulse for code in ask.questions)
    assert (ask.asked_by, ask.groups, ask.token_digest) == (lead, GROUPS, "")


def test_questions_can_be_chosen(assessment, lead, as_user):
    as_user(lead).post(
        URL + "new/", posted(what="chosen", about_LEAD=["LEAD-4", "LEAD-1"], groups=["executive", "front_line"])
    )
    ask = Ask.objects.get()
    assert (ask.questions, ask.groups) == (["LEAD-1", "LEAD-4"], ["executive", "front_line"])


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"what": "chosen"}, "Choose at least one question"),
        ({"title": ""}, "Give it a title"),
        ({"groups": []}, "Choose at least one group"),
        ({"closes": "1/1/2020"}, "The last day must be today or later"),
        ({"closes": "soon"}, "Enter a day, month and year"),
    ],
)
def test_what_is_missing_is_said(assessment, lead, as_user, fields, words):
    page = as_user(lead).post(URL + "new/", posted(**fields)).content.decode()
    assert words in page
    assert not Ask.objects.exists()


def test_the_link_is_shown_once_and_only_its_digest_is_kept(assessment, lead, as_user):
    client = as_user(lead)
    page = client.post(URL + "new/", posted(anonymous="on"), follow=True).content.decode()
    token = page.split("http://testserver/opinions/")[1].split("/")[0]
    ask = Ask.objects.get()
    assert ask.token_digest == Ask.digest(token)
    assert token not in ask.token_digest
    assert token not in client.get(f"{URL}{ask.pk}/").content.decode()


def test_a_new_link_ends_the_old_one(ask, lead, as_user, client):
    old = actions.new_link(ask=ask)
    as_user(lead).post(f"{URL}{ask.pk}/link/")
    assert client.get(f"/opinions/{old}/").status_code == 404
    ask.refresh_from_db()
    assert ask.token_digest not in ("", Ask.digest(old))


def test_the_lead_sees_how_many_have_answered_and_not_what(ask, lead, as_user):
    think(ask, "executive", 4, 4, 4, comment="Splendid")
    think(ask, "front_line", 0)
    client = as_user(lead)
    page = client.get(f"{URL}{ask.pk}/").content.decode()
    assert "4 people have given their view." in page
    assert "Splendid" not in page
    assert client.get(f"{URL}{ask.pk}/spread/").status_code == 404
    assert client.get(f"/councils/westerby/2026/workshop/{ask.pk}/").status_code == 404
    with pytest.raises(ValueError, match="closed"):
        spreads_of(ask)


def test_nothing_is_asked_once_the_answers_are_submitted(assessment, lead):
    Assessment.objects.update(status=Assessment.Status.SUBMITTED)
    assessment.refresh_from_db()
    with pytest.raises(NotAllowed):
        asked(assessment, lead)


def test_what_has_closed_stays_closed(ask, lead, as_user):
    client = as_user(lead)
    response = client.post(f"{URL}{ask.pk}/close/")
    assert response.url == f"{URL}{ask.pk}/spread/"
    ask.refresh_from_db()
    assert not ask.is_open
    for verb in (actions.close, actions.new_link):
        with pytest.raises(NotAllowed):
            verb(ask=ask)
    with pytest.raises(NotAllowed):
        think(ask, "executive", 4)


def test_it_closes_by_itself_after_its_last_day(ask):
    Ask.objects.update(closes=timezone.localdate())
    assert list(Ask.objects.open()) == [ask]
    Ask.objects.update(closes=timezone.localdate() - timedelta(days=1))
    ask.refresh_from_db()
    assert (list(Ask.objects.open()), list(Ask.objects.closed()), ask.is_open) == ([], [ask], False)
    assert ask.ended_at == timezone.make_aware(datetime.combine(timezone.localdate(), time.min))


def test_the_spread_is_shown_by_group_the_widest_gap_first(ask, lead, as_user):
    think(ask, "executive", 4, 4, 3, comment="We have a plan")
    think(ask, "front_line", 0, 1, 1, 0)
    think(ask, "councillor", 2)
    think(ask, "executive", 2, 2, 2, question="LEAD-2")
    page = as_user(lead).get(f"{URL}{closed(ask).pk}/spread/").content.decode()
    assert page.index('id="LEAD-1"') < page.index('id="LEAD-2"')
    assert "Small groups together" in page
    assert "(Executive team, councillors)" in page
    assert "The middles of the groups are 3 levels apart." in page
    assert page.count("We have a plan") == 3
    assert "11 people gave their view." in page


def test_too_few_views_are_not_shown_nor_their_comments(ask, lead, as_user):
    think(ask, "executive", 4, 0, comment="I am the only one")
    page = as_user(lead).get(f"{URL}{closed(ask).pk}/spread/").content.decode()
    assert "Fewer than three people gave their view on LEAD-1, so nothing of it is shown." in page
    assert "I am the only one" not in page


def test_comments_come_in_an_order_that_says_nothing(ask, lead, as_user):
    for words in ("Zebra", "Apple", "Mango"):
        think(ask, "executive", 2, comment=words)
    page = as_user(lead).get(f"{URL}{closed(ask).pk}/spread/").content.decode()
    assert page.index("Apple") < page.index("Mango") < page.index("Zebra")


def test_gaps_are_measured_from_the_answers_as_they_stood_when_it_closed(assessment, ask, lead):
    """So that a workshop's own work does not stir the order it goes through."""
    for code in ("LEAD-1", "LEAD-2"):
        think(ask, "executive", 2, 2, 2, question=code)
    agree(assessment, lead, "LEAD-1", 2)
    agree(assessment, lead, "LEAD-2", 4)
    closed(ask)
    assert [gap.question for gap in gaps_of(ask)] == ["LEAD-2", "LEAD-1"]
    agree(assessment, lead, "LEAD-2", 2, version=1)
    agree(assessment, lead, "LEAD-1", 0, version=1)
    assert [gap.question for gap in gaps_of(ask)] == ["LEAD-2", "LEAD-1"]


def agree(assessment: Assessment, by: User, code: str, level: int, version: int = 0) -> None:
    draft = Draft(question=code, state=State.LEVEL, level=level, version=version)
    save_answers(assessment=assessment, by=by, drafts=[draft])


def test_the_task_list_and_the_council_say_that_a_view_is_wanted(ask, viewer, as_user):
    client = as_user(viewer)
    for path in ("/councils/westerby/2026/", "/councils/westerby/"):
        assert "Give your view: How digital are we?" in client.get(path).content.decode()
    closed(ask)
    for path in ("/councils/westerby/2026/", "/councils/westerby/"):
        assert "Give your view" not in client.get(path).content.decode()


def test_the_dimension_leads_to_the_views_on_it(assessment, ask, lead, viewer, as_user, django_assert_num_queries):
    leadership = assessment.framework.by_slug["leadership"]
    think(ask, "executive", 2, 2, 2)
    think(ask, "executive", 2, 2, question="LEAD-2")
    assert where_viewed(assessment, leadership) is None
    closed(ask)
    with django_assert_num_queries(1):
        assert where_viewed(assessment, leadership) == (ask.pk, ["LEAD-1"])
    path = "/councils/westerby/2026/leadership/"
    link = f'href="{URL}{ask.pk}/spread/#LEAD-1"'
    assert link in as_user(lead).get(path).content.decode()
    assert link not in as_user(viewer).get(path).content.decode()


def test_the_list_offers_each_person_what_they_may_do(ask, viewer, contributor, lead, as_user):
    def offered(person: User) -> Callable[[str], bool]:
        page = as_user(person).get(URL).content.decode()
        return lambda words: words in page

    assert offered(viewer)("Give your view")
    assert not offered(viewer)("Manage")
    assert offered(lead)("Ask colleagues")
    closed(ask)
    assert offered(contributor)("Talk about them in a workshop")
    assert not offered(viewer)("workshop")


def test_another_councils_ask_is_nowhere(ask, other_council, round, stranger, as_user):
    Assessment.objects.create(council=other_council, round=round)
    assert as_user(stranger).get(f"/councils/easterby/2026/opinions/{ask.pk}/").status_code == 404
