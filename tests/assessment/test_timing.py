"""How long a dimension takes: measured from saves, kept at signing, and shown once enough councils have been."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import caches

from assessment.actions import reopen, save_answers, sign, submit
from assessment.drafts import Draft
from assessment.models import AnswerChange, Assessment, MeasuredTime
from assessment.timing import MIN_COUNCILS, Save, TimeNeeded, seconds_taken, time_needed
from frameworks.scores import State
from tests.conftest import make_council

NINE = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
ANN, BEN = 1, 2
URL = "/councils/westerby/2026/"


def save(by: int, minutes: float, dimension: str, *, first: bool = True) -> Save:
    return Save(by, NINE + timedelta(minutes=minutes), dimension, first)


def test_a_save_took_as_long_as_had_passed_since_the_one_before():
    saves = [save(ANN, 0, "A"), save(ANN, 12, "B"), save(ANN, 20, "C")]
    assert seconds_taken(saves) == {"B": 720, "C": 480}
    assert seconds_taken(reversed(saves)) == seconds_taken(saves)


def test_the_time_of_two_people_adds_up():
    saves = [save(ANN, 0, "A"), save(BEN, 1, "A"), save(ANN, 5, "B"), save(BEN, 9, "B")]
    assert seconds_taken(saves) == {"B": 300 + 480}


def test_a_long_silence_is_no_work():
    """The first save of a sitting took nobody knows how long, so its dimension counts as not measured."""
    assert seconds_taken([save(ANN, 0, "A"), save(ANN, 30, "B"), save(ANN, 35, "B"), save(ANN, 40, "C")]) == {"C": 300}
    assert seconds_taken([save(ANN, 0, "A"), save(ANN, 29, "B")]) == {"B": 29 * 60}


def test_a_later_correction_that_opens_a_sitting_spoils_nothing():
    saves = [save(ANN, 0, "A"), save(ANN, 10, "B"), save(ANN, 500, "B", first=False), save(ANN, 502, "B", first=False)]
    assert seconds_taken(saves) == {"B": 600 + 120}


def test_what_is_sent_together_is_counted_once():
    assert seconds_taken([save(ANN, 0, "A"), *[save(ANN, 10, "B")] * 4]) == {"B": 600}


def test_answers_from_a_file_measure_nothing():
    assert seconds_taken([save(ANN, 0, "A"), save(ANN, 10, "B"), save(ANN, 10, "C"), save(ANN, 12, "D")]) == {"D": 120}


def answered(assessment: Assessment, by, *, minutes: float) -> None:
    """Collaboration at nine, and then Leadership, which took so many minutes; signed."""
    for code, at in (("COLL", NINE), ("LEAD", NINE + timedelta(minutes=minutes))):
        drafts = [Draft(question=f"{code}-{number}", state=State.DONT_KNOW) for number in (1, 2, 3, 4)]
        saved = save_answers(assessment=assessment, by=by, drafts=drafts)
        AnswerChange.objects.filter(assessment=assessment, question__in=saved.saved).update(at=at)
    submit(assessment=assessment, by=by)
    sign(assessment=assessment, by=by)


def measured(round, by, *minutes: float) -> None:
    """Councils that took so many minutes each over Leadership."""
    for number, taken in enumerate(minutes, start=100 + Assessment.objects.count()):
        council = make_council(f"E06999{number}", f"Measured {number}")
        answered(Assessment.objects.create(council=council, round=round), by, minutes=taken)


def test_signing_keeps_what_was_measured_and_signing_again_measures_anew(assessment, lead):
    answered(assessment, lead, minutes=12)
    assert list(MeasuredTime.objects.values_list("dimension", "seconds")) == [("LEAD", 720)]

    reopen(assessment=assessment, by=lead, remark="Again")
    AnswerChange.objects.filter(question__startswith="LEAD").update(at=NINE + timedelta(minutes=10))
    submit(assessment=assessment, by=lead)
    sign(assessment=assessment, by=lead)
    assert list(MeasuredTime.objects.values_list("dimension", "seconds")) == [("LEAD", 600)]


def test_made_up_answers_took_nobody_any_time(assessment, round, lead):
    round.made_up = True
    round.save()
    answered(assessment, lead, minutes=12)
    assert not MeasuredTime.objects.exists()


def test_five_councils_make_a_measure_and_fewer_make_none(assessment, round, lead):
    framework = round.framework
    measured(round, lead, 9, 10, 12, 28)
    assert time_needed(framework, "LEAD", asked=4) == TimeNeeded(10)
    assert not time_needed(framework, "LEAD", asked=4).is_measured

    measured(round, lead, 13)
    # Within the hour a page goes by what was worked out before.
    assert time_needed(framework, "LEAD", asked=4) == TimeNeeded(10)
    caches["process"].clear()
    assert time_needed(framework, "LEAD", asked=4) == TimeNeeded(12, MIN_COUNCILS)
    assert time_needed(framework, "COLL", asked=3) == TimeNeeded(8), "2.5 minutes a question, half up"


def test_the_pages_say_how_long_and_how_that_is_known(assessment, round, lead, as_user):
    client = as_user(lead)
    estimate = "About 10 minutes of one person’s time (our estimate, until five councils have been measured)"
    assert estimate in client.get(URL + "leadership/").content.decode()
    assert client.get(URL).content.decode().count("About 10 minutes (our estimate)") == 15

    measured(round, lead, 9, 10, 12, 28, 13)
    caches["process"].clear()

    page = client.get(URL + "leadership/").content.decode()
    assert "About 12 minutes of one person’s time, measured over 5 councils" in page
    page = client.get(URL).content.decode()
    assert page.count("About 12 minutes, measured over 5 councils") == 1
    assert page.count("About 10 minutes (our estimate)") == 14


@pytest.mark.parametrize("councils", [5, 9])
def test_a_page_asks_as_much_whatever_the_number_of_councils(
    assessment, round, lead, as_user, django_assert_num_queries, councils
):
    measured(round, lead, *range(5, 5 + councils))
    client = as_user(lead)
    client.get(URL)
    with django_assert_num_queries(12):
        client.get(URL)
