"""The council's place among its peers, as a range: as claimed, and counting only what each council shows."""

from django.utils.text import capfirst as upper_first
from django.utils.translation import gettext as _

from frameworks.scores import DimensionScore, LensScore
from reports.chart import Table
from reports.charts.words import could_single_out, few
from reports.disclosure import MIN_PERCENTILE, MIN_QUARTILES, withheld
from reports.parts import DimensionPart, LensPart, Peers, Standing
from reports.wording import NOTHING, in_words, points

Part = LensPart | DimensionPart


def places_table(lenses: tuple[LensPart, ...], peers: Peers) -> Table:
    """A row a lens and a dimension."""
    rows: list[tuple[str, Part]] = [(part.lens.name, part) for part in lenses]
    rows += [(part.dimension.title, part) for lens in lenses for part in lens.dimensions]
    return Table(
        caption=_("Claimed and evidenced, beside %(peers)s") % {"peers": peers.name},
        headers=(
            _("Lens or dimension"),
            _("Claimed"),
            _("Position as claimed"),
            _("Place as claimed"),
            _("Evidenced"),
            _("Position, evidenced only"),
            _("Place, evidenced only"),
        ),
        rows=tuple(
            (
                title,
                *_cells(part.claimed, part.standing),
                *_cells(part.evidenced, part.evidenced_standing),
            )
            for title, part in rows
        ),
    )


def places_sentence(parts: list[Part], peers: Peers) -> str:
    """Why no place is given, and what would unlock it; "" where there is one, or the group is refused as a whole."""
    if peers.refused or any(part.standing.place or part.evidenced_standing.place for part in parts):
        return ""
    scored = [part for part in parts if part.standing.reach]
    if not scored:
        return _("Nothing here has a score that could be compared, so no place is given.")
    if peers.of is not None and peers.of < MIN_PERCENTILE:
        return _(
            "No place is given: there are only %(of)s other %(peers)s, and a place needs %(need)s with a score. "
            "Compare with a wider group to see one."
        ) % {"of": in_words(peers.of), "peers": peers.name, "need": in_words(MIN_PERCENTILE)}
    return withheld(max(part.standing.n for part in scored), named=peers.name) or scored[0].standing.withheld


def _cells(score: DimensionScore | LensScore, standing: Standing) -> tuple[str, str, str]:
    partial = isinstance(score, DimensionScore) and score.partial
    shown = _("%(score)s, partial") % {"score": points(score.score)} if partial else points(score.score)
    words = {"above": _("clearly above"), "same": _("about the same"), "below": _("clearly below")}
    return (
        shown,
        upper_first(words[standing.position]) if standing.position else _missing(standing),
        standing.place_briefly or _missing(standing),
    )


def _missing(standing: Standing) -> str:
    """Why there is no position or place, in a cell: a dash where there is no score to compare."""
    if standing.reach is None:
        return NOTHING
    needed = MIN_QUARTILES if standing.lower is None else MIN_PERCENTILE
    return few(needed) if standing.n < needed else could_single_out()
