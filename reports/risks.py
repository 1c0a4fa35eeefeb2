"""Risks: weakest, claimed but not shown, warned, unknown, behind. Each kind is a rule over signed answers."""

from collections.abc import Iterable
from fractions import Fraction

from django.utils.translation import gettext as _

from reports.parts import DimensionPart, Finding, Peers
from reports.wording import percent, points

# A claim that loses this many points when only evidence counts is a risk of its own: half a level over a dimension.
UNSHOWN_FROM = Fraction(25, 2)
HOW_MANY = 3


def risks(parts: list[DimensionPart], peers: Peers) -> tuple[Finding, ...]:
    """Different kinds of risk before more of the same kind: weakest, claimed but not shown, warned, unknown, behind."""
    ranked = sorted(
        (part for part in parts if part.claimed.level is not None and part.claimed.held_back_by),
        key=lambda part: (part.claimed.level, part.value),
    )
    weakest = [part for part in ranked if not _hangs_on_the_unknown(part)]
    kinds: list[Iterable[Finding]] = [
        (_weakest(part) for part in weakest),
        unshown(parts),
        warned(parts),
        unknown(parts),
        behind_peers(parts, peers),
    ]
    chosen: list[Finding] = []
    waiting = [iter(kind) for kind in kinds]
    while waiting and len(chosen) < HOW_MANY:
        for kind in list(waiting):
            taken = {finding.dimension.code for finding in chosen}
            found = next((finding for finding in kind if finding.dimension.code not in taken), None)
            if found is None:
                waiting.remove(kind)
            elif len(chosen) < HOW_MANY:
                chosen.append(found)
    return tuple(chosen)


def _hangs_on_the_unknown(part: DimensionPart) -> bool:
    """Whether only answers that nobody knows, which count as level 0, hold the level down."""
    held = [question.score for question in part.questions if question.question.code in part.claimed.held_back_by]
    return all(score.effective is None for score in held)


def _weakest(part: DimensionPart) -> Finding:
    sentence = _("At %(level)s, with a score of %(score)s. %(held_back)s") % {
        "level": part.level,
        "score": part.score,
        "held_back": part.held_back,
    }
    return Finding(part, _("%s is weak") % part.dimension.title, sentence)


def unshown(parts: list[DimensionPart]) -> Iterable[Finding]:
    gaps = sorted(
        ((part.value - (part.evidenced.score or 0), part) for part in parts if part.claimed.benchmarked),
        key=lambda pair: -pair[0],
    )
    for gap, part in gaps:
        if gap >= UNSHOWN_FROM:
            yield Finding(
                part,
                _("%s is claimed more than shown") % part.dimension.title,
                _("The score is %(claimed)s as claimed and %(evidenced)s when only evidenced answers count.")
                % {"claimed": part.score, "evidenced": part.evidenced_score},
            )


def warned(parts: list[DimensionPart]) -> Iterable[Finding]:
    for part in parts:
        for question in part.questions:
            if (
                question.warnings
                and question.score.level is not None
                and question.score.effective != question.score.level
            ):
                yield Finding(
                    part,
                    _("%s has a warning sign") % part.dimension.title,
                    _("“%(sign)s” While this is true, the answer counts as level %(level)d and no higher.")
                    % {"sign": question.warnings[0], "level": question.score.effective},
                )
                break


def unknown(parts: list[DimensionPart]) -> Iterable[Finding]:
    """First what has too few answers to claim anything, then what one unknown answer holds down."""
    for part in sorted(parts, key=lambda part: part.claimed.coverage if part.claimed.coverage is not None else 1):
        if part.claimed.partial:
            yield Finding(
                part,
                _("%s is not known") % part.dimension.title,
                _("Only %(coverage)s of its questions have a level, so nothing can be claimed or compared.")
                % {"coverage": percent(part.claimed.coverage or 0)},
            )
    for part in sorted(parts, key=lambda part: -part.value):
        if part.claimed.level is not None and part.claimed.held_back_by and _hangs_on_the_unknown(part):
            yield Finding(
                part,
                _("%s hangs on an answer nobody knows") % part.dimension.title,
                _("It scores %(score)s, yet stands at %(level)s, because an answer not known counts as level 0.")
                % {"score": part.score, "level": part.level},
            )


def behind_peers(parts: list[DimensionPart], peers: Peers) -> Iterable[Finding]:
    below = [part for part in parts if part.standing.position == "below"]
    for part in sorted(below, key=lambda part: float(part.value) - (part.standing.median or 0)):
        yield Finding(
            part,
            _("%s is behind its peers") % part.dimension.title,
            _("Clearly below %(peers)s: %(own)s against a median of %(median)s.")
            % {"peers": peers.name, "own": part.score, "median": points(part.standing.median)},
        )
