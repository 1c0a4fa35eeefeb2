"""Numbers and missing numbers in words, the same in every chart's summary and table."""

from dataclasses import fields
from typing import Any, TypeVar

import pandas as pd
from django.utils.translation import gettext as _

from reports.disclosure import MIN_MEDIAN, MIN_QUARTILES
from reports.wording import points

Row = TypeVar("Row")


def parsed(rows: pd.DataFrame, row: type[Row]) -> list[Row]:
    """A DataFrame's rows as a dataclass of the same names, with None for NaN. KeyError: a column is missing."""
    names = [field.name for field in fields(row)]  # type: ignore[arg-type]
    return [row(**{name: known(record[name]) for name in names}) for record in rows.to_dict("records")]


def known(value: Any) -> Any:
    """The value, or None for NaN and NA."""
    return None if pd.isna(value) else value


def score(value: float | None) -> str:
    return _("Not scored") if value is None else points(value)


def median(value: float | None, n: int | None = None) -> str:
    """A median, or why it is withheld. With enough peers it can still be, beside groups the reader has seen."""
    if value is not None:
        return points(value)
    if n is None:
        return _("Not shown: too few councils")
    return few(MIN_MEDIAN) if n < MIN_MEDIAN else could_single_out()


def quartile(value: float | None, *, of_median: float | None, n: int | None = None) -> str:
    """A quartile is never shown without the median."""
    if of_median is None:
        return median(None, n)
    return few(MIN_QUARTILES) if value is None else points(value)


def band(median: float | None, lower: float | None, upper: float | None) -> tuple[float, float] | None:
    """The quartiles, which are never shown one without the other, nor without the median."""
    if median is None or lower is None or upper is None:
        return None
    return lower, upper


def few(needed: int) -> str:
    return _("Not shown: fewer than %(needed)s councils") % {"needed": needed}


def could_single_out() -> str:
    return _("Not shown: it could single a council out")
