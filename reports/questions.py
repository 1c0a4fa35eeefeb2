"""Questions a chief executive should put to the CIO, and what the report does not tell. Each comes from the answers."""

from collections.abc import Iterable
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.snapshot import Signed
from frameworks.scores import State
from reports.moves import ranked_moves
from reports.parts import DimensionPart, EvidenceShare, Finding, Peers
from reports.risks import behind_peers, unshown, warned
from reports.route import Kind
from reports.wording import councils, listed, points, role_name


def questions(parts: list[DimensionPart], strengths: Iterable[Finding], peers: Peers) -> Iterable[str]:
    """Questions to put to the CIO, the sharpest first; each comes from an answer."""
    for finding in list(unshown(parts))[:1]:
        yield _(
            "We score %(claimed)s for %(dimension)s, and %(evidenced)s when only evidenced answers count. "
            "What would we show an auditor for the rest?"
        ) % {
            "claimed": finding.dimension.score,
            "evidenced": finding.dimension.evidenced_score,
            "dimension": finding.dimension.dimension.title,
        }
    not_known = [question for part in parts for question in part.questions if question.score.state is State.DONT_KNOW]
    if not_known:
        yield ngettext(
            "We answered “don’t know” once, to “%(ask)s” Who can find out, and by when?",
            "We answered “don’t know” %(count)d times, first to “%(ask)s” Who can find out, and by when?",
            len(not_known),
        ) % {"count": len(not_known), "ask": not_known[0].question.ask}
    for finding in list(warned(parts))[:1]:
        sign = next(question.warnings[0] for question in finding.dimension.questions if question.warnings)
        yield _("We ticked this warning sign: “%(sign)s” What has to happen before we can untick it?") % {"sign": sign}
    for finding in list(behind_peers(parts, peers))[:1]:
        yield _(
            "The median of %(peers)s for %(dimension)s is %(median)s and we have %(own)s. "
            "What do they do that we do not?"
        ) % {
            "peers": peers.name,
            "median": points(finding.dimension.standing.median),
            "dimension": finding.dimension.dimension.title,
            "own": finding.dimension.score,
        }
    fallen = sorted((part for part in parts if part.change and part.change.points < 0), key=_fall)
    for part in fallen[:1]:
        if part.change:
            yield _("%(dimension)s stood at %(before)s in the last round and stands at %(now)s now. What changed?") % {
                "dimension": part.dimension.title,
                "before": points(part.change.before),
                "now": points(part.change.now),
            }
    for _part, move in ranked_moves(parts):
        if move.kind is Kind.STEP and move.actor == "cio":
            yield _("What stops us from doing this, this year: “%(step)s”") % {"step": move.step}
    for finding in strengths:
        yield _("Which partner could share our work on %(dimension)s, and what would both gain?") % {
            "dimension": finding.dimension.dimension.title
        }


def _fall(part: DimensionPart) -> Fraction:
    return part.change.points if part.change else Fraction(0)


def caveats(signed: Signed, parts: list[DimensionPart], peers: Peers, evidence: EvidenceShare) -> Iterable[str]:
    """What the report does not tell: who answered, what is evidenced, how many were compared, and what it measures."""
    total = sum(signed.took_part.values())
    roles = listed([f"{count} {role_name(role, count)}" for role, count in signed.took_part.items()])
    if total:
        yield ngettext(
            "The council answered about itself: %(count)d person took part (%(roles)s).",
            "The council answered about itself: %(count)d people took part (%(roles)s).",
            total,
        ) % {"count": total, "roles": roles}
    else:
        yield _("The council answered about itself, from a file that does not record who gave each answer.")
    if evidence.needed:
        yield _(
            "%(named)d of the %(needed)d answers that need evidence name some. Cairn has not seen the documents."
        ) % {
            "named": evidence.named,
            "needed": evidence.needed,
        }
    if evidence.checked:
        yield ngettext(
            "A Socitm moderator has checked %(count)d answer.",
            "A Socitm moderator has checked %(count)d answers.",
            evidence.checked,
        ) % {"count": evidence.checked}
    else:
        yield _("Nobody outside the council has checked the answers.")
    if peers.refused:
        yield peers.refused
    else:
        yield _(
            "The comparison is with %(councils)s that signed in this round, of %(peers)s. They chose to take part."
        ) % {
            "councils": councils(peers.signed),
            "peers": peers.name,
        }
    partial = [part.dimension.title for part in parts if part.claimed.partial]
    if partial:
        yield _("Too little is known to claim a level for %(names)s.") % {"names": listed(partial)}
    yield _("It says how the council works, and not whether residents are better off for it.")
