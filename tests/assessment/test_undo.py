"""An earlier answer is put back from the page that shows what has changed."""

import re
from datetime import UTC, date, datetime

import pytest

from assessment.actions import Share, assign, save_answers, submit
from assessment.drafts import UNANSWERED, Draft, Reference, Said
from assessment.models import AnswerChange
from frameworks.scores import State

HISTORY = "/councils/westerby/2026/history/LEAD-1/"
PUT_BACK = HISTORY + "put-back/"
FIRST = Said(
    state=State.LEVEL,
    level=3,
    warnings=(1,),
    note="Since May",
    evidence=(Reference("Board minute", "Cabinet papers", "4", date(2026, 3, 27)), Reference("Plan")),
)
SECOND = Said(state=State.NOT_APPLICABLE, reason="Shared with the county")


def save(assessment, by, said: Said, version: int) -> None:
    saved = save_answers(assessment=assessment, by=by, drafts=[Draft.of("LEAD-1", said, version=version)])
    assert saved.saved


@pytest.fixture
def twice(assessment, lead, contributor) -> None:
    """Answered by the contributor, in the afternoon of 3 November, and then by the lead."""
    save(assessment, contributor, FIRST, 0)
    AnswerChange.objects.update(at=datetime(2026, 11, 3, 14, 5, tzinfo=UTC))
    save(assessment, lead, SECOND, 1)


def stands(assessment) -> Said:
    return Said.by(assessment.answers.filter(question="LEAD-1").with_evidence().first())


def offered(page: str) -> tuple[list[str], str]:
    """What the page's buttons put back, and the version that the page was drawn from."""
    versions = set(re.findall(r'name="version" value="(\d+)"', page))
    return re.findall(r'name="earlier" value="([^"]+)"', page), versions.pop() if versions else ""


def test_an_earlier_answer_comes_back_whole_and_the_history_says_why(assessment, twice, contributor, as_user):
    client = as_user(contributor)
    (first, origin), version = offered(client.get(HISTORY).content.decode())
    assert (origin, version) == (f"before-{first}", "2")

    response = client.post(PUT_BACK, {"earlier": first, "version": version}, follow=True)

    assert response.redirect_chain == [(HISTORY, 302)]
    assert "The earlier answer to LEAD-1 is back." in response.content.decode()
    assert stands(assessment) == FIRST
    newest = assessment.changes.first()
    assert (newest.by, newest.why) == (contributor, "Put back the answer of 3 November 2026, 14:05")
    assert (Said.from_data(newest.before), Said.from_data(newest.after)) == (SECOND, FIRST)


def test_it_can_itself_be_undone(assessment, twice, lead, as_user):
    client = as_user(lead)
    for expected in (FIRST, SECOND, FIRST):
        (earlier, *_others), version = offered(client.get(HISTORY).content.decode())
        client.post(PUT_BACK, {"earlier": earlier, "version": version})
        assert stands(assessment) == expected
    assert assessment.changes.count() == 5


def test_no_answer_can_be_put_back_and_undone(assessment, twice, lead, as_user):
    client = as_user(lead)
    page = client.get(HISTORY).content.decode()
    (first, origin), version = offered(page)
    assert "Go back to no answer" in page
    client.post(PUT_BACK, {"earlier": origin, "version": version})
    assert stands(assessment) == UNANSWERED
    assert assessment.changes.first().why == "Put back what stood before 3 November 2026, 14:05"

    page = client.get(HISTORY).content.decode()
    assert "Not answered" in page
    keys, version = offered(page)
    assert (version, origin in keys) == ("0", False)
    client.post(PUT_BACK, {"earlier": first, "version": version})
    assert stands(assessment) == FIRST


def test_a_newer_answer_is_not_overwritten(assessment, twice, lead, contributor, as_user):
    client = as_user(lead)
    (first, _origin), version = offered(client.get(HISTORY).content.decode())
    newer = Said(state=State.DONT_KNOW)
    save(assessment, contributor, newer, 2)

    page = client.post(PUT_BACK, {"earlier": first, "version": version}, follow=True).content.decode()

    assert f"{contributor.name} changed the answer to LEAD-1 after you opened this page" in page
    assert stands(assessment) == newer
    assert assessment.changes.count() == 3
    # The page it leads to knows the newer answer.
    (_second, first, _origin), version = offered(page)
    client.post(PUT_BACK, {"earlier": first, "version": version})
    assert stands(assessment) == FIRST


def test_what_stands_already_is_no_change(assessment, twice, lead, as_user):
    key = assessment.changes.first().pk
    page = as_user(lead).post(PUT_BACK, {"earlier": key, "version": 2}, follow=True).content.decode()
    assert "The answer to LEAD-1 says that already." in page
    assert assessment.changes.count() == 2


def test_only_a_change_of_this_answer_can_be_put_back(assessment, twice, lead, as_user):
    save_answers(assessment=assessment, by=lead, drafts=[Draft(question="LEAD-2", state=State.DONT_KNOW)])
    elsewhere = assessment.changes.get(question="LEAD-2")
    client = as_user(lead)
    for data in ({}, {"earlier": elsewhere.pk, "version": 2}, {"earlier": "x", "version": 2}, {"version": 2}):
        page = client.post(PUT_BACK, data, follow=True).content.decode()
        assert "Choose the answer to put back." in page
    assert assessment.changes.count() == 3
    assert client.post("/councils/westerby/2026/history/NONE-1/put-back/").status_code == 404


def test_who_has_a_share_puts_back_in_it_alone(assessment, twice, contributor, as_user):
    assign(assessment=assessment, shares=[Share("COLL", (contributor,))])
    client = as_user(contributor)
    assert offered(client.get(HISTORY).content.decode()) == ([], "")
    key = assessment.changes.last().pk
    assert client.post(PUT_BACK, {"earlier": key, "version": 2}).status_code == 403


def test_what_is_submitted_stays(assessment, twice, lead, viewer, as_user):
    assert offered(as_user(viewer).get(HISTORY).content.decode()) == ([], "")
    key = assessment.changes.last().pk
    submit(assessment=assessment, by=lead)
    client = as_user(lead)
    assert offered(client.get(HISTORY).content.decode()) == ([], "")
    page = client.post(PUT_BACK, {"earlier": key, "version": 2}, follow=True).content.decode()
    assert "The answers have been submitted" in page
    assert stands(assessment) == SECOND
