"""The plan in the report: as it stood at signing, whatever became of it since."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from assessment.models import Snapshot
from assessment.snapshot import read
from reports.data import as_data
from reports.report import build
from reports.workbook import workbook
from tests.assessment.plan import accepted, change, own, weak
from tests.reports.edges import sign

URL = "/councils/westerby/2026/report/"


@pytest.fixture
def action(assessment, lead):
    weak(assessment, LEAD_1=1)
    return accepted(assessment, lead, "LEAD-1", owner="Olive Owner", due=date(2026, 1, 31), partners="NHS")


def test_signing_keeps_the_plan_as_it_stands(assessment, action, lead):
    snapshot = sign(assessment)
    change(action, lead, status="done", owner="Peter")
    (signed,) = read(Snapshot.objects.get(pk=snapshot.pk)).plan
    assert (signed.owner, signed.status, signed.due) == ("Olive Owner", "accepted", date(2026, 1, 31))
    assert (signed.question, signed.from_level, signed.to_level, signed.carried) == ("LEAD-1", 1, 2, False)


def test_the_report_prints_it_with_owner_day_and_status(assessment, action, lead, as_user):
    sign(assessment)
    text = as_user(lead).get(URL).text
    for words in ("as it stood when the answers were signed", "Olive Owner", "31 Jan 2026", "(late)", "Partners: NHS"):
        assert words in text
    assert f'href="{URL.replace("report", "plan")}"' in text


def test_an_analyst_reads_what_was_signed_and_is_not_led_further(assessment, action, analyst, as_user):
    sign(assessment)
    text = as_user(analyst).get(URL).text
    assert "Olive Owner" in text
    assert "how it stands today" not in text


def test_without_a_plan_the_report_says_that_there_was_none(assessment, lead, as_user):
    weak(assessment, LEAD_1=1)
    sign(assessment)
    assert "had not agreed on any action yet" in as_user(lead).get(URL).text


def test_a_snapshot_from_before_there_were_plans_reads(assessment, lead, as_user):
    weak(assessment)
    snapshot = sign(assessment)
    del snapshot.data["plan"]
    assert read(snapshot).plan == ()
    assert build(snapshot).plan == ()


def test_what_is_under_way_comes_first_and_what_is_dropped_last(assessment, lead):
    weak(assessment)
    for status in ("dropped", "done", "accepted", "under_way"):
        own(assessment, lead, status, status=status, reason="No money" if status == "dropped" else "")
    report = build(sign(assessment))
    assert [action.step for action in report.plan] == ["under_way", "accepted", "done", "dropped"]


def test_the_data_and_the_workbook_have_it(assessment, action, lead):
    own(assessment, lead, "=1+1")
    report = build(sign(assessment))
    first, second = as_data(report)["plan"]
    assert (first["question"], first["due"], first["status"]) == ("LEAD-1", "2026-01-31", "accepted")
    assert second["step"] == "=1+1"
    sheet = load_workbook(io.BytesIO(workbook(report)))["Plan"]
    heading, row, own_row = sheet.iter_rows(values_only=True)
    said = dict(zip(heading, row, strict=True))
    assert (said["Owner"], said["By when"], said["Late when signed"]) == ("Olive Owner", "2026-01-31", "yes")
    assert own_row[0] == "=1+1"
    assert sheet["A3"].data_type == "s"


def test_signing_again_prints_the_newer_plan(assessment, action, lead):
    first = sign(assessment)
    change(action, lead, status="under_way")
    second = sign(assessment)
    assert [read(snapshot).plan[0].status for snapshot in (first, second)] == ["accepted", "under_way"]
