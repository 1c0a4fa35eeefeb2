from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook
from openpyxl.styles import Font

from assessment import sheets
from assessment.actions import save_answers
from assessment.drafts import Draft, Reference, Said
from assessment.importing import import_answers
from assessment.models import Answer, AnswerChange, Assessment
from assessment.sheets import SheetFault
from frameworks.definition import AppliesTo
from frameworks.scores import State

HEADER = "gss_code,question,level,state,reason,evidence,note"


@pytest.fixture
def csv_file(tmp_path):
    def write(*lines: str, header: str = HEADER) -> Path:
        path = tmp_path / "answers.csv"
        path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
        return path

    return write


def said(question: str) -> Said:
    return Said.by(Answer.objects.get(question=question))


def problems(path: Path, round) -> tuple[str, ...]:
    with pytest.raises(SheetFault) as fault:
        import_answers(path, round=round, by=None)
    assert not Answer.objects.exists()
    assert not AnswerChange.objects.exists()
    return fault.value.problems


def test_a_csv_file_is_imported_through_the_same_door_as_everything_else(council, round, lead, csv_file):
    path = csv_file(
        'E06999001,LEAD-1,3,,,"Board minute | https://example.org/m | 4 | 27/3/2026\nPlan",Since May',
        "E06999001,LEAD-2,,dont_know,,,",
        "E06999001,LEAD-3,,not_applicable,We have no staff,,",
        "E06999001,LEAD-4,0,,,,",
    )

    imported = import_answers(path, round=round, by=lead)

    assert (imported.councils, imported.saved, imported.unchanged) == (1, 4, 0)
    minute = Reference("Board minute", "https://example.org/m", "4", date(2026, 3, 27))
    assert said("LEAD-1") == Said(state=State.LEVEL, level=3, note="Since May", evidence=(minute, Reference("Plan")))
    assert said("LEAD-2").state is State.DONT_KNOW
    assert (said("LEAD-3").state, said("LEAD-3").reason) == (State.NOT_APPLICABLE, "We have no staff")
    assert said("LEAD-4").level == 0
    assert Assessment.objects.get().started_by == lead
    assert {(change.by, change.why) for change in AnswerChange.objects.all()} == {(lead, "imported from answers.csv")}


def test_a_workbook_is_read_like_a_csv_file(council, round, tmp_path):
    book = Workbook()
    book.active.append(["gss_code", "question", "level", "reason"])
    book.active.append(["E06999001", "LEAD-1", 3, None])
    book.active.append([None, None, None, None])
    book.active.append(["E06999001", "LEAD-2", "not_applicable", "No staff"])
    book.save(tmp_path / "answers.xlsx")

    imported = import_answers(tmp_path / "answers.xlsx", round=round, by=None)

    assert imported.saved == 2
    assert (said("LEAD-1").level, said("LEAD-2").reason) == (3, "No staff")


def test_importing_twice_changes_nothing(council, round, csv_file):
    path = csv_file("E06999001,LEAD-1,3,,,Plan,")
    import_answers(path, round=round, by=None)
    again = import_answers(path, round=round, by=None)
    assert (again.saved, again.unchanged) == (0, 1)
    assert AnswerChange.objects.count() == 1


def test_another_answer_is_updated_and_its_history_says_from_where(assessment, round, lead, csv_file):
    stored = Draft(question="LEAD-1", state=State.LEVEL, level=1, warnings=(1,), evidence=(Reference("Plan"),))
    save_answers(assessment=assessment, by=lead, drafts=[stored])

    import_answers(csv_file("E06999001,LEAD-1,2", header="gss_code,question,level"), round=round, by=None)

    assert said("LEAD-1") == Said(state=State.LEVEL, level=2, warnings=(1,), evidence=(Reference("Plan"),))
    assert assessment.changes.first().why == "imported from answers.csv"


