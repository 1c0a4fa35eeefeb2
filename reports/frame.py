"""A round as tables: the facts and the signed figures of every council, read once and kept while nobody signs."""

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from assessment.models import Round, Snapshot
from councils.models import TYPE_GROUPS, Council
from frameworks.definition import Framework

IDENTITY = ("gss_code", "name", "short_name", "slug", "authority_type", "nation", "region")
FACTS = (*IDENTITY, "population", "area_km2", "rural_share", "imd_quintile")


@dataclass(frozen=True, eq=False)
class RoundFrame:
    """Every council that has signed a round, a row a council by GSS code. Shared by all readers: never written to.

    `facts`: the columns of FACTS (but gss_code), type_group and signed_at. `score`, `evidenced` and `level`: a column a
    dimension by code, NaN where the dimension is not benchmarked. `lens`: a column a lens by slug, the mean of its
    benchmarked dimensions; `lens_evidenced` the same of their evidenced scores.
    """

    facts: pd.DataFrame
    score: pd.DataFrame
    evidenced: pd.DataFrame
    level: pd.DataFrame
    lens: pd.DataFrame
    lens_evidenced: pd.DataFrame


def round_frame(round: Round) -> RoundFrame:
    """The latest snapshot of each council, on the round's framework version. A new signature is seen at once."""
    signed = Snapshot.objects.filter(round=round)
    newest = signed.order_by("-pk").values_list("pk", "sha256").first()
    return read_frame(round.pk, round.framework_slug, round.framework_version, newest, signed.count())


@lru_cache(maxsize=16)
def read_frame(
    round_pk: int, framework_slug: str, framework_version: str, newest: tuple[int, str] | None, count: int
) -> RoundFrame:
    """`newest` and `count` are here to be part of the cache's key: both change with a signature."""
    round = Round.objects.get(pk=round_pk)
    rows = list(
        Snapshot.objects.latest(round=round)
        .filter(framework_slug=framework_slug, framework_version=framework_version)
        .order_by("council__gss_code")
        .values_list(*(f"council__{fact}" for fact in FACTS), "signed_at", "figures")
    )
    facts = pd.DataFrame([row[:-1] for row in rows], columns=[*FACTS, "signed_at"]).set_index("gss_code")
    facts = facts.astype({"population": int, "area_km2": float, "rural_share": float, "imd_quintile": int})
    facts.insert(4, "type_group", [TYPE_GROUPS[Council.Type(kind)].value for kind in facts["authority_type"]])
    figures = [row[-1] for row in rows]
    score = _table(figures, "score", round.framework, facts.index)
    evidenced = _table(figures, "evidenced", round.framework, facts.index)
    return RoundFrame(
        facts=facts,
        score=score,
        evidenced=evidenced,
        level=_table(figures, "level", round.framework, facts.index),
        lens=_lenses(score, round.framework),
        lens_evidenced=_lenses(evidenced, round.framework),
    )


def _lenses(scores: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    return pd.DataFrame(
        {
            lens.slug: scores[[dimension.code for dimension in lens.dimensions]].mean(axis=1)
            for lens in framework.lenses
        },
        index=scores.index,
    )


def _table(
    figures: list[dict[str, dict[str, float | None]]], figure: str, framework: Framework, index: "pd.Index[str]"
) -> pd.DataFrame:
    codes = [dimension.code for dimension in framework.dimensions]
    return pd.DataFrame(
        [[council.get(code, {}).get(figure) for code in codes] for council in figures],
        index=index,
        columns=codes,
        dtype=float,
    )
