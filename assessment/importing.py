"""Answers from a file: every row is checked before any is written, and all are written in one transaction.

Columns: gss_code, question, and level (a number) or state (dont_know, not_applicable). Where the file has them: reason,
evidence, note; a column that the file lacks leaves what is stored as it is. Evidence is one reference a line of the
cell, "title | link or document | page | date", of which the title is enough. A row with neither level nor state says
nothing, and may say nothing else.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from django.db import transaction

from assessment.actions import NotAllowed, save_answers, start
from assessment.drafts import Draft, Said
from assessment.models import Assessment, Round
from assessment.progress import asked_of
from assessment.sheets import Row, SheetFault, read
from assessment.written import STATES, read_answer, read_references
from councils.models import Council, User
from frameworks.definition import Framework, Question
from frameworks.scores import State

REQUIRED = ("gss_code", "question")
COLUMNS = (*REQUIRED, "level", "state", "reason", "evidence", "note")


@dataclass(frozen=True)
class Imported:
    councils: int
    saved: int
    unchanged: int


@dataclass(frozen=True)
class _Checked:
    """A row without a fault. `said` is what it says; `silent` names the parts that the file has no column for."""

    council: Council
    question: Question
    said: Said
    silent: frozenset[str]

    def onto(self, stored: Said) -> Said:
        """What the answer says afterwards. The file knows no warning signs, so those stay as they are."""
        kept = {name: getattr(stored, name) for name in self.silent | {"warnings"}}
        if self.said.state is not State.NOT_APPLICABLE:
            kept["reason"] = ""
        return replace(self.said, **kept)


def import_answers(path: Path, *, round: Round, by: User | None) -> Imported:
    """Import a CSV file or a workbook into a round. Raises SheetFault, and then nothing has been written."""
    rows = read(path, columns=COLUMNS, required=REQUIRED)
    if rows and not {"level", "state"} & rows[0].cells.keys():
        raise SheetFault("line 1: the column level is missing, and there is no column state in its place")
    checked = _check(rows, round)
    try:
        with transaction.atomic():
            return _write(checked, round=round, by=by, why=f"imported from {path.name}"[:200])
    except NotAllowed as refusal:
        raise SheetFault(str(refusal)) from refusal


def _check(rows: list[Row], round: Round) -> list[_Checked]:
    """Every row that says something. Raises SheetFault with every problem of the file."""
    councils = {council.gss_code: council for council in Council.objects.all()}
    closed = {
        assessment.council_id: assessment
        for assessment in Assessment.objects.filter(round=round).exclude(status=Assessment.Status.ANSWERING)
    }
    problems: list[str] = []
    checked: dict[tuple[str, str], _Checked] = {}
    lines: dict[tuple[str, str], int] = {}
    for row in rows:
        council = councils.get(row.cells["gss_code"].upper())
        question = round.framework.questions.get(row.cells["question"].upper())
        faults = list(_faults(row, council, question, round))
        key = (row.cells["gss_code"].upper(), row.cells["question"].upper())
        if council and council.pk in closed:
            faults.append(f"{council.short_name} is {closed[council.pk].get_status_display().lower()}: reopen it first")
        if key in lines:
            faults.append(f"{key[1]} of {key[0]} is on line {lines[key]} already")
        lines.setdefault(key, row.line)
        problems += [f"line {row.line}: {fault}" for fault in faults]
        if council and question and not faults and _word(row):
            silent = frozenset({"reason", "evidence", "note"} - row.cells.keys())
            checked[key] = _Checked(council, question, _said(row, question, round.framework), silent)
    if problems:
        raise SheetFault(*problems)
    return list(checked.values())


def _faults(row: Row, council: Council | None, question: Question | None, round: Round) -> Iterator[str]:
    cells, framework = row.cells, round.framework
    if council is None:
        yield f"{cells['gss_code'] or 'a blank'} is not the code of a council in the register"
    if question is None:
        yield f"{cells['question'] or 'a blank'} is not a question of {framework.slug}/{framework.version}"
    elif council and question not in asked_of(council, framework.dimension_of[question.code]):
        yield f"{question.code} is not asked of {council.name}"
    yield from _answer_faults(row, question, framework)
    for line in cells.get("evidence", "").splitlines():
        try:
            read_references(line)
        except ValueError as error:
            yield str(error)


def _answer_faults(row: Row, question: Question | None, framework: Framework) -> Iterator[str]:
    level, state = row.cells.get("level", ""), row.cells.get("state", "")
    if level and state:
        yield f"a level ({level}) and a state ({state}) cannot both be given"
    elif state and state not in STATES:
        yield f"{state} is not a state; the states are {' and '.join(STATES)}"
    elif not _word(row) and any(row.cells.get(name) for name in ("reason", "evidence", "note")):
        yield "there is neither a level nor a state to go with the rest of the row"
    elif question:
        try:
            found, _level = read_answer(_word(row), question, framework)
        except ValueError as error:
            yield str(error)
        else:
            if found is State.NOT_APPLICABLE and not row.cells.get("reason"):
                yield "not_applicable needs a reason"


def _word(row: Row) -> str:
    """The state may stand in either column: both are read the same way."""
    return row.cells.get("state") or row.cells.get("level") or ""


def _said(row: Row, question: Question, framework: Framework) -> Said:
    state, level = read_answer(_word(row), question, framework)
    return Said(
        state=state,
        level=level,
        reason=row.cells.get("reason", ""),
        note=row.cells.get("note", ""),
        evidence=read_references(row.cells.get("evidence", "")),
    )


def _write(checked: list[_Checked], *, round: Round, by: User | None, why: str) -> Imported:
    by_council: dict[Council, list[_Checked]] = {}
    for row in checked:
        by_council.setdefault(row.council, []).append(row)
    saved = unchanged = 0
    for council, rows in by_council.items():
        assessment = start(council=council, round=round, by=by)
        answers = {answer.question: answer for answer in assessment.answers.with_evidence()}
        drafts = []
        for row in rows:
            answer = answers.get(row.question.code)
            said = row.onto(Said.by(answer))
            drafts.append(Draft.of(row.question.code, said, version=answer.version if answer else 0))
        result = save_answers(assessment=assessment, by=by, drafts=drafts, why=why)
        if result.conflicts:
            raise SheetFault(f"{council.name} was being answered at the same moment: import the file again")
        saved += len(result.saved)
        unchanged += len(result.unchanged)
    return Imported(len(by_council), saved, unchanged)
