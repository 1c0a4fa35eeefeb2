"""What a chief executive should take away: strengths, risks, one decision, who moves, what to ask, what is not known.

Every sentence comes from a rule over signed answers. Where a rule finds nothing, the report says so and adds no filler.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.snapshot import Signed
from reports.moves import ranked_moves
from reports.parts import DimensionPart, EvidenceShare, Finding, Peers
from reports.questions import caveats, questions
from reports.risks import risks
from reports.route import Kind, Move
from reports.wording import points

# Practice that can be shown begins at level 2, so nothing under it is called a strength.
STRENGTH_FROM = 2
HOW_MANY = 3
QUESTIONS_TO_ASK = 5
MOVES_A_ROLE = 2
# The roles that a report asks to act, in the order in which it asks them.
ACTORS = ("chief-executive", "finance", "cio")


@dataclass(frozen=True)
class Ask:
    """What one role must do now; no moves: nothing in the answers asks this role to go first."""

    actor: str
    name: str
    moves: tuple[tuple[DimensionPart, Move], ...]


@dataclass(frozen=True)
class Decision:
    """The one decision wanted, and what it would change."""

    dimension: DimensionPart
    move: Move
    ask: str
    sentence: str
    effect: str


@dataclass(frozen=True)
class Findings:
    strengths: tuple[Finding, ...]
    risks: tuple[Finding, ...]
    decision: Decision | None
    asks: tuple[Ask, ...]
    questions: tuple[str, ...]
    caveats: tuple[str, ...]


def find(signed: Signed, parts: list[DimensionPart], peers: Peers, evidence: EvidenceShare) -> Findings:
    strengths = _strengths(parts, peers)
    return Findings(
        strengths=strengths,
        risks=risks(parts, peers),
        decision=_decision(parts),
        asks=_asks(signed, parts),
        questions=tuple(questions(parts, strengths, peers))[:QUESTIONS_TO_ASK],
        caveats=tuple(caveats(signed, parts, peers, evidence)),
    )


def _strengths(parts: list[DimensionPart], peers: Peers) -> tuple[Finding, ...]:
    """Levels first, as evidenced; then standing clearly above peers; then the score."""
    able = [part for part in parts if part.claimed.level is not None and part.claimed.level >= STRENGTH_FROM]
    ranked = sorted(
        able,
        key=lambda part: (
            -(part.evidenced.level or 0),
            -(part.claimed.level or 0),
            part.standing.position != "above",
            -part.value,
        ),
    )
    return tuple(Finding(part, part.dimension.title, _strength_sentence(part, peers)) for part in ranked[:HOW_MANY])


def _strength_sentence(part: DimensionPart, peers: Peers) -> str:
    said = [_("At %(level)s.") % {"level": part.level}]
    if part.evidenced.level == part.claimed.level:
        said.append(_("The level stands when only evidenced answers count."))
    else:
        said.append(_("Counting only evidenced answers it is %(level)s.") % {"level": part.evidenced_level})
    if part.standing.position == "above":
        said.append(
            _("Clearly above %(peers)s: %(own)s against a median of %(median)s.")
            % {"peers": peers.name, "own": part.score, "median": points(part.standing.median)}
        )
    return " ".join(said)


def _decision(parts: list[DimensionPart]) -> Decision | None:
    """A move that is the chief executive's to make: best one that alone lifts a level, then a pulse question's."""
    own = [
        (part, move)
        for part, move in ranked_moves(parts)
        if move.actor == "chief-executive" and move.kind is not Kind.FIND_OUT
    ]
    if not own:
        return None
    part, move = min(own, key=lambda pair: (_moves_needed(pair[0]) > 1, not _is_pulse(*pair)))
    others = _moves_needed(part) - 1
    if others:
        effect = ngettext(
            "With %(others)d other move it lifts %(dimension)s from level %(from)d to level %(to)d.",
            "With %(others)d other moves it lifts %(dimension)s from level %(from)d to level %(to)d.",
            others,
        )
    else:
        effect = _("By itself it lifts %(dimension)s from level %(from)d to level %(to)d.")
    return Decision(
        part,
        move,
        next(question.ask for question in part.dimension.questions if question.code == move.question),
        move.step,
        effect % {"others": others, "dimension": part.dimension.title, "from": move.from_level, "to": move.to_level},
    )


def _moves_needed(part: DimensionPart) -> int:
    return len(part.route.moves) if part.route else 0


def _is_pulse(part: DimensionPart, move: Move) -> bool:
    return any(question.pulse for question in part.dimension.questions if question.code == move.question)


def _asks(signed: Signed, parts: list[DimensionPart]) -> tuple[Ask, ...]:
    moves = [(part, move) for part, move in ranked_moves(parts) if move.kind is not Kind.FIND_OUT]
    return tuple(
        Ask(actor, name, tuple(pair for pair in moves if pair[1].actor == actor)[:MOVES_A_ROLE])
        for actor, name in signed.framework.roles.items()
        if actor in ACTORS
    )
