"""What was said last time, where it shows besides the queue: task list, council, check page and dimension."""

from dataclasses import replace

import pytest

from assessment import actions
from assessment.drafts import Draft, Reference, Said
from assessment.models import Answer
from frameworks.scores import State
from tests.assessment.conftest import SAID
from tests.assessment.test_carrying import NEW, OLD, make_round
from tests.assessment.test_dimension import read_back
from tests.assessment.test_queue import LEADERSHIP, TASKS, URL, confirm, said_now, words


def test_the_task_list_counts_what_waits_and_leads_there(assessment, last_time, lead, as_user):
    actions.save_answers(assessment=assessment, by=lead, drafts=[Draft(question="LEAD-4", state=State.DONT_KNOW)])
    page = words(as_user(lead).get(TASKS))
    assert "3 answers from the 2025 round wait for you" in page
    start = page.index('class="govuk-button"')
    assert f'href="{URL}"' in page[start : start + 100]
    assert ">2 to confirm<" in page and ">1 to confirm<" in page
    assert page.count("Not started") == 13


def test_once_all_is_confirmed_the_task_list_goes_on_as_ever(assessment, last_time, lead, as_user):
    client = as_user(lead)
    page = client.get(URL)
    for _answer in range(3):
        page = client.get(confirm(client, page).url)
    tasks = words(client.get(TASKS))
    assert "Continue with Collaborate" in tasks
    assert "to confirm" not in tasks


def test_the_council_and_the_check_page_say_what_does_not_count(assessment, last_time, lead, viewer, as_user):
    for person, is_led_there in ((lead, True), (viewer, False)):
        client = as_user(person)
        council, check = words(client.get("/councils/westerby/")), words(client.get(TASKS + "check/"))
        assert "3 answers from the 2025 round are not confirmed, so they do not count." in council
        assert "3 of these have an answer from the 2025 round. Nobody has confirmed them" in check
        assert [URL in page for page in (council, check)] == [is_led_there, is_led_there]
        assert "60 of 60 questions are not answered" in check


def test_a_dimension_shows_each_answer_above_its_question(assessment, last_time, lead, as_user):
    page = words(as_user(lead).get(LEADERSHIP))
    assert page.index("As the board agreed") < page.index('name="LEAD-1-answer"')
    assert page.count('name="still"') == 2
    assert "In the 2025 round nobody knew the answer." in page and "Ask Priya" in page
    assert "checked" not in page


def test_still_true_on_a_dimension_saves_it_with_what_is_typed_elsewhere(assessment, last_time, lead, as_user):
    client = as_user(lead)
    data = read_back(client.get(LEADERSHIP)) | {"still": "LEAD-1", "LEAD-4-answer": "0", "LEAD-4-note": "New"}

    response = client.post(LEADERSHIP, data)

    assert response.url == LEADERSHIP + "#LEAD-1"
    assert said_now(assessment, "LEAD-1") == SAID["LEAD-1"]
    assert said_now(assessment, "LEAD-4").note == "New"
    assert said_now(assessment, "LEAD-2") == Said()
    whys = dict(assessment.changes.values_list("question", "why"))
    assert whys == {"LEAD-1": "Still true since the 2025 round", "LEAD-4": ""}


def test_a_note_and_evidence_typed_below_go_with_still_true(assessment, last_time, lead, as_user):
    client = as_user(lead)
    typed = {"LEAD-2-note": "Seen in May", "LEAD-2-evidence-0-title": "Minute"}
    client.post(LEADERSHIP, read_back(client.get(LEADERSHIP)) | {"still": "LEAD-2"} | typed)
    assert said_now(assessment, "LEAD-2") == replace(
        SAID["LEAD-2"], note="Seen in May", evidence=(Reference("Minute"),)
    )


