"""The one decision wanted from the chief executive: what stands today, what to decide, what it would change."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.wording import beneath
from frameworks.definition import Question
from frameworks.rungs import Kind
from reports.moves import ranked_moves
from reports.parts import DimensionPart
from reports.route import Move
from reports.wording import in_words

CHIEF_EXECUTIVE = "chief-executive"


@dataclass(frozen=True)
class Decision:
    """`today` is the wording of the level the question stands at, `after` that of the level the move leads to.

    `beneath`: the wording of the levels that `today` leans on. What `after` leans on is `today`.
    """

    dimension: DimensionPart
    move: Move
    ask: str
    sentence: str
    today: str
    beneath: tuple[str, ...]
    after: str
    effect: str


def decide(parts: list[DimensionPart]) -> Decision | None:
    """A move that is the chief executive's to make: best one that alone lifts a level, then from the lowest level (a
    decision on what goes best would puzzle its reader), then a pulse question's.

    Where none is, the first move of any other role, which the chief executive can ask for; where every move is to find
    an answer out, that someone does. None: there is no move left.
    """
    moves = ranked_moves(parts)
    own = [(part, move) for part, move in moves if move.actor == CHIEF_EXECUTIVE and move.kind is not Kind.FIND_OUT]
    steps = [(part, move) for part, move in moves if move.kind is not Kind.FIND_OUT]
    choice = own or steps
    if not choice:
        return _find_out(moves) if moves else None
    part, move = min(choice, key=_rank)
    if move.kind is Kind.WARNING:
        return _end_warning(part, move)
    question = _question(part, move)
    return Decision(
        dimension=part,
        move=move,
        ask=question.ask,
        sentence=_sentence(move),
        today=_at(question, move.from_level),
        beneath=beneath(question, move.from_level),
        after=_at(question, move.to_level),
        effect=_effect(part, move),
    )


def _end_warning(part: DimensionPart, move: Move) -> Decision:
    """What a warning sign holds down is there already: ending it brings back the level that is claimed."""
    answered = next(answered for answered in part.questions if answered.question.code == move.question)
    return Decision(
        dimension=part,
        move=move,
        ask=answered.question.ask,
        sentence=_sentence(move),
        today=_("While the warning sign is true, the answer counts as level %(level)d and no higher.")
        % {"level": move.from_level},
        beneath=(),
        after=_at(answered.question, answered.score.level or move.to_level),
        effect=_effect(part, move),
    )


def _rank(choice: tuple[DimensionPart, Move]) -> tuple[bool, int, bool]:
    part, move = choice
    return len(_route(part)) > 1, move.from_level, not _question(part, move).pulse


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
        beneath=(),
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


def _at(question: Question, level: int) -> str:
    """A wording with its level's number: the next one may say "Level 2 holds"."""
    return _("Level %(level)d: %(text)s") % {"level": level, "text": question.at(level).text}


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
