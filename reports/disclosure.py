"""What may be shown of a group of councils: every threshold and every refusal, in one place (docs/scoring.md).

Pure. A group is a row of flags over a round's councils: who belongs.
"""

from collections.abc import Mapping
from itertools import combinations, product

import numpy as np
import numpy.typing as npt
from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.translation import gettext as _

Flags = npt.NDArray[np.bool_]

# Among fewer than five peers a median is close to being one council's score, and colleagues could work out whose.
MIN_MEDIAN = 5
# Among fewer than ten a quartile is the score of the second or third council from the end.
MIN_QUARTILES = 10
# Among fewer than twenty one council moves a percentile by more than five points: it would say more than it knows.
MIN_PERCENTILE = 20
# Two groups that differ by fewer than five councils, laid side by side, tell those councils' scores.
MIN_DIFFERENCE = 5

# Counts add up, so groups can be combined as well as compared: "all, less the districts, less the counties".
MOST_COMBINED = 3


def may_show(groups: Flags, scored: Flags) -> Flags:
    """Which groups may be shown, for each dimension, when they are released in the order given.

    `groups` is (groups × councils): who belongs. `scored` is (councils × dimensions): who has a score there.
    The result is (groups × dimensions). A group is held back where it has fewer than five councils with a score, or
    where it and up to two groups released before it, added to or taken from each other, single out one to four.
    """
    cells, counts = _cells(groups, scored)
    shown = cells @ counts >= MIN_MEDIAN
    for candidate in range(1, len(groups)):
        for size in range(1, MOST_COMBINED):
            for chosen in combinations(range(candidate), size):
                for signs in product((1, -1), repeat=size):
                    left = cells[candidate] + np.array(signs) @ cells[list(chosen)]
                    singled = (left != 0) @ counts
                    gives_away = (singled > 0) & (singled < MIN_DIFFERENCE) & shown[list(chosen)].all(axis=0)
                    shown[candidate] &= ~gives_away
    return shown


def _cells(groups: Flags, scored: Flags) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Councils that belong to exactly the same groups are alike here, so count them once: (groups × cells) of 0 and 1,
    and (cells × dimensions) of councils with a score."""
    cell = np.zeros(groups.shape[1], dtype=np.int64)
    for group in groups:
        # Numbered again at each step, so that the numbers stay small however many groups there are.
        cell = np.unique(cell * 2 + group, return_inverse=True)[1]
    first = np.unique(cell, return_index=True)[1]
    counts = np.stack(
        [np.bincount(cell[column], minlength=len(first)) for column in scored.T]
        or [np.zeros(len(first), dtype=np.int64)],
        axis=1,
    )
    return groups[:, first].astype(np.int64), counts


def refusal(group: Flags, released: Mapping[str, Flags], *, named: str) -> str:
    """Why a group may not be shown to someone who has seen the `released` ones (by name), or "" when it may."""
    size = int(np.count_nonzero(group))
    if size < MIN_MEDIAN:
        return too_few(size, named=named)
    if may_show(np.array([*released.values(), group]), np.ones((len(group), 1), dtype=bool))[-1, 0]:
        return ""
    for other, known in released.items():
        if 0 < np.count_nonzero(group ^ known) < MIN_DIFFERENCE:
            return too_close(named=named, other=other)
    return too_close(named=named, other=_("the groups already shown"))


def too_few(n: int, *, named: str) -> str:
    """Why a whole group is refused, and what would unlock it: "two more Welsh councils"."""
    return _("This group is shown once %(need)s %(named)s besides your own have signed, %(more)s more than now.") % {
        "need": apnumber(MIN_MEDIAN),
        "more": apnumber(MIN_MEDIAN - n),
        "named": named,
    }


def too_close(*, named: str, other: str) -> str:
    return _(
        "This group (%(named)s) is not shown, because beside %(other)s it would single out fewer than %(few)s councils."
        " It is shown once they differ by %(few)s councils or more."
    ) % {"named": named, "other": other, "few": apnumber(MIN_DIFFERENCE)}


def withheld(n: int, *, named: str) -> str:
    """What is withheld of a group with `n` councils that have a score, and what would unlock it; "" when nothing is."""
    if n < MIN_MEDIAN:
        said = _("A median needs %(need)s %(named)s with a score here, %(more)s more than there are now.")
        need = MIN_MEDIAN
    elif n < MIN_QUARTILES:
        said = _("Quartiles need %(need)s %(named)s with a score here, %(more)s more than there are now.")
        need = MIN_QUARTILES
    elif n < MIN_PERCENTILE:
        said = _(
            "A percentile and a place need %(need)s %(named)s with a score here, %(more)s more than there are now."
        )
        need = MIN_PERCENTILE
    else:
        return ""
    return said % {"need": apnumber(need), "named": named, "more": apnumber(need - n)}


def withheld_beside_others(*, named: str) -> str:
    return _(
        "Not shown: beside a group you can already see, the %(named)s with a score here would single out fewer than"
        " %(few)s councils. More signatures would unlock it."
    ) % {"named": named, "few": apnumber(MIN_DIFFERENCE)}


def place_to_show(best: int, worst: int, *, of: int) -> tuple[int, int]:
    """A range of places as coarse as the rest: never under five places wide, the first and last five not told apart."""
    short = max(0, MIN_DIFFERENCE - (worst - best + 1))
    best, worst = best - (short + 1) // 2, worst + short // 2
    if best <= MIN_DIFFERENCE:
        best, worst = 1, max(worst, MIN_DIFFERENCE)
    if worst > of - MIN_DIFFERENCE:
        best, worst = min(best, of - MIN_DIFFERENCE + 1), of
    return best, worst
