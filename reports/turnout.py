"""How many councils a group could have: those the register knows, signed or not."""

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from councils.models import TYPE_GROUPS, Council
from reports.comparing import Group
from reports.peers import band


def with_turnout(group: Group, facts: pd.DataFrame, own: str, on: date) -> Group:
    """The group, told how many councils besides one's `own` it could have on a day. `facts`: as in RoundFrame.

    Nearest neighbours are chosen among those that signed: there is no number they could be out of.
    """
    fields = _fields(group.part.key, facts.loc[[own]].iloc[0])
    if fields is None:
        return group
    others = Council.objects.current(on).filter(**fields).exclude(gss_code=own).count()
    return replace(group, part=replace(group.part, of=max(others, group.part.signed)))


def _fields(key: str, us: "pd.Series[Any]") -> dict[str, Any] | None:
    if key == "type":
        return {"authority_type__in": [kind for kind, group in TYPE_GROUPS.items() if group == us["type_group"]]}
    if key == "region":
        return {"region": us["region"]}
    if key == "population":
        lower, upper = band(int(us["population"]))
        return {"population__gte": lower} | ({} if upper == float("inf") else {"population__lt": upper})
    return {} if key == "all" else None
