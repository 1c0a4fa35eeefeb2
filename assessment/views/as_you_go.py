"""What became of a save, and how a script is told that saves each question as it is answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import JsonResponse
from django.utils.translation import gettext as _

from assessment.forms import QuestionForm, error_summary
from assessment.saving import Conflict, Saved


@dataclass(frozen=True)
class Outcome:
    """The forms that were posted and those of them that are wrong, by question; or why nothing can be saved at all."""

    posted: Mapping[str, QuestionForm]
    invalid: Mapping[str, QuestionForm] = field(default_factory=dict)
    saved: Saved = field(default_factory=Saved)
    refusal: str = ""

    @property
    def stands(self) -> tuple[str, ...]:
        """The questions whose answer is stored as it was posted, now or before."""
        return tuple(code for code, version in self.saved.versions.items() if version and code not in self.invalid)


def in_json(outcome: Outcome, so_far: str) -> JsonResponse:
    """`so_far` is the part of the page with the figures."""
    if outcome.refusal:
        return JsonResponse({"outcome": "refused", "words": outcome.refusal}, status=409)
    conflicts = {conflict.draft.question: conflict for conflict in outcome.saved.conflicts}
    questions = {
        code: _conflict(conflicts[code]) if code in conflicts else _question(form, outcome.saved.versions.get(code))
        for code, form in outcome.posted.items()
    }
    return JsonResponse({"questions": questions, "so_far": so_far})


def conflict_words(conflict: Conflict) -> str:
    return _("%(name)s saved a different answer to %(code)s while you were working on it") % {
        "name": conflict.by or _("Somebody"),
        "code": conflict.draft.question,
    }


def _conflict(conflict: Conflict) -> dict[str, Any]:
    return {"outcome": "conflict", "words": conflict_words(conflict)}


def _question(form: QuestionForm, version: int | None) -> dict[str, Any]:
    """The version is that of the answer as it was posted; none where another answer stands."""
    problems = error_summary(form.forms)
    ages = [row.age for row in form.evidence]
    outcome = "invalid" if problems else "saved"
    return {"outcome": outcome, "version": version, "problems": problems, "ages": ages}
