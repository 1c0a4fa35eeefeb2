"""The councils of a comparison as a table for a spreadsheet. Pure: tables in, rows of text out."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from assessment.sheets import guarded
from reports.compare import Cohort, Show, rounded
from reports.frame import RoundFrame

FACTS = ("council", "type_group", "nation", "region", "population", "rural_share", "signed_on")


def csv_rows(frame: RoundFrame, chosen: Cohort, *, round_slug: str, made_up: bool) -> Iterator[list[str]]:
    """The cohort as a table for a spreadsheet: a heading, then a row a council with every figure to two places."""
    tables = {show.value: getattr(frame, show.value) for show in Show} | {"mean": frame.lens}
    figures = pd.concat(
        [table.loc[chosen.members].add_suffix(f"_{figure}") for figure, table in tables.items()], axis=1
    )
    marked = ["yes"] if made_up else []
    yield ["round", *(["made_up"] if made_up else []), "gss_code", *FACTS, *figures.columns]
    for council, numbers in zip(chosen.facts.itertuples(), rounded(figures, 2).tolist(), strict=True):
        yield [
            guarded(round_slug),
            *marked,
            *(guarded(fact) for fact in _facts(council)),
            *("" if np.isnan(number) else f"{number:g}" for number in numbers),
        ]


def _facts(council: Any) -> Iterator[str]:
    yield from (council.Index, council.name, council.type_group, council.nation, council.region)
    yield from (str(council.population), f"{council.rural_share:g}", f"{council.signed_at:%Y-%m-%d}")
