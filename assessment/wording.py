"""An answer in words, for every place that shows one: the check page, a conflict, the history."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessment.drafts import Reference, Said
from frameworks.definition import Framework, Question
from frameworks.scores import State


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
    evidence: tuple[Reference, ...] = ()


def level_label(framework: Framework, level: int) -> str:
    """A level by its number and its name, as people meet it everywhere."""
    return f"{level}: {framework.level_name(level)}"


def state_label(state: State) -> str:
    return {
        State.UNANSWERED: _("Not answered"),
        State.DONT_KNOW: _("Don’t know"),
        State.NOT_APPLICABLE: _("Not applicable"),
    }[state]


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
        evidence=said.evidence,
    )
