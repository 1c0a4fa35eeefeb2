"""Away in a workbook and back: everything is shown before anything is written."""

from dataclasses import replace
from datetime import date

import pytest

from assessment.actions import save_answers, submit
from assessment.drafts import Draft, Reference, Said
from assessment.models import Answer, AnswerChange, Assignment
from assessment.offline import carrying
from frameworks.definition import AppliesTo
from frameworks.scores import State
from tests.assessment.offline import Desk
from tests.conftest import answer_everything

MINUTE = Reference("Board minute | part 2", "https://example.org/m", "4", date(2026, 3, 27))
FIRST = Draft(
    question="COLL-1",
    state=State.LEVEL,
    level=2,
    warnings=(1,),
    note="Since\nMay",
    evidence=(MINUTE, Reference("Plan")),
)


@pytest.fixture
def desk(assessment, lead, as_user) -> Desk:
    return Desk(as_user(lead), assessment)


def said(question: str) -> Said:
    return Said.by(Answer.objects.filter(question=question).first())


def save(assessment, by, *drafts: Draft) -> None:
    assert not save_answers(assessment=assessment, by=by, drafts=drafts).conflicts


def test_what_comes_back_as_it_went_changes_nothing(assessment, lead, desk):
    answer_everything(assessment, level=3)
    save(assessment, lead, Draft.of("COLL-1", FIRST.said, version=1))
    shown = desk.download().upload().context["shown"]
    assert (shown.changes, shown.clashes, shown.problems, shown.unchanged, shown.absent) == ((), (), (), 60, 0)


def test_every_kind_of_answer_makes_the_round_trip(assessment, lead, desk):
    save(assessment, lead, FIRST, Draft(question="COLL-4", state=State.DONT_KNOW, note="Ask Ann"))
    desk.download()
    desk.fill("COLL-1", answer="3: Normal here", warnings=None, evidence_2=None, evidence_3="Plan | | 7")
    desk.fill("COLL-2", answer="Don’t know", note="=1+1 is what the plan says")
    desk.fill("COLL-3", answer="Not applicable", reason="We share nothing\nat all", warnings="1")
    desk.cell("COLL-2", "note").data_type = "s"
    desk.fill("COLL-4", answer=None, note=None)

    preview = desk.upload()

    assert AnswerChange.objects.count() == 2, "a preview writes nothing"
    words = preview.content.decode()
    assert "<strong>4</strong> answers will change, of which 1 will be taken away" in words
    row = desk.row("COLL-1")
    assert f"cell F{row}" in words and f"cells J{row} to L{row}" in words

    done = desk.confirm(preview)

    assert "westerby.xlsx: 4 answers saved." in done.content.decode()
    evidence = (MINUTE, Reference("Plan", "", "7"))
    assert said("COLL-1") == Said(state=State.LEVEL, level=3, note="Since\nMay", evidence=evidence)
    assert said("COLL-2") == Said(state=State.DONT_KNOW, note="=1+1 is what the plan says")
    assert said("COLL-3") == Said(state=State.NOT_APPLICABLE, reason="We share nothing\nat all", warnings=(1,))
    assert said("COLL-4") == Said()
    change = assessment.changes.first()
    assert (change.by, change.why) == (lead, "Filled in offline: westerby.xlsx")


def test_what_was_confirmed_twice_is_written_once(desk):
    desk.download().fill("COLL-1", answer=3)
    preview = desk.upload()
    desk.confirm(preview)
    assert "no answer was changed" in desk.confirm(preview).content.decode()
    assert AnswerChange.objects.count() == 1


def test_rows_may_be_moved_and_taken_out(assessment, desk):
    desk.download()
    desk.fill("LEAD-1", answer=1.0)
    moved = [cell.value for cell in desk.answers[desk.row("LEAD-1")]]
    desk.answers.delete_rows(2, desk.answers.max_row)
    desk.answers.append([])
    desk.answers.append(moved)
    preview = desk.upload()
    shown = preview.context["shown"]
    assert ([change.draft.question for change in shown.changes], shown.absent) == (["LEAD-1"], 59)
    assert "59</strong> questions are not in the workbook" in preview.content.decode()
    desk.confirm(preview)
    assert said("LEAD-1") == Said(state=State.LEVEL, level=1)


