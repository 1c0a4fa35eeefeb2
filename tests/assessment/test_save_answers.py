from datetime import date

import pytest
from django.db import connection, transaction

from assessment.actions import NotAllowed, save_answers
from assessment.drafts import Draft, Reference, Said
from assessment.models import Answer, Assessment
from frameworks.scores import State

MINUTE = Reference("Board minute", where="Cabinet papers", page="4", dated=date(2026, 3, 27))


def level(question: str, number: int, *, version: int = 0, **said: object) -> Draft:
    return Draft(question=question, version=version, state=State.LEVEL, level=number, **said)


def said(assessment: Assessment, question: str) -> Said:
    return Said.by(assessment.answers.filter(question=question).first())


def test_a_first_answer_is_saved_with_its_evidence(assessment, lead):
    draft = level("LEAD-1", 3, note="Since May", warnings=(2,), evidence=(MINUTE,))

    saved = save_answers(assessment=assessment, by=lead, drafts=[draft])

    assert saved.saved == ("LEAD-1",)
    answer = assessment.answers.get()
    assert (answer.version, answer.updated_by) == (1, lead)
    assert said(assessment, "LEAD-1") == draft.said


def test_every_change_is_kept_with_who_from_to_and_why(assessment, lead, contributor):
    first = level("LEAD-1", 1, evidence=(MINUTE,))
    second = level("LEAD-1", 2, version=1)
    save_answers(assessment=assessment, by=lead, drafts=[first])
    save_answers(assessment=assessment, by=contributor, drafts=[second], why="The plan was agreed")

    newest, oldest = assessment.changes.all()
    assert (oldest.by, oldest.before, Said.from_data(oldest.after)) == (lead, None, first.said)
    assert (newest.by, newest.why) == (contributor, "The plan was agreed")
    assert (Said.from_data(newest.before), Said.from_data(newest.after)) == (first.said, second.said)


def test_nothing_changed_makes_no_new_version(assessment, lead):
    draft = level("LEAD-1", 1, evidence=(MINUTE,))
    save_answers(assessment=assessment, by=lead, drafts=[draft])

    again = save_answers(assessment=assessment, by=lead, drafts=[Draft.of("LEAD-1", draft.said, version=1)])

    assert (again.saved, again.unchanged, again.conflicts) == ((), ("LEAD-1",), ())
    assert assessment.answers.get().version == 1
    assert assessment.changes.count() == 1


def test_changed_evidence_alone_is_a_change_and_no_longer_checked(assessment, lead):
    save_answers(assessment=assessment, by=lead, drafts=[level("LEAD-1", 3, evidence=(MINUTE,))])
    assessment.answers.update(checked=True)

    save_answers(assessment=assessment, by=lead, drafts=[level("LEAD-1", 3, version=1, evidence=())])

    answer = assessment.answers.get()
    assert (answer.version, answer.checked, answer.evidence.count()) == (2, False, 0)


def test_a_stale_save_is_a_conflict_that_shows_what_stands_and_keeps_it(assessment, lead, contributor):
    save_answers(assessment=assessment, by=lead, drafts=[level("LEAD-1", 1)])
    save_answers(assessment=assessment, by=contributor, drafts=[level("LEAD-1", 2, version=1)])

    mine = level("LEAD-1", 3, version=1)
    saved = save_answers(assessment=assessment, by=lead, drafts=[mine, level("LEAD-2", 3)])

    assert saved.saved == ("LEAD-2",)
    (conflict,) = saved.conflicts
    assert (conflict.draft, conflict.by, conflict.version, conflict.current.level) == (mine, contributor, 2, 2)
    assert said(assessment, "LEAD-1").level == 2


def test_the_conflict_once_seen_can_be_overruled(assessment, lead, contributor):
    save_answers(assessment=assessment, by=contributor, drafts=[level("LEAD-1", 2)])
    (conflict,) = save_answers(assessment=assessment, by=lead, drafts=[level("LEAD-1", 3)]).conflicts

    saved = save_answers(
        assessment=assessment, by=lead, drafts=[Draft.of("LEAD-1", conflict.draft.said, version=conflict.version)]
    )

    assert saved.saved == ("LEAD-1",)
    assert said(assessment, "LEAD-1").level == 3


def test_two_first_answers_conflict(assessment, lead, contributor):
    save_answers(assessment=assessment, by=contributor, drafts=[level("LEAD-1", 2)])
    saved = save_answers(assessment=assessment, by=lead, drafts=[level("LEAD-1", 3)])
    assert [conflict.current.level for conflict in saved.conflicts] == [2]


def test_two_who_say_the_same_do_not_conflict(assessment, lead, contributor):
    save_answers(assessment=assessment, by=contributor, drafts=[level("LEAD-1", 2)])
    saved = save_answers(assessment=assessment, by=lead, drafts=[level("LEAD-1", 2)])
    assert (saved.unchanged, saved.conflicts) == (("LEAD-1",), ())


@pytest.mark.parametrize("read", [(), (level("LEAD-2", 1),)], ids=["unanswered", "answered"])
def test_a_question_left_as_it_was_read_does_not_conflict(assessment, lead, contributor, read):
    """A page posts all its questions: those its reader did not touch must not fight a colleague's change."""
    save_answers(assessment=assessment, by=lead, drafts=read)
    version = len(read)
    untouched = Draft.of("LEAD-2", read[0].said if read else Said(), version=version)
    save_answers(assessment=assessment, by=contributor, drafts=[level("LEAD-2", 4, version=version)])

    saved = save_answers(assessment=assessment, by=lead, drafts=[level("LEAD-1", 3), untouched])

    assert (saved.saved, saved.unchanged, saved.conflicts) == (("LEAD-1",), ("LEAD-2",), ())
    assert said(assessment, "LEAD-2").level == 4


