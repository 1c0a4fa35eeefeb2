"""Whatever is uploaded, what is wrong with it is said in words, with its cell, and nothing is written."""

import re
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from assessment.models import Answer
from assessment.offline import carrying, forms, reading
from assessment.sheets import SheetFault
from tests.assessment.offline import Desk, packed

NOT_OURS = "This is not a workbook that was downloaded from this page."


@pytest.fixture
def desk(assessment, lead, as_user) -> Desk:
    return Desk(as_user(lead), assessment)


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        ({"answer": "maybe"}, "F", "“maybe” is not an answer to this question. The answers are: 0: Not started; 1: "),
        ({"answer": 7}, "F", "“7” is not an answer to this question"),
        ({"answer": "3 Not started"}, "F", "“3 Not started” is not an answer to this question"),
        ({"answer": datetime(2026, 3, 2)}, "F", "“2026-03-02” is not an answer to this question"),  # noqa: DTZ001
        ({"answer": "Not applicable"}, "G", "“Not applicable” needs a reason"),
        ({"answer": 1, "reason": "Because"}, "G", "A reason goes with “Not applicable” alone."),
        ({"answer": 1, "warnings": "yes"}, "I", "“yes” does not say which warning signs of COLL-1 are true"),
        ({"answer": 1, "evidence_2": "Plan | | | soon"}, "K", "soon is not a date such as 2026-03-27 or 27/3/2026"),
        ({"answer": 1, "evidence_3": "Plan\n| x"}, "L", "evidence has no title: | x"),
        ({"note": "Ask Ann"}, "F", "Choose an answer, so that the rest of the row can be kept with it"),
        ({"code": "COLL-9", "answer": 1}, "A", "COLL-9 is not the code of a question that your council is asked."),
        ({"code": None, "answer": 1}, "A", "The row has no code"),
        ({"code": "COLL-3"}, "A", "COLL-3 is in row 2 already."),
        ({"answer": "=1+2"}, "F", "The formula has no result."),
        ({"answer": "#REF!"}, "F", "#REF! is an error."),
    ],
)
def test_a_problem_is_named_with_its_cell(desk, cells, column, words):
    desk.download()
    row = desk.row("COLL-1")
    desk.fill("COLL-1", **cells)
    found = desk.problems()
    if cells.get("code") == "COLL-3":
        row += 2
    assert [place for place, _words in found] == [f"{column}{row}"]
    assert found[0][1].startswith(words)
    assert not Answer.objects.exists()


def test_of_two_rows_with_one_code_neither_is_saved(desk):
    desk.download().fill("COLL-1", code="COLL-3", answer=1)
    assert desk.upload().context["shown"].changes == ()


def test_every_problem_of_a_row_is_named(desk):
    desk.download().fill("COLL-1", answer="maybe", warnings="yes", evidence_1="| x")
    assert [place for place, _words in desk.problems()] == ["F2", "I2", "J2"]


def test_a_formula_counts_as_what_it_came_to(desk):
    desk.download().fill("COLL-1", answer="=1+2")
    # As a spreadsheet program saves it: the formula, and its result.
    plain = packed(desk.book)
    with ZipFile(BytesIO(plain)) as before, ZipFile(changed := BytesIO(), "w") as after:
        for part in before.namelist():
            after.writestr(
                part, re.sub(rb"(<f>1\+2</f>)<v ?/>|(<f>1\+2</f>)<v></v>", rb"\1\2<v>3</v>", before.read(part))
            )
    preview = desk.upload(changed.getvalue())
    (change,) = preview.context["shown"].changes
    assert change.draft.level == 3


def test_dates_as_other_programs_save_them_are_text(desk):
    desk.download().fill("COLL-1", answer=3, note=datetime(2026, 3, 27))  # noqa: DTZ001
    (change,) = desk.upload().context["shown"].changes
    assert change.draft.note == "2026-03-27"


def test_a_column_taken_out_is_named(desk):
    desk.download()
    desk.answers.delete_cols(13)
    desk.answers.delete_cols(7)
    assert "lacks these headings: Why it does not apply, Note for your colleagues." in desk.refusal()


def test_columns_may_stand_in_another_order(desk):
    desk.download().fill("COLL-1", answer=3)
    desk.answers.insert_cols(2)
    assert [change.draft.level for change in desk.upload().context["shown"].changes] == [3]
    desk.fill("COLL-1", element="")
    desk.answers.cell(2, 7).value = "maybe"
    assert desk.problems()[0][0] == "G2"


