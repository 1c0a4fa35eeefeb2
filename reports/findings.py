"""What a chief executive should take away: strengths, risks, one decision, who moves, what to ask, what is not known.

Every sentence comes from a rule over signed answers. Where a rule finds nothing, the report says so and adds no filler.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessment.snapshot import Signed
from frameworks.rungs import Kind
from reports.caveats import caveats
from reports.decision import Decision, decide
from reports.moves import ranked_moves
from reports.parts import DimensionPart, EvidenceShare, Finding, Peers
from reports.questions import questions
from reports.risks import risks
from reports.route import Move
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
class Findings:
    strengths: tuple[Finding, ...]
    risks: tuple[Finding, ...]
    decision: Decision | None
    asks: tuple[Ask, ...]
    questions: tuple[str, ...]
    caveats: tuple[str, ...]


def find(signed: Signed, parts: list[DimensionPart], peers: Peers, evidence: EvidenceShare) -> Findings:
    strengths = _strengths(parts, peers)
    decision = decide(parts)
    return Findings(
        strengths=strengths,
        # What is praised is not blamed on the same page: its sentence says already how much of it is evidenced.
        risks=risks([part for part in parts if part.code not in {found.dimension.code for found in strengths}], peers),
        decision=decision,
        asks=_asks(signed, parts, decision),
        questions=tuple(questions(signed, parts, strengths, peers))[:QUESTIONS_TO_ASK],
        caveats=tuple(caveats(signed, parts, peers, evidence)),
    )


def _strengths(parts: list[DimensionPart], peers: Peers) -> tuple[Finding, ...]:
    """Levels first, as evidenced; then standing clearly above peers; then the score. Behind peers is no strength."""
    able = [
        part
        for part in parts
        if part.claimed.level is not None and part.claimed.level >= STRENGTH_FROM and part.standing.position != "below"
    ]
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
    said = [_("At %(level)s, with a score of %(score)s.") % {"level": part.level, "score": part.score}]
    if part.evidenced.level == part.claimed.level:
        said.append(_("The level stands when only evidenced answers count."))
    else:
        said.append(
            _("Counting only evidenced answers: %(level)s and %(score)s.")
            % {"level": part.evidenced_level, "score": part.evidenced_score}
        )
    if part.standing.position == "above":
        said.append(
            _("Clearly above %(peers)s, whose median is %(median)s.")
            % {"peers": peers.name, "median": points(part.standing.median)}
        )
    return " ".join(said)


def _asks(signed: Signed, parts: list[DimensionPart], decision: Decision | None) -> tuple[Ask, ...]:
    """Each role's first moves, but for the one that is the decision wanted: that has been asked already."""
    moves = [
        (part, move)
        for part, move in ranked_moves(parts)
        if move.kind is not Kind.FIND_OUT and not (decision and move == decision.move)
    ]
    return tuple(
        Ask(
            actor, signed.framework.roles[actor], tuple(pair for pair in moves if pair[1].actor == actor)[:MOVES_A_ROLE]
        )
        for actor in ACTORS
        if actor in signed.framework.roles
    )
