"""The workshop: one gap at a time, and what is agreed there is recorded with who did not agree."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assessment.actions import save_answers
from assessment.drafts import Draft, Reference, Said
from assessment.models import Answer, Assessment
from assessment.opinion_models import Ask, Dissent
from assessment.opinions import actions
from assessment.opinions.actions import Respondent, View
from councils.models import User
from frameworks.scores import State


@pytest.fixture
def ask(assessment: Assessment, lead: User) -> Ask:
    """Closed: views on LEAD-2 are widest apart, then LEAD-1; two people alone spoke of LEAD-3."""
    ask, _token = actions.ask(
        assessment=assessment,
        by=lead,
        title="How digital are we?",
        questions=["LEAD-1", "LEAD-2", "LEAD-3"],
        groups=["executive", "front_line"],
        closes=timezone.localdate() + timedelta(days=7),
    )
    views = {"LEAD-1": ([3, 3, 3], [2, 2, 2]), "LEAD-2": ([4, 4, 3], [0, 1, 0]), "LEAD-3": ([4], [0])}
    for code, (executives, front_line) in views.items():
        for group, levels in (("executive", executives), ("front_line", front_line)):
            for number, level in enumerate(levels):
                by = Respondent.anonymous(f"{group}-{number}")
                actions.give(ask=ask, by=by, group=group, views=[View(code, level)])
    actions.close(ask=ask)
    ask.refresh_from_db()
    return ask


@pytest.fixture
def url(ask: Ask) -> str:
    return f"/councils/westerby/2026/workshop/{ask.pk}/"


def said(code: str) -> Said:
    return Said.by(Answer.objects.filter(question=code).first())


def answered(assessment: Assessment, by: User, level: int, version: int = 0, **content: object) -> None:
    draft = Draft(question="LEAD-2", state=State.LEVEL, level=level, version=version, **content)
    save_answers(assessment=assessment, by=by, drafts=[draft])


def test_it_starts_at_the_widest_gap_and_links_lead_on(lead, as_user, url):
    client = as_user(lead)
    assert client.get(url).url == url + "LEAD-2/"
    first = client.get(url + "LEAD-2/").content.decode()
    assert "Gap 1 of 2" in first
    assert f'href="{url}LEAD-1/" rel="next"' in first
    assert 'rel="prev"' not in first
    last = client.get(url + "LEAD-1/").content.decode()
    assert f'href="{url}LEAD-2/" rel="prev"' in last
    assert 'rel="next"' not in last


def test_the_screen_shows_the_question_the_levels_and_a_dot_a_person(assessment, lead, as_user, url):
    question = assessment.framework.questions["LEAD-2"]
    page = as_user(lead).get(url + "LEAD-2/").content.decode().replace("&#x27;", "'")
    assert question.ask in page
    assert all(level.text in page for level in question.levels)
    assert page.count('class="cairn-views__dot"') == 6
    assert "<script" not in page.split("<main")[1].split("</main")[0]


def test_a_question_of_too_few_views_has_no_screen(lead, as_user, url):
    client = as_user(lead)
    assert client.get(url + "LEAD-3/").status_code == 404
    assert client.get(url + "COLL-1/").status_code == 404


def test_what_is_agreed_is_recorded_with_the_dissent(assessment, lead, as_user, url):
    client = as_user(lead)
    response = client.post(url + "LEAD-2/", {"version": "0", "answer": "1", "dissent": "The director says 4."})
    assert response.url == url + "LEAD-2/"
    assert (said("LEAD-2").state, said("LEAD-2").level) == (State.LEVEL, 1)
    change = assessment.changes.get()
    assert (change.by, change.why) == (lead, "Agreed in a workshop")
    dissent = Dissent.objects.get()
    assert (dissent.question, dissent.text, dissent.by) == ("LEAD-2", "The director says 4.", lead)
    assert "The director says 4." in client.get(url + "LEAD-2/").content.decode()
    assert "The director says 4." in client.get("/councils/westerby/2026/history/LEAD-2/").content.decode()


def test_agreeing_on_a_level_keeps_the_rest_of_the_answer(assessment, lead, as_user, url):
    answered(assessment, lead, 3, note="Since May", warnings=(1,), evidence=(Reference("Minute"),))
    page = as_user(lead).get(url + "LEAD-2/").content.decode()
    assert "A warning sign is ticked" in page
    as_user(lead).post(url + "LEAD-2/", {"version": "1", "answer": "2"})
    now = said("LEAD-2")
    assert (now.level, now.note, now.warnings, now.evidence) == (2, "Since May", (1,), (Reference("Minute"),))
    assert not Dissent.objects.exists()


def test_nobody_knowing_can_be_agreed(lead, as_user, url):
    as_user(lead).post(url + "LEAD-2/", {"version": "0", "answer": "dont_know"})
    assert (said("LEAD-2").state, said("LEAD-2").level) == (State.DONT_KNOW, None)


def test_dissent_is_kept_where_the_answer_stays(assessment, lead, as_user, url):
    answered(assessment, lead, 3)
    as_user(lead).post(url + "LEAD-2/", {"version": "1", "answer": "3", "dissent": "Finance says 1."})
    assert Dissent.objects.get().text == "Finance says 1."
    assert assessment.changes.count() == 1


@pytest.mark.parametrize("agreed_on", ["2", "3"])
def test_an_answer_changed_meanwhile_is_shown_and_not_lost(assessment, lead, contributor, as_user, url, agreed_on):
    """Also where the room agrees on what stood on the screen, which saving alone would take for no change."""
    answered(assessment, lead, 3)
    answered(assessment, contributor, 1, version=1)
    client = as_user(lead)
    page = client.post(url + "LEAD-2/", {"version": "1", "answer": agreed_on, "dissent": "Not I"}).content.decode()
    assert "has changed this answer since the page was opened" in page
    assert "It is now “1: Planned”" in page
    assert "Not I" in page
    assert said("LEAD-2").level == 1
    assert not Dissent.objects.exists()
    client.post(url + "LEAD-2/", {"version": "2", "answer": agreed_on, "dissent": "Not I"})
    assert said("LEAD-2").level == int(agreed_on)
    assert Dissent.objects.count() == 1


def test_a_choice_is_needed(lead, as_user, url):
    page = as_user(lead).post(url + "LEAD-2/", {"version": "0", "dissent": "Hm"}).content.decode()
    assert "Choose the answer you agree on" in page
    assert not Answer.objects.exists()


def test_a_contributor_sees_the_screen_and_records_nothing(contributor, as_user, url):
    client = as_user(contributor)
    page = client.get(url + "LEAD-2/").content.decode()
    assert "Record it" not in page
    assert client.post(url + "LEAD-2/", {"version": "0", "answer": "1"}).status_code == 403


def test_nothing_is_recorded_once_the_answers_are_submitted(lead, as_user, url):
    client = as_user(lead)
    Assessment.objects.update(status=Assessment.Status.SUBMITTED)
    page = client.post(url + "LEAD-2/", {"version": "0", "answer": "1"}, follow=True).content.decode()
    assert "Record it" not in page
    assert "no longer be changed" in page
    assert not Answer.objects.exists()


def test_a_screen_takes_few_queries(assessment, lead, as_user, url, django_assert_max_num_queries):
    answered(assessment, lead, 3)
    client = as_user(lead)
    with django_assert_max_num_queries(12):
        client.get(url + "LEAD-2/")