def test_a_workbook_of_another_council_is_refused(desk, stranger, round, as_user):
    other = stranger.memberships.get().council.assessments.create(round=round)
    desk.book = Desk(as_user(stranger), other).download().book
    assert desk.refusal() == (
        "This workbook is for Easterby Council. Choose one that was downloaded for Westerby Council."
    )


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        ("round", "This workbook is for another round, 2026 round."),
        ("checksum", "The questions have changed since this workbook was downloaded."),
        ("framework", "The questions have changed since this workbook was downloaded."),
    ],
)
def test_a_workbook_for_something_else_is_refused(desk, mark, words):
    desk.download()
    for row in desk.book["Cairn"].iter_rows(max_col=2):
        if row[0].value == mark:
            row[1].value = "another"
    assert desk.refusal().startswith(words)


def test_a_workbook_that_lost_its_hidden_sheet_is_refused(desk):
    desk.download()
    del desk.book["Cairn"]
    assert desk.refusal().startswith(NOT_OURS)


def test_any_other_workbook_is_refused(desk):
    desk.book = Workbook()
    assert desk.refusal().startswith(NOT_OURS)
    desk.book.active.append(["Code", "Answer"])
    assert desk.refusal().startswith(NOT_OURS)


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ({"content": b"code,answer", "name": "answers.csv"}, "answers.csv is not an .xlsx workbook."),
        ({"content": b"not a zip"}, "westerby.xlsx cannot be read."),
        ({"content": b""}, "The file is empty."),
        ({"content": b"x" * (forms.MOST_BYTES + 1)}, "westerby.xlsx is larger than 2 MB."),
    ],
)
def test_a_file_that_is_no_workbook_is_said_to_be_none(desk, file, words):
    assert desk.refusal(**file).startswith(words)


def test_no_file_is_said_to_be_missing(desk):
    page = desk.client.post(desk.page)
    assert page.status_code == 200
    assert "Choose the workbook you filled in" in page.content.decode()


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused_before_it_is_read(desk, monkeypatch):
    with ZipFile(bomb := BytesIO(), "w", ZIP_DEFLATED) as packing:
        packing.writestr("xl/workbook.xml", b"0" * (reading.MOST_BYTES + 1))
    monkeypatch.setattr("assessment.sheets.load_workbook", None)
    assert desk.refusal(content=bomb.getvalue()).startswith("westerby.xlsx cannot be read.")


def test_more_than_a_page_can_carry_is_refused(desk, monkeypatch):
    desk.download().fill("COLL-1", answer=3)
    monkeypatch.setattr(carrying, "MOST_CHARACTERS", 10)
    assert desk.refusal() == "The workbook says more than can be saved at once. Upload it in two halves."


@pytest.fixture(scope="module")
def some_workbook() -> bytes:
    book = Workbook()
    book.active.append(["Code", "Answer"])
    book.active.append(["LEAD-1", "=1"])
    return packed(book)


@given(data=st.data())
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_damaged_file_is_read_or_refused(some_workbook, data):
    """One part of the workbook cut short or changed."""
    with ZipFile(BytesIO(some_workbook)) as before, ZipFile(damaged := BytesIO(), "w") as after:
        spoilt = data.draw(st.sampled_from(before.namelist()))
        for part in before.namelist():
            content = before.read(part)
            if part == spoilt:
                place = data.draw(st.integers(0, len(content)))
                content = content[:place] + data.draw(st.binary(max_size=4)) + content[place + 3 :]
            after.writestr(part, content)
    try:
        reading.read(damaged, "damaged.xlsx")
    except SheetFault as fault:
        assert fault.problems


def test_an_edited_workbook_still_says_what_it_is_for(desk):
    """What the upload rests on survives another program's reading and writing."""
    again = load_workbook(BytesIO(packed(desk.download().book)))
    assert again["Cairn"].sheet_state == "hidden"
    assert again["Answers"].protection.sheet


def test_signs_that_a_spreadsheet_writes_for_characters_are_read_as_such(desk):
    desk.download().fill("COLL-1", answer=3, note="One_x000D_\ntwo _x005F_x0041_ _x0000_")
    (change,) = desk.upload().context["shown"].changes
    assert change.draft.note == "One\ntwo _x0041_"
