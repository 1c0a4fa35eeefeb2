"""The question book: every question in the open, so that nobody need take part to read what is asked."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from frameworks.definition import Framework
from frameworks.loader import load, versions


@login_not_required
@require_safe
def framework_list(request: HttpRequest) -> HttpResponse:
    frameworks = [load(slug, version) for slug, version in versions()]
    return render(request, "frameworks/list.html", {"frameworks": frameworks})


@login_not_required
@require_safe
def question_book(request: HttpRequest, slug: str, version: str) -> HttpResponse:
    framework = get_framework(slug, version)
    return render(request, "frameworks/question_book.html", {"framework": framework})


@login_not_required
@require_safe
def coverage(request: HttpRequest, slug: str, version: str) -> HttpResponse:
    framework = get_framework(slug, version)
    return render(request, "frameworks/coverage.html", {"framework": framework})


def get_framework(slug: str, version: str) -> Framework:
    if (slug, version) not in versions():
        raise Http404(_("There is no such framework."))
    return load(slug, version)