def test_rows_without_a_problem_can_be_saved_and_the_rest_later(desk):
    desk.download()
    desk.fill("COLL-1", answer=3)
    desk.fill("COLL-2", answer="Not applicable")
    preview = desk.upload()
    assert "You can save the others now." in preview.content.decode()
    desk.confirm(preview)
    assert (said("COLL-1").level, said("COLL-2")) == (3, Said())

    desk.fill("COLL-2", reason="Nothing is shared")
    again = desk.upload()
    shown = again.context["shown"]
    assert [change.draft.question for change in shown.changes] == ["COLL-2"]
    assert not shown.clashes and not shown.problems
    desk.confirm(again)
    assert said("COLL-2").reason == "Nothing is shared"


def test_a_newer_answer_online_stands_unless_the_workbooks_is_ticked(assessment, lead, contributor, desk):
    desk.download()
    for code in ("COLL-1", "COLL-2", "COLL-3"):
        desk.fill(code, answer=3, note="Offline")
    save(assessment, contributor, *(Draft(question=f"COLL-{n}", state=State.LEVEL, level=1) for n in (1, 2)))

    preview = desk.upload()

    shown = preview.context["shown"]
    assert [clash.question.code for clash in shown.clashes] == ["COLL-1", "COLL-2"]
    assert [change.question.code for change in shown.changes] == ["COLL-3"]
    assert f"{contributor.name} saved a different answer at" in preview.content.decode()
    desk.confirm(preview, "COLL-2")
    assert [said(f"COLL-{n}").level for n in (1, 2, 3)] == [1, 3, 3]


def test_a_newer_answer_to_a_row_left_alone_is_no_conflict(assessment, contributor, desk):
    desk.download()
    save(assessment, contributor, FIRST)
    shown = desk.upload().context["shown"]
    assert (shown.clashes, shown.changes, shown.unchanged) == ((), (), 60)


def test_an_answer_saved_between_preview_and_confirming_is_shown(assessment, contributor, desk):
    desk.download()
    desk.fill("COLL-1", answer=3)
    desk.fill("COLL-2", answer=3)
    preview = desk.upload()
    save(assessment, contributor, FIRST)

    met = desk.confirm(preview)

    assert met.status_code == 409
    assert "Some answers were not saved" in met.content.decode()
    assert [clash.question.code for clash in met.context["shown"].clashes] == ["COLL-1"]
    assert (said("COLL-1"), said("COLL-2").level) == (FIRST.said, 3)
    desk.confirm(met, "COLL-1")
    assert said("COLL-1").level == 3


def test_one_newer_answer_after_the_other_is_shown_each_time(assessment, lead, contributor, desk):
    desk.download().fill("COLL-1", answer=3)
    save(assessment, contributor, Draft(question="COLL-1", state=State.LEVEL, level=1))
    preview = desk.upload()
    save(assessment, contributor, Draft(question="COLL-1", state=State.LEVEL, level=2, version=1))
    met = desk.confirm(preview, "COLL-1")
    assert met.status_code == 409 and "Some answers were not saved" in met.content.decode()
    assert said("COLL-1").level == 2


def test_a_row_whose_version_was_taken_out_is_shown_beside_what_stands(assessment, lead, desk):
    save(assessment, lead, FIRST)
    desk.download()
    desk.fill("COLL-1", answer=3, version=None)
    desk.fill("COLL-2", answer=3, version=None)
    shown = desk.upload().context["shown"]
    assert ([clash.question.code for clash in shown.clashes], len(shown.changes)) == (["COLL-1"], 1)


def test_a_contributor_takes_and_brings_back_their_own_share(assessment, lead, contributor, as_user, desk):
    Assignment.objects.create(assessment=assessment, dimension="LEAD", user=contributor)
    own = Desk(as_user(contributor), assessment).download()
    assert own.codes == ["LEAD-1", "LEAD-2", "LEAD-3", "LEAD-4"]
    assert "Leadership." in own.client.get(own.page).content.decode()

    own.book = desk.download().book
    own.fill("COLL-1", answer=1)
    own.fill("LEAD-1", answer=1)
    preview = own.upload()
    (problem,) = preview.context["shown"].problems
    assert (problem.place, problem.words) == ("A2", "COLL-1 is not in your share of the work")
    own.confirm(preview)
    assert (said("COLL-1"), said("LEAD-1").level) == (Said(), 1)