def test_a_column_that_is_there_and_empty_empties(assessment, round, lead, csv_file):
    stored = Draft(question="LEAD-1", state=State.LEVEL, level=2, note="Old", evidence=(Reference("Plan"),))
    save_answers(assessment=assessment, by=lead, drafts=[stored])
    import_answers(csv_file("E06999001,LEAD-1,2,,,,"), round=round, by=None)
    assert said("LEAD-1") == Said(state=State.LEVEL, level=2)


def test_a_row_that_says_nothing_is_passed_over(council, round, csv_file):
    imported = import_answers(csv_file("E06999001,LEAD-1,,,,,", "E06999001,LEAD-2,1,,,,"), round=round, by=None)
    assert imported.saved == 1


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("E06999001,LEAD-9,1,,,,", "LEAD-9 is not a question of planting-the-flag/2011.1"),
        ("E06999001,,1,,,,", "a blank is not a question of planting-the-flag/2011.1"),
        ("E00000000,LEAD-1,1,,,,", "E00000000 is not the code of a council in the register"),
        ("E06999001,LEAD-1,5,,,,", "LEAD-1 has no level 5"),
        ("E06999001,LEAD-1,high,,,,", "high is not a level: a level is a whole number"),
        ("E06999001,LEAD-1,-1,,,,", "-1 is not a level: a level is a whole number"),
        ("E06999001,LEAD-1,,maybe,,,", "maybe is not a state; the states are dont_know and not_applicable"),
        ("E06999001,LEAD-1,2,dont_know,,,", "a level (2) and a state (dont_know) cannot both be given"),
        ("E06999001,LEAD-1,,not_applicable,,,", "not_applicable needs a reason"),
        ("E06999001,LEAD-1,,,,Plan,", "there is neither a level nor a state to go with the rest of the row"),
        ("E06999001,LEAD-1,2,,,Plan | x | 1 | soon,", "soon is not a date such as 2026-03-27 or 27/3/2026"),
        ("E06999001,LEAD-1,2,,,| x,", "evidence has no title: | x"),
        (f"E06999001,LEAD-1,2,,,{'x' * 201},", f"the title of evidence is longer than 200 characters: {'x' * 40}…"),
        ("E06999001,LEAD-1,2,,,a | b | c | d | e,", "evidence has at most four parts (title | where | page | date)"),
    ],
)
def test_a_fault_is_named_with_its_line_and_nothing_is_written(council, round, csv_file, row, problem):
    (found,) = problems(csv_file("E06999001,LEAD-2,1,,,,", row), round)
    assert found.startswith(f"line 3: {problem}")


def test_every_problem_is_named(council, round, csv_file):
    path = csv_file(
        "E06999001,LEAD-9,1,,,,", "E06999001,LEAD-1,7,,,,", 'E0,LEAD-2,1,,,"a\nb",', "E06999001,LEAD-1,1,,,,"
    )
    assert [problem.split(":")[0] for problem in problems(path, round)] == ["line 2", "line 3", "line 4", "line 6"]


def test_a_question_answered_twice_is_a_fault(council, round, csv_file):
    path = csv_file("E06999001,LEAD-1,1,,,,", "e06999001,lead-1,2,,,,")
    assert problems(path, round) == ("line 3: LEAD-1 of E06999001 is on line 2 already",)


def test_a_question_that_is_not_asked_of_such_councils_is_a_fault(council, round, csv_file, monkeypatch):
    question = round.framework.questions["LEAD-1"]
    monkeypatch.setitem(question.__dict__, "applies_to", AppliesTo(nations=("Wales",)))
    assert problems(csv_file("E06999001,LEAD-1,1,,,,"), round) == ("line 2: LEAD-1 is not asked of Westerby Council",)


