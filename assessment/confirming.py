"""Saying that last time's answer is still true: the form of the queue, and the button on a dimension's page."""

from typing import cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from assessment.carrying import Earlier
from assessment.drafts import UNANSWERED, Draft
from assessment.forms import EvidenceForm, QuestionForm

EVIDENCE = "evidence"


class StillTrueForm(forms.Form):
    """Which earlier answer was read, over which version of today's (0: there was none), and what shows it now."""

    question = forms.CharField(widget=forms.HiddenInput)
    earlier = forms.CharField(widget=forms.HiddenInput)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, earlier: Earlier | None = None) -> None:
        initial = {"question": earlier.code, "earlier": earlier.mark, "version": 0} if earlier else {}
        super().__init__(data, initial=initial)
        self.evidence = EvidenceForm(data, prefix=EVIDENCE)

    @property
    def evidence_is_open(self) -> bool:
        """What is wrong or not saved must not hide behind a fold."""
        return self.is_bound and self.evidence.has_changed()

    def is_valid(self) -> bool:
        return super().is_valid() and self.evidence.is_valid()

    def draft(self, earlier: Earlier) -> Draft:
        newer = self.evidence.reference
        return earlier.confirmed(version=self.cleaned_data["version"], evidence=(newer,) if newer else ())

    def renewed(self, earlier: Earlier, version: int) -> "StillTrueForm":
        """The same words, now about the earlier answer as it stands, and over `version`."""
        data = cast(QueryDict, self.data).copy()
        data["earlier"], data["version"] = earlier.mark, str(version)
        form = StillTrueForm(data)
        form.is_valid()
        return form


def still_true(earlier: Earlier | None, form: QuestionForm, *, mark: str | None) -> Draft | None:
    """The earlier answer, with a note and evidence that were typed below it. None where the form says otherwise."""
    valid = form.is_valid()
    if earlier is None or not earlier.is_carried or mark != earlier.mark:
        form.add_error("answer", changed_since(form.question.code))
        return None
    data = form.cleaned_data
    if valid and form.draft.said in (UNANSWERED, earlier.said):
        return earlier.confirmed(version=data["version"])
    if form["answer"].value() or data.get("reason") or data.get("warnings"):
        words = _(
            "You chose “Still true” for %(code)s and filled in its form too. To keep what is in the form, save it"
        )
        form.add_error("answer", words % {"code": form.question.code})
        return None
    if set(form.errors) <= {"answer"} and all(row.is_valid() for row in form.evidence):
        references = tuple(row.reference for row in form.evidence if row.reference)
        return earlier.confirmed(version=data["version"], note=data["note"], evidence=references)
    return None


def changed_since(code: str) -> str:
    return _("Last round’s answer to %(code)s has changed since you opened this page. Read it again") % {"code": code}
