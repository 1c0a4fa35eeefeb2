"""The councils that one council is compared with. Pure: the facts of a round's signed councils in, groups out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from councils.models import TypeGroup
from reports import disclosure

NEAREST = 15

# Bands run across all kinds of council: nearest neighbours look at size within one kind already, and the 21 counties
# would nearly all fall into one band. Each holds between 35 and 118 of today's councils.
BANDS = (0, 100_000, 150_000, 250_000, 500_000)

# Names read on in a sentence: "two more Welsh councils", "beside Welsh councils".
NAMES = {
    TypeGroup.COUNTY: gettext_lazy("county councils"),
    TypeGroup.DISTRICT: gettext_lazy("district councils"),
    TypeGroup.SINGLE_TIER_ENGLAND: gettext_lazy("single-tier councils in England"),
    TypeGroup.WALES: gettext_lazy("Welsh councils"),
    TypeGroup.SCOTLAND: gettext_lazy("Scottish councils"),
    TypeGroup.NORTHERN_IRELAND: gettext_lazy("Northern Irish councils"),
}


@dataclass(frozen=True, eq=False)
class PeerGroup:
    """A group to be compared with. `members` are GSS codes, one's own never among them; `name` reads on in a sentence.

    `warning` is a sentence where the group is wider than like for like, `refused` a sentence where nothing of it may
    be shown. `before` holds the groups this reader is offered earlier: benchmark() needs them, because in one dimension
    two groups can differ by fewer councils than they do as a whole.
    """

    key: str
    name: str
    description: str
    members: "pd.Index[str]"
    warning: str = ""
    refused: str = ""
    before: tuple["pd.Index[str]", ...] = ()


def peer_groups(facts: pd.DataFrame, own: str) -> dict[str, PeerGroup]:
    """Every group for one council, by key: type, nearest, region, population, all. `facts` as in RoundFrame.

    That is also the order of release: the more alike a group, the earlier its turn, and a later group that would give
    away one to four councils beside an earlier one is refused. Raises KeyError where `own` has not signed.
    """
    us = facts.loc[[own]].iloc[0]
    groups: dict[str, PeerGroup] = {}
    released: dict[str, PeerGroup] = {}
    flags: dict[str, disclosure.Flags] = {}
    for key, name, description, belongs in _candidates(facts, us):
        group = PeerGroup(
            key=key,
            name=name,
            description=description,
            members=facts.index[belongs],
            warning=_wider(facts.loc[belongs, "type_group"], us["type_group"]),
            refused=disclosure.refusal(belongs, flags, named=name),
            before=tuple(earlier.members for earlier in released.values()),
        )
        groups[key] = group
        if not group.refused:
            released[key], flags[name] = group, belongs
    return groups


def _candidates(facts: pd.DataFrame, us: "pd.Series[Any]") -> Iterator[tuple[str, str, str, disclosure.Flags]]:
    """Key, name, description, and who belongs, in the order of release."""
    others = facts.index != us.name  # never one's own
    alike = others & (facts["type_group"] == us["type_group"]).to_numpy()
    kind = str(NAMES[TypeGroup(us["type_group"])])
    yield "type", kind, _("Councils that do the same job under the same law."), alike

    near = nearest_neighbours(facts[alike], us)
    yield (
        "nearest",
        _("nearest neighbours"),
        _("The %(n)s %(kind)s most like yours in population, density, rural share and deprivation.")
        % {"n": len(near), "kind": kind},
        facts.index.isin(near),
    )

    # Wales, Scotland and Northern Ireland are one region each: there the region is the type group by another name.
    yield (
        "region",
        kind if us["region"] == us["nation"] else _("%(region)s councils") % {"region": us["region"]},
        _("Councils of every kind in the same region: %(region)s.") % {"region": us["region"]},
        others & (facts["region"] == us["region"]).to_numpy(),
    )

    lower, upper = band(int(us["population"]))
    yield (
        "population",
        band_name(lower, upper),
        _("Councils of every kind in the same population band as yours."),
        others & facts["population"].between(lower, upper, inclusive="left").to_numpy(),
    )
    yield "all", _("councils of every kind"), _("Every council that has signed this round."), others


def _wider(type_groups: "pd.Series[str]", own: str) -> str:
    return "" if (type_groups == own).all() else _("A wider group: not like for like.")


def band(population: int) -> tuple[int, float]:
    """The population band a council falls in: from the first figure up to, and without, the second."""
    edges = (*BANDS, float("inf"))
    place = int(np.searchsorted(BANDS, population, side="right"))
    return BANDS[place - 1], edges[place]


def band_name(lower: int, upper: float) -> str:
    if lower == 0:
        return _("councils of fewer than %(upper)s people") % {"upper": f"{int(upper):,}"}
    if upper == float("inf"):
        return _("councils of %(lower)s people or more") % {"lower": f"{lower:,}"}
    return _("councils of %(lower)s to %(upper)s people") % {"lower": f"{lower:,}", "upper": f"{int(upper) - 1:,}"}


def nearest_neighbours(alike: pd.DataFrame, us: "pd.Series[Any]", *, count: int = NEAREST) -> "pd.Index[str]":
    """The `count` councils least far from `us`, nearest first; councils equally far in order of GSS code.

    Distance is Euclidean over log population, log density, rural share and deprivation quintile, each as a z-score over
    the type group (`alike` and `us` together), so that no variable counts for more because its numbers are larger.
    """
    alike = alike.sort_index()
    everyone = np.vstack([_variables(alike), _variables(us.to_frame().T)])
    spread = everyone.std(axis=0)
    z = (everyone - everyone.mean(axis=0)) / np.where(spread > 0, spread, 1)
    # Rounded, so that councils truly equally far are not put in order by the last bit of a float.
    distance = np.sqrt(((z[:-1] - z[-1]) ** 2).sum(axis=1)).round(9)
    return alike.index[np.argsort(distance, kind="stable")[:count]]


def _variables(facts: pd.DataFrame) -> npt.NDArray[np.float64]:
    numbers = facts[["population", "area_km2", "rural_share", "imd_quintile"]].to_numpy(dtype=float)
    population, area = np.maximum(numbers[:, 0], 1), np.maximum(numbers[:, 1], 0.1)
    return np.column_stack([np.log(population), np.log(population / area), numbers[:, 2], numbers[:, 3]])
