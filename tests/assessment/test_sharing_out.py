"""Sharing out: who hears of it, and who is stuck."""

import re
from datetime import date, timedelta
from unittest import mock

import pytest
from django.utils import timezone

from assessment.actions import Share, assign, save_answers
from assessment.drafts import Draft
from assessment.models import AnswerChange, Assignment
from assessment.progress import tasks_of
from assessment.workload import Workload, workloads
from frameworks.scores import State
from tests.conftest import PASSWORD, answer_everything

URL = "/councils/westerby/2026/"
LINK = "http://testserver/councils/westerby/2026/leadership/"


def load_of(assessment, person, *, days: int = 0) -> Workload:
    """How a person's share stands so many days from now."""
    found = workloads(assessment, tasks_of(assessment), at=timezone.now() + timedelta(days=days))
    return next(load for load in found if load.person == person)


def test_whoever_is_new_on_a_dimension_gets_one_letter_with_the_links(
    assessment, lead, contributor, as_user, mailoutbox
):
    client = as_user(lead)
    data = {"LEAD-people": [contributor.pk, lead.pk], "LEAD-due": "1/12/2026", "COLL-people": [contributor.pk]}
    page = client.post(URL + "assign/", data, follow=True).content.decode()
    assert f"The work is shared out. {contributor.name} will hear of it by e-mail." in page

    (mail,) = mailoutbox
    assert mail.to == [contributor.email]
    assert mail.subject == "Cairn: you are asked to answer 2 dimensions for Westerby"
    assert f"{lead.name} asks you to answer the questions on 2 dimensions" in mail.body
    assert f"Leadership, by 1 December 2026\n{LINK}\n" in mail.body

    # Saving again, with another day, is no news.
    client.post(URL + "assign/", data | {"LEAD-due": "2/12/2026"})
    assert len(mailoutbox) == 1
    assert set(Assignment.objects.filter(dimension="LEAD").values_list("due", flat=True)) == {date(2026, 12, 2)}


def test_the_link_lands_on_the_dimension_after_sign_in(assessment, lead, contributor, as_user, client, mailoutbox):
    as_user(lead).post(URL + "assign/", {"LEAD-people": [contributor.pk]})
    assert mailoutbox[0].subject == "Cairn: you are asked to answer Leadership for Westerby"
    path = LINK.removeprefix("http://testserver")
    assert LINK in mailoutbox[0].body
    assert client.get(path).url == f"/accounts/login/?next={path}"
    client.force_login(contributor)
    assert client.get(path).status_code == 200


def test_the_link_leads_through_the_sign_in_page_to_ones_own_work_alone(
    assessment, contributor, lead, as_user, client, mailoutbox
):
    as_user(lead).post(URL + "assign/", {"LEAD-people": [contributor.pk], "PROF-people": [contributor.pk]})
    path = re.search(r"http://testserver(/councils/\S+/leadership/)\n", mailoutbox[0].body)[1]

    page = client.get(path, follow=True)
    action = re.search(r'name="next" value="([^"]+)"', page.content.decode())[1]
    signed_in = client.post("/accounts/login/", {"login": contributor.email, "password": PASSWORD, "next": action})
    assert signed_in.url == path

    page = client.get(signed_in.url).content.decode()
    assert 'name="LEAD-1-answer"' in page
    assert re.search(r'rel="next">.*?pagination__link-label">([^<]+)', page, re.DOTALL)[1] == "Professionalism"
    assert 'rel="prev"' not in page
    assert client.post(path, {"next": "on"}).url == URL + "professionalism/"
    assert client.post(URL + "professionalism/", {"next": "on"}).url == URL
    # And the task list, where it ends, has their own work first.
    headings = re.findall(r"<h2[^>]*>([^<]+)</h2>", client.get(URL).content.decode())
    assert headings[0] == "Your dimensions"


def test_ones_own_dimensions_come_first_and_once(assessment, contributor, lead, as_user):
    assert "Your dimensions" not in as_user(contributor).get(URL).content.decode()
    assign(assessment=assessment, shares=[Share("LEAD", (contributor, lead)), Share("PROF", (contributor,))])

    page = as_user(contributor).get(URL).content.decode()
    titles = re.findall(r'aria-describedby="([A-Z]{4})-status"', page)
    assert titles[:2] == ["LEAD", "PROF"]
    assert sorted(titles) == sorted(assessment.framework.by_code)
    # The lead's work is the whole, in its own order.
    page = as_user(lead).get(URL).content.decode()
    assert "Your dimensions" not in page
    assert re.findall(r'aria-describedby="([A-Z]{4})-status"', page) == list(assessment.framework.by_code)


