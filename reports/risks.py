"""Risks: weakest, claimed but not shown, warned, unknown, behind. Each kind is a rule over signed answers."""

from collections.abc import Iterable
from fractions import Fraction

from django.utils.translation import gettext as _

from reports.parts import DimensionPart, Finding, Peers
from reports.wording import percent, points

# A claim that loses this many points when only evidence counts is a risk of its own: half a level over a dimension.
UNSHOWN_FROM = Fraction(25, 2)
HOW_MANY = 3
# Practice that can be shown begins at level 2.
WEAK_UNDER = 2


def risks(parts: list[DimensionPart], peers: Peers) -> tuple[Finding, ...]:
    """Different kinds of risk before more of the same kind: weakest, claimed but not shown, warned, unknown, behind."""
    kinds: list[Iterable[Finding]] = [
        weakest(parts),
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


def weakest(parts: list[DimensionPart]) -> Iterable[Finding]:
    """The lowest levels first. Level 2 and above is weak beside the council's own best only, and never alone."""
    levelled = [part for part in parts if part.claimed.level is not None and not part.hangs_on_the_unknown]
    best = max((part.claimed.level or 0 for part in levelled), default=0)
    for part in sorted(levelled, key=lambda part: (part.claimed.level or 0, part.value)):
        level = part.claimed.level or 0
        if level >= WEAK_UNDER and level == best:
            continue
        title = _("%s is weak") if level < WEAK_UNDER else _("%s has further to go")
        sentence = _("At %(level)s, with a score of %(score)s. %(held_back)s") % {
            "level": part.level,
            "score": part.score,
            "held_back": part.held_back,
        }
        yield Finding(part, title % part.dimension.title, sentence)


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
                _(
                    "It scores %(claimed)s at %(level)s as claimed, and %(evidenced)s at %(shown)s when only evidenced "
                    "answers count."
                )
                % {
                    "claimed": part.score,
                    "level": part.level,
                    "evidenced": part.evidenced_score,
                    "shown": part.evidenced_level,
                },
            )


def warned(parts: list[DimensionPart]) -> Iterable[Finding]:
    for part in parts:
        for question in part.questions:
            if question.is_capped:
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
                % {"coverage": percent(part.claimed.coverage)}
                if part.claimed.coverage
                else _("None of its questions has a level, so nothing can be claimed or compared."),
            )
    for part in sorted(parts, key=lambda part: -part.value):
        if part.hangs_on_the_unknown:
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
            _("At %(level)s, with a score of %(own)s: clearly below %(peers)s, whose median is %(median)s.")
            % {
                "level": part.level,
                "own": part.score,
                "peers": peers.name,
                "median": points(part.standing.median),
            },
        )
