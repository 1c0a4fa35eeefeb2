"""What others will see of a council: which groups its scores will count in, and what is shown of each today.

Pure: the facts of a round's signed councils in, groups out. The thresholds are those of reports/disclosure.py.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.translation import gettext as _

from councils.models import Council
from reports.disclosure import MIN_MEDIAN, MIN_PERCENTILE, MIN_QUARTILES
from reports.peers import NAMES, band, band_name


@dataclass(frozen=True)
class CountedIn:
    """A group that a council's scores count in once it signs. `signed`: how many others of it have signed so far."""

    name: str
    signed: int
    shown: str


def counted_in(facts: pd.DataFrame, council: Council) -> list[CountedIn]:
    """The groups in which others meet a council's scores, the most alike first. `facts` as in RoundFrame.

    A reader's own council is never among its peers, so each of the `signed` councils sees a group of as many: the
    others, and this one.
    """
    others = facts[facts.index != council.gss_code]
    return [
        CountedIn(name, int(np.count_nonzero(belongs)), _shown(int(np.count_nonzero(belongs))))
        for name, belongs in _groups(others, council)
    ]


def _groups(others: pd.DataFrame, council: Council) -> "Iterator[tuple[str, pd.Series[bool]]]":
    yield str(NAMES[council.type_group]), others["type_group"] == council.type_group.value
    # Wales, Scotland and Northern Ireland are one region each, and the type group by another name.
    if council.region != council.nation:
        yield _("%(region)s councils") % {"region": council.region}, others["region"] == council.region
    lower, upper = band(council.population)
    yield band_name(lower, upper), others["population"].between(lower, upper, inclusive="left")
    yield _("councils of every kind"), pd.Series(True, index=others.index, dtype=bool)


def _shown(signed: int) -> str:
    """What each of the councils that have signed sees of the group, once this one signs too."""
    if signed == 0:
        return _("Nothing: no other council of the group has signed, so nobody is compared with it.")
    if signed < MIN_MEDIAN:
        return _(
            "Nothing yet: a median needs %(need)s councils besides the reader’s own, %(more)s more than there would be."
        ) % {"need": apnumber(MIN_MEDIAN), "more": apnumber(MIN_MEDIAN - signed)}
    if signed < MIN_QUARTILES:
        return _("A median.")
    if signed < MIN_PERCENTILE:
        return _("A median and quartiles.")
    return _("A median, quartiles, and the reader’s own place among them.")
