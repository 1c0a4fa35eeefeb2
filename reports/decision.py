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

    Where none is, the first move of any other role, which the chief executive can ask for; where every move is to find
    an answer out, that someone does. None: there is no move left.
    """
    moves = ranked_moves(parts)
    own = [(part, move) for part, move in moves if move.actor == CHIEF_EXECUTIVE and move.kind is not Kind.FIND_OUT]
    steps = [(part, move) for part, move in moves if move.kind is not Kind.FIND_OUT]
    choice = own or steps
    if not choice:
        return _find_out(moves) if moves else None
    part, move = min(choice, key=lambda pair: (len(_route(pair[0])) > 1, not _question(*pair).pulse))
    question = _question(part, move)
    return Decision(
        dimension=part,
        move=move,
        ask=question.ask,
        sentence=_sentence(move),
        today=question.at(move.from_level).text,
        after=question.at(move.to_level).text,
        effect=_effect(part, move),
    )


def _find_out(moves: list[tuple[DimensionPart, Move]]) -> Decision:
    part, move = moves[0]
    ask = _question(part, move).ask
    count = len(moves)
    dimensions = len({part.code for part, _move in moves})
    return Decision(
        dimension=part,
        move=move,
        ask=ask,
        sentence=ngettext(
            "Name who will find out the answer that nobody knows, and by when.",
            "Name who will find out the %(count)s answers that nobody knows, and by when.",
            count,
        )
        % {"count": in_words(count)},
        today=ngettext("Not known: “%(ask)s”", "Not known, and first: “%(ask)s”", count) % {"ask": ask},
        after=_("Each answer is known, and counts as what it is."),
        effect=ngettext(
            "Until then %(count)s dimension cannot stand above level 0.",
            "Until then %(count)s dimensions cannot stand above level 0.",
            dimensions,
        )
        % {"count": in_words(dimensions)},
    )


def _sentence(move: Move) -> str:
    if move.actor == CHIEF_EXECUTIVE:
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
