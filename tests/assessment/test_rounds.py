"""The verbs of a round: made as a draft, opened and closed by hand, one change at a time."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from assessment.access import rounds_for
from assessment.actions import NotAllowed, save_answers, sign, start, submit
from assessment.drafts import Draft
from assessment.models import Assessment, Round
from assessment.rounds import RoundError, change_dates, close_round, create_round, framework_versions, open_round
from frameworks.scores import State

DAY = timedelta(days=1)


def dates(*, closes_in: int = 30) -> dict:
    today = timezone.localdate()
    closes = today + closes_in * DAY
    return {"opens": min(today, closes), "closes": closes, "publishes": closes + 30 * DAY}


@pytest.fixture
def draft(db) -> Round:
    return create_round(
        slug="2030", name="2030 round", framework_slug="planting-the-flag", framework_version="2011.1", **dates()
    )


def test_a_new_round_is_a_draft_that_no_council_sees_or_starts(draft, council):
    assert draft.status == Round.Status.DRAFT
    assert rounds_for(council) == []
    with pytest.raises(NotAllowed, match="not open"):
        start(council=council, round=draft, by=None)


def test_an_open_round_is_seen_and_started(draft, council):
    open_round(round=draft)
    assert rounds_for(council) == [(draft, None)]
    assert start(council=council, round=draft, by=None).is_open


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"framework_version": "1999.9"}, "no questionnaire planting-the-flag/1999.9"),
        ({"slug": "people"}, "another page"),
        ({"slug": "new"}, "another page"),
        ({"closes": timezone.localdate() - 400 * DAY}, "opens before it closes"),
    ],
)
def test_a_round_that_cannot_be_is_refused(db, change, fault):
    wanted = {"slug": "x", "name": "X", "framework_slug": "planting-the-flag", "framework_version": "2011.1"} | dates()
    with pytest.raises(RoundError, match=fault):
        create_round(**wanted | change)
    assert not Round.objects.exists()


def test_an_address_is_used_once(draft):
    with pytest.raises(RoundError, match="“2030” already"):
        create_round(
            slug="2030", name="Other", framework_slug="planting-the-flag", framework_version="2011.1", **dates()
        )
    assert Round.objects.get().name == "2030 round"


def test_every_questionnaire_of_the_library_is_on_offer():
    assert ("planting-the-flag/2011.1", "Planting the Flag, 2011.1") in framework_versions()


def test_closing_stops_answers_and_signatures(draft, council):
    open_round(round=draft)
    assessment = start(council=council, round=draft, by=None)
    answer = Draft(question="LEAD-1", state=State.LEVEL, level=2)
    save_answers(assessment=assessment, by=None, drafts=[answer])
    submit(assessment=assessment, by=None)
    close_round(round=draft)
    with pytest.raises(NotAllowed, match="not open"):
        sign(assessment=assessment, by=None)
    with pytest.raises(NotAllowed, match="not open"):
        save_answers(assessment=assessment, by=None, drafts=[answer])
    assert Assessment.objects.get().status == Assessment.Status.SUBMITTED


def test_a_closed_round_opens_again_and_lets_a_council_go_on(draft, council):
    open_round(round=draft)
    assessment = start(council=council, round=draft, by=None)
    close_round(round=draft)
    open_round(round=draft)
    draft_answer = Draft(question="LEAD-1", state=State.LEVEL, level=2)
    assert save_answers(assessment=assessment, by=None, drafts=[draft_answer]).saved == ("LEAD-1",)


def test_what_somebody_else_has_done_meanwhile_counts(draft):
    mine, theirs = Round.objects.get(), Round.objects.get()
    open_round(round=theirs)
    with pytest.raises(RoundError, match="open already"):
        open_round(round=mine)
    close_round(round=theirs)
    with pytest.raises(RoundError, match="not open"):
        close_round(round=mine)
    assert Round.objects.get().status == Round.Status.CLOSED


def test_a_draft_cannot_be_closed(draft):
    with pytest.raises(RoundError, match="not open"):
        close_round(round=draft)
    assert Round.objects.get().status == Round.Status.DRAFT


def test_a_round_past_its_closing_date_opens_once_the_date_is_changed(draft):
    change_dates(round=draft, **dates(closes_in=-1))
    with pytest.raises(RoundError, match="Change its dates"):
        open_round(round=draft)
    change_dates(round=draft, **dates(closes_in=0))
    open_round(round=draft)
    assert Round.objects.get().is_open


def test_changing_dates_changes_nothing_else(draft):
    stale = Round.objects.get()
    open_round(round=draft)
    change_dates(round=stale, **dates(closes_in=60))
    found = Round.objects.get()
    assert found.is_open
    assert found.closes == timezone.localdate() + 60 * DAY
    with pytest.raises(RoundError, match="opens before it closes"):
        change_dates(round=found, opens=found.closes + DAY, closes=found.closes, publishes=found.publishes)


def test_the_database_holds_the_order_of_dates_too(draft):
    draft.closes = draft.opens - DAY
    with pytest.raises(IntegrityError):
        draft.save()
