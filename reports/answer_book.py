"""The answer book: every question with the answer that was signed, in words."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessment.snapshot import Signed, SignedAnswer, SignedEvidence
from assessment.wording import beneath, level_label, state_label
from frameworks.definition import Dimension, Question
from frameworks.scores import DimensionScore, QuestionScore
from reports.parts import QuestionPart


def question_parts(signed: Signed, dimension: Dimension, score: DimensionScore) -> tuple[QuestionPart, ...]:
    """The questions of a dimension, in the order of the book."""
    scores = {question.code: question for question in score.questions}
    return tuple(_part(signed, question, scores[question.code]) for question in dimension.questions)


def _part(signed: Signed, question: Question, score: QuestionScore) -> QuestionPart:
    given = signed.answers.get(question.code)
    return QuestionPart(
        question=question,
        element=signed.framework.element_name(question.element),
        score=score,
        answer=_answer(signed, score),
        says="" if score.level is None else question.at(score.level).text,
        beneath=() if score.level is None else beneath(question, score.level),
        warnings=_warnings(question, given),
        reason=given.reason if given else "",
        note=given.note if given else "",
        evidence=tuple(_evidence(item) for item in given.evidence) if given else (),
        checked=bool(given and given.checked),
    )


def _answer(signed: Signed, score: QuestionScore) -> str:
    if score.level is None:
        return state_label(score.state)
    answer = level_label(signed.framework, score.level)
    if score.effective != score.level:
        answer += " " + _("(counts as %(level)s because of a warning sign)") % {"level": score.effective}
    return answer


def _warnings(question: Question, given: SignedAnswer | None) -> tuple[str, ...]:
    return tuple(question.warning_signs[number - 1] for number in given.warnings) if given else ()


def _evidence(item: SignedEvidence) -> str:
    """ "Board minute, minutes.pdf, page 3, 4 May 2026"."""
    dated = date_format(item.dated, "j F Y") if item.dated else ""
    page = _("page %s") % item.page if item.page else ""
    return ", ".join(part for part in (item.title, item.where, page, dated) if part)
