"""The report's fixed sentences and the way its numbers are shown. Every sentence is marked for translation."""

import math
from collections.abc import Sequence
from fractions import Fraction

from django.contrib.humanize.templatetags.humanize import apnumber, ordinal
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frameworks.numbers import rounded

NOTHING = "–"


def points(value: Fraction | float | None) -> str:
    """A score of 0..100 as people read it: "63", or a dash where there is none."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return NOTHING
    return str(rounded(Fraction(value)))


def percent(share: Fraction | float) -> str:
    """A share of 0..1 as "75%"."""
    return f"{rounded(Fraction(share) * 100)}%"


def listed(names: Sequence[str]) -> str:
    """ "a, b and c"."""
    return get_text_list(list(names), _("and"))


def mid_sentence(name: str) -> str:
    """A name as it stands within a sentence: "finance director", but "CIO or head of digital"."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def level_in_words(level: int | None, name: str) -> str:
    """ "level 2 (in some services)", or that none is claimed."""
    if level is None:
        return _("no level claimed")
    return _("level %(level)d (%(name)s)") % {"level": level, "name": name.lower()}


def position_in_words(position: str | None) -> str:
    """Where a score stands against the quartiles of the peers; "" where that may not be said."""
    words = {"above": _("clearly above"), "same": _("about the same as"), "below": _("clearly below")}
    return words.get(position or "", "")


def among_places(best: int, worst: int, of: int) -> str:
    """ "between 9th and 21st of 36"."""
    places = {"best": ordinal(best), "worst": ordinal(worst), "of": of}
    return _("between %(best)s and %(worst)s of %(of)s") % places


def people(count: int) -> str:
    return ngettext("%(count)d person", "%(count)d people", count) % {"count": count}


def in_words(count: int) -> str:
    """Counts as prose has them: "three", "12"."""
    return str(apnumber(count))


def councils(count: int) -> str:
    return ngettext("%(count)d council", "%(count)d councils", count) % {"count": count}


def role_name(role: str, count: int) -> str:
    """A member's role as one of a list of who took part."""
    names = {
        "viewer": ngettext("viewer", "viewers", count),
        "contributor": ngettext("contributor", "contributors", count),
        "lead": ngettext("lead", "leads", count),
        "signatory": ngettext("signatory", "signatories", count),
    }
    return names.get(role, role)
