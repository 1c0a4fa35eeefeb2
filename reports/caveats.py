"""What the report does not tell: who answered, what is evidenced, how many were compared, and what it measures."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.snapshot import Signed
from reports.parts import DimensionPart, EvidenceShare, Peers
from reports.wording import in_words, listed, role_name


def caveats(signed: Signed, parts: list[DimensionPart], peers: Peers, evidence: EvidenceShare) -> Iterator[str]:
    yield _who(signed)
    yield from _evidence(evidence)
    yield from _peers(peers)
    partial = [part.dimension.title for part in parts if part.claimed.partial]
    if len(partial) == len(parts):
        yield _("Too little is known to claim a level for any dimension.")
    elif partial:
        yield _("Too little is known to claim a level for %(names)s.") % {"names": listed(partial)}
    yield _("It says how the council works, and not whether residents are better off for it.")


def _who(signed: Signed) -> str:
    total = sum(signed.took_part.values())
    if not total:
        return _("The council answered about itself, from a file that does not record who gave each answer.")
    roles = listed([f"{in_words(count)} {role_name(role, count)}" for role, count in signed.took_part.items()])
    return ngettext(
        "The council answered about itself: %(count)s person took part (%(roles)s).",
        "The council answered about itself: %(count)s people took part (%(roles)s).",
        total,
    ) % {"count": in_words(total), "roles": roles}


def _evidence(evidence: EvidenceShare) -> Iterator[str]:
    if evidence.needed:
        yield _(
            "%(named)d of the %(needed)d answers that need evidence name some. Cairn has not seen the documents."
        ) % {"named": evidence.named, "needed": evidence.needed}
    else:
        yield _("No answer is high enough to need evidence, so none was weighed.")
    if evidence.checked:
        yield ngettext(
            "A Socitm moderator has checked %(count)s answer.",
            "A Socitm moderator has checked %(count)s answers.",
            evidence.checked,
        ) % {"count": in_words(evidence.checked)}
    else:
        yield _("Nobody outside the council has checked the answers.")


def _peers(peers: Peers) -> Iterator[str]:
    if peers.refused:
        yield _("Nothing is compared with %(peers)s. %(reason)s") % {"peers": peers.name, "reason": peers.refused}
        return
    yield _("The comparison is with %(turnout)s that have signed this round: they chose to take part.") % {
        "turnout": peers.turnout
    }
    if peers.warning:
        yield peers.warning
