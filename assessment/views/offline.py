"""Answering offline: a workbook to take away, and what a filled-in one would change before anything is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assessment.access import dimensions_to_answer, get_assessment
from assessment.actions import NotAllowed, save_answers
from assessment.models import Assessment
from assessment.offline import carrying, reading
from assessment.offline import workbook as offline_workbook
from assessment.offline.forms import UploadForm
from assessment.offline.preview import Preview, clash_of, preview
from assessment.sheets import SheetFault
from assessment.views.trail import to_tasks
from councils.requests import SignedInRequest

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@never_cache
@require_safe
def fill_in_xlsx(request: SignedInRequest, slug: str, round_slug: str) -> HttpResponse:
    assessment = get_assessment(request.user, slug, round_slug, to="answer")
    if not assessment.is_open:
        return redirect("assessment:workbook", slug, round_slug)
    content = offline_workbook.workbook(assessment, dimensions_to_answer(request.user, assessment))
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="cairn-{slug}-{round_slug}.xlsx"'
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def workbook(request: SignedInRequest, slug: str, round_slug: str) -> HttpResponse:
    """POST: show what a file would change, or write what was shown."""
    page = Page(request, get_assessment(request.user, slug, round_slug, to="answer"))
    if request.method != "POST":
        return page.ask(UploadForm())
    if not page.assessment.is_open:
        return page.refuse(_("Nothing was saved, because the answers can no longer be changed."))
    return _write(page) if "carried" in request.POST else _preview(page)


def _preview(page: "Page") -> HttpResponse:
    form = UploadForm(page.request.POST, page.request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            shown = preview(reading.read(file, file.name), page.assessment, page.share)
            return page.show(shown, file.name)
        except SheetFault as fault:
            form.add_error("file", list(fault.problems))
    return page.ask(form)


def _write(page: "Page") -> HttpResponse:
    """Write what was shown, and of what met a newer answer what was chosen. What meets one now is shown again."""
    data, assessment = page.request.POST, page.assessment
    carried = carrying.carried_by(data["carried"], assessment=assessment, by=page.request.user)
    if carried is None:
        return page.refuse(_("Nothing was saved, because the preview is too old. Upload the workbook again."))
    chosen = [draft for draft in carried.clashes if draft.question in data.getlist("mine")]
    drafts = [*carried.changes, *chosen]
    if any(assessment.framework.dimension_of[draft.question].code not in page.share for draft in drafts):
        return page.refuse(
            _("Nothing was saved, because your share of the work has changed. Upload the workbook again.")
        )
    why = _("Filled in offline: %(file)s") % {"file": carried.file}
    try:
        saved = save_answers(assessment=assessment, by=page.request.user, drafts=drafts, why=why[:200])
    except NotAllowed as refusal:
        return page.refuse(str(refusal))
    if saved.conflicts:
        clashes = tuple(
            clash_of(conflict, carried.lines[conflict.draft.question], assessment.framework)
            for conflict in saved.conflicts
        )
        in_order = [code for code in assessment.framework.questions if code in saved.saved]
        return page.show(Preview(clashes=clashes), carried.file, saved=in_order)
    messages.success(page.request, _saved_words(len(saved.saved), carried.file))
    return redirect(assessment)


def _saved_words(number: int, file: str) -> str:
    if not number:
        return _("%(file)s: no answer was changed.") % {"file": file}
    words = ngettext("%(file)s: one answer saved.", "%(file)s: %(number)s answers saved.", number)
    return words % {"file": file, "number": number}


@dataclass(frozen=True)
class Page:
    request: SignedInRequest
    assessment: Assessment

    @cached_property
    def share(self) -> frozenset[str]:
        return dimensions_to_answer(self.request.user, self.assessment)

    def ask(self, form: UploadForm, status: int = 200) -> HttpResponse:
        own = [dimension for dimension in self.assessment.framework.dimensions if dimension.code in self.share]
        whole = len(own) == len(self.assessment.framework.dimensions)
        return self._render("workbook", {"form": form, "own": [] if whole else own}, status)

    def refuse(self, refusal: str) -> HttpResponse:
        """Nothing was written, and why."""
        messages.error(self.request, refusal)
        return self.ask(UploadForm(), status=409)

    def show(self, shown: Preview, file: str, *, saved: Sequence[str] | None = None) -> HttpResponse:
        """`saved`, where it is shown again because of newer answers. Raises SheetFault for what cannot be carried."""
        carried = carrying.carry(shown, file=file, assessment=self.assessment, by=self.request.user)
        context = {"shown": shown, "file": file, "carried": carried, "saved": saved, "again": saved is not None}
        return self._render("preview", context, 200 if saved is None else 409)

    def _render(self, name: str, context: dict[str, Any], status: int) -> HttpResponse:
        known = {"assessment": self.assessment, "rights": self.assessment.rights, "crumbs": to_tasks(self.assessment)}
        return render(self.request, f"assessment/offline/{name}.html", {**known, **context}, status=status)
