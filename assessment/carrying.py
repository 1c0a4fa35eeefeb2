"""Carried forward: what a council said last time, to be confirmed before it counts. Derived, and never stored.

An earlier answer waits as long as the question has no answer of this round. Confirming it is an ordinary save, so that
history, conflicts, coverage and scores know nothing of where an answer came from.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Exists, OuterRef, Subquery
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessment.ageing import is_old
from assessment.drafts import Draft, Reference, Said
from assessment.models import Answer, AnswerQuerySet, Assessment, Round
from assessment.progress import asked_of
from assessment.wording import Wording, spell
from frameworks.definition import Framework, Question
from frameworks.scores import State

# Asking "still don't know?" would help nobody.
CARRIED_STATES = (State.LEVEL, State.NOT_APPLICABLE)


@dataclass(frozen=True)
class Earlier:
    """What was said last time to a question as it was put `then`. `now` is None where it is no longer asked.

    `mark` tells this answer from one that somebody has changed since, in the earlier round.
    """

    now: Question | None
    then: Question
    framework: Framework
    round: Round
    said: Said
    mark: str

    @property
    def code(self) -> str:
        return self.then.code

    @property
    def has_changed(self) -> bool:
        return self.now is not None and not same_question(self.now, self.then)

    @property
    def is_carried(self) -> bool:
        """Otherwise it is shown alone: what was asked has changed, or nobody knew."""
        return self.now is not None and not self.has_changed and self.said.state in CARRIED_STATES

    @property
    def wording(self) -> Wording:
        return spell(self.said, self.then, self.framework)

    @property
    def newest_evidence(self) -> date | None:
        """An answer is as fresh as the newest thing that shows it."""
        return max((reference.dated for reference in self.said.evidence if reference.dated), default=None)

    def confirmed(self, *, version: int = 0, note: str = "", evidence: tuple[Reference, ...] = ()) -> Draft:
        """The same answer once more, with what has been added to it."""
        notes = [self.said.note] if note in self.said.note else [self.said.note, note]
        added = tuple(reference for reference in evidence if reference not in self.said.evidence)
        said = replace(self.said, note="\n".join(filter(None, notes)), evidence=self.said.evidence + added)
        why = _("Still true since the %(round)s") % {"round": self.round.name}
        return Draft.of(self.code, said, version=version, why=why)

    def how_well_shown(self, today: date) -> str:
        """Why this answer comes when it does, in a sentence; empty where there is nothing to say."""
        dated = self.newest_evidence
        if self.said.lacks_evidence:
            return _("It had no evidence, so it would count as level 1 in the evidenced figures.")
        if self.said.evidence and dated is None:
            return _("Its evidence has no date.")
        if dated and is_old(dated, on=today):
            when = date_format(dated, "F Y")
            return _("Its newest evidence is from %(when)s, more than 18 months ago.") % {"when": when}
        return ""


def same_question(one: Question, other: Question) -> bool:
    """Whether an answer to one is an answer to the other: help, weights and sources may differ, the words may not."""
    return _asked_words(one) == _asked_words(other)


def _asked_words(question: Question) -> tuple[object, ...]:
    levels = [(level.level, level.text) for level in question.levels]
    return question.ask, levels, question.warning_signs, question.applies_to


def in_order(carried: Iterable[Earlier]) -> list[Earlier]:
    """The weakest shown first: no evidence where it is needed, then undated, then the oldest, then what needs none."""
    return sorted(carried, key=_strength)


def _strength(earlier: Earlier) -> tuple[int, date]:
    if earlier.said.lacks_evidence:
        return 0, date.min
    if not earlier.said.evidence:
        return 3, date.min
    return (2, earlier.newest_evidence) if earlier.newest_evidence else (1, date.min)


@dataclass(frozen=True)
class Queue:
    """What was said last time, in the order in which people are asked. `answered`: questions with an answer now."""

    carried: tuple[Earlier, ...] = ()
    shown: tuple[Earlier, ...] = ()
    answered: frozenset[str] = frozenset()

    @property
    def waiting(self) -> tuple[Earlier, ...]:
        return tuple(earlier for earlier in self.carried if earlier.code not in self.answered)

    @property
    def afresh(self) -> tuple[Earlier, ...]:
        """Questions to be answered anew, because they have changed or nobody knew."""
        return tuple(one for one in self.shown if one.now is not None and one.code not in self.answered)

    @property
    def gone(self) -> tuple[Earlier, ...]:
        return tuple(earlier for earlier in self.shown if earlier.now is None)

    @property
    def round(self) -> Round | None:
        return next((earlier.round for earlier in (*self.carried, *self.shown)), None)

    def find(self, code: str) -> Earlier | None:
        return next((earlier for earlier in self.carried if earlier.code == code), None)

    def following(self, code: str) -> Earlier | None:
        """The next that waits, from a question on; past the end come those that were skipped."""
        codes = [earlier.code for earlier in self.carried]
        start = codes.index(code) + 1 if code in codes else 0
        in_turn = (*self.carried[start:], *self.carried[:start])
        return next((earlier for earlier in in_turn if earlier.code not in self.answered), None)

    def has_come_round(self, code: str) -> bool:
        """Whether what follows a question was asked before it."""
        codes = [earlier.code for earlier in self.carried]
        after = self.following(code)
        return after is not None and code in codes and codes.index(after.code) <= codes.index(code)

    def within(self, dimensions: Container[str], framework: Framework) -> "Queue":
        """The part of it that belongs to some dimensions."""
        return replace(
            self,
            carried=tuple(one for one in self.carried if framework.dimension_of[one.code].code in dimensions),
            shown=tuple(
                one for one in self.shown if not one.now or framework.dimension_of[one.code].code in dimensions
            ),
        )


def queue_of(assessment: Assessment) -> Queue:
    """Three queries, whatever there is."""
    answered = frozenset(assessment.answers.values_list("question", flat=True))
    earlier = _earlier(_said_before(assessment), _asked(assessment)).values()
    return Queue(
        carried=tuple(in_order(one for one in earlier if one.is_carried)),
        shown=tuple(one for one in earlier if not one.is_carried),
        answered=answered,
    )


def earlier_to(assessment: Assessment, unanswered: Iterable[Question]) -> dict[str, Earlier]:
    """What was said last time to some questions, by code. Two queries, or none where nothing is unanswered."""
    asked = {question.code: question for question in unanswered}
    if not asked:
        return {}
    return _earlier(_said_before(assessment).filter(question__in=asked), asked)


def _earlier(answers: AnswerQuerySet, asked: Mapping[str, Question]) -> dict[str, Earlier]:
    """In the order of the book; at the end, what is no longer asked."""
    rows = {row.question: row for row in answers}
    codes = [code for code in asked if code in rows] + [code for code in rows if code not in asked]
    return {
        code: Earlier(
            now=asked.get(code),
            then=rows[code].assessment.framework.questions[code],
            framework=rows[code].assessment.framework,
            round=rows[code].assessment.round,
            said=Said.by(rows[code]),
            mark=f"{rows[code].pk}-{rows[code].version}",
        )
        for code in codes
    }


def _said_before(assessment: Assessment) -> AnswerQuerySet:
    """The council's answers in the latest earlier round in which it gave any.

    What a demonstration made up is never carried into a real round, nor another questionnaire's answers into this one.
    """
    round = assessment.round
    earlier = Assessment.objects.filter(
        Exists(Answer.objects.filter(assessment=OuterRef("pk"))),
        council=assessment.council_id,
        round__opens__lt=round.opens,
        round__framework_slug=round.framework_slug,
        round__made_up=round.made_up,
    )
    latest = Subquery(earlier.order_by("-round__opens", "-pk").values("pk")[:1])
    return Answer.objects.filter(assessment=latest).select_related("assessment__round").with_evidence()


def _asked(assessment: Assessment) -> dict[str, Question]:
    return {
        question.code: question
        for dimension in assessment.framework.dimensions
        for question in asked_of(assessment.council, dimension)
    }