def test_who_has_lost_a_share_since_the_preview_saves_nothing(assessment, contributor, as_user):
    own = Desk(as_user(contributor), assessment).download()
    own.fill("COLL-1", answer=1)
    preview = own.upload()
    Assignment.objects.create(assessment=assessment, dimension="LEAD", user=contributor)
    refused = own.confirm(preview)
    assert refused.status_code == 409 and "your share of the work has changed" in refused.content.decode()
    assert not Answer.objects.exists()


def test_a_question_that_is_not_asked_of_the_council_is_not_in_its_workbook(assessment, desk, monkeypatch):
    question = assessment.framework.questions["LEAD-1"]
    monkeypatch.setitem(question.__dict__, "applies_to", AppliesTo(nations=("Wales",)))
    assert "LEAD-1" not in desk.download().codes
    desk.answers.cell(2, 1, "LEAD-1")
    desk.answers.cell(2, 6, 1)
    ((place, words),) = desk.problems()
    assert place == "A2" and words.startswith("LEAD-1 is not the code of a question that your council is asked.")


def test_submitted_answers_take_no_workbook(assessment, lead, desk):
    answer_everything(assessment)
    desk.download().fill("COLL-1", answer=4)
    preview = desk.upload()
    submit(assessment=assessment, by=lead)
    for refused in (desk.confirm(preview), desk.upload()):
        assert refused.status_code == 409
        assert "Nothing was saved, because the answers can no longer be changed." in refused.content.decode()
    assert desk.client.get(desk.download_url).url == desk.page
    page = desk.client.get(desk.page).content.decode()
    assert "The answers are submitted and wait for a signature." in page and "Upload" not in page
    assert said("COLL-1").level == 2


def test_a_closed_round_takes_no_workbook(assessment, round, desk):
    desk.download().fill("COLL-1", answer=4)
    round.status = round.Status.CLOSED
    round.save()
    assert desk.upload().status_code == 409
    assert not Answer.objects.exists()


@pytest.mark.parametrize(
    "spoil", [lambda text: text[:-1], lambda text: "x" + text, lambda text: "", lambda text: "a:b"]
)
def test_a_preview_that_was_tampered_with_writes_nothing(desk, spoil):
    desk.download().fill("COLL-1", answer=4)
    preview = desk.upload()
    refused = desk.client.post(desk.page, {"carried": spoil(preview.context["carried"])})
    assert refused.status_code == 409 and "Upload the workbook again." in refused.content.decode()
    assert not Answer.objects.exists()


def test_a_preview_too_old_writes_nothing(desk, monkeypatch):
    desk.download().fill("COLL-1", answer=4)
    preview = desk.upload()
    monkeypatch.setattr(carrying, "MOST_SECONDS", -1)
    assert desk.confirm(preview).status_code == 409
    assert not Answer.objects.exists()


def test_a_preview_is_for_one_person_and_one_assessment(assessment, lead, contributor, stranger, as_user, desk):
    desk.download().fill("COLL-1", answer=4)
    preview = desk.upload()
    assert Desk(as_user(contributor), assessment).confirm(preview).status_code == 409
    theirs = stranger.memberships.get().council.assessments.create(round=assessment.round)
    assert Desk(as_user(stranger), theirs).confirm(preview).status_code == 409
    assert not Answer.objects.exists()


def test_who_is_signed_out_meanwhile_is_not_shown_the_signed_data(desk, client):
    sent = client.post(desk.page, {"carried": "abc:def"}, headers={"Referer": f"http://testserver{desk.page}"})
    assert sent.status_code == 302


@pytest.mark.parametrize(
    "note", ["\ufffe\uffff", "_x0041_ and _x000D_", "a\x0bb\x00c", "x" * 40_000, "'quoted", "=HYPERLINK(1)", "a\u2028b"]
)
def test_what_no_cell_can_hold_stays_while_the_rest_changes(assessment, desk, note):
    Answer.objects.create(assessment=assessment, question="COLL-1", state="level", level=2, note=note.replace("\0", ""))
    stored = said("COLL-1")
    desk.download()
    assert desk.upload().context["shown"].unchanged == 60
    desk.fill("COLL-1", answer=3)
    desk.confirm(desk.upload())
    assert said("COLL-1") == replace(stored, level=3)