def test_saving_leads_through_ones_own_share_alone(assessment, contributor, as_user):
    assign(assessment=assessment, shares=[Share("LEAD", (contributor,)), Share("PROF", (contributor,))])
    client = as_user(contributor)
    assert "Next" in client.get(URL + "leadership/").content.decode()
    assert client.post(URL + "leadership/", {"next": "on"}).url == URL + "professionalism/"
    assert client.post(URL + "professionalism/", {"next": "on"}).url == URL


def test_a_mail_server_that_is_away_does_not_undo_the_sharing(assessment, lead, contributor, as_user):
    with mock.patch("django.core.mail.backends.locmem.EmailBackend.send_messages", side_effect=TimeoutError):
        response = as_user(lead).post(URL + "assign/", {"LEAD-people": [contributor.pk]}, follow=True)
    assert "the e-mails that say so could not be sent" in response.content.decode()
    assert Assignment.objects.exists()


def test_who_stays_on_a_dimension_keeps_the_day_they_were_put_on_it(assessment, contributor, lead):
    (row,) = assign(assessment=assessment, shares=[Share("LEAD", (contributor,))])
    (new,) = assign(assessment=assessment, shares=[Share("LEAD", (contributor, lead), date(2026, 12, 1))])
    assert new.user == lead
    kept = Assignment.objects.get(user=contributor)
    assert (kept.pk, kept.since, kept.due) == (row.pk, row.since, date(2026, 12, 1))
    assert assign(assessment=assessment, shares=[Share("LEAD", ())]) == []
    assert not Assignment.objects.exists()


def test_what_is_left_by_when_and_what_they_do_not_know(assessment, contributor):
    due = timezone.localdate() + timedelta(days=3)
    assign(assessment=assessment, shares=[Share("LEAD", (contributor,), due), Share("COLL", (contributor,))])
    drafts = [Draft(question="LEAD-1", state=State.DONT_KNOW), Draft(question="LEAD-2", state=State.LEVEL, level=1)]
    save_answers(assessment=assessment, by=contributor, drafts=drafts)

    load = load_of(assessment, contributor)
    by_code = {left.task.dimension.code: left for left in load.left}
    assert set(by_code) == {"LEAD", "COLL"}
    leadership = by_code["LEAD"]
    assert (leadership.task.answered, leadership.task.of, leadership.dont_know) == (2, 4, 1)
    assert (leadership.due, leadership.overdue) == (due, False)
    assert load_of(assessment, contributor, days=4).overdue


def test_stuck_is_nothing_saved_for_a_fortnight(assessment, contributor):
    assign(assessment=assessment, shares=[Share("LEAD", (contributor,))])
    assert not load_of(assessment, contributor, days=13).stuck
    assert load_of(assessment, contributor, days=15).stuck

    save_answers(assessment=assessment, by=contributor, drafts=[Draft(question="LEAD-1", state=State.DONT_KNOW)])
    AnswerChange.objects.update(at=timezone.now() + timedelta(days=10))
    assert not load_of(assessment, contributor, days=20).stuck
    assert load_of(assessment, contributor, days=25).stuck


def test_somebody_elses_save_frees_nobody(assessment, contributor, lead):
    assign(assessment=assessment, shares=[Share("LEAD", (contributor,))])
    save_answers(assessment=assessment, by=lead, drafts=[Draft(question="LEAD-1", state=State.DONT_KNOW)])
    AnswerChange.objects.update(at=timezone.now() + timedelta(days=14))
    assert load_of(assessment, contributor, days=15).stuck


def test_who_has_finished_is_not_stuck(assessment, contributor):
    assign(assessment=assessment, shares=[Share("LEAD", (contributor,), date(2020, 1, 1))])
    answer_everything(assessment)
    load = load_of(assessment, contributor, days=100)
    assert (load.left, load.stuck, load.overdue) == ((), False, False)


@pytest.fixture
def stuck(assessment, contributor) -> None:
    assign(assessment=assessment, shares=[Share("LEAD", (contributor,), date(2026, 1, 1))])
    Assignment.objects.update(since=timezone.now() - timedelta(days=30))


def test_the_lead_sees_who_is_stuck(assessment, stuck, lead, contributor, as_user, django_assert_max_num_queries):
    client = as_user(lead)
    page = client.get(URL + "assign/").content.decode()
    for words in ("Stuck", "Overdue", "0 of 4 answered, was due 1 January 2026"):
        assert words in page
    with django_assert_max_num_queries(15):
        page = client.get(URL).content.decode()
    assert "1 dimension left, nothing saved since" in page
    assert "nothing saved since" not in as_user(contributor).get(URL).content.decode()
