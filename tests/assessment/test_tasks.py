from datetime import date

import pytest

from assessment.actions import Share, assign
from assessment.models import Answer, Assessment, Assignment
from assessment.progress import next_task, tasks_of
from frameworks.definition import AppliesTo
from tests.conftest import answer_everything

URL = "/councils/westerby/2026/"


def answer(assessment: Assessment, *codes: str) -> None:
    Answer.objects.bulk_create(
        Answer(assessment=assessment, question=code, state=Answer.State.DONT_KNOW) for code in codes
    )


def test_the_list_says_how_far_each_dimension_is(assessment, lead, as_user):
    answer(assessment, "LEAD-1", "LEAD-2", "LEAD-3", "LEAD-4")
    governance = assessment.framework.by_slug["governance"]
    answer(assessment, *(question.code for question in governance.questions[:2]))

    page = as_user(lead).get(URL).content.decode()

    assert "1 of 15 dimensions is complete. 6 of 60 questions are answered." in page
    assert page.count("Not started") == 13
    assert "2 of 4 answered" in page
    for lens in assessment.framework.lenses:
        assert lens.name in page


def test_who_is_on_it_and_by_when(assessment, lead, contributor, as_user):
    assign(assessment=assessment, shares=[Share("LEAD", (contributor,), date(2026, 12, 1))])
    page = as_user(lead).get(URL).content.decode()
    assert f"{contributor.name}, by 1 December 2026" in page


def test_a_question_not_asked_is_not_missed(assessment, monkeypatch):
    question = assessment.framework.questions["LEAD-1"]
    monkeypatch.setitem(question.__dict__, "applies_to", AppliesTo(nations=("Wales",)))
    answer(assessment, "LEAD-2", "LEAD-3", "LEAD-4")
    (leadership,) = [task for task in tasks_of(assessment) if task.dimension.code == "LEAD"]
    assert (leadership.answered, leadership.of, leadership.complete) == (3, 3, True)


def test_the_next_step_is_ones_own_share_first(assessment, lead, contributor):
    assign(assessment=assessment, shares=[Share("LEAD", (contributor,)), Share("COLL", (lead,))])
    tasks = tasks_of(assessment)
    assert next_task(tasks, contributor).dimension.code == "LEAD"
    assert next_task(tasks, lead).dimension.code == "COLL"


def test_after_ones_own_share_comes_what_nobody_is_on(assessment, contributor, lead):
    assign(assessment=assessment, shares=[Share("COLL", (lead,))])
    assert next_task(tasks_of(assessment), contributor).dimension.code == assessment.framework.dimensions[1].code


@pytest.mark.parametrize(
    ("status", "person", "button"),
    [
        (Assessment.Status.ANSWERING, "lead", "Check answers"),
        (Assessment.Status.SUBMITTED, "signatory", "Read and sign"),
    ],
)
def test_the_button_is_the_next_step(assessment, as_user, status, person, button, request):
    answer_everything(assessment)
    Assessment.objects.update(status=status)
    page = as_user(request.getfixturevalue(person)).get(URL).content.decode()
    start = page.index('class="govuk-button"')
    assert button in page[start : start + 300]


def test_a_made_up_round_says_so(assessment, round, lead, as_user):
    client = as_user(lead)
    assert "Made-up data" not in client.get(URL).content.decode()
    round.made_up = True
    round.save()
    for path in (URL, URL + "leadership/", URL + "check/", URL + "history/LEAD-1/"):
        assert "Made-up data" in client.get(path).content.decode()


def test_the_task_list_takes_few_queries(assessment, lead, as_user, django_assert_max_num_queries):
    answer_everything(assessment)
    client = as_user(lead)
    client.get(URL)  # what was measured of how long dimensions take is read once an hour
    with django_assert_max_num_queries(12):
        client.get(URL)


def test_the_work_is_shared_out(assessment, lead, contributor, as_user):
    client = as_user(lead)
    Assignment.objects.create(assessment=assessment, dimension="COLL", user=lead)

    response = client.post(URL + "assign/", {"LEAD-people": [contributor.pk, lead.pk], "LEAD-due": "1/12/2026"})

    assert response.url == URL
    rows = Assignment.objects.values_list("dimension", "user", "due").order_by("user")
    assert set(rows) == {("LEAD", contributor.pk, date(2026, 12, 1)), ("LEAD", lead.pk, date(2026, 12, 1))}


def test_a_wrong_day_is_said_by_its_field_and_keeps_the_ticks(assessment, lead, contributor, as_user):
    response = as_user(lead).post(URL + "assign/", {"LEAD-people": [contributor.pk], "LEAD-due": "soon"})
    page = response.content.decode()
    assert '<a href="#id_LEAD-due">Enter a day, month and year' in page
    assert "checked" in page
    assert not Assignment.objects.exists()


@pytest.mark.parametrize("outsider", ["viewer", "stranger"])
def test_only_those_who_may_answer_are_put_on_a_dimension(assessment, lead, as_user, outsider, request):
    person = request.getfixturevalue(outsider)
    response = as_user(lead).post(URL + "assign/", {"LEAD-people": [person.pk]})
    assert response.status_code == 200
    assert not Assignment.objects.exists()
