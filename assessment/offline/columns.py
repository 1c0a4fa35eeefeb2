"""The columns of the answer workbook, and an answer as the text of its cells."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessment.drafts import UNANSWERED, Reference, Said
from assessment.wording import level_label, state_label
from assessment.written import STATES, read_answer, read_references, read_signs, write_reference, write_signs
from frameworks.definition import Framework, Question
from frameworks.scores import State
from frameworks.spreadsheet import plain

EVIDENCE = ("evidence_1", "evidence_2", "evidence_3")
ENTRIES = ("answer", "reason", "warnings", *EVIDENCE, "note")
# Name of each column, in order, and its width in characters.
COLUMNS: dict[str, tuple[str | Promise, int]] = {
    "code": (gettext_lazy("Code"), 9),
    "dimension": (gettext_lazy("Dimension"), 15),
    "element": (gettext_lazy("Element"), 12),
    "question": (gettext_lazy("Question"), 28),
    "levels": (gettext_lazy("What each level says"), 72),
    "answer": (gettext_lazy("Answer"), 24),
    "reason": (gettext_lazy("Why it does not apply"), 24),
    "signs": (gettext_lazy("Warning signs"), 28),
    "warnings": (gettext_lazy("Signs that are true"), 12),
    "evidence_1": (gettext_lazy("Evidence 1"), 28),
    "evidence_2": (gettext_lazy("Evidence 2"), 28),
    "evidence_3": (gettext_lazy("Evidence 3"), 28),
    "note": (gettext_lazy("Note for your colleagues"), 40),
    "version": (gettext_lazy("Version"), 9),
}
# What the upload cannot do without. The others are there to be read.
NEEDED = ("code", *ENTRIES, "version")

Cells = Mapping[str, str]


@dataclass(frozen=True)
class Fault:
    """What is wrong with a cell, named by its column."""

    column: str
    words: str


def name_of(column: str) -> str:
    return str(COLUMNS[column][0])


def answers_to(question: Question, framework: Framework) -> tuple[str, ...]:
    """The answers that a question can be given, as its cell offers them."""
    levels = (level_label(framework, level.level) for level in question.levels)
    return (*levels, *(state_label(state) for state in STATES.values()))


def write(said: Said, framework: Framework) -> dict[str, str]:
    """An answer as cells. References that find no cell of their own share the last one, a line each."""
    references = [write_reference(reference) for reference in said.evidence]
    alone, rest = references[: len(EVIDENCE) - 1], references[len(EVIDENCE) - 1 :]
    answer = level_label(framework, said.level) if said.level is not None else state_label(said.state)
    return {
        "answer": "" if said.state is State.UNANSWERED else answer,
        "reason": plain(said.reason),
        "warnings": write_signs(said.warnings),
        **dict.fromkeys(EVIDENCE, ""),
        **dict(zip(EVIDENCE, map(plain, alone), strict=False)),
        EVIDENCE[-1]: plain("\n".join(rest)),
        "note": plain(said.note),
    }


def read(cells: Cells, question: Question, framework: Framework, *, stored: Said | None) -> tuple[Said, list[Fault]]:
    """What a row says, and what is wrong with it. `stored` is the answer that the row was made from, where it is known.

    A part that still reads as it was written out is the stored one: a cell cannot hold everything that a form can.
    """
    said, faults = _read(cells, question, framework)
    if stored is None or faults:
        return said, faults or _missing(said)
    as_written, _none = _read(write(stored, framework), question, framework)
    kept: dict[str, Any] = {
        part.name: getattr(stored, part.name)
        for part in fields(Said)
        if getattr(said, part.name) == getattr(as_written, part.name)
    }
    # The reason left from an answer that was not applicable, and now is another, goes with it.
    if said.state is not State.NOT_APPLICABLE and "reason" in kept:
        kept["reason"] = ""
    said = replace(said, **kept)
    return said, _missing(said)


def _read(cells: Cells, question: Question, framework: Framework) -> tuple[Said, list[Fault]]:
    faults: list[Fault] = []
    state, level = State.UNANSWERED, None
    try:
        state, level = read_answer(cells["answer"], question, framework)
    except ValueError:
        offered = "; ".join(answers_to(question, framework))
        faults.append(
            Fault(
                "answer",
                _("“%(text)s” is not an answer to this question. The answers are: %(offered)s")
                % {"text": cells["answer"], "offered": offered},
            )
        )
    warnings: tuple[int, ...] = ()
    try:
        warnings = read_signs(cells["warnings"], question)
    except ValueError as error:
        faults.append(Fault("warnings", str(error)))
    evidence: list[Reference] = []
    for column in EVIDENCE:
        try:
            evidence += read_references(cells[column])
        except ValueError as error:
            faults.append(Fault(column, str(error)))
    said = Said(
        state=state,
        level=level,
        warnings=warnings,
        reason=_lines(cells["reason"]),
        note=_lines(cells["note"]),
        evidence=tuple(evidence),
    )
    return said, faults


def _missing(said: Said) -> list[Fault]:
    """What does not go together."""
    if said.state is State.NOT_APPLICABLE and not said.reason:
        return [Fault("reason", _("“Not applicable” needs a reason"))]
    if said.state is State.UNANSWERED and said != UNANSWERED:
        return [Fault("answer", _("Choose an answer, so that the rest of the row can be kept with it"))]
    if said.state is not State.NOT_APPLICABLE and said.reason:
        return [Fault("reason", _("A reason goes with “Not applicable” alone. Move it to the note, or take it out"))]
    return []


def _lines(text: str) -> str:
    """Line ends as the forms keep them."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
