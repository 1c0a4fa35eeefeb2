"""The exact effect of moving answers: not an estimate but `score()` itself, of the answers as they would be."""

from collections.abc import Mapping

from frameworks.definition import Dimension, Framework
from frameworks.scores import Effect, Given, Outcome, Trial
from frameworks.scoring import UNANSWERED, score


def what_if(
    framework: Framework,
    answers: Mapping[str, Given],
    trials: Mapping[str, Trial],
    *,
    dimension: Dimension,
    authority_type: str,
    nation: str,
) -> Effect:
    """What `trials`, by question code, would do to a dimension and its lens. `answers` as in `score()`.

    Raises KeyError for a question that the framework does not have, or a level that a question does not have.
    """
    changed = dict(answers) | {code: trial.made_to(answers.get(code, UNANSWERED)) for code, trial in trials.items()}

    def outcome(given: Mapping[str, Given]) -> Outcome:
        claimed, evidenced = (
            score(framework, given, authority_type=authority_type, nation=nation, evidenced_only=evidenced_only)
            for evidenced_only in (False, True)
        )
        lens = framework.lens_of[dimension.code].slug
        return Outcome(
            claimed=claimed.dimensions[dimension.code],
            evidenced=evidenced.dimensions[dimension.code],
            lens=claimed.lenses[lens],
            lens_evidenced=evidenced.lenses[lens],
        )

    return Effect(before=outcome(answers), after=outcome(changed))
