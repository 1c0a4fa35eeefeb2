"""What is about to be signed, worked out from the answers as they stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from assessment.carrying import Earlier, earlier_to
from assessment.drafts import Said
from assessment.models import Answer, Assessment
from assessment.progress import asked_of
from assessment.wording import Wording, level_label, spell
from councils.models import Membership, User
from frameworks.definition import Dimension, Framework, Question
from frameworks.numbers import rounded
from frameworks.scores import DimensionScore, State
from frameworks.scoring import NOT_APPLICABLE, UNANSWERED, score, score_dimension


@dataclass(frozen=True)
class Figures:
    """A dimension's score and level in words, always the two together."""

    score: str
    level: str


@dataclass(frozen=True)
class SoFar:
    """A dimension's figures while it is being answered, and the questions that hold its level back."""

    figures: Figures
    held_back_by: tuple[str, ...]
    partial: bool


@dataclass(frozen=True)
class Line:
    """One question with what was said to it."""

    question: Question
    said: Said
    wording: Wording

    @property
    def is_missing(self) -> bool:
        return self.said.state is State.UNANSWERED

    @property
    def lacks_evidence(self) -> bool:
        return self.said.lacks_evidence


@dataclass(frozen=True)
class DimensionSummary:
    dimension: Dimension
    lines: tuple[Line, ...]
    claimed: Figures
    evidenced: Figures
    # Whether its score counts among other councils' peers.
    benchmarked: bool

    @property
    def missing(self) -> int:
        return sum(line.is_missing for line in self.lines)

    @property
    def lacking_evidence(self) -> int:
        return sum(line.lacks_evidence for line in self.lines)


@dataclass(frozen=True)
class Summary:
    """`earlier`: what was said last time to questions without an answer, carried forward and not confirmed."""

    dimensions: tuple[DimensionSummary, ...]
    earlier: tuple[Earlier, ...] = ()

    @property
    def missing(self) -> int:
        return sum(dimension.missing for dimension in self.dimensions)

    @property
    def not_known(self) -> int:
        return sum(line.said.state is State.DONT_KNOW for dimension in self.dimensions for line in dimension.lines)

    @property
    def lacking_evidence(self) -> int:
        return sum(dimension.lacking_evidence for dimension in self.dimensions)

    @property
    def asked(self) -> int:
        return sum(len(dimension.lines) for dimension in self.dimensions)


def summarise(assessment: Assessment) -> Summary:
    framework, council = assessment.framework, assessment.council
    answers = {answer.question: answer for answer in assessment.answers.with_evidence()}
    given = {code: answer.given for code, answer in answers.items()}
    kind: dict[str, Any] = {"authority_type": council.authority_type, "nation": council.nation}
    claimed = score(framework, given, **kind).dimensions
    evidenced = score(framework, given, **kind, evidenced_only=True).dimensions
    dimensions = tuple(
        DimensionSummary(
            dimension=dimension,
            lines=tuple(
                _line(framework, question, answers.get(question.code)) for question in asked_of(council, dimension)
            ),
            claimed=figures(claimed[dimension.code], framework),
            evidenced=figures(evidenced[dimension.code], framework),
            benchmarked=claimed[dimension.code].benchmarked,
        )
        for dimension in framework.dimensions
    )
    missing = [line.question for section in dimensions for line in section.lines if line.is_missing]
    earlier = earlier_to(assessment, missing).values()
    return Summary(dimensions, tuple(one for one in earlier if one.is_carried))


def so_far(assessment: Assessment, dimension: Dimension, answers: Mapping[str, Answer]) -> tuple[SoFar, SoFar]:
    """A dimension as claimed and as evidenced, from its answers by question."""
    asked = asked_of(assessment.council, dimension)
    given = {question.code: NOT_APPLICABLE for question in dimension.questions}
    given |= {question.code: UNANSWERED for question in asked}
    given |= {code: answer.given for code, answer in answers.items()}
    claimed, evidenced = (
        score_dimension(dimension, given, rules=assessment.framework.scoring, evidenced_only=evidenced_only)
        for evidenced_only in (False, True)
    )
    return _so_far(claimed, assessment.framework), _so_far(evidenced, assessment.framework)


def _so_far(scored: DimensionScore, framework: Framework) -> SoFar:
    return SoFar(figures(scored, framework), () if scored.level is None else scored.held_back_by, scored.partial)


def _line(framework: Framework, question: Question, answer: Answer | None) -> Line:
    said = Said.by(answer)
    return Line(question, said, spell(said, question, framework))


def figures(scored: DimensionScore, framework: Framework) -> Figures:
    if scored.score is None:
        return Figures(_("Not scored"), _("No level"))
    value = str(rounded(scored.score))
    if scored.level is None:
        return Figures(_("%(score)s, partial") % {"score": value}, _("No level: too few answers"))
    return Figures(value, level_label(framework, scored.level))


def who_took_part(assessment: Assessment) -> list[tuple[User, str]]:
    """Everyone who changed an answer, with their role at the council where they have one."""
    people = User.objects.filter(pk__in=assessment.changes.order_by().values("by")).order_by("name")
    roles = {
        member.user_id: member.get_role_display() for member in Membership.objects.filter(council=assessment.council)
    }
    return [(person, roles.get(person.pk, "")) for person in people]
