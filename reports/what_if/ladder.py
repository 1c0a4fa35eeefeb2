"""The ladder: where each question stands and where it would stand, as rows of a table."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from frameworks.definition import Framework
from frameworks.scores import DimensionScore, Effect, QuestionScore, State


class Mark(StrEnum):
    """What a rung is: beneath where one stands, where one stands, on the way, where one would stand, or beyond."""

    BENEATH = "beneath"
    NOW = "now"
    WAY = "way"
    THEN = "then"
    BEYOND = "beyond"


@dataclass(frozen=True)
class Rung:
    mark: Mark
    words: str = ""


@dataclass(frozen=True)
class Row:
    """One question, or the dimension. No rungs: it does not apply, or no level is claimed; `note` says which."""

    name: str
    code: str
    note: str
    rungs: tuple[Rung, ...]


@dataclass(frozen=True)
class Ladder:
    levels: tuple[tuple[int, str], ...]
    rows: tuple[Row, ...]
    dimension: Row


def ladder(effect: Effect, framework: Framework, *, then: str, notes_after: bool = False) -> Ladder:
    """`then` is the word for where something would stand: "Next", "Tried". `notes_after`: what is noted beside each
    question is true of it then, and not of it now.
    """
    before, after = effect.before.claimed, effect.after.claimed
    noted = after if notes_after else before
    levels = tuple((level.level, level.name) for level in framework.levels)
    return Ladder(
        levels=levels,
        rows=tuple(
            Row(
                name=framework.element_name(now.element),
                code=now.code,
                note=_note(note, noted),
                rungs=_rungs(levels, _standing(now), _standing(tried), then),
            )
            for now, tried, note in zip(before.questions, after.questions, noted.questions, strict=True)
        ),
        dimension=Row(
            name=_("The dimension"),
            code="",
            note=_("Its weakest element sets the level") if noted.level is not None else _("No level claimed"),
            rungs=_rungs(levels, before.level, after.level, then),
        ),
    )


def _standing(question: QuestionScore) -> int | None:
    """The level that a question counts as; None where it does not apply."""
    return None if question.state is State.NOT_APPLICABLE else question.floor


def _note(question: QuestionScore, dimension: DimensionScore) -> str:
    if question.state is State.NOT_APPLICABLE:
        return _("Does not apply")
    if question.effective is None:
        return _("Not known: counts as 0")
    if question.effective != question.level:
        return _("Answered %(level)s: a warning sign holds it down") % {"level": question.level}
    return _("Holds the level back") if question.code in dimension.held_back_by else ""


def _rungs(levels: tuple[tuple[int, str], ...], now: int | None, then: int | None, word: str) -> tuple[Rung, ...]:
    if now is None and then is None:
        return ()
    return tuple(_rung(level, now, then, word) for level, _name in levels)


def _rung(level: int, now: int | None, then: int | None, word: str) -> Rung:
    if level == now:
        return Rung(Mark.NOW, _("Now"))
    if level == then:
        return Rung(Mark.THEN, word)
    if now is not None and level < now:
        return Rung(Mark.BENEATH)
    return Rung(Mark.WAY if then is not None and level < then else Mark.BEYOND)
