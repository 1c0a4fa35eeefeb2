"""Why an answer changes: typed beside it, kept in the history, and never dropped without a word."""

from datetime import timedelta

from assessment.actions import save_answers
from assessment.drafts import Draft
from assessment.models import AnswerChange
from frameworks.scores import State

URL = "/councils/westerby/2026/leadership/"


def level(question: str, number: int, *, version: int = 0, why: str = "") -> Draft:
    return Draft(question=question, version=version, state=State.LEVEL, level=number, why=why)


def whys(assessment, question: str = "LEAD-1") -> list[str]:
    return [change.why for change in assessment.changes.filter(question=question)]


def post(client, **fields: str):
    data = {"LEAD-1-version": "1", "LEAD-1-answer": "1"} | {f"LEAD-1-{name}": value for name, value in fields.items()}
    return client.post(URL, data)


def test_it_goes_from_the_form_to_the_history_page(assessment, lead, as_user):
    save_answers(assessment=assessment, by=lead, drafts=[level("LEAD-1", 1)])
    client = as_user(lead)

    assert post(client, answer="2", why="The board agreed it in May").status_code == 302

    assert whys(assessment) == ["The board agreed it in May", ""]
    assert "The board agreed it in May" in client.get("/councils/westerby/2026/history/LEAD-1/").content.decode()
    assert "The board agreed it in May" not in client.get(URL).content.decode()


def test_each_question_has_its_own_and_the_others_get_what_is_said_for_all(assessment, lead):
    drafts = [level("LEAD-1", 1, why="The board agreed it"), level("LEAD-2", 1)]
    save_answers(assessment=assessment, by=lead, drafts=drafts, why="Imported")
    assert (whys(assessment, "LEAD-1"), whys(assessment, "LEAD-2")) == (["The board agreed it"], ["Imported"])


def test_said_after_the_change_it_still_goes_with_it(assessment, lead, as_user):
    save_answers(assessment=assessment, by=lead, drafts=[level("LEAD-1", 1)])
    assert post(as_user(lead), why="The plan is dated now").status_code == 302
    assert whys(assessment) == ["The plan is dated now"]
    assert assessment.answers.get().version == 1


def test_it_is_never_put_beside_somebody_elses_change_or_an_old_one(assessment, lead, contributor, as_user):
    save_answers(assessment=assessment, by=contributor, drafts=[level("LEAD-1", 1)])
    page = post(as_user(lead), why="So I hear").content.decode()
    assert "Change the answer to LEAD-1 as well" in page
    assert 'value="So I hear"' in page

    AnswerChange.objects.update(by=lead, at=AnswerChange.objects.get().at - timedelta(hours=2))
    assert post(as_user(lead), why="So I hear").status_code == 200
    assert whys(assessment) == [""]


def test_clearing_has_a_reason_too(assessment, lead, as_user):
    save_answers(assessment=assessment, by=lead, drafts=[level("LEAD-1", 1)])
    as_user(lead).post(URL, {"LEAD-1-version": "1", "LEAD-1-why": "Asked of the wrong people", "clear": "LEAD-1"})
    assert whys(assessment)[0] == "Asked of the wrong people"


def test_too_long_a_reason_comes_back(assessment, lead, as_user):
    save_answers(assessment=assessment, by=lead, drafts=[level("LEAD-1", 1)])
    page = post(as_user(lead), answer="2", why="x" * 201).content.decode()
    assert "Say why the answer changes in 200 characters or fewer" in page
    assert "x" * 201 in page


def test_only_an_answer_that_is_there_can_change(assessment, lead, as_user):
    save_answers(assessment=assessment, by=lead, drafts=[level("LEAD-1", 1)])
    page = as_user(lead).get(URL).content.decode()
    folds = [fold.split(">", 1)[0] for fold in page.split("<details ") if "data-answered" in fold.split(">", 1)[0]]
    assert [" hidden" in fold for fold in folds] == [False, True, True, True]
