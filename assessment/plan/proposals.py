"""From gaps to actions: what each weak answer proposes to do next. Pure: answers in, proposals out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.plan.terms import Terms
from assessment.plan_models import Action
from frameworks.definition import Dimension, Framework, Question
from frameworks.numbers import rounded
from frameworks.rungs import climb
from frameworks.scores import DimensionScore, Given, QuestionScore, State
from frameworks.scoring import NOT_APPLICABLE, UNANSWERED, score_dimension

# "Normal here": an answer that stands so and holds nothing back is not weak.
STANDS = 3

Key = tuple[str, str, int | None]


@dataclass(frozen=True)
class Proposal:
    """The next step that one weak answer proposes. `points` of the dimension's score; None where nobody can say yet."""

    question: str
    dimension: str
    kind: Action.Kind
    actor: str
    step: str
    from_level: int
    to_level: int
    impact: Action.Impact
    effort: Action.Effort
    points: Fraction | None
    benefit: str

    @property
    def key(self) -> Key:
        """What tells it from every other proposal, and finds the action that was made of it."""
        return self.question, self.kind.value, self.from_level

    @property
    def adds(self) -> str:
        """What it gains, for where the dimension and its levels are named already."""
        if self.points is None:
            return _("What nobody knows counts as level 0.")
        return _("Adds %(gain)s to the score.") % {"gain": _in_points(self.points)}

    @property
    def terms(self) -> Terms:
        return Terms(
            step=self.step,
            dimension=self.dimension,
            actor=self.actor,
            effort=self.effort,
            impact=self.impact,
            benefit=self.benefit,
        )


@dataclass(frozen=True)
class Rise:
    """How one dimension rises by a level: every step of `steps`. `others` raise its score alone.

    `partial`: too few answers to claim a level.
    """

    dimension: Dimension
    from_level: int
    to_level: int
    partial: bool
    steps: tuple[Proposal, ...]
    others: tuple[Proposal, ...]


@dataclass(frozen=True)
class Told:
    """What the answers of a council say: by question code, the answer and the numbers of its ticked warning signs."""

    given: Mapping[str, Given]
    signs: Mapping[str, Collection[int]]
    authority_type: str
    nation: str

    def of(self, question: Question) -> Given:
        if not question.applies_to.includes(authority_type=self.authority_type, nation=self.nation):
            return NOT_APPLICABLE
        return self.given.get(question.code, UNANSWERED)


def rises(framework: Framework, told: Told, *, dimensions: Collection[Dimension]) -> tuple[Rise, ...]:
    """What there is to do, cheapest first: the fewest steps to a level, then the lowest level, then as in the book."""
    found = [rise for dimension in dimensions if (rise := _rise(framework, dimension, told))]
    return tuple(sorted(found, key=lambda rise: (len(rise.steps), rise.from_level)))


def _rise(framework: Framework, dimension: Dimension, told: Told) -> Rise | None:
    given = {question.code: told.of(question) for question in dimension.questions}
    now = score_dimension(dimension, given, rules=framework.scoring)
    if not now.held_back_by:
        return None
    by_code = {question.code: question for question in now.questions}
    floor = min(by_code[code].floor for code in now.held_back_by)
    # No climb: where a question stands lowest that has no higher level, no step lifts the dimension's.
    way = climb(dimension, now, warned=[code for code in given if told.signs.get(code)], rules=framework.scoring)
    lifting = frozenset(way.trials) if way else frozenset()
    make = _Maker(framework, dimension, given, told.signs, now, floor, lifting)
    questions = [(question, by_code[question.code]) for question in dimension.questions]
    return Rise(
        dimension=dimension,
        from_level=floor,
        to_level=floor + 1,
        partial=now.partial,
        steps=tuple(make.proposal(*found) for found in questions if found[1].code in lifting),
        others=tuple(make.proposal(*found) for found in questions if _is_weak(*found) and found[1].code not in lifting),
    )


def _is_weak(question: Question, scored: QuestionScore) -> bool:
    return scored.effective is not None and scored.effective < min(STANDS, max(question.points))


