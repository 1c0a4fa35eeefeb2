"""Where a score that was only tried would stand among peers: in words, and never before the council has signed.

A what-if could be asked about any score. A percentile, or a median not yet given, would let its reader find out peers'
scores one try at a time. So a try is only told "clearly above", "about the same" or "clearly below", by the quartiles
that the council's own report shows already: who has read that report could say the same with a pencil. And before a
council has signed it is told nothing of this round, so that nobody answers to fit the benchmark; where it has signed an
earlier round on the same questions, that round's quartiles stand in, and the round is named.
"""

from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessment.models import Assessment, Snapshot
from assessment.snapshot import read
from frameworks.scores import DimensionScore
from reports.benchmark import position
from reports.comparing import own_scores, peers_of, standings
from reports.frame import RoundFrame, round_frame
from reports.parts import Peers, Standing

# The group that a report compares with first.
LIKE_FOR_LIKE = "type"


@dataclass(frozen=True)
class Beside:
    """The peers that tries are held against: those of the council's report in a round it has signed."""

    round_name: str
    is_earlier: bool
    peers: Peers
    standing: Standing

    @property
    def is_withheld(self) -> bool:
        return self.standing.lower is None

    @property
    def notice(self) -> str:
        """Who the peers are; or, where the position is withheld, why and what would unlock it."""
        if self.is_withheld:
            return _("No position among peers yet. %(why)s") % {"why": self.standing.withheld}
        told = (
            _(
                "Position beside %(n)s %(peers)s with a score here in the %(round)s, an earlier one. This round’s "
                "shows here once you have signed."
            )
            if self.is_earlier
            else _("Position beside %(n)s %(peers)s with a score here in the %(round)s.")
        )
        return told % {"n": self.standing.n, "peers": self.peers.name, "round": self.round_name}

    def words(self, score: DimensionScore) -> str:
        """ "Clearly above", "About the same" or "Clearly below"."""
        if not score.benchmarked or score.score is None:
            return _("Not compared: too few answers are known")
        words = {"above": _("Clearly above"), "same": _("About the same"), "below": _("Clearly below")}
        return words.get(position(float(score.score), self.standing.lower, self.standing.upper) or "", "")


def beside(assessment: Assessment, code: str) -> Beside | None:
    """The peers in a dimension, by its code, of the latest round that the council has signed; None: it has signed none.

    That is this round, or an earlier one on the same version of the questions.
    """
    round = assessment.round
    snapshot = (
        Snapshot.objects.select_related("round")
        .filter(
            Q(round=round) | Q(round__opens__lt=round.opens),
            council=assessment.council_id,
            framework_slug=round.framework_slug,
            framework_version=round.framework_version,
        )
        .order_by("-round__opens", "-pk")
        .first()
    )
    if snapshot is None:
        return None
    peers, by_dimension = _standings(snapshot, round_frame(snapshot.round), get_language() or "")
    return Beside(
        round_name=snapshot.round.name,
        is_earlier=snapshot.round_id != assessment.round_id,
        peers=peers,
        standing=by_dimension[code],
    )


@lru_cache(maxsize=16)
def _standings(snapshot: Snapshot, frame: RoundFrame, language: str) -> tuple[Peers, dict[str, Standing]]:
    """Kept from one try to the next: a new signature makes a new frame. Groups have names in `language`."""
    signed = read(snapshot)
    group = peers_of(frame, signed, LIKE_FOR_LIKE)
    return group.part, standings(frame.score, own_scores(signed), group)
