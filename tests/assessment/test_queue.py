"""The queue of what was said last time: one by one, the weakest shown first."""

from datetime import date

import pytest

from assessment import actions
from assessment.actions import Share, assign
from assessment.drafts import Draft, Reference, Said
from assessment.models import Assessment, Round
from frameworks.scores import State
from tests.assessment.conftest import PLAN, SAID
from tests.assessment.test_dimension import read_back

URL = "/councils/westerby/2026/queue/"
LEADERSHIP = "/councils/westerby/2026/leadership/"
TASKS = "/councils/westerby/2026/"


def words(response) -> str:
    return " ".join(response.content.decode().split())


def confirm(client, page, **typed: str):
    return client.post(URL, read_back(page) | typed)


def said_now(assessment: Assessment, code: str) -> Said:
    return Said.by(assessment.answers.filter(question=code).first())


def test_the_weakest_is_asked_first_as_it_was_said(assessment, last_time, lead, as_user):
    page = words(as_user(lead).get(URL))
    question = assessment.framework.questions["LEAD-2"]
    assert "3 of 3 from the 2025 round still to confirm" in page
    assert question.ask in page
    assert "3: Normal here" in page and question.at(3).text.replace("'", "&#x27;") in page
    assert "It had no evidence" in page


def test_still_true_saves_all_that_was_said_and_goes_on(assessment, last_time, lead, as_user):
    client = as_user(lead)
    response = confirm(client, client.get(URL + "?question=LEAD-1"))

    assert response.url == URL + "?confirmed=LEAD-1#asked"
    assert said_now(assessment, "LEAD-1") == SAID["LEAD-1"]
    change = assessment.changes.get()
    assert (change.by, change.before, change.why) == (lead, None, "Still true since the 2025 round")
    page = words(client.get(response.url))
    assert "LEAD-1 is saved. 2 of 3 from" in page


def test_going_through_the_queue_leaves_nothing_to_confirm(assessment, last_time, lead, as_user):
    client, page, loads = as_user(lead), None, 0
    page = client.get(URL)
    for _answer in range(3):
        page = client.get(confirm(client, page).url)
        loads += 1
    assert loads == assessment.answers.count() == 3
    assert "GOVN-1 is saved. Nothing from the 2025 round waits for you" in words(page)
    assert f'href="{TASKS}" role="button"' in words(page)
    # Nobody knew LEAD-3: it is asked afresh, and not here.
    assert assessment.framework.questions["LEAD-3"].ask in page.content.decode()


def test_a_question_that_is_skipped_comes_back_at_the_end(assessment, last_time, lead, as_user):
    client = as_user(lead)
    page = words(client.get(URL + "?after=LEAD-2"))
    assert assessment.framework.questions["LEAD-1"].ask in page
    assert "the ones you skipped" not in page
    last = words(client.get(URL + "?after=GOVN-1"))
    assert assessment.framework.questions["LEAD-2"].ask in last
    assert "the ones you skipped" in last
    assert not assessment.answers.exists()


def test_newer_evidence_is_added_in_the_same_step(assessment, last_time, lead, as_user):
    client = as_user(lead)
    page = client.get(URL + "?question=LEAD-1")
    typed = {"evidence-title": "Board minute", "evidence-dated": "1/9/2026"}

    confirm(client, page, **typed)

    assert said_now(assessment, "LEAD-1").evidence == (PLAN, Reference("Board minute", dated=date(2026, 9, 1)))


def test_evidence_that_is_wrong_saves_nothing_and_comes_back_as_typed(assessment, last_time, lead, as_user):
    client = as_user(lead)
    response = confirm(client, client.get(URL), **{"evidence-where": "Minutes", "evidence-dated": "soon"})
    page = words(response)
    assert '<a href="#id_evidence-title">Say what the evidence is' in page
    assert '<a href="#id_evidence-dated">Enter the date' in page
    assert 'value="soon"' in page and 'value="Minutes"' in page
    assert not assessment.answers.exists()


def test_a_colleague_who_was_quicker_keeps_their_answer(assessment, last_time, lead, contributor, as_user):
    client = as_user(lead)
    page = client.get(URL)
    theirs = Draft(question="LEAD-2", state=State.LEVEL, level=1, note="Not any more")
    actions.save_answers(assessment=assessment, by=contributor, drafts=[theirs])

    response = confirm(client, page, **{"evidence-title": "Board minute"})

    assert response.status_code == 409
    assert said_now(assessment, "LEAD-2") == theirs.said
    shown = words(response)
    assert f"{contributor.name} answered LEAD-2 while you were reading" in shown
    assert "Not any more" in shown and "3: Normal here" in shown
    assert "Board minute" in shown and 'href="?after=LEAD-2#asked"' in shown
    # Having seen both, one may still save one's own.
    assert confirm(client, response).status_code == 302
    assert said_now(assessment, "LEAD-2").level == 3


