"""A dimension's answers as they stand, and the exact effect of moving some: plain values, for a page that reads neither
answers nor scores by itself. Nothing here is saved."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from assessment.models import Assessment
from assessment.progress import asked_of
from frameworks import what_if
from frameworks.definition import Dimension, Framework, Question
from frameworks.rungs import Climb, climb
from frameworks.scores import Effect, Given, Outcome, Trial
from frameworks.scoring import UNANSWERED


@dataclass(frozen=True)
class Asked:
    """One question that is asked of the council, as it stands. `signs`: the warning signs that are ticked, in words."""

    question: Question
    given: Given
    signs: tuple[str, ...]


@dataclass(frozen=True)
class Stand:
    """Where a dimension stands, and its cheapest way to the next level: None where there is none."""

    framework: Framework
    dimension: Dimension
    asked: tuple[Asked, ...]
    now: Outcome
    climb: Climb | None
    _answers: Mapping[str, Given] = field(repr=False)
    _council: Mapping[str, str] = field(repr=False)

    @property
    def ticked(self) -> dict[str, tuple[str, ...]]:
        """The ticked warning signs by question code, for those that have any."""
        return {asked.question.code: asked.signs for asked in self.asked if asked.signs}

    def effect_of(self, trials: Mapping[str, Trial]) -> Effect:
        """What moving these answers, by question code, would do."""
        return _effect(self.framework, self._answers, trials, self.dimension, self._council)


def stand(assessment: Assessment, dimension: Dimension) -> Stand:
    framework, council = assessment.framework, assessment.council
    found = {answer.question: answer for answer in assessment.answers.with_evidence()}
    answers = {code: answer.given for code, answer in found.items()}
    facts = {"authority_type": council.authority_type, "nation": council.nation}
    now = _effect(framework, answers, {}, dimension, facts).before
    asked = tuple(
        Asked(
            question,
            answers.get(question.code, UNANSWERED),
            tuple(question.warning_signs[number - 1] for number in found[question.code].warnings)
            if question.code in found
            else (),
        )
        for question in asked_of(council, dimension)
    )
    warned = {one.question.code for one in asked if one.signs}
    return Stand(
        framework=framework,
        dimension=dimension,
        asked=asked,
        now=now,
        climb=climb(dimension, now.claimed, warned=warned, rules=framework.scoring),
        _answers=answers,
        _council=facts,
    )


def _effect(
    framework: Framework,
    answers: Mapping[str, Given],
    trials: Mapping[str, Trial],
    dimension: Dimension,
    council: Mapping[str, str],
) -> Effect:
    return what_if.what_if(
        framework,
        answers,
        trials,
        dimension=dimension,
        authority_type=council["authority_type"],
        nation=council["nation"],
    )
