"""The one decision wanted from the chief executive: what stands today, what to decide, what it would change."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frameworks.definition import Question
from reports.moves import ranked_moves
from reports.parts import DimensionPart
from reports.route import Kind, Move
from reports.wording import in_words

CHIEF_EXECUTIVE = "chief-executive"


@dataclass(frozen=True)
class Decision:
    """`today` is the wording of the level the question stands at, `after` that of the level the move leads to."""

    dimension: DimensionPart
    move: Move
    ask: str
    sentence: str
    today: str
    after: str
    effect: str


def decide(parts: list[DimensionPart]) -> Decision | None:
    """A move that is the chief executive's to make: best one that alone lifts a level, then a pulse question's.

    Where none is, the first move of any other role, which the chief executive can ask for. None: there is no move left.
    """
    moves = ranked_moves(parts)
    own = [(part, move) for part, move in moves if move.actor == CHIEF_EXECUTIVE and move.kind is not Kind.FIND_OUT]
    steps = [(part, move) for part, move in moves if move.kind is not Kind.FIND_OUT]
    choice = own or steps or moves
    if not choice:
        return None
    part, move = min(choice, key=lambda pair: (len(_route(pair[0])) > 1, not _question(*pair).pulse))
    question = _question(part, move)
    asked = next(row for row in part.questions if row.question.code == move.question)
    return Decision(
        dimension=part,
        move=move,
        ask=question.ask,
        sentence=_sentence(move),
        today=question.at(move.from_level).text if asked.score.effective is not None else asked.answer,
        after=question.at(move.to_level).text,
        effect=_effect(part, move),
    )


def _sentence(move: Move) -> str:
    if move.kind is Kind.FIND_OUT or move.actor == CHIEF_EXECUTIVE:
        return move.step
    return _("%(role)s, at your request: %(step)s") % {"role": move.actor_name, "step": move.step}


def _effect(part: DimensionPart, move: Move) -> str:
    others = len(_route(part)) - 1
    if others:
        effect = ngettext(
            "With %(others)s other move it lifts %(dimension)s from level %(from)d to level %(to)d.",
            "With %(others)s other moves it lifts %(dimension)s from level %(from)d to level %(to)d.",
            others,
        )
    else:
        effect = _("By itself it lifts %(dimension)s from level %(from)d to level %(to)d.")
    return effect % {
        "others": in_words(others),
        "dimension": part.dimension.title,
        "from": move.from_level,
        "to": move.to_level,
    }


def _route(part: DimensionPart) -> tuple[Move, ...]:
    return part.route.moves if part.route else ()


def _question(part: DimensionPart, move: Move) -> Question:
    return next(question for question in part.dimension.questions if question.code == move.question)
