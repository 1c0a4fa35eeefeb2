"""Questions a chief executive should put to the CIO. Each comes from the answers, the sharpest first."""

from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.snapshot import Signed
from frameworks.scores import State
from reports.parts import DimensionPart, Finding, Peers, QuestionPart
from reports.risks import behind_peers, unshown, warned
from reports.wording import in_words, listed, points

# An element that stands this low in this many dimensions is a pattern, and no accident of one dimension.
LOW = 1
A_PATTERN = 3


def questions(signed: Signed, parts: list[DimensionPart], strengths: Iterable[Finding], peers: Peers) -> Iterator[str]:
    """First what may be wrong in the answers, then what stands low, then what would make good work go further."""
    yield from _unshown(parts)
    yield from _unknown(parts)
    yield from _warned(parts)
    yield from _behind(parts, peers)
    yield from _fallen(parts)
    yield from _element(signed, parts)
    yield from _lowest(parts)
    yield from _oldest(signed)
    yield from _unchecked(signed)
    for finding in strengths:
        yield _("Which partner could share our work on %(dimension)s, and what would both gain?") % {
            "dimension": finding.dimension.dimension.title
        }


def _unshown(parts: list[DimensionPart]) -> Iterator[str]:
    for finding in list(unshown(parts))[:1]:
        yield _(
            "We score %(claimed)s for %(dimension)s, and %(evidenced)s when only evidenced answers count. "
            "What would we show an auditor for the rest?"
        ) % {
            "claimed": finding.dimension.score,
            "evidenced": finding.dimension.evidenced_score,
            "dimension": finding.dimension.dimension.title,
        }


def _unknown(parts: list[DimensionPart]) -> Iterator[str]:
    """Don't know and not answered are two things: each has its own question."""
    not_known = _in_state(parts, State.DONT_KNOW)
    if not_known:
        yield ngettext(
            "We answered “don’t know” once, to “%(ask)s” Who can find out, and by when?",
            "We answered “don’t know” %(count)s times, first to “%(ask)s” Who can find out, and by when?",
            len(not_known),
        ) % {"count": in_words(len(not_known)), "ask": not_known[0].question.ask}
    unanswered = _in_state(parts, State.UNANSWERED)
    if unanswered:
        yield ngettext(
            "We left one question without an answer: “%(ask)s” Whose is it to answer?",
            "We left %(count)s questions without an answer, first “%(ask)s” Whose are they to answer?",
            len(unanswered),
        ) % {"count": in_words(len(unanswered)), "ask": unanswered[0].question.ask}


def _in_state(parts: list[DimensionPart], state: State) -> list[QuestionPart]:
    return [question for part in parts for question in part.questions if question.score.state is state]


def _warned(parts: list[DimensionPart]) -> Iterator[str]:
    for finding in list(warned(parts))[:1]:
        sign = next(question.warnings[0] for question in finding.dimension.questions if question.is_capped)
        yield _("We ticked this warning sign: “%(sign)s” What has to happen before we can untick it?") % {"sign": sign}


def _behind(parts: list[DimensionPart], peers: Peers) -> Iterator[str]:
    for finding in list(behind_peers(parts, peers))[:1]:
        yield _(
            "The median of %(peers)s for %(dimension)s is %(median)s and we have %(own)s. "
            "What do they do that we do not?"
        ) % {
            "peers": peers.name,
            "median": points(finding.dimension.standing.median),
            "dimension": finding.dimension.dimension.title,
            "own": finding.dimension.score,
        }


def _fallen(parts: list[DimensionPart]) -> Iterator[str]:
    fallen = sorted((part for part in parts if part.change and part.change.has_fallen), key=_fall)
    for part in fallen[:1]:
        if part.change:
            yield _("%(dimension)s stood at %(before)s in the last round and stands at %(now)s now. What changed?") % {
                "dimension": part.dimension.title,
                "before": points(part.change.before),
                "now": points(part.change.now),
            }


def _fall(part: DimensionPart) -> Fraction:
    return part.change.points if part.change else Fraction(0)


def _element(signed: Signed, parts: list[DimensionPart]) -> Iterator[str]:
    """The element that most often stands low: what holds back one dimension after another has one cause."""
    low = Counter(
        question.element
        for part in parts
        for question in part.questions
        if question.score.effective is not None and question.score.effective <= LOW
    )
    names = [element.name for element in signed.framework.elements]
    most = max((low[name] for name in names), default=0)
    if most < A_PATTERN:
        return
    lowest = [name.lower() for name in names if low[name] == most]
    if len(lowest) == len(names):
        yield _(
            "In %(count)s dimensions every element stands at level 0 or 1. Which would we lift first, and with what?"
        ) % {"count": in_words(most)}
        return
    yield ngettext(
        "Our %(elements)s answers stand at level 0 or 1 in %(count)s dimensions. What do those have in common?",
        "Our answers on %(elements)s stand at level 0 or 1 in %(count)s dimensions each. What do those have in common?",
        len(lowest),
    ) % {"elements": listed(lowest), "count": in_words(most)}


def _lowest(parts: list[DimensionPart]) -> Iterator[str]:
    """The lowest answers, one a dimension; at levels 0 and 1 only, where nothing can be shown yet."""
    low = [
        (question.score.effective, part.value, question)
        for part in parts
        for question in part.questions
        if question.score.effective is not None and question.score.effective <= LOW and not question.warnings
    ]
    asked: set[str] = set()
    for level, _value, question in sorted(low, key=lambda row: row[:2]):
        dimension = question.question.code.rpartition("-")[0]
        if dimension in asked or len(asked) == 2:
            continue
        asked.add(dimension)
        if level == 0:
            yield _("We have nothing to show yet for “%(ask)s” Who will own it, and when is there a dated plan?") % {
                "ask": question.question.ask
            }
        else:
            yield _("We have a plan, and nothing more, for “%(ask)s” In which service does it begin, and when?") % {
                "ask": question.question.ask
            }


def _oldest(signed: Signed) -> Iterator[str]:
    dated = [
        (item.dated, item.title, answer.question)
        for answer in signed.answers.values()
        for item in answer.evidence
        if item.dated
    ]
    if dated:
        on, title, code = min(dated)
        yield _("Our oldest evidence is “%(title)s” of %(date)s, for question %(code)s. Is it still true?") % {
            "title": title,
            "date": date_format(on, "F Y"),
            "code": code,
        }


def _unchecked(signed: Signed) -> Iterator[str]:
    if signed.answers and not any(answer.checked for answer in signed.answers.values()):
        yield _("Nobody outside the council has checked these answers. Whose could we check, and who could check ours?")
