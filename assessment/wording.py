"""An answer in words, for every place that shows one: the check page, a conflict, the history."""

from dataclasses import asdict, dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.ageing import OLD_AFTER_MONTHS, is_old
from assessment.drafts import Reference, Said
from frameworks.definition import Framework, Question
from frameworks.scores import State


@dataclass(frozen=True)
class Shown(Reference):
    """A reference as it is read today: `age` says so where it is old."""

    age: str = ""


@dataclass(frozen=True)
class Wording:
    """`label` names the answer, "2: In some services"; `text` is the level's full wording, where it is a level.

    `beneath` is the wording of the lower levels that the text leans on, each as "Level 2: ...".
    """

    label: str
    text: str = ""
    beneath: tuple[str, ...] = ()
    reason: str = ""
    warnings: tuple[str, ...] = ()
    note: str = ""
    evidence: tuple[Shown, ...] = ()


def level_label(framework: Framework, level: int) -> str:
    """A level by its number and its name, as people meet it everywhere."""
    return f"{level}: {framework.level_name(level)}"


def state_label(state: State) -> str:
    return {
        State.UNANSWERED: _("Not answered"),
        State.DONT_KNOW: _("Don’t know"),
        State.NOT_APPLICABLE: _("Not applicable"),
    }[state]


def age_label(dated: date | None) -> str:
    """What is to be said today about the age of evidence: mostly nothing."""
    old = is_old(dated, on=timezone.localdate())
    return _("More than %(number)d months old") % {"number": OLD_AFTER_MONTHS} if old else ""


def old_label(number: int) -> str:
    """How much of an answer's evidence is old, for where the evidence itself is out of sight."""
    words = ngettext("%(number)d more than %(months)d months old", "%(number)d more than %(months)d months old", number)
    return words % {"number": number, "months": OLD_AFTER_MONTHS} if number else ""


def beneath(question: Question, level: int) -> tuple[str, ...]:
    """What "Level 2 holds" and "such a plan" speak of, for a wording that is read away from the levels under it."""
    return tuple(
        _("Level %(level)d: %(text)s") % {"level": on.level, "text": on.text} for on in question.beneath(level)
    )


def spell(said: Said, question: Question, framework: Framework) -> Wording:
    return Wording(
        label=state_label(said.state) if said.level is None else level_label(framework, said.level),
        text="" if said.level is None else question.at(said.level).text,
        beneath=() if said.level is None else beneath(question, said.level),
        reason=said.reason,
        warnings=tuple(question.warning_signs[number - 1] for number in said.warnings),
        note=said.note,
        evidence=tuple(Shown(**asdict(item), age=age_label(item.dated)) for item in said.evidence),
    )