def test_two_who_say_the_same_are_of_one_mind(assessment, last_time, lead, contributor, as_user):
    one, other = as_user(lead), as_user(contributor)
    pages = one.get(URL), other.get(URL)
    assert [confirm(who, page).status_code for who, page in zip((one, other), pages, strict=True)] == [302, 302]
    assert assessment.changes.get().by == lead


def test_an_earlier_answer_that_has_changed_is_read_again(assessment, last_time, lead, as_user):
    client = as_user(lead)
    page = client.get(URL)
    Round.objects.update(status=Round.Status.OPEN)
    corrected = Draft(question="LEAD-2", state=State.LEVEL, level=1, version=1)
    actions.save_answers(assessment=last_time, by=lead, drafts=[corrected])

    response = confirm(client, page)

    assert response.status_code == 409
    assert "has changed since you opened this page" in words(response)
    assert "1: Planned" in words(response)
    assert not assessment.answers.exists()
    confirm(client, response)
    assert said_now(assessment, "LEAD-2").level == 1


@pytest.mark.parametrize("question", ["LEAD-3", "LEAD-4", "ODD-1", ""])
def test_what_is_not_carried_cannot_be_confirmed(assessment, last_time, lead, as_user, question):
    client = as_user(lead)
    response = confirm(client, client.get(URL), question=question)
    assert response.url == URL
    assert not assessment.answers.exists()


def test_what_is_submitted_is_not_confirmed(assessment, last_time, lead, as_user):
    client = as_user(lead)
    page = client.get(URL)
    actions.save_answers(assessment=assessment, by=lead, drafts=[Draft(question="COLL-1", state=State.DONT_KNOW)])
    actions.submit(assessment=assessment, by=lead)

    response = confirm(client, page, **{"evidence-title": "Board minute"})

    assert response.status_code == 409
    assert "have been submitted" in words(response)
    assert assessment.answers.count() == 1
    assert "<form" not in words(client.get(URL)).split("<main")[1].split("</main")[0]


def test_a_contributor_is_asked_about_their_share_alone(assessment, last_time, lead, contributor, as_user):
    governance = assessment.framework.dimension_of["GOVN-1"].code
    assign(assessment=assessment, shares=[Share(governance, (contributor,))])
    client = as_user(contributor)

    page = client.get(URL)

    assert "1 of 1 from the 2025 round" in words(page)
    assert "2 more wait for the colleagues" in words(page)
    assert confirm(client, as_user(lead).get(URL + "?question=LEAD-1")).status_code == 403
    assert not assessment.answers.exists()
    # Who shares the work out is not asked about what others are on.
    assert "2 of 2 from" in words(as_user(lead).get(URL))


def test_a_viewer_reads_and_is_offered_nothing_to_press(assessment, last_time, viewer, as_user):
    client = as_user(viewer)
    for url in (URL, LEADERSHIP):
        page = words(client.get(url))
        assert "3: Normal here" in page
        assert "Still true</button>" not in page and 'name="still"' not in page
    assert "Nobody has confirmed it for this round" in words(client.get(LEADERSHIP))
    assert client.post(URL, {"question": "LEAD-1"}).status_code == 403


def test_another_councils_answers_never_come_back(assessment, last_time, stranger, other_council, as_user):
    actions.start(council=other_council, round=assessment.round, by=stranger)
    client = as_user(stranger)
    assert "no answers from an earlier round" in words(client.get(URL.replace("westerby", "easterby")))
    assert "As the board agreed" not in words(client.get(LEADERSHIP.replace("westerby", "easterby")))
    assert client.get(URL).status_code == 404


def test_the_pages_take_few_queries(assessment, last_time, lead, as_user, django_assert_max_num_queries):
    client = as_user(lead)
    for url, most in ((URL, 8), (LEADERSHIP, 11), (TASKS, 13)):
        with django_assert_max_num_queries(most):
            client.get(url)


def test_confirming_takes_few_queries(assessment, last_time, lead, as_user, django_assert_max_num_queries):
    client = as_user(lead)
    data = read_back(client.get(URL))
    with django_assert_max_num_queries(16):
        client.post(URL, data)
