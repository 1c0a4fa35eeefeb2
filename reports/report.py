"""The Report: all that the page, the PDF, the workbook and the JSON show, built once from a snapshot and its peers."""

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import pandas as pd
from django.utils.text import capfirst as upper_first
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.models import Snapshot
from assessment.snapshot import Signed, read
from frameworks.scores import LensScore
from reports import charts
from reports.chart import Chart, Table
from reports.comparing import Group, change, earlier_snapshot, own_lenses, own_scores, peers_of, standings
from reports.dimension import dimension_part
from reports.doubts import judged_otherwise
from reports.findings import Findings, find
from reports.frame import RoundFrame, round_frame
from reports.parts import Change, DimensionPart, EvidenceShare, LensPart, Peers, Standing
from reports.places import places_sentence, places_table
from reports.plan import PlannedAction, planned
from reports.route import Route, routes
from reports.turnout import with_turnout
from reports.wording import in_words, listed, people, role_name


@dataclass(frozen=True)
class Report:
    """Everything that is shown, and nothing a template would have to work out."""

    snapshot: Snapshot
    signed: Signed
    peers: Peers
    lenses: tuple[LensPart, ...]
    stand: Chart
    profile: Chart
    elements: Chart
    trend: Chart | None
    findings: Findings
    routes: tuple[Route, ...]
    plan: tuple[PlannedAction, ...]
    evidence: EvidenceShare
    took_part: str
    places: Table
    no_places: str

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
    own = signed.council.gss_code
    group = with_turnout(peers_of(frame, signed, peers), frame.facts, own, signed.signed_at.date())
    claimed, evidenced = judged_otherwise(signed)
    by_dimension = standings(frame.score, own_scores(signed), group, claimed.dimension)
    by_lens = standings(frame.lens, own_lenses(signed), group, claimed.lens)
    shown = standings(frame.evidenced, own_scores(signed, evidenced=True), group, evidenced.dimension)
    shown_by_lens = standings(frame.lens_evidenced, own_lenses(signed, evidenced=True), group, evidenced.lens)
    changes = _changes(snapshot, signed, frame, group)
    parts = {
        dimension.code: dimension_part(
            signed,
            dimension,
            by_dimension[dimension.code],
            group.part,
            changes.get(dimension.code),
            shown[dimension.code],
        )
        for dimension in signed.framework.dimensions
    }
    rows = _rows(list(parts.values()))
    lenses = tuple(
        _lens_part(signed, lens.slug, by_lens[lens.slug], shown_by_lens[lens.slug], group.part, parts, rows)
        for lens in signed.framework.lenses
    )
    evidence_share = _evidence_share(signed)
    return Report(
        snapshot=snapshot,
        signed=signed,
        peers=group.part,
        lenses=lenses,
        stand=charts.lenses(_lens_rows(lenses), key="stand", title=_("Where we stand"), peer_name=group.part.name),
        profile=charts.profile(rows, key="profile", title=_("How you compare"), peer_name=group.part.name),
        elements=charts.elements(
            _element_rows(signed, list(parts.values())), key="elements", title=_("The four elements picture")
        ),
        trend=_trend(changes, parts, signed),
        findings=find(signed, list(parts.values()), group.part, evidence_share),
        routes=routes(signed),
        plan=planned(signed),
        evidence=evidence_share,
        took_part=_took_part(signed),
        places=places_table(lenses, group.part),
        no_places=places_sentence([*lenses, *parts.values()], group.part),
    )


def _lens_part(
    signed: Signed,
    slug: str,
    beside: Standing,
    shown_beside: Standing,
    peers: Peers,
    parts: dict[str, DimensionPart],
    rows: pd.DataFrame,
) -> LensPart:
    lens = next(lens for lens in signed.framework.lenses if lens.slug == slug)
    score = signed.claimed.lenses[slug]
    codes = [dimension.code for dimension in lens.dimensions]
    return LensPart(
        lens=lens,
        claimed=score,
        evidenced=signed.evidenced.lenses[slug],
        standing=beside,
        sentence=_lens_sentence(score, beside, peers),
        dimensions=tuple(parts[code] for code in codes),
        evidenced_standing=shown_beside,
        radar=charts.radar(rows.loc[codes], key=f"radar-{slug}", title=lens.name, peer_name=peers.name),
    )


def _lens_sentence(score: LensScore, beside: Standing, peers: Peers) -> str:
    if score.score is None:
        return _("Too few answers to score this lens.")
    high = ngettext(
        "%(high)s of %(of)s dimensions stands at level 3 or above.",
        "%(high)s of %(of)s dimensions stand at level 3 or above.",
        max(score.at_three, 1),
    )
    said = [
        upper_first(
            high % {"high": in_words(score.at_three) if score.at_three else _("none"), "of": in_words(score.of)}
        )
    ]
    if score.scored < score.of:
        said.append(_("The score is the mean of the %s that can be scored.") % in_words(score.scored))
    if beside.median is not None and beside.words:
        said.append(upper_first(beside.among_briefly(peers)) + ".")
    return " ".join(said)


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


def _lens_rows(lenses: tuple[LensPart, ...]) -> pd.DataFrame:
    """One row a lens, as the builder takes them."""
    return pd.DataFrame(
        {
            "title": [part.lens.name for part in lenses],
            "own": [_number(part.claimed.score) for part in lenses],
            "evidenced": [_number(part.evidenced.score) for part in lenses],
            "median": [_number(part.standing.median) for part in lenses],
            "lower": [_number(part.standing.lower) for part in lenses],
            "upper": [_number(part.standing.upper) for part in lenses],
        },
        index=[part.lens.slug for part in lenses],
    )


def _number(value: Fraction | float | None) -> float:
    return math.nan if value is None else float(value)


def _element_rows(signed: Signed, parts: list[DimensionPart]) -> pd.DataFrame:
    """15 rows, a column an element: the effective level, or the state of a question without one."""
    rows: dict[str, dict[str, str | int]] = {
        part.code: {
            "title": part.dimension.title,
            "lens": part.lens.name,
            **{
                signed.framework.element_name(question.element): (
                    question.state.value if question.effective is None else question.effective
                )
                for question in part.claimed.questions
            },
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
