"""What an uploaded workbook would change, before anything is written."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from assessment.drafts import Draft, Said
from assessment.models import Answer, Assessment
from assessment.offline.columns import EVIDENCE, name_of, read
from assessment.offline.marks import refusals
from assessment.offline.reading import Filled, Line
from assessment.progress import asked_of
from assessment.saving import Conflict, foresee
from assessment.sheets import SheetFault
from assessment.wording import Wording, spell
from frameworks.definition import Framework, Question
from frameworks.scores import State

# Parts of an answer as people see them change, and the columns that each is written in.
PARTS = (
    ("label", ("answer",)),
    ("reason", ("reason",)),
    ("warnings", ("warnings",)),
    ("evidence", EVIDENCE),
    ("note", ("note",)),
)


@dataclass(frozen=True)
class Problem:
    place: str
    words: str


@dataclass(frozen=True)
class Difference:
    """One part of an answer as it stands and as the workbook has it, each a Wording that says that part alone."""

    name: str
    place: str
    now: Wording
    then: Wording


@dataclass(frozen=True)
class Change:
    question: Question
    draft: Draft
    line: int
    differences: tuple[Difference, ...]

    @property
    def clears(self) -> bool:
        return self.draft.state is State.UNANSWERED


@dataclass(frozen=True)
class Clash:
    """A change that meets a newer answer: both, in words."""

    question: Question
    conflict: Conflict
    line: int
    theirs: Wording
    mine: Wording


@dataclass(frozen=True)
class Preview:
    changes: tuple[Change, ...] = ()
    clashes: tuple[Clash, ...] = ()
    problems: tuple[Problem, ...] = ()
    unchanged: int = 0
    absent: int = 0

    @property
    def cleared(self) -> int:
        return sum(change.clears for change in self.changes)


@dataclass
class _Found:
    """What the lines come to: a draft and its line by question, and the problems."""

    drafts: dict[str, tuple[Draft, Line]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)


def preview(filled: Filled, assessment: Assessment, share: Collection[str]) -> Preview:
    """Raises SheetFault where the workbook is not this assessment's."""
    for refusal in refusals(filled.marks, assessment):
        raise SheetFault(refusal)
    framework = assessment.framework
    answers = {answer.question: answer for answer in assessment.answers.with_evidence()}
    asked = {
        question.code: question
        for dimension in framework.dimensions
        for question in asked_of(assessment.council, dimension)
    }
    found = _Found()
    for line in filled.lines:
        _take(line, found, asked, answers, framework, share)
    outcome = foresee(assessment, [draft for draft, _line in found.drafts.values()])
    changes = [
        _change(asked[code], *found.drafts[code], Said.by(answers.get(code)), framework)
        for code in asked
        if code in outcome.saved
    ]
    clashes = [
        clash_of(conflict, found.drafts[conflict.draft.question][1].number, framework) for conflict in outcome.conflicts
    ]
    own = [code for code in asked if framework.dimension_of[code].code in share]
    return Preview(
        changes=tuple(changes),
        clashes=tuple(clashes),
        problems=tuple(found.problems),
        unchanged=len(outcome.unchanged),
        absent=sum(code not in found.seen for code in own),
    )


def clash_of(conflict: Conflict, line: int, framework: Framework) -> Clash:
    question = framework.questions[conflict.draft.question]
    theirs, mine = spell(conflict.current, question, framework), spell(conflict.draft, question, framework)
    return Clash(question, conflict, line, theirs, mine)


def _take(
    line: Line,
    found: _Found,
    asked: dict[str, Question],
    answers: dict[str, Answer],
    framework: Framework,
    share: Collection[str],
) -> None:
    code = line.cells["code"].upper()
    question = asked.get(code)
    if question is None or code in found.seen:
        # Of two rows with one code, either may be meant.
        found.drafts.pop(code, None)
        found.problems.append(Problem(line.place("code"), _misplaced(code, found.seen.get(code))))
        return
    found.seen[code] = line.number
    answer = answers.get(code)
    stored = Said.by(answer)
    current = answer.version if answer else 0
    version = _version(line.cells["version"], unknown=-1 if answer else 0)
    said, faults = read(line.cells, question, framework, stored=stored if version == current else None)
    problems = [Problem(line.place(column), words) for column, words in line.faults.items()]
    problems += [Problem(line.place(fault.column), fault.words) for fault in faults if fault.column not in line.faults]
    if not problems and said != stored and framework.dimension_of[code].code not in share:
        problems = [Problem(line.place("code"), _("%(code)s is not in your share of the work") % {"code": code})]
    if problems:
        found.problems += problems
    else:
        found.drafts[code] = (Draft.of(code, said, version=version), line)


def _misplaced(code: str, line: int | None) -> str:
    if line is not None:
        return _("%(code)s is in row %(line)d already. Neither is saved: take one of the two rows out") % {
            "code": code,
            "line": line,
        }
    if not code:
        return _("The row has no code, so nobody can tell which question it answers")
    return _("%(code)s is not the code of a question that your council is asked. Leave the codes as they are") % {
        "code": code
    }


def _version(text: str, *, unknown: int) -> int:
    """The version that the row was made from. Where that is gone, one that no answer has: both are then shown."""
    return int(text) if text.isdecimal() and len(text) < 10 else unknown


def _change(question: Question, draft: Draft, line: Line, stored: Said, framework: Framework) -> Change:
    now, then = spell(stored, question, framework), spell(draft, question, framework)
    return Change(question, draft, line.number, tuple(_differences(now, then, line)))


def _differences(now: Wording, then: Wording, line: Line) -> Iterator[Difference]:
    for part, columns in PARTS:
        if getattr(now, part) != getattr(then, part):
            yield Difference(_name(columns), _places(line, columns), _only(part, now), _only(part, then))


def _name(columns: Sequence[str]) -> str:
    return name_of(columns[0]) if len(columns) == 1 else _("Evidence")


def _places(line: Line, columns: Sequence[str]) -> str:
    places = [line.place(column) for column in columns]
    if len(places) == 1:
        return _("cell %(place)s") % {"place": places[0]}
    return _("cells %(first)s to %(last)s") % {"first": places[0], "last": places[-1]}


def _only(part: str, wording: Wording) -> Wording:
    if part == "label":
        return Wording(wording.label, wording.text, wording.beneath)
    return Wording("", **{part: getattr(wording, part)})
