"""The queue of what was said last time: "still true?", one by one, the weakest shown first."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessment.access import dimensions_to_answer, get_assessment
from assessment.actions import NotAllowed, save_answers
from assessment.carrying import Earlier, Queue, queue_of
from assessment.confirming import StillTrueForm, changed_since
from assessment.forms import error_summary
from assessment.models import Assessment
from assessment.progress import left_to
from assessment.saving import Conflict
from assessment.views.trail import to_tasks
from assessment.wording import spell
from councils.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def queue(request: SignedInRequest, slug: str, round_slug: str) -> HttpResponse:
    assessment = get_assessment(request.user, slug, round_slug, to="answer" if request.method == "POST" else "read")
    page = Page(request, assessment, dimensions_to_answer(request.user, assessment))
    if request.method == "POST":
        return _confirm(page, request.POST)
    return page.ask(page.wanted(request.GET))


def _confirm(page: "Page", data: QueryDict) -> HttpResponse:
    """Save last time's answer as this time's, unless either has changed since it was read."""
    assessment = page.assessment
    earlier = page.whole.find(data.get("question", ""))
    if earlier is None:
        messages.error(page.request, _("That answer no longer waits to be confirmed."))
        return redirect(page.address())
    if assessment.framework.dimension_of[earlier.code].code not in page.share:
        raise PermissionDenied
    form = StillTrueForm(data)
    if not form.is_valid():
        return page.ask(earlier, form, error_summary([form, form.evidence]))
    if form.cleaned_data["earlier"] != earlier.mark:
        renewed = form.renewed(earlier, form.cleaned_data["version"])
        return page.ask(earlier, renewed, [("#asked", changed_since(earlier.code))], status=409)
    draft = form.draft(earlier)
    try:
        saved = save_answers(assessment=assessment, by=page.request.user, drafts=[draft])
    except NotAllowed as refusal:
        return page.ask(earlier, form, [("", str(refusal))], status=409)
    for conflict in saved.conflicts:
        return page.ask(earlier, form.renewed(earlier, conflict.version), [("#asked", _quicker(conflict))], conflict)
    return redirect(page.address(confirmed=earlier.code))


@dataclass(frozen=True)
class Page:
    """`share`: the dimensions a person may answer. The queue asks about those that are theirs or nobody's."""

    request: SignedInRequest
    assessment: Assessment
    share: frozenset[str]

    @cached_property
    def whole(self) -> Queue:
        return queue_of(self.assessment)

    @cached_property
    def queue(self) -> Queue:
        """Who only reads goes through everything."""
        if not self.share:
            return self.whole
        on_it = set(self.assessment.assignments.values_list("dimension", "user"))
        own = left_to(self.request.user, on_it, self.share)
        return self.whole.within(own, self.assessment.framework)

    def wanted(self, data: QueryDict) -> Earlier | None:
        """What an address asks for: the one that it names, or the one that follows."""
        named = self.queue.find(data.get("question", ""))
        return named if named in self.queue.waiting else self.queue.following(self._come_from)

    def address(self, **where: str) -> str:
        address = reverse("assessment:queue", args=[self.assessment.council.slug, self.assessment.round.slug])
        return f"{address}?{urlencode(where)}#asked" if where else address

    def ask(
        self,
        earlier: Earlier | None,
        form: StillTrueForm | None = None,
        problems: Sequence[tuple[str, str]] = (),
        conflict: Conflict | None = None,
        status: int = 200,
    ) -> HttpResponse:
        dimension_of = self.assessment.framework.dimension_of
        confirmed = self.request.GET.get("confirmed", "")
        context: dict[str, Any] = {
            "assessment": self.assessment,
            "rights": self.assessment.rights,
            "queue": self.queue,
            "elsewhere": len(self.whole.waiting) - len(self.queue.waiting),
            "afresh": [(dimension_of[one.code], one) for one in self.queue.afresh],
            "confirmed": confirmed if confirmed in self.queue.answered else "",
            "confirmed_in": dimension_of.get(confirmed),
            "has_come_round": self.queue.has_come_round(self._come_from),
            "error_summary": problems,
            "crumbs": to_tasks(self.assessment),
        }
        if earlier:
            context |= self._about(earlier, form or StillTrueForm(earlier=earlier), conflict)
        return render(self.request, "assessment/queue.html", context, status=409 if conflict else status)

    @property
    def _come_from(self) -> str:
        return str(self.request.GET.get("confirmed") or self.request.GET.get("after", ""))

    def _about(self, earlier: Earlier, form: StillTrueForm, conflict: Conflict | None) -> dict[str, Any]:
        framework = self.assessment.framework
        dimension = framework.dimension_of[earlier.code]
        return {
            "earlier": earlier,
            "question": earlier.then,
            "dimension": dimension,
            "element": framework.element_name(earlier.then.element),
            "how_well_shown": earlier.how_well_shown(timezone.localdate()),
            "may_confirm": self.assessment.is_open and dimension.code in self.share,
            "form": form,
            "conflict": conflict,
            "theirs": spell(conflict.current, earlier.then, framework) if conflict else None,
            "mine": spell(conflict.draft, earlier.then, framework) if conflict else None,
        }


def _quicker(conflict: Conflict) -> str:
    return _("%(name)s answered %(code)s while you were reading. Nothing of theirs has been changed") % {
        "name": conflict.by or _("Somebody"),
        "code": conflict.draft.question,
    }
