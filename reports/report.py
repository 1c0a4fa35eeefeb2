"""The Report: all that the page, the PDF, the workbook and the JSON show, built once from a snapshot and its peers."""

import math
from dataclasses import dataclass
from functools import cached_property

import pandas as pd
from django.utils.translation import gettext as _

from assessment.models import Snapshot
from assessment.snapshot import Signed, read
from reports import charts
from reports.chart import Chart
from reports.comparing import Group, change, earlier_snapshot, own_lenses, own_scores, peers_of, standing
from reports.dimension import dimension_part
from reports.findings import Findings, find
from reports.frame import RoundFrame, round_frame
from reports.parts import Change, DimensionPart, EvidenceShare, LensPart, Peers, Standing
from reports.route import Route, routes
from reports.wording import councils, listed, people, points, role_name


@dataclass(frozen=True)
class Report:
    """Everything that is shown, and nothing a template would have to work out."""

    snapshot: Snapshot
    signed: Signed
    peers: Peers
    lenses: tuple[LensPart, ...]
    profile: Chart
    elements: Chart
    trend: Chart | None
    findings: Findings
    routes: tuple[Route, ...]
    evidence: EvidenceShare
    took_part: str

    @property
    def title(self) -> str:
        return _("%(council)s: digital maturity, %(round)s") % {
            "council": self.signed.council.name,
            "round": self.signed.round_name,
        }

    @cached_property
    def dimensions(self) -> tuple[DimensionPart, ...]:
        return tuple(part for lens in self.lenses for part in lens.dimensions)


def build(snapshot: Snapshot, *, peers: str = "type") -> Report:
    """The report of one snapshot beside one group of peers. Raises KeyError for a group that does not exist."""
    signed = read(snapshot)
    frame = round_frame(snapshot.round)
    group = peers_of(frame, signed, peers)
    by_dimension = group.benchmark(frame.score, own_scores(signed))
    by_lens = group.benchmark(frame.lens, own_lenses(signed))
    changes = _changes(snapshot, signed, frame, group)
    parts = {
        dimension.code: dimension_part(
            signed, dimension, standing(by_dimension.loc[dimension.code]), group.part, changes.get(dimension.code)
        )
        for dimension in signed.framework.dimensions
    }
    rows = _rows(list(parts.values()))
    lenses = tuple(
        _lens_part(signed, lens.slug, standing(by_lens.loc[lens.slug]), group.part, parts, rows)
        for lens in signed.framework.lenses
    )
    evidence = _evidence_share(signed)
    return Report(
        snapshot=snapshot,
        signed=signed,
        peers=group.part,
        lenses=lenses,
        profile=charts.profile(rows, key="profile", title=_("How you compare"), peer_name=group.part.name),
        elements=charts.elements(
            _element_rows(signed, list(parts.values())), key="elements", title=_("The four elements picture")
        ),
        trend=_trend(changes, parts, signed),
        findings=find(signed, list(parts.values()), group.part, evidence),
        routes=routes(signed),
        evidence=evidence,
        took_part=_took_part(signed),
    )


def _lens_part(
    signed: Signed, slug: str, beside: Standing, peers: Peers, parts: dict[str, DimensionPart], rows: pd.DataFrame
) -> LensPart:
    lens = next(lens for lens in signed.framework.lenses if lens.slug == slug)
    score = signed.claimed.lenses[slug]
    codes = [dimension.code for dimension in lens.dimensions]
    if score.score is None:
        sentence = _("Too few answers to score this lens.")
    else:
        sentence = _("%(score)s of 100, the mean of %(scored)d of %(of)d dimensions. %(high)d at level 3 or above.") % {
            "score": points(score.score),
            "scored": score.scored,
            "of": score.of,
            "high": score.at_three,
        }
        if beside.median is not None and beside.words:
            sentence += " " + _("That is %(position)s %(peers)s (median %(median)s, %(councils)s).") % {
                "position": beside.words,
                "peers": peers.name,
                "median": points(beside.median),
                "councils": councils(beside.n),
            }
    return LensPart(
        lens=lens,
        claimed=score,
        evidenced=signed.evidenced.lenses[slug],
        standing=beside,
        sentence=sentence,
        dimensions=tuple(parts[code] for code in codes),
        radar=charts.radar(rows.loc[codes], key=f"radar-{slug}", title=lens.name, peer_name=peers.name),
    )


def _rows(parts: list[DimensionPart]) -> pd.DataFrame:
    """One row a dimension, as the profile and radar builders take them."""
    return pd.DataFrame(
        {
            "title": [part.dimension.title for part in parts],
            "lens": [part.lens.name for part in parts],
            "own": [_number(part.claimed.score) for part in parts],
            "level": [_number(part.claimed.level) for part in parts],
            "partial": [part.claimed.partial for part in parts],
            "n": [part.standing.n for part in parts],
            "median": [_number(part.standing.median) for part in parts],
            "lower": [_number(part.standing.lower) for part in parts],
            "upper": [_number(part.standing.upper) for part in parts],
        },
        index=[part.code for part in parts],
    )


def _number(value: object) -> float:
    return math.nan if value is None else float(value)  # type: ignore[arg-type]


def _element_rows(signed: Signed, parts: list[DimensionPart]) -> pd.DataFrame:
    """15 rows, a column an element: the effective level, or the state of a question without one."""
    rows = {
        part.code: {"title": part.dimension.title}
        | {
            signed.framework.element_name(question.element): (
                question.state.value if question.effective is None else question.effective
            )
            for question in part.claimed.questions
        }
        for part in parts
    }
    return pd.DataFrame.from_dict(rows, orient="index")


def _changes(snapshot: Snapshot, signed: Signed, frame: RoundFrame, group: Group) -> dict[str, Change]:
    """What changed since the round before, by dimension. Only questions that stayed the same can be compared."""
    before = earlier_snapshot(snapshot)
    if before is None:
        return {}
    return change(read(before), signed, round_frame(before.round), frame, group)


def _trend(changes: dict[str, Change], parts: dict[str, DimensionPart], signed: Signed) -> Chart | None:
    rows = [
        {
            "round": round_name,
            "dimension": parts[code].dimension.title,
            "lens": parts[code].lens.name,
            "own": float(own),
            "median": _number(median),
        }
        for code, changed in changes.items()
        for round_name, own, median in (
            (changed.round_name, changed.before, changed.median_before),
            (signed.round_name, changed.now, changed.median_now),
        )
    ]
    if not rows:
        return None
    return charts.trend(pd.DataFrame(rows), key="trend", title=_("What has changed"))


def _evidence_share(signed: Signed) -> EvidenceShare:
    cap = signed.framework.scoring.unevidenced_cap
    needing = [answer for answer in signed.answers.values() if answer.level is not None and answer.level > cap]
    return EvidenceShare(
        named=sum(1 for answer in needing if answer.evidence),
        needed=len(needing),
        checked=sum(1 for answer in signed.answers.values() if answer.checked),
    )


def _took_part(signed: Signed) -> str:
    total = sum(signed.took_part.values())
    if not total:
        return _("The answers were brought in from a file: who gave them is not recorded.")
    roles = listed([f"{count} {role_name(role, count)}" for role, count in signed.took_part.items()])
    return _("%(people)s took part: %(roles)s.") % {"people": people(total), "roles": roles}
