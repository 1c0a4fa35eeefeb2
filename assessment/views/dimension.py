"""A dimension's questions. One address, one view and one form class serve every dimension of every framework."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from assessment.access import dimensions_to_answer, get_assessment
from assessment.actions import NotAllowed, save_answers
from assessment.carrying import Earlier, earlier_to
from assessment.confirming import still_true
from assessment.conversation import talks_on
from assessment.drafts import Said
from assessment.drawing import drawn
from assessment.forms import QuestionForm, error_summary, is_posted
from assessment.models import Answer, Assessment
from assessment.opinions.reading import where_viewed
from assessment.progress import asked_of
from assessment.saving import Conflict
from assessment.signing_forms import with_reply_boxes
from assessment.summary import so_far
from assessment.timing import time_needed
from assessment.views.as_you_go import Outcome, conflict_words, in_json
from assessment.views.trail import to_tasks
from assessment.wording import Wording, spell
from councils.models import User
from councils.requests import SignedInRequest, wants_json
from frameworks.definition import Dimension, Question
from frameworks.effort import who_could_answer
from frameworks.scores import State

# The buttons about one question, which lead back to it.
STAYING = ("theirs", "clear", "still", "stay", "change")


@require_http_methods(["GET", "HEAD", "POST"])
def dimension(request: SignedInRequest, slug: str, round_slug: str, dimension_slug: str) -> HttpResponse:
    assessment = get_assessment(request.user, slug, round_slug)
    dimension = assessment.framework.by_slug.get(dimension_slug)
    if dimension is None:
        raise Http404
    share = dimensions_to_answer(request.user, assessment)
    page = Page(request, assessment, dimension, share)
    may_answer = dimension.code in share
    if request.method == "POST":
        if not may_answer:
            raise PermissionDenied
        outcome = _save(page, request.POST)
        return page.tell(outcome) if wants_json(request) else _go_on(page, request.POST, outcome)
    return page.ask() if may_answer and assessment.is_open else page.show()


def _save(page: "Page", data: QueryDict) -> Outcome:
    """Keep every question that is right and in time."""
    theirs, cleared, still = data.get("theirs"), data.get("clear"), data.get("still")
    posted = page.posted(data)
    drafts, invalid = [], {}
    for code, form in posted.items():
        if code == cleared:
            drafts.append(form.cleared)
        elif code == still:
            confirmed = still_true(page.earlier().get(code), form, mark=data.get(f"{code}-earlier"))
            if confirmed:
                drafts.append(confirmed)
            else:
                invalid[code] = form
        elif code != theirs and form.is_valid():
            drafts.append(form.draft)
        elif code != theirs:
            invalid[code] = form
    try:
        saved = save_answers(assessment=page.assessment, by=page.user, drafts=drafts)
    except NotAllowed as refusal:
        return Outcome(posted, refusal=str(refusal))
    # What a colleague has confirmed already needs no more saying why.
    for code in set(saved.unexplained) - {still}:
        posted[code].without_change()
        invalid[code] = posted[code]
    return Outcome(posted, invalid, saved)


def _go_on(page: "Page", data: QueryDict, outcome: Outcome) -> HttpResponse:
    """The page that follows a save. What could not be kept comes back with all that was typed."""
    if outcome.refusal:
        return page.refuse(outcome)
    saved = outcome.saved
    if outcome.invalid or saved.conflicts:
        return page.ask_again(outcome)
    stay_at = next(filter(None, (data.get(name) for name in STAYING)), None)
    if saved.saved and (stay_at or data.get("next") == "tasks"):
        # Not on the way to the next dimension: a message is a write to the session, now and when it is read.
        messages.success(page.request, page.saved_words(len(saved.saved)))
    return redirect(page.after(data, stay_at=stay_at))


@dataclass(frozen=True)
class Asked:
    """A question on the page: drawn as it is stored, or its form and, where a colleague was quicker, both versions.

    `earlier` is HTML: what was said last time, for a form to stand under.
    """

    drawn: str = ""
    form: QuestionForm | None = None
    earlier: str = ""
    conflict: Conflict | None = None
    theirs: Wording | None = None
    mine: Wording | None = None

    @property
    def is_clearing(self) -> bool:
        """What was wanted was no answer, which the form cannot say again by itself."""
        return self.conflict is not None and self.conflict.draft.state is State.UNANSWERED


@dataclass(frozen=True)
class Page:
    request: SignedInRequest
    assessment: Assessment
    dimension: Dimension
    share: frozenset[str]

    @property
    def user(self) -> User:
        return self.request.user

    @property
    def questions(self) -> tuple[Question, ...]:
        return asked_of(self.assessment.council, self.dimension)

    def answers(self) -> dict[str, Answer]:
        codes = [question.code for question in self.questions]
        found = self.assessment.answers.filter(question__in=codes).with_evidence()
        return {answer.question: answer for answer in found}

    def posted(self, data: QueryDict) -> dict[str, QuestionForm]:
        """The forms that a post speaks of, by question."""
        return {
            question.code: QuestionForm(question, self.assessment.framework, data=data)
            for question in self.questions
            if is_posted(question, data)
        }

    def stored(self, answers: Mapping[str, Answer]) -> dict[str, Asked]:
        """Every question as it stands."""
        earlier = self.earlier(answers)
        return {
            question.code: self._stored(question, answers, earlier.get(question.code)) for question in self.questions
        }

    def _stored(self, question: Question, answers: Mapping[str, Answer], earlier: Earlier | None) -> Asked:
        told = self._tell(earlier)
        framework = self.assessment.framework
        if earlier and earlier.is_carried and question.code == self.changing:
            return Asked(form=QuestionForm(question, framework, said=earlier.said), earlier=told)
        return Asked(drawn(framework, question, answers.get(question.code), told), earlier=told)

    def earlier(self, answers: Container[str] = ()) -> dict[str, Earlier]:
        """What was said last time to questions without an answer now."""
        return earlier_to(self.assessment, [one for one in self.questions if one.code not in answers])

    @property
    def changing(self) -> str:
        """The question whose answer of last time somebody came here to change."""
        return self.request.GET.get("change") or self.request.POST.get("queue", "")

    def ask(self) -> HttpResponse:
        """The questions, to be answered."""
        answers = self.answers()
        return self._render(list(self.stored(answers).values()), [], self._so_far(answers))

    def refuse(self, outcome: Outcome) -> HttpResponse:
        """Nothing was saved: what was typed, and why."""
        asked = [Asked(form=form) for form in outcome.posted.values()]
        return self._render(asked, [("", outcome.refusal)], {}, status=409)

    def ask_again(self, outcome: Outcome) -> HttpResponse:
        """What was saved as it now stands, and the rest as it was typed: with what is wrong, or with both versions."""
        invalid, answers = outcome.invalid, self.answers()
        conflicts = {conflict.draft.question: conflict for conflict in outcome.saved.conflicts}
        stored = self.stored(answers)
        typed = {code: Asked(form=form, earlier=stored[code].earlier) for code, form in invalid.items()}
        typed |= {code: self._in_conflict(outcome.posted[code], conflict) for code, conflict in conflicts.items()}
        asked = [typed.get(code, as_stored) for code, as_stored in stored.items()]
        problems = [(f"#{code}", conflict_words(conflict)) for code, conflict in conflicts.items()]
        problems += error_summary(part for form in invalid.values() for part in form.forms)
        not_saved = [code for code in outcome.posted if code in typed]
        context = {"saved": outcome.stands, "not_saved": not_saved, **self._so_far(answers)}
        return self._render(asked, problems, context)

    def tell(self, outcome: Outcome) -> HttpResponse:
        """What became of a save, for the script that saves as people go, with the figures that follow from it."""
        figures = {} if outcome.refusal else self._so_far(self.answers())
        return in_json(outcome, render_to_string("assessment/parts/so_far.html", figures) if figures else "")

    def show(self) -> HttpResponse:
        """The answers, to be read."""
        answers = self.answers()
        said = {question: Said.by(answers.get(question.code)) for question in self.questions}
        earlier = self.earlier(answers) if self.assessment.is_open else {}
        lines = [
            (question, self._spell(question, content), self._tell(earlier.get(question.code)))
            for question, content in said.items()
        ]
        return render(self.request, "assessment/answers.html", self._context({"lines": lines}))

    def after(self, data: QueryDict, *, stay_at: str | None) -> str:
        """Where a save leads: back to a question, to the task list, or on to the next dimension."""
        place = [self.assessment.council.slug, self.assessment.round.slug]
        if stay_at:
            query = f"?change={stay_at}" if stay_at == data.get("change") else ""
            return reverse("assessment:dimension", args=[*place, self.dimension.slug]) + f"{query}#{stay_at}"
        if data.get("queue"):
            return reverse("assessment:queue", args=place) + "?" + urlencode({"confirmed": data["queue"]}) + "#asked"
        if data.get("next") == "tasks":
            return reverse("assessment:tasks", args=place)
        following = self._neighbour(1)
        if following is None:
            whole = len(self.share) == len(self.assessment.framework.dimensions)
            return reverse("assessment:check" if whole else "assessment:tasks", args=place)
        return reverse("assessment:dimension", args=[*place, following.slug])

    def saved_words(self, number: int) -> str:
        words = ngettext("%(dimension)s: one answer saved.", "%(dimension)s: %(number)s answers saved.", number)
        return words % {"dimension": self.dimension.title, "number": number}

    def _so_far(self, answers: Mapping[str, Answer]) -> dict[str, Any]:
        claimed, evidenced = so_far(self.assessment, self.dimension, answers)
        needed = round(100 * self.assessment.framework.scoring.coverage_needed)
        return {"claimed": claimed, "evidenced": evidenced, "coverage_needed": needed}

    def _in_conflict(self, form: QuestionForm, conflict: Conflict) -> Asked:
        theirs, mine = self._spell(form.question, conflict.current), self._spell(form.question, conflict.draft)
        form = form.renewed(conflict.version)
        if form.question.code == self.request.POST.get("still"):
            # The answer was never in the form.
            form = QuestionForm(form.question, self.assessment.framework, said=conflict.draft, version=conflict.version)
        return Asked(form=form, conflict=conflict, theirs=theirs, mine=mine)

    def _tell(self, earlier: Earlier | None) -> SafeString:
        """What was said last time, in words."""
        if earlier is None:
            return SafeString("")
        context = {
            "earlier": earlier,
            "may_confirm": earlier.is_carried and self.dimension.code in self.share,
            "is_changing": earlier.code == self.changing,
            "how_well_shown": earlier.how_well_shown(timezone.localdate()),
        }
        return render_to_string("assessment/parts/earlier.html", context)

    def _spell(self, question: Question, said: Said) -> Wording:
        return spell(said, question, self.assessment.framework)

    def _neighbour(self, step: int) -> Dimension | None:
        """Who has a share of the work goes through that alone; who only reads goes through everything."""
        everything = self.assessment.framework.dimensions
        dimensions = [one for one in everything if one.code in self.share or one == self.dimension or not self.share]
        place = dimensions.index(self.dimension) + step
        return dimensions[place] if 0 <= place < len(dimensions) else None

    def _render(
        self, asked: Sequence[Asked], problems: Sequence[tuple[str, str]], outcome: dict[str, Any], status: int = 200
    ) -> HttpResponse:
        on_it = self.assessment.assignments.filter(dimension=self.dimension.code).select_related("user")
        context = {"asked": asked, "error_summary": problems, "on_it": on_it, **outcome}
        return render(self.request, "assessment/dimension.html", self._context(context), status=status)

    def _context(self, context: dict[str, Any]) -> dict[str, Any]:
        framework = self.assessment.framework
        return {
            "assessment": self.assessment,
            "rights": self.assessment.rights,
            "dimension": self.dimension,
            "framework": framework,
            "lens": framework.lens_of[self.dimension.code],
            "who_could_answer": who_could_answer(self.dimension, framework),
            "time": time_needed(framework, self.dimension.code, asked=len(self.questions)),
            "number": framework.dimensions.index(self.dimension) + 1,
            "where_viewed": where_viewed(self.assessment, self.dimension) if self.assessment.rights.answer else None,
            "talks": with_reply_boxes(talks_on(self.assessment, self.dimension), self.assessment, self.share),
            "not_asked": [question for question in self.dimension.questions if question not in self.questions],
            "changing": self.changing if self.changing in self.assessment.framework.questions else "",
            "previous": self._neighbour(-1),
            "next": self._neighbour(1),
            "crumbs": to_tasks(self.assessment),
            **context,
        }