def test_clearing_deletes_the_answer_and_keeps_the_change(assessment, lead):
    save_answers(assessment=assessment, by=lead, drafts=[level("LEAD-1", 2, evidence=(MINUTE,))])

    saved = save_answers(assessment=assessment, by=lead, drafts=[Draft(question="LEAD-1", version=1)])

    assert saved.saved == ("LEAD-1",)
    assert not assessment.answers.exists()
    change = assessment.changes.first()
    assert Said.from_data(change.before).evidence == (MINUTE,)
    assert Said.from_data(change.after) == Said()


def test_a_page_read_before_a_clear_never_fits_the_answer_given_after_it(assessment, lead, contributor):
    save_answers(assessment=assessment, by=lead, drafts=[level("LEAD-1", 1)])
    save_answers(assessment=assessment, by=contributor, drafts=[Draft(question="LEAD-1", version=1)])
    save_answers(assessment=assessment, by=contributor, drafts=[level("LEAD-1", 4)])

    saved = save_answers(assessment=assessment, by=lead, drafts=[level("LEAD-1", 2, version=1)])

    assert saved.saved == ()
    assert [conflict.current.level for conflict in saved.conflicts] == [4]


def test_a_stale_save_after_a_clear_conflicts_and_says_who_cleared(assessment, lead, contributor):
    save_answers(assessment=assessment, by=lead, drafts=[level("LEAD-1", 1)])
    save_answers(assessment=assessment, by=contributor, drafts=[Draft(question="LEAD-1", version=1)])

    (conflict,) = save_answers(assessment=assessment, by=lead, drafts=[level("LEAD-1", 2, version=1)]).conflicts

    assert (conflict.current, conflict.version, conflict.by) == (Said(), 0, contributor)


def test_clearing_what_somebody_has_changed_conflicts(assessment, lead, contributor):
    save_answers(assessment=assessment, by=lead, drafts=[level("LEAD-1", 1)])
    save_answers(assessment=assessment, by=contributor, drafts=[level("LEAD-1", 2, version=1)])
    saved = save_answers(assessment=assessment, by=lead, drafts=[Draft(question="LEAD-1", version=1)])
    assert len(saved.conflicts) == 1
    assert said(assessment, "LEAD-1").level == 2


@pytest.mark.parametrize("status", [Assessment.Status.SUBMITTED, Assessment.Status.SIGNED])
def test_what_is_submitted_or_signed_cannot_be_changed(assessment, lead, status):
    Assessment.objects.update(status=status)
    with pytest.raises(NotAllowed, match="submitted"):
        save_answers(assessment=assessment, by=lead, drafts=[level("LEAD-1", 1)])
    assert not assessment.answers.exists()


def test_a_closed_round_takes_no_answers(assessment, lead, round):
    round.status = round.Status.CLOSED
    round.save()
    with pytest.raises(NotAllowed, match="2026 round is not open"):
        save_answers(assessment=assessment, by=lead, drafts=[level("LEAD-1", 1)])


@pytest.mark.parametrize(
    ("draft", "fault"),
    [
        (level("LEAD-1", 5), "LEAD-1 has no level 5"),
        (level("LEAD-1", 1, warnings=(3,)), "LEAD-1 has no warning sign 3"),
        (Draft(question="LEAD-1", state=State.NOT_APPLICABLE), "not applicable needs a reason"),
        (Draft(question="LEAD-1", state=State.DONT_KNOW, level=1), "a level goes with"),
        (Draft(question="LEAD-1", note="Ask Priya"), "there is no answer to keep"),
    ],
)
def test_what_no_form_lets_through_is_refused(assessment, lead, draft, fault):
    with pytest.raises(ValueError, match=fault):
        save_answers(assessment=assessment, by=lead, drafts=[draft])


def test_an_unknown_question_is_refused(assessment, lead):
    with pytest.raises(KeyError, match="LEAD-9"):
        save_answers(assessment=assessment, by=lead, drafts=[level("LEAD-9", 1)])


def test_a_whole_answer_book_is_saved_in_few_queries(assessment, lead, django_assert_max_num_queries):
    drafts = [level(code, 2, evidence=(MINUTE,)) for code in assessment.framework.questions]
    with django_assert_max_num_queries(10):
        saved = save_answers(assessment=assessment, by=lead, drafts=drafts)
    assert len(saved.saved) == 60


def test_the_row_is_found_in_the_version_read_and_no_other(assessment, lead, monkeypatch):
    """The UPDATE itself names the version: a writer who slips past the lock still loses nothing."""
    save_answers(assessment=assessment, by=lead, drafts=[level("LEAD-1", 1)])
    real = Answer.objects.filter

    def slip_in(*args, **kwargs):
        if "version" in kwargs:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("UPDATE assessment_answer SET version = 7, level = 4")
        return real(*args, **kwargs)

    monkeypatch.setattr(Answer.objects, "filter", slip_in)
    saved = save_answers(assessment=assessment, by=lead, drafts=[level("LEAD-1", 2, version=1)])

    assert saved.saved == ()
    assert [(conflict.version, conflict.current.level) for conflict in saved.conflicts] == [(7, 4)]
