"""One council's signed scores beside its peers', and beside its own of an earlier round."""

from dataclasses import dataclass

import pandas as pd

from assessment.models import Snapshot
from assessment.snapshot import Signed
from reports.benchmark import benchmark
from reports.frame import RoundFrame
from reports.parts import Change, Peers, Standing
from reports.peers import peer_groups


@dataclass(frozen=True)
class Group:
    """The peers as the arithmetic takes them and as the report shows them (`part`).

    `before`: the groups the reader is offered earlier, beside which this one must give nobody away.
    """

    members: "pd.Index[str]"
    before: tuple["pd.Index[str]", ...]
    part: Peers

    def benchmark(self, scores: pd.DataFrame, own: "pd.Series[float]") -> pd.DataFrame:
        return benchmark(scores, own, self.members, released=self.before, named=self.part.name)


def own_scores(signed: Signed) -> "pd.Series[float]":
    """Claimed scores by dimension code; missing where the dimension is not benchmarked."""
    return pd.Series(
        {
            code: float(dimension.score) if dimension.benchmarked and dimension.score is not None else None
            for code, dimension in signed.claimed.dimensions.items()
        },
        dtype=float,
        name=signed.council.gss_code,
    )


def own_lenses(signed: Signed) -> "pd.Series[float]":
    return pd.Series(
        {slug: None if lens.score is None else float(lens.score) for slug, lens in signed.claimed.lenses.items()},
        dtype=float,
        name=signed.council.gss_code,
    )


def peers_of(frame: RoundFrame, signed: Signed, key: str) -> Group:
    """The group of peers with a key. Raises KeyError where there is none. A refused group has no members to show."""
    groups = peer_groups(frame.facts, signed.council.gss_code)
    group = groups[key]
    part = Peers(
        key=group.key,
        name=group.name,
        description=group.description,
        signed=len(group.members),
        warning=group.warning,
        refused=group.refused,
        others=tuple((other.key, other.name) for other in groups.values() if other.key != key and not other.refused),
    )
    return Group(group.members[:0] if group.refused else group.members, group.before, part)


def standing(row: "pd.Series[float]") -> Standing:
    """A row of benchmark() as plain values, None where withheld."""

    def number(column: str) -> float | None:
        return None if pd.isna(row[column]) else float(row[column])

    return Standing(
        n=int(row["n"]),
        median=number("median"),
        lower=number("lower"),
        upper=number("upper"),
        percentile=number("percentile"),
        position=str(row["position"]) if isinstance(row["position"], str) and row["position"] else None,
        withheld=str(row["withheld"]),
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
    both = group.members.intersection(frame_before.score.index)
    earlier = peer_groups(frame_before.facts, before.council.gss_code)
    seen_then = [other.members for other in earlier.values() if not other.refused]
    seen_now = [
        other.members for other in peer_groups(frame_now.facts, now.council.gss_code).values() if not other.refused
    ]
    then = benchmark(frame_before.score, own_scores(before), both, released=seen_then, named=group.part.name)
    since = benchmark(frame_now.score, own_scores(now), both, released=seen_now, named=group.part.name)
    changes = {}
    for code, dimension in now.claimed.dimensions.items():
        last = before.claimed.dimensions.get(code)
        if last is None or last.partial or dimension.partial or last.score is None or dimension.score is None:
            continue
        changes[code] = Change(
            round_name=before.round_name,
            before=last.score,
            now=dimension.score,
            median_before=standing(then.loc[code]).median,
            median_now=standing(since.loc[code]).median,
        )
    return changes
