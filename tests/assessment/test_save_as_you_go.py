"""What the script is told that saves each question as it is answered. One way to save, two ways to answer."""

import pytest
from django.test import Client

from assessment.actions import save_answers
from assessment.drafts import Draft
from assessment.models import Answer, Assessment, Round
from frameworks.scores import State
from tests.conftest import answer_everything

URL = "/councils/westerby/2026/leadership/"
JSON = {"accept": "application/json"}


def send(client: Client, *, version: int = 0, **fields: str):
    data = {"LEAD-1-version": str(version)} | {
        f"LEAD-1-{name.replace('__', '-')}": value for name, value in fields.items()
    }
    return client.post(URL, data, headers=JSON)


def saved_by(user, assessment: Assessment, number: int, version: int = 0) -> None:
    draft = Draft(question="LEAD-1", version=version, state=State.LEVEL, level=number)
    save_answers(assessment=assessment, by=user, drafts=[draft])


def told(response) -> dict:
    assert response.headers["Content-Type"] == "application/json"
    return response.json()["questions"]["LEAD-1"]


def test_a_saved_answer_comes_with_its_version(assessment, lead, as_user):
    client = as_user(lead)
    first = told(send(client, answer="2", evidence__0__title="Plan", evidence__0__dated="1/2/2020"))
    assert first == {
        "outcome": "saved",
        "version": 1,
        "problems": [],
        "ages": ["More than 18 months old"],
    }
    assert told(send(client, version=1, answer="3"))["version"] == 2
    # The answer may have got lost on its way back: the same again is no conflict.
    assert told(send(client, version=1, answer="3")) == {
        "outcome": "saved",
        "version": 2,
        "problems": [],
        "ages": [],
    }
    assert assessment.changes.count() == 2


def test_only_the_question_sent_is_spoken_of_and_written(assessment, lead, as_user):
    response = send(as_user(lead), answer="2")
    assert list(response.json()["questions"]) == ["LEAD-1"]
    assert Answer.objects.get().question == "LEAD-1"


def test_the_figures_come_with_it(assessment, lead, as_user):
    answer_everything(assessment, level=3, evidenced=False)
    html = send(as_user(lead), version=1, answer="2").json()["so_far"]
    assert "Claimed score: 69. Claimed level: 2: In some services." in html
    assert "Evidenced score: 25. Evidenced level: 1: Planned." in html
    assert html.count('href="#LEAD-1"') == 2
    assert html.count('href="#LEAD-2"') == 1  # without evidence all four count as level 1


def test_what_is_wrong_is_said_and_not_saved(assessment, lead, as_user):
    answer = told(send(as_user(lead), answer="not_applicable"))
    assert (answer["outcome"], answer["version"]) == ("invalid", None)
    assert answer["problems"] == [["#id_LEAD-1-reason", "Say why LEAD-1 does not apply"]]
    assert not Answer.objects.exists()


def test_a_reason_without_a_change_is_asked_about(assessment, lead, contributor, as_user):
    saved_by(contributor, assessment, 2)
    answer = told(send(as_user(lead), version=1, answer="2", why="So I hear"))
    assert (answer["outcome"], answer["version"]) == ("invalid", 1)
    assert answer["problems"][0][0] == "#id_LEAD-1-why"


def test_a_colleague_who_was_quicker_is_named(assessment, lead, contributor, as_user):
    saved_by(lead, assessment, 1)
    saved_by(contributor, assessment, 2, version=1)
    answer = told(send(as_user(lead), version=1, answer="4"))
    assert answer["outcome"] == "conflict"
    assert answer["words"] == f"{contributor.name} saved a different answer to LEAD-1 while you were working on it"
    assert assessment.answers.get().level == 2


def test_what_is_put_back_to_what_was_read_is_no_leave_to_overwrite(assessment, lead, contributor, as_user):
    """Their newer answer stands, and its version is not handed to a page that has not shown it."""
    saved_by(lead, assessment, 1)
    saved_by(contributor, assessment, 2, version=1)
    assert told(send(as_user(lead), version=1, answer="1"))["version"] is None
    assert assessment.answers.get().level == 2


@pytest.mark.parametrize("status", [Assessment.Status.SUBMITTED, Assessment.Status.SIGNED])
def test_submitted_answers_are_refused_with_the_reason(assessment, lead, as_user, status):
    Assessment.objects.update(status=status)
    response = send(as_user(lead), answer="2")
    assert response.status_code == 409
    assert response.json()["outcome"] == "refused"
    assert "can no longer be changed" in response.json()["words"]


def test_so_is_a_closed_round(assessment, lead, as_user):
    Round.objects.update(status=Round.Status.CLOSED)
    response = send(as_user(lead), answer="2")
    assert (response.status_code, response.json()["words"]) == (409, "2026 round is not open.")


def test_who_was_signed_out_is_told_and_sent_nowhere(assessment):
    response = send(Client(), answer="2")
    assert (response.status_code, response.json()) == (401, {"outcome": "signed-out"})


def test_a_page_from_before_another_sign_in_is_out_of_date(assessment, lead):
    client = Client(enforce_csrf_checks=True)
    client.force_login(lead)
    response = send(client, answer="2")
    assert (response.status_code, response.json()) == (403, {"outcome": "out-of-date"})
    assert not Answer.objects.exists()


def test_who_may_only_read_is_refused(assessment, viewer, as_user):
    assert send(as_user(viewer), answer="2").status_code == 403


def test_a_save_takes_few_queries(assessment, contributor, as_user, django_assert_max_num_queries):
    saved_by(contributor, assessment, 2)
    client = as_user(contributor)
    with django_assert_max_num_queries(16):
        send(client, version=1, answer="3")


@pytest.mark.parametrize(
    ("levels", "words"),
    [
        ([], ["Not scored", "A level needs 75% of the questions to have one"]),
        ([2, 2], ["50, partial", "No level: too few answers", "A level needs 75%"]),
        ([4, 4, 4, 4], ["4: Shared across the place", "Nothing"]),
    ],
)
def test_the_page_shows_the_figures_and_what_they_lack(assessment, lead, as_user, levels, words):
    Answer.objects.bulk_create(
        Answer(assessment=assessment, question=f"LEAD-{number}", state="level", level=level)
        for number, level in enumerate(levels, start=1)
    )
    page = as_user(lead).get(URL).content.decode()
    figures = page[page.index('id="so-far"') : page.index("How these figures are made")]
    for some in words:
        assert some in figures
    assert ("A level needs" in figures) == (len(levels) < 3)
