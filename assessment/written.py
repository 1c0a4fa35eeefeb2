"""An answer as somebody writes it into cells. The import and a council's own workbook read and write it here alone."""

import re
from datetime import UTC, date, datetime

from django.utils.translation import gettext as _

from assessment.drafts import Reference
from assessment.models import Evidence
from assessment.wording import state_label
from frameworks.definition import Framework, Question
from frameworks.scores import State

# How a date is written back, and how it may be typed.
DATE_FORMAT = "%d/%m/%Y"
DATE_FORMATS = ["%d/%m/%Y", "%d %m %Y", "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y"]
# What an answer can be besides a level.
STATES = {state.value: state for state in (State.DONT_KNOW, State.NOT_APPLICABLE)}
# "3", "3.0" or "3: Normal here".
LEVEL = re.compile(r"(\d+)(?:\.0+)?(?:\s*[:.–-]?\s+(\D.*))?", re.DOTALL)
SIGNS = re.compile(r"\d+(?:\s*[,;&\n\s]\s*\d+)*")
LENGTHS = {
    "title": Evidence._meta.get_field("title").max_length,
    "where": Evidence._meta.get_field("where").max_length,
    "page": Evidence._meta.get_field("page").max_length,
}


def read_answer(text: str, question: Question, framework: Framework) -> tuple[State, int | None]:
    """A level by its number, with or without its name, or one of the other answers. Raises ValueError, in words."""
    if not text:
        return State.UNANSWERED, None
    for state in STATES.values():
        if _folded(text) in (_folded(state.value), _folded(state_label(state))):
            return state, None
    written = LEVEL.fullmatch(text)
    if not written:
        raise ValueError(_("%(text)s is not a level: a level is a whole number") % {"text": text})
    level = int(written[1])
    if level not in question.points:
        raise ValueError(_("%(code)s has no level %(level)s") % {"code": question.code, "level": level})
    name = framework.level_name(level)
    if written[2] and _folded(written[2]) != _folded(name):
        raise ValueError(
            _("level %(level)s is called “%(name)s”, not “%(text)s”")
            % {"level": level, "name": name, "text": written[2]}
        )
    return State.LEVEL, level


def _folded(text: str) -> str:
    """Letters alone: an apostrophe, straight or curly, and a capital make no other answer."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def read_signs(text: str, question: Question) -> tuple[int, ...]:
    """Numbers of warning signs, "1, 2". Raises ValueError, in words."""
    if not text:
        return ()
    numbers = {int(number) for number in re.findall(r"\d+", text)} if SIGNS.fullmatch(text) else set()
    if not numbers or not numbers <= set(range(1, len(question.warning_signs) + 1)):
        raise ValueError(
            _("“%(text)s” does not say which warning signs of %(code)s are true: give their numbers, such as 1")
            % {"text": text, "code": question.code}
        )
    return tuple(sorted(numbers))


def write_signs(numbers: tuple[int, ...]) -> str:
    return ", ".join(map(str, numbers))


def read_references(text: str) -> tuple[Reference, ...]:
    """One reference a line. Raises ValueError, in words, for the first line that is none."""
    return tuple(_reference(line) for line in text.splitlines() if line.strip())


def _reference(line: str) -> Reference:
    """ "title | link or document | page | date", of which the title is enough; "\\|" is a bar that parts nothing."""
    parts = [part.strip().replace("\\|", "|") for part in re.split(r"(?<!\\)\|", line)]
    if len(parts) > 4:
        raise ValueError(_("evidence has at most four parts (title | where | page | date): %(line)s") % {"line": line})
    title, where, page, dated = [*parts, "", "", "", ""][:4]
    if not title and any(parts):
        raise ValueError(_("evidence has no title: %(line)s") % {"line": line})
    for name, part in zip(LENGTHS, (title, where, page), strict=True):
        if len(part) > (LENGTHS[name] or 0):
            raise ValueError(
                _("the %(name)s of evidence is longer than %(most)s characters: %(part)s…")
                % {"name": name, "most": LENGTHS[name], "part": part[:40]}
            )
    return Reference(title, where, page, _date(dated) if dated else None)


def write_reference(reference: Reference) -> str:
    dated = reference.dated.strftime(DATE_FORMAT) if reference.dated else ""
    parts = [" ".join(part.splitlines()) for part in (reference.title, reference.where, reference.page, dated)]
    while not parts[-1] and len(parts) > 1:
        parts.pop()
    return " | ".join(part.replace("|", "\\|") for part in parts)


def _date(text: str) -> date:
    for form in DATE_FORMATS:
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    raise ValueError(_("%(text)s is not a date such as 2026-03-27 or 27/3/2026") % {"text": text})
