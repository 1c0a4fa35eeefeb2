"""The question book: every question in the open, so that nobody need take part to read what is asked."""

from functools import lru_cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from frameworks.book import dimension_entry, statements_of
from frameworks.definition import Framework
from frameworks.loader import LIBRARY, load, versions
from frameworks.workbook import workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Crumbs = list[tuple[str, str]]


@login_not_required
@require_safe
def framework_list(request: HttpRequest) -> HttpResponse:
    frameworks = [load(slug, version) for slug, version in versions()]
    return render(request, "frameworks/framework_list.html", {"frameworks": frameworks})


@login_not_required
@require_safe
def question_book(request: HttpRequest, slug: str, version: str) -> HttpResponse:
    framework = get_framework(slug, version)
    lenses = [
        (lens, [dimension_entry(dimension, framework) for dimension in lens.dimensions]) for lens in framework.lenses
    ]
    context = {"framework": framework, "lenses": lenses, "crumbs": list_crumbs()}
    return render(request, "frameworks/question_book.html", context)


@login_not_required
@require_safe
def questions_xlsx(request: HttpRequest, slug: str, version: str) -> HttpResponse:
    get_framework(slug, version)
    response = HttpResponse(_packed(slug, version, get_language()), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{slug}-{version}-questions.xlsx"'
    return response


@login_not_required
@require_safe
def coverage(request: HttpRequest, slug: str, version: str) -> HttpResponse:
    framework = get_framework(slug, version)
    dimensions = [(dimension, statements_of(dimension, framework)) for dimension in framework.dimensions]
    book = reverse("frameworks:question_book", args=[slug, version])
    crumbs = [*list_crumbs(), (book, f"{framework.title} {framework.version}")]
    context = {"framework": framework, "dimensions": dimensions, "crumbs": crumbs}
    return render(request, "frameworks/coverage.html", context)


@lru_cache(maxsize=8)
def _packed(slug: str, version: str, language: str | None) -> bytes:
    """Made once: a version never changes, and anybody may ask for it as often as they like."""
    return workbook(load(slug, version))


@login_not_required
@require_safe
def files(request: HttpRequest, slug: str, version: str) -> HttpResponse:
    """The version's own files, byte for byte, so that anyone can check a report's checksum and figures against them."""
    get_framework(slug, version)
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for path in sorted((LIBRARY / slug / version).glob("*.yaml")):
            # Without a time of day, the same files are the same bytes.
            archive.writestr(ZipInfo(f"{slug}-{version}/{path.name}"), path.read_bytes(), ZIP_DEFLATED)
    name = f'attachment; filename="{slug}-{version}.zip"'
    return HttpResponse(packed.getvalue(), content_type="application/zip", headers={"Content-Disposition": name})


def get_framework(slug: str, version: str) -> Framework:
    if (slug, version) not in versions():
        raise Http404(_("There is no such framework."))
    return load(slug, version)


def list_crumbs() -> Crumbs:
    return [(reverse("frameworks:framework_list"), _("Question book"))]