@dataclass(frozen=True)
class _Maker:
    framework: Framework
    dimension: Dimension
    given: Mapping[str, Given]
    signs: Mapping[str, Collection[int]]
    now: DimensionScore
    floor: int
    lifting: frozenset[str]

    def proposal(self, question: Question, scored: QuestionScore) -> Proposal:
        said = self.given[question.code]
        level = scored.floor
        holds = question.code in self.lifting
        # The rest of the way, for a warning sign: ending it gives back the level that was answered.
        then, kind = level + 1, Action.Kind.STEP
        if said.level is None:
            kind = Action.Kind.FIND_OUT
        elif said.level > level:
            then, kind = said.level, Action.Kind.WARNING
        points = self._points(question, then) if kind is not Action.Kind.FIND_OUT else None
        actor, step = self._step(question, kind, level)
        return Proposal(
            question=question.code,
            dimension=self.dimension.code,
            kind=kind,
            actor=actor,
            step=step,
            from_level=level,
            to_level=then,
            impact=self._impact(holds=holds),
            effort=_effort(kind, level),
            points=points,
            benefit=self._benefit(kind, points, holds=holds),
        )

    def _points(self, question: Question, level: int) -> Fraction | None:
        after = {**self.given, question.code: Given(State.LEVEL, level)}
        then = score_dimension(self.dimension, after, rules=self.framework.scoring).score
        return None if then is None or self.now.score is None else then - self.now.score

    def _step(self, question: Question, kind: Action.Kind, level: int) -> tuple[str, str]:
        asked = question.who_could_answer[0]
        if kind is Action.Kind.FIND_OUT:
            return asked, _("Find out the answer to “%(ask)s”") % {"ask": question.ask}
        signs = "; ".join(question.warning_signs[number - 1] for number in self.signs.get(question.code, ()))
        following = question.at(level).next
        if kind is Action.Kind.WARNING:
            return following.actor if following else asked, _("End this warning sign: %s") % signs
        actor, step = (following.actor, following.step) if following else (asked, question.at(level + 1).text)
        if signs and level >= self.framework.scoring.warning_cap:
            step = _("%(step)s And end this warning sign: %(signs)s") % {"step": step, "signs": signs}
        return actor, step

    def _impact(self, *, holds: bool) -> Action.Impact:
        """High: it lifts the dimension's level by itself. Medium: together with others. Low: it does not."""
        if not holds:
            return Action.Impact.LOW
        return Action.Impact.HIGH if len(self.lifting) == 1 else Action.Impact.MEDIUM

    def _benefit(self, kind: Action.Kind, points: Fraction | None, *, holds: bool) -> str:
        words: dict[str, Any] = {
            "dimension": self.dimension.title,
            "from": self.floor,
            "to": self.floor + 1,
            "gain": _in_points(points),
            "others": len(self.lifting) - 1,
        }
        if kind is Action.Kind.FIND_OUT:
            return _("What nobody knows counts as level 0, and holds %(dimension)s there.") % words
        if not holds:
            return _("Adds %(gain)s to the score of %(dimension)s, whose level others hold at %(from)d.") % words
        lifts = (
            ngettext(
                "Lifts %(dimension)s from level %(from)d to %(to)d, together with one other step.",
                "Lifts %(dimension)s from level %(from)d to %(to)d, together with %(others)d other steps.",
                words["others"],
            )
            if words["others"]
            else _("Lifts %(dimension)s from level %(from)d to %(to)d by itself.")
        )
        adds = _("Adds %(gain)s to its score.")
        return f"{lifts} {adds}" % words


def _effort(kind: Action.Kind, level: int) -> Action.Effort:
    """A first guess by the kind of step, which whoever agrees to it corrects."""
    if kind is Action.Kind.FIND_OUT or level == 0:
        return Action.Effort.SMALL
    return Action.Effort.MEDIUM if level == 1 else Action.Effort.LARGE


def _in_points(points: Fraction | None) -> str:
    shown = int(rounded(points)) if points is not None else 0
    return ngettext("%(number)d point", "%(number)d points", shown) % {"number": shown}
