"""The queue of what was said last time, and where it shows: the task list, the council, the check page, a dimension."""

from dataclasses import replace
from datetime import date

import pytest

from assessment import actions
from assessment.actions import Share, assign
from assessment.drafts import Draft, Reference, Said
from assessment.models import Answer, Assessment, Round
from frameworks.scores import State
from tests.assessment.test_carrying import NEW, OLD, make_round
from tests.assessment.test_dimension import read_back

URL = "/councils/westerby/2026/queue/"
LEADERSHIP = "/councils/westerby/2026/leadership/"
TASKS = "/councils/westerby/2026/"
PLAN = Reference("Digital plan", "https://example.org/plan", "4", date(2024, 3, 1))
# In the order in which they are asked: LEAD-2 lacks evidence, GOVN-1 needs none, LEAD-3 is not known.
SAID = {
    "LEAD-1": Said(state=State.LEVEL, level=2, warnings=(1,), note="As the board agreed", evidence=(PLAN,)),
    "LEAD-2": Said(state=State.LEVEL, level=3),
    "LEAD-3": Said(state=State.DONT_KNOW, note="Ask Priya"),
    "GOVN-1": Said(state=State.NOT_APPLICABLE, reason="We have no board"),
}


@pytest.fixture
def last_time(assessment) -> Assessment:
    """What the council said in 2025: three answers to confirm, and one that nobody knew."""
    facts = {"framework_slug": "planting-the-flag", "framework_version": "2011.1", "slug": "2025"}
    before = actions.start(council=assessment.council, round=make_round(2025, **facts), by=None)
    drafts = [Draft.of(code, said, version=0) for code, said in SAID.items()]
    actions.save_answers(assessment=before, by=None, drafts=drafts)
    Round.objects.filter(pk=before.round_id).update(status=Round.Status.CLOSED)
    return before


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


def test_the_pages_take_few_queries(assessment, last_time, lead, as_user, django_assert_max_num_queries):
    client = as_user(lead)
    for url, most in ((URL, 8), (LEADERSHIP, 8), (TASKS, 11)):
        with django_assert_max_num_queries(most):
            client.get(url)


def test_confirming_takes_few_queries(assessment, last_time, lead, as_user, django_assert_max_num_queries):
    client = as_user(lead)
    data = read_back(client.get(URL))
    with django_assert_max_num_queries(15):
        client.post(URL, data)