@pytest.mark.parametrize(
    ("header", "problem"),
    [
        ("question,level", "line 1: the column gss_code is missing"),
        ("gss_code,level", "line 1: the column question is missing"),
        ("gss_code,question", "line 1: the column level is missing, and there is no column state in its place"),
        ("gss_code,question,level,level", "line 1: the column level is there twice"),
        ("gss_code,question,level,score", "line 1: there is no column “score”; the columns are gss_code, question"),
    ],
)
def test_wrong_columns_are_named(council, round, csv_file, header, problem):
    found = problems(csv_file("E06999001,LEAD-1,1", header=header), round)
    assert found[0].startswith(problem)


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("answers.ods", b"", "neither a .csv file nor an .xlsx workbook"),
        ("answers.xlsx", b"not a workbook", "is damaged, or is not what its name says"),
        ("answers.csv", "gss_code,question,level\né".encode("latin-1"), "is not UTF-8"),
        ("answers.csv", b"", "line 1: the column gss_code is missing"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_so(council, round, tmp_path, name, content, problem):
    path = tmp_path / name
    path.write_bytes(content)
    assert problem in problems(path, round)[0]


def test_a_missing_file_is_said_so(council, round, tmp_path):
    assert "No such file" in problems(tmp_path / "nowhere.csv", round)[0]


@pytest.mark.parametrize("status", [Assessment.Status.SUBMITTED, Assessment.Status.SIGNED])
def test_what_is_submitted_or_signed_is_not_imported_into(assessment, round, csv_file, status):
    Assessment.objects.update(status=status)
    (found,) = problems(csv_file("E06999001,LEAD-1,1,,,,"), round)
    assert found.endswith("reopen it first")


def test_a_closed_round_takes_no_import(council, round, csv_file):
    round.status = round.Status.CLOSED
    round.save()
    assert problems(csv_file("E06999001,LEAD-1,1,,,,"), round) == ("2026 round is not open.",)


def test_the_command_says_what_it_did(council, round, lead, csv_file):
    out = StringIO()
    call_command("import_answers", csv_file("E06999001,LEAD-1,1,,,,"), "--round=2026", f"--by={lead.email}", stdout=out)
    assert out.getvalue() == "1 council: 1 answer saved, 0 were there already.\n"
    assert Answer.objects.get().updated_by == lead


def test_the_command_prints_every_problem(council, round, csv_file):
    err = StringIO()
    path = csv_file("E06999001,LEAD-9,1,,,,", "E06999001,LEAD-1,7,,,,")
    with pytest.raises(CommandError, match="Nothing was imported: 2 problems"):
        call_command("import_answers", path, stderr=err)
    assert err.getvalue().splitlines() == [
        "line 2: LEAD-9 is not a question of planting-the-flag/2011.1",
        "line 3: LEAD-1 has no level 7",
    ]


@pytest.mark.parametrize(
    ("options", "refusal"),
    [(["--round=1999"], "There is no round 1999"), (["--by=nobody@example.org"], "Nobody signs in as nobody")],
)
def test_the_command_knows_its_round_and_its_person(council, round, csv_file, options, refusal):
    with pytest.raises(CommandError, match=refusal):
        call_command("import_answers", csv_file("E06999001,LEAD-1,1,,,,"), *options)


def test_the_command_asks_which_round_where_none_is_open(council, csv_file):
    with pytest.raises(CommandError, match="Open at present: none"):
        call_command("import_answers", csv_file("E06999001,LEAD-1,1,,,,"))


def test_a_small_workbook_that_unpacks_to_a_huge_one_is_refused_before_it_is_read(round, tmp_path, monkeypatch):
    book = Workbook()
    book.active.append(["gss_code", "question", "level"])
    book.active.append(["E06999001", "LEAD-1", "9" * 30_000])
    path = tmp_path / "answers.xlsx"
    book.save(path)
    monkeypatch.setattr(sheets, "MOST_BYTES", 20_000)
    assert path.stat().st_size < sheets.MOST_BYTES
    assert problems(path, round) == ("answers.xlsx holds more than 0 MB: import it in parts.",)


def test_a_sheet_is_not_believed_how_large_it_is(council, round, tmp_path):
    book = Workbook()
    book.active.append(["gss_code", "question", "level"])
    book.active.append(["E06999001", "LEAD-1", 2])
    book.active["XFD1048576"].font = Font(bold=True)
    path = tmp_path / "answers.xlsx"
    book.save(path)
    assert import_answers(path, round=round, by=None).saved == 1
