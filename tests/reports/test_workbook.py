import io

import pytest
from openpyxl import load_workbook

from reports.report import build
from reports.workbook import workbook
from tests.conftest import answer_everything, make_council
from tests.reports.edges import EDGES, answer, sign, sign_peers


def book_of(snapshot):
    report = build(snapshot)
    return report, load_workbook(io.BytesIO(workbook(report)))


def rows_of(sheet):
    heading, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(heading, row, strict=True)) for row in rows]


def test_it_has_an_answer_a_question_and_a_score_a_dimension(assessment):
    answer_everything(assessment)
    _report, book = book_of(sign(assessment))
    assert book.sheetnames == ["About", "Answers", "Scores", "Lenses", "Places", "Plan"]
    answers = rows_of(book["Answers"])
    assert len(answers) == 60
    assert (answers[0]["Level"], answers[0]["Share"], answers[0]["Evidence"]) == (2, 0.5, "Board minute")
    assert len(rows_of(book["Scores"])) == 15


def test_scores_equal_the_reports_and_can_be_worked_out_from_the_answers(assessment, round):
    answer_everything(assessment)
    answer(assessment, "LEAD-1", 4)
    snapshot = sign(assessment)
    sign_peers(round, [make_council(f"E0699910{place}", f"Peer {place}") for place in range(10)])
    report, book = book_of(snapshot)
    answers = rows_of(book["Answers"])
    for part, row in zip(report.dimensions, rows_of(book["Scores"]), strict=True):
        shares = [answer["Share"] for answer in answers if answer["Dimension"] == part.dimension.title]
        assert row["Score claimed"] == pytest.approx(100 * sum(shares) / len(shares))
        assert row["Score claimed"] == pytest.approx(float(part.claimed.score))
        assert row["Median"] == pytest.approx(part.standing.median)
        assert row["Level claimed"] == part.claimed.level


def test_text_is_never_a_formula(assessment):
    answer_everything(assessment)
    answer(assessment, "LEAD-1", 2, evidence='=HYPERLINK("https://example.org")', note="=1+1", reason="@SUM(A1)")
    _report, book = book_of(sign(assessment))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "=1+1" in [cell.value for cell in cells]
    assert "f" not in {cell.data_type for cell in cells}


@pytest.mark.parametrize("character", ["\x0b", "\ufffe", "\uffff"])
def test_what_no_cell_can_hold_is_left_out(assessment, character):
    answer_everything(assessment)
    answer(assessment, "LEAD-1", 2, note=f"pasted{character}from afar")
    _report, book = book_of(sign(assessment))
    assert "pastedfrom afar" in [row["Note"] for row in rows_of(book["Answers"])]


def test_figures_of_a_thin_group_are_in_no_cell(assessment, round):
    answer_everything(assessment)
    snapshot = sign(assessment)
    sign_peers(round, [make_council(f"E0699910{place}", f"Peer {place}") for place in range(4)])
    _report, book = book_of(snapshot)
    for row in [*rows_of(book["Scores"]), *rows_of(book["Lenses"])]:
        assert [row[name] for name in ("Median", "Lower quartile", "Upper quartile", "Percentile")] == [None] * 4
        assert row["What is withheld, and why"]


@pytest.mark.parametrize("edge", EDGES, ids=lambda edge: edge.__name__)
def test_it_opens_at_every_edge(assessment, edge):
    edge(assessment)
    _report, book = book_of(sign(assessment))
    assert book["Answers"].max_row == 61
