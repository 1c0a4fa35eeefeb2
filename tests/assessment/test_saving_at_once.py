"""Two people who save at the same moment, on a database that lets them."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import OperationalError, connection, transaction

from assessment.actions import NotAllowed, save_answers, sign, submit
from assessment.drafts import Draft
from assessment.models import Assessment, Round
from assessment.rounds import close_round, hold
from frameworks.scores import State
from tests.conftest import answer_everything

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite writes one transaction at a time"),
]


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What each act returned, or the refusal it met."""
    barrier, results = Barrier(len(acts)), [None] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        barrier.wait()
        try:
            results[place] = act()
        except NotAllowed as refusal:
            results[place] = refusal
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def saving(assessment: Assessment, user, number: int, version: int = 0) -> Callable[[], object]:
    """A save of a person's own, with an assessment of its own as each request has."""
    own = Assessment.objects.select_related("round", "council").get(pk=assessment.pk)
    draft = Draft(question="LEAD-1", version=version, state=State.LEVEL, level=number)
    return lambda: save_answers(assessment=own, by=user, drafts=[draft])


@pytest.mark.parametrize("version", [0, 1])
def test_one_of_two_is_saved_and_the_other_is_shown_it(assessment, lead, contributor, version):
    if version:
        saving(assessment, lead, 0)()

    results = at_once(
        *(
            saving(assessment, user, number, version)
            for user, number in ((lead, 1), (contributor, 2))
            for _twice in "ab"
        )
    )

    answer = assessment.answers.get()
    assert answer.version == version + 1
    assert sum(len(result.saved) for result in results) == 1
    assert {conflict.current.level for result in results for conflict in result.conflicts} == {answer.level}


def test_no_answer_slips_in_beside_a_signature(assessment, lead, signatory):
    """What is signed is what stands, whether the late save came first or was refused."""
    answer_everything(assessment, level=1)
    submit(assessment=assessment, by=lead)
    own = Assessment.objects.select_related("round", "council").get(pk=assessment.pk)

    snapshot, saved = at_once(lambda: sign(assessment=own, by=signatory), saving(assessment, lead, 4, version=1))

    assert isinstance(saved, NotAllowed)
    signed = {row["question"]: row["level"] for row in snapshot.data["answers"]}
    assert assessment.answers.get(question="LEAD-1").level == signed["LEAD-1"] == 1


def test_a_save_and_a_submission_take_turns(assessment, lead):
    answer_everything(assessment, level=1)
    own = Assessment.objects.select_related("round", "council").get(pk=assessment.pk)

    _none, saved = at_once(lambda: submit(assessment=own, by=lead), saving(assessment, lead, 4, version=1))

    expected = 1 if isinstance(saved, NotAllowed) else 4
    assert assessment.answers.get(question="LEAD-1").level == expected


def test_a_round_does_not_close_over_those_who_are_writing_in_it(round):
    with transaction.atomic():
        hold(round.pk)
        closing, holding = at_once(
            lambda: _within_a_moment(lambda: close_round(round=round)), lambda: _within_a_moment(lambda: hold(round.pk))
        )
    assert isinstance(closing, OperationalError), "it would wait until the writer is done"
    assert holding is None, "writers do not wait for each other"
    close_round(round=round)
    assert not Round.objects.get().is_open


def test_who_writes_after_the_round_has_closed_is_refused(assessment, lead, signatory):
    answer_everything(assessment, level=1)
    submit(assessment=assessment, by=lead)
    read_before = Assessment.objects.select_related("round", "council").get(pk=assessment.pk)
    close_round(round=Round.objects.get())
    with pytest.raises(NotAllowed, match="not open"):
        sign(assessment=read_before, by=signatory)


def _within_a_moment(act: Callable[[], object]) -> OperationalError | None:
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '300ms'")
            act()
    except OperationalError as waited:
        return waited
    return None
