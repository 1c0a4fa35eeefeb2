"""Councils of a round compared, with their names: for Socitm's desk alone."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessment.models import Round
from councils.requests import SignedInRequest
from frameworks.definition import Dimension
from reports.chart import Chart
from reports.charts import distribution
from reports.compare import LOWEST_FIRST, Cell, Cohort, Show, cohort, heat_map, levels_claimed, medians
from reports.frame import RoundFrame, round_frame
from reports.socitm.forms import CompareForm, SideBySideForm
from reports.socitm.rounds import find, to_round
from reports.socitm.side_by_side import side_by_side as beside
from reports.socitm.spreadsheet import csv_rows


@dataclass(frozen=True)
class Asked:
    """What an address asks for: a round, its figures, the form, and the councils chosen unless the form is wrong."""

    round: Round
    frame: RoundFrame
    form: CompareForm
    chosen: Cohort | None


@dataclass(frozen=True)
class Column:
    """A dimension at the head of the heat map: how it is sorted now (aria-sort), and the order its link leads to."""

    dimension: Dimension
    sorted: str
    sort: str


def _ask(request: SignedInRequest, slug: str) -> Asked:
    round = find(request, slug)
    frame = round_frame(round)
    form = CompareForm(request.GET, facts=frame.facts, framework=round.framework)
    return Asked(round, frame, form, cohort(frame, form.wanted) if form.is_valid() else None)


@require_safe
def compare(request: SignedInRequest, slug: str) -> HttpResponse:
    """Choose councils; see them as a heat map, and how each dimension is spread over them."""
    asked = _ask(request, slug)
    context = {
        "round": asked.round,
        "form": asked.form,
        "signed": len(asked.frame.facts),
        "picked": request.GET.getlist("council"),
        "crumbs": to_round(asked.round),
    }
    if asked.chosen is not None:
        context |= _results(asked.round, asked.chosen, asked.form.wanted.sort)
    return render(request, "socitm/compare.html", context)


def _results(round: Round, chosen: Cohort, sort: str) -> dict[str, object]:
    framework = round.framework
    levels = [level.level for level in framework.levels]
    by_level = chosen.show is Show.LEVEL
    return {
        "chosen": chosen,
        "framework": framework,
        "lenses": [(lens, [_column(dimension, sort) for dimension in lens.dimensions]) for lens in framework.lenses],
        "rows": [(row, _drawn(row.cells)) for row in heat_map(chosen)],
        "medians": _drawn(medians(chosen)),
        "levels": [
            (framework.by_code[code].title, counts)
            for code, counts in (levels_claimed(chosen, levels) if by_level else [])
        ],
        "chart": None if by_level or chosen.table.empty else _spread(round, chosen),
    }


def _drawn(cells: Iterable[Cell]) -> SafeString:
    """Cells as markup. Six thousand of them, one by one in the template, would be most of the page's time."""
    return mark_safe("".join(_drawn_cell(cell) for cell in cells))  # noqa: S308 (each cell is escaped)


@lru_cache(maxsize=256)
def _drawn_cell(cell: Cell) -> SafeString:
    return format_html('<td class="heat-{}">{}</td>', cell.band, cell.text)


def _column(dimension: Dimension, sort: str) -> Column:
    code = dimension.code
    now = {code: "descending", f"{LOWEST_FIRST}{code}": "ascending"}.get(sort, "none")
    return Column(dimension, now, f"{LOWEST_FIRST}{code}" if sort == code else code)


def _spread(round: Round, chosen: Cohort) -> Chart:
    titles = {dimension.code: dimension.title for dimension in round.framework.dimensions}
    title = _("Evidenced scores by dimension") if chosen.show is Show.EVIDENCED else _("Scores by dimension")
    return distribution(chosen.table, titles, key="distribution", title=title)


@require_safe
def compare_svg(request: SignedInRequest, slug: str) -> HttpResponse:
    """The picture of the distributions. Apart from its page, which need not wait until it is drawn."""
    asked = _ask(request, slug)
    if asked.chosen is None or asked.chosen.table.empty or asked.chosen.show is Show.LEVEL:
        raise Http404("There is nothing to draw.")
    return HttpResponse(_spread(asked.round, asked.chosen).to_svg(), content_type="image/svg+xml")


@require_safe
def compare_csv(request: SignedInRequest, slug: str) -> HttpResponse:
    asked = _ask(request, slug)
    if asked.chosen is None:
        # The page says what is wrong.
        return redirect(f"{reverse('socitm:compare', args=[slug])}?{request.GET.urlencode()}")
    name = f"cairn-{asked.round.slug}-compare.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    response = HttpResponse(content_type="text/csv; charset=utf-8", headers=headers)
    rows = csv_rows(asked.frame, asked.chosen, round_slug=asked.round.slug, made_up=asked.round.made_up)
    csv.writer(response).writerows(rows)
    return response


@require_safe
def side_by_side(request: SignedInRequest, slug: str) -> HttpResponse:
    """Two to six councils in every dimension."""
    round = find(request, slug)
    frame = round_frame(round)
    form = SideBySideForm(request.GET, facts=frame.facts)
    context = {"round": round, "form": form, "crumbs": to_round(round)}
    if form.is_valid():
        members = form.cleaned_data["council"]
        context |= {
            "councils": frame.facts.loc[members].to_dict("records"),
            "lenses": beside(frame, round.framework, members),
        }
    return render(request, "socitm/side_by_side.html", context)
