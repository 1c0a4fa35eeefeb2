"""One council's signed scores beside its peers', and beside its own of an earlier round."""

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import takewhile

import pandas as pd

from assessment.models import Snapshot
from assessment.snapshot import Signed
from frameworks.scores import Scores
from reports.benchmark import benchmark
from reports.frame import RoundFrame
from reports.parts import Change, Peers, Refusal, Standing
from reports.peers import PeerGroup, peer_groups
from reports.ranking import place, score_range


@dataclass(frozen=True)
class Group:
    """The peers as the arithmetic takes them and as the report shows them (`part`).

    `members`: none where the group is refused. `before`: the groups its readers were offered earlier, which nothing
    shown of this one may give away.
    """

    members: "pd.Index[str]"
    before: "tuple[pd.Index[str], ...]"
    part: Peers


def own_scores(signed: Signed, *, evidenced: bool = False) -> "pd.Series[float]":
    """Scores by dimension code, named after the council; missing where the dimension is not benchmarked."""
    return _series(
        signed,
        {
            code: _float(dimension.score) if dimension.benchmarked else None
            for code, dimension in _scores(signed, evidenced).dimensions.items()
        },
    )


def own_lenses(signed: Signed, *, evidenced: bool = False) -> "pd.Series[float]":
    return _series(signed, {slug: _float(lens.score) for slug, lens in _scores(signed, evidenced).lenses.items()})


def _scores(signed: Signed, evidenced: bool) -> Scores:
    return signed.evidenced if evidenced else signed.claimed


def _series(signed: Signed, values: dict[str, float | None]) -> "pd.Series[float]":
    return pd.Series(values, dtype=float, name=signed.council.gss_code)


def _float(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def peers_of(frame: RoundFrame, signed: Signed, key: str) -> Group:
    """The group of peers with a key. Raises KeyError where there is none. A refused group has no members to show."""
    groups = peer_groups(frame.facts, signed.council.gss_code)
    group = groups[key]
    others = [other for other in groups.values() if other.key != key]
    part = Peers(
        key=group.key,
        name=group.name,
        description=group.description,
        signed=len(group.members),
        warning=group.warning,
        refused=group.refused,
        others=tuple((other.key, other.name) for other in others if not other.refused),
        refusals=tuple(Refusal(other.key, other.name, other.refused) for other in others if other.refused),
    )
    return Group(_shown(group), group.before, part)


def _shown(group: PeerGroup) -> "pd.Index[str]":
    return group.members[:0] if group.refused else group.members


def standings(
    scores: pd.DataFrame, own: "pd.Series[float]", group: Group, draws: pd.DataFrame | None = None
) -> dict[str, Standing]:
    """Where the council stands in each column of `scores`, and where it could by `draws` (a column each, too)."""
    table = benchmark(scores, own, group.members, released=group.before, named=group.part.name)
    found = {str(column): _standing(row, group.part.refused) for column, row in table.iterrows()}
    if draws is None:
        return found
    beside = scores.loc[scores.index.isin(group.members)]
    return {
        column: _with_place(standing, draws[column], float(own[column]), beside[column])
        for column, standing in found.items()
    }


def _with_place(standing: Standing, draws: "pd.Series[float]", own: float, peers: "pd.Series[float]") -> Standing:
    # A place tells what a percentile tells, so it keeps its company.
    return replace(
        standing,
        reach=score_range(draws, own),
        place=None if standing.percentile is None else place(draws, own, peers),
    )


def _standing(row: "pd.Series[float]", refused: str = "") -> Standing:
    """A row of benchmark() as plain values, None where withheld. A refused group says its own reason once for all."""

    def number(column: str) -> float | None:
        return None if pd.isna(row[column]) else float(row[column])

    return Standing(
        n=int(row["n"]),
        median=number("median"),
        lower=number("lower"),
        upper=number("upper"),
        percentile=number("percentile"),
        position=str(row["position"]) if isinstance(row["position"], str) and row["position"] else None,
        withheld=refused or str(row["withheld"]),
    )


def earlier_snapshot(snapshot: Snapshot) -> Snapshot | None:
    """The council's latest signature in the last round before this one on the same framework and version."""
    return (
        Snapshot.objects.select_related("round")
        .filter(
            council=snapshot.council_id,
            round__opens__lt=snapshot.round.opens,
            framework_slug=snapshot.framework_slug,
            framework_version=snapshot.framework_version,
        )
        .order_by("-round__opens", "-pk")
        .first()
    )


def change(
    before: Signed, now: Signed, frame_before: RoundFrame, frame_now: RoundFrame, group: Group
) -> dict[str, Change]:
    """What changed in each dimension scored in both rounds, beside the peers who signed both.

    Those peers are a group of their own in each round, so each round's medians answer to all that its report shows.
    """
    both = frame_now.score.index.intersection(frame_before.score.index)
    then = _medians(frame_before, before, both, group)
    since = _medians(frame_now, now, both, group)
    changes = {}
    for code, dimension in now.claimed.dimensions.items():
        earlier = before.claimed.dimensions.get(code)
        if earlier is None or earlier.partial or dimension.partial or earlier.score is None or dimension.score is None:
            continue
        # One median without the other would be no comparison.
        known = then[code] is not None and since[code] is not None
        changes[code] = Change(
            round_name=before.round_name,
            before=earlier.score,
            now=dimension.score,
            median_before=then[code] if known else None,
            median_now=since[code] if known else None,
        )
    return changes


def _medians(frame: RoundFrame, signed: Signed, both: "pd.Index[str]", group: Group) -> dict[str, float | None]:
    """The group's medians in one of the rounds, by dimension, over the councils in both."""
    offered = [other for other in peer_groups(frame.facts, signed.council.gss_code).values() if not other.refused]
    trends = [
        other.members.intersection(both) for other in takewhile(lambda other: other.key != group.part.key, offered)
    ]
    table = benchmark(
        frame.score,
        own_scores(signed),
        group.members.intersection(both),
        released=[*(other.members for other in offered), *trends],
        named=group.part.name,
    )
    return {str(code): _standing(row).median for code, row in table.iterrows()}
