"""Numbers and missing numbers in words, the same in every chart's summary and table."""

from collections.abc import Sequence
from dataclasses import fields
from fractions import Fraction
from typing import Any, TypeVar

import pandas as pd
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from frameworks.numbers import rounded
from reports.disclosure import MIN_MEDIAN, MIN_QUARTILES

Row = TypeVar("Row")


def parsed(rows: pd.DataFrame, row: type[Row]) -> list[Row]:
    """A DataFrame's rows as a dataclass of the same names, with None for NaN. KeyError: a column is missing."""
    names = [field.name for field in fields(row)]  # type: ignore[arg-type]
    return [row(**{name: known(record[name]) for name in names}) for record in rows.to_dict("records")]


def known(value: Any) -> Any:
    """The value, or None for NaN and NA."""
    return None if pd.isna(value) else value


def number(value: float) -> str:
    """A score as it is shown: rounded once, half up."""
    return str(rounded(Fraction(value)))


def score(value: float | None) -> str:
    return _("Not scored") if value is None else number(value)


def median(value: float | None, n: int | None = None) -> str:
    """A median, or why it is withheld. With enough peers it can still be, beside groups the reader has seen."""
    if value is not None:
        return number(value)
    if n is None:
        return _("Not shown: too few councils")
    return _few(MIN_MEDIAN) if n < MIN_MEDIAN else _("Not shown: it could single a council out")


def quartile(value: float | None, *, of_median: float | None, n: int | None = None) -> str:
    """A quartile is never shown without the median."""
    if of_median is None:
        return median(None, n)
    return _few(MIN_QUARTILES) if value is None else number(value)


def _few(needed: int) -> str:
    return _("Not shown: fewer than %(needed)s councils") % {"needed": needed}


def listed(names: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    return get_text_list(list(names), _("and"))
