"""Undo: an earlier answer put back, from the page that shows what has changed."""

from collections.abc import Mapping
from typing import cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessment import undoing
from assessment.access import dimensions_to_answer, get_assessment
from assessment.actions import NotAllowed
from assessment.saving import Saved
from councils.requests import SignedInRequest


class PutBackForm(forms.Form):
    """Which of the earlier answers, by their key, and the version of the answer that its reader saw."""

    earlier = forms.TypedChoiceField()
    version = forms.IntegerField(min_value=0)

    def __init__(self, earlier: Mapping[str, undoing.Earlier], data: QueryDict) -> None:
        super().__init__(data)
        field = cast(forms.TypedChoiceField, self.fields["earlier"])
        field.choices = [(key, key) for key in earlier]
        field.coerce = earlier.__getitem__


@require_POST
def put_back(request: SignedInRequest, slug: str, round_slug: str, question: str) -> HttpResponse:
    assessment = get_assessment(request.user, slug, round_slug, to="answer")
    dimension = assessment.framework.dimension_of.get(question)
    if dimension is None:
        raise Http404
    if dimension.code not in dimensions_to_answer(request.user, assessment):
        raise PermissionDenied
    versions = undoing.earlier_versions(assessment.changes.filter(question=question), None)
    form = PutBackForm({earlier.key: earlier for earlier in versions}, request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose the answer to put back."))
        return redirect("assessment:history", slug, round_slug, question)
    try:
        saved = undoing.put_back(assessment=assessment, by=request.user, **form.cleaned_data)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        _say_what_became_of_it(request, saved, question)
    return redirect("assessment:history", slug, round_slug, question)


def _say_what_became_of_it(request: SignedInRequest, saved: Saved, question: str) -> None:
    if saved.saved:
        words = _("The earlier answer to %(code)s is back. What stood before it is kept below.")
        messages.success(request, words % {"code": question})
    elif saved.unchanged:
        messages.info(request, _("The answer to %(code)s says that already.") % {"code": question})
    for conflict in saved.conflicts:
        words = _(
            "%(name)s changed the answer to %(code)s after you opened this page, so nothing was put back. "
            "The newest answer is now at the top. If an earlier one should still stand, put it back again."
        )
        messages.error(request, words % {"name": conflict.by or _("Somebody"), "code": question})