@pytest.mark.parametrize("typed", [{"LEAD-2-answer": "1"}, {"LEAD-2-warnings": "1"}, {"LEAD-2-evidence-0-page": "4"}])
def test_still_true_and_something_else_at_once_is_asked_back(assessment, last_time, lead, as_user, typed):
    client = as_user(lead)
    response = client.post(LEADERSHIP, read_back(client.get(LEADERSHIP)) | {"still": "LEAD-2"} | typed)
    assert response.status_code == 200
    assert "There is a problem" in words(response)
    assert not assessment.answers.exists()
    back = read_back(response)
    assert all(back[name] == [value] for name, value in typed.items())
    # What was said last time still stands above it.
    assert 'name="still" value="LEAD-2"' in words(response)


def test_still_true_on_a_dimension_where_a_colleague_was_quicker(assessment, last_time, lead, contributor, as_user):
    client = as_user(lead)
    page = client.get(LEADERSHIP)
    theirs = Draft(question="LEAD-1", state=State.LEVEL, level=4)
    actions.save_answers(assessment=assessment, by=contributor, drafts=[theirs])

    response = client.post(LEADERSHIP, read_back(page) | {"still": "LEAD-1"})

    assert f"{contributor.name} saved a different answer to LEAD-1" in words(response)
    assert said_now(assessment, "LEAD-1").level == 4
    # The form holds what was to be saved, so that choosing it does not clear theirs.
    back = read_back(response)
    assert (back["LEAD-1-answer"], back["LEAD-1-version"], back["LEAD-1-note"]) == (
        ["2"],
        ["1"],
        ["As the board agreed"],
    )
    client.post(LEADERSHIP, back | {"stay": "LEAD-1"})
    assert said_now(assessment, "LEAD-1") == SAID["LEAD-1"]


def test_something_has_changed_fills_the_form_and_nothing_counts_before_it_is_saved(
    assessment, last_time, lead, as_user
):
    client = as_user(lead)
    other = {"change": "LEAD-1", "LEAD-4-answer": "1"}
    response = client.post(LEADERSHIP, read_back(client.get(LEADERSHIP)) | other)
    assert response.url == LEADERSHIP + "?change=LEAD-1#LEAD-1"
    assert set(assessment.answers.values_list("question", flat=True)) == {"LEAD-4"}

    page = client.get(response.url)
    filled = read_back(page)

    assert (filled["LEAD-1-answer"], filled["LEAD-1-note"]) == (["2"], ["As the board agreed"])
    assert filled["LEAD-1-evidence-0-title"] == ["Digital plan"]
    assert "LEAD-2-answer" not in filled
    assert said_now(assessment, "LEAD-1") == Said()
    response = client.post(LEADERSHIP, filled | {"LEAD-1-answer": "3", "queue": "LEAD-1"})
    assert response.url == URL + "?confirmed=LEAD-1#asked"
    assert said_now(assessment, "LEAD-1") == replace(SAID["LEAD-1"], level=3)


def test_where_the_question_has_changed_the_old_answer_is_shown_and_not_carried(council, lead, as_user, monkeypatch):
    monkeypatch.setattr("assessment.models.load", lambda slug, version: {"1": OLD, "2": NEW}[version])
    before = actions.start(council=council, round=make_round(2025), by=lead)
    drafts = [Draft(question=code, state=State.LEVEL, level=4) for code in ("LEAD-1", "LEAD-2", "LEAD-3")]
    actions.save_answers(assessment=before, by=lead, drafts=drafts)
    now = actions.start(council=council, round=make_round(2026, "2"), by=lead)
    client = as_user(lead)

    url = "/councils/westerby/tiny-2026/lead/"
    page = words(client.get(url))

    assert "The question has changed since the 2025 round. What you answered then:" in page
    assert 'value="LEAD-1"' in page and 'name="still" value="LEAD-2"' not in page
    queue = words(client.get("/councils/westerby/tiny-2026/queue/"))
    assert "1 of 1 from" in queue
    assert "1 question to answer afresh" in queue and "1 question is no longer asked" in queue
    forged = client.post(url, {"LEAD-2-version": "0", "LEAD-2-earlier": "1-1", "still": "LEAD-2"})
    assert forged.status_code == 200
    assert not Answer.objects.filter(assessment=now).exists()
    assert "filled in below" not in words(client.get(url + "?change=LEAD-2"))
