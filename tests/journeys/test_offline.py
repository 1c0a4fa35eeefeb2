"""A workbook is taken away, filled in and brought back."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from assessment.actions import save_answers
from assessment.drafts import Draft
from assessment.models import Answer, Assessment
from assessment.offline.workbook import PLACES
from councils.models import User
from frameworks.scores import State
from tests.journeys.conftest import Walk

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_a_workbook_comes_back(
    walk: Walk, assessment: Assessment, lead: User, contributor: User, tmp_path: Path, javascript: bool
) -> None:
    walker = walk(lead, javascript=javascript)
    walker.open(assessment.get_absolute_url())
    walker.follow("Fill in offline")
    walker.look()
    walker.download("Download the workbook").save_as(tmp_path / "ours.xlsx")
    _fill_in(tmp_path / "ours.xlsx")
    newer = Draft(question="COLL-2", state=State.LEVEL, level=1)
    save_answers(assessment=assessment, by=contributor, drafts=[newer])

    walker.press("Check the workbook")
    walker.sees("Choose the workbook you filled in")
    walker.page.get_by_label("The workbook you filled in").set_input_files(tmp_path / "ours.xlsx")
    walker.press("Check the workbook")
    walker.reads("Check what will change")
    walker.sees("“Not applicable” needs a reason", "Contributor saved a different answer", "cell M2")
    walker.look()
    assert Answer.objects.count() == 1

    walker.page.get_by_label("Take the workbook’s answer to COLL-2 instead").check()
    walker.press("Save 1 change and what is ticked")
    walker.sees("ours.xlsx: 2 answers saved.")
    assert dict(Answer.objects.values_list("question", "level")) == {"COLL-1": 3, "COLL-2": 4}


def _fill_in(path: Path) -> None:
    book = load_workbook(path)
    sheet = book["Answers"]
    sheet.cell(2, PLACES["answer"]).value = "3: Normal here"
    sheet.cell(2, PLACES["note"]).value = "Written on the train. " * 30
    sheet.cell(3, PLACES["answer"]).value = 4
    sheet.cell(4, PLACES["answer"]).value = "Not applicable"
    book.save(path)
