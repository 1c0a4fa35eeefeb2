"""A what-if in sentences: what holds a dimension back, what would lift it, and what a try does to each figure."""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.summary import figures
from assessment.what_if import Stand
from frameworks.definition import Framework
from frameworks.rungs import Climb, Kind
from frameworks.scores import DimensionScore, Effect, LensScore, State
from reports.what_if.position import Beside
from reports.wording import NOTHING, in_words, level_in_words, listed, mid_sentence, percent, points


@dataclass(frozen=True)
class Row:
    """One figure before and after. `method`: where the method page explains it."""

    name: str
    method: str
    before: str
    after: str

    @property
    def has_moved(self) -> bool:
        return self.before != self.after


def held_back(stand: Stand) -> str:
    """What holds the dimension at its level, in a sentence."""
    score, framework = stand.now.claimed, stand.framework
    if score.coverage is None:
        return _("None of these questions applies to the council, so there is no level to raise.")
    if score.partial:
        unknown = sum(question.state in (State.DONT_KNOW, State.UNANSWERED) for question in score.questions)
        return ngettext(
            "No level can be claimed yet, because %(count)s answer is not known.",
            "No level can be claimed yet, because %(count)s answers are not known.",
            unknown,
        ) % {"count": in_words(unknown)}
    if not score.held_back_by:
        return _("Nothing holds this dimension back: every answer stands at its highest level.")
    if stand.climb is None:
        return _("This dimension can rise no further: one of its questions stands at the highest level that it has.")
    count = len(score.held_back_by)
    if count > 1 and count == sum(question.state is not State.NOT_APPLICABLE for question in score.questions):
        return _("All %(count)s answers stand at level %(level)s, so each must rise for the level to rise.") % {
            "count": in_words(count),
            "level": score.level,
        }
    said = ngettext(
        "One answer holds this dimension at level {level}: {names}.",
        "{count} answers hold this dimension at level {level}: {names}.",
        count,
    )
    return format_html(said, count=in_words(count).capitalize(), level=score.level, names=names(score, framework))


def names(score: DimensionScore, framework: Framework) -> SafeString:
    """ "LEAD-3 (information) and LEAD-4 (technology)", of what holds the level back. A code is never broken in two."""
    found = [
        format_html(
            '<span class="cairn-nowrap">{}</span> ({})',
            question.code,
            mid_sentence(framework.element_name(question.element)),
        )
        for question in score.questions
        if question.code in score.held_back_by
    ]
    return mark_safe(listed(found))  # noqa: S308 - each is escaped


def promise(climb: Climb, effect: Effect, title: str) -> str:
    """What the climb leads to: "Make this one move and Leadership reaches level 2"."""
    said = ngettext(
        "Make this one move and %(dimension)s reaches level %(level)s.",
        "Make these %(count)s moves and %(dimension)s reaches level %(level)s.",
        len(climb.moves),
    ) % {"count": in_words(len(climb.moves)), "dimension": title, "level": effect.after.claimed.level}
    if any(move.kind is Kind.FIND_OUT for move in climb.moves):
        said += " " + _("This holds if what is not known turns out to be at level %(level)s.") % {
            "level": climb.to_level
        }
    return said


def figures_moved(effect: Effect) -> str:
    """What the climb does to the figures: the score, and what it does not do for what is evidenced."""
    before, after = effect.before, effect.after
    said = _("The claimed score goes from %(before)s to %(after)s.") % {
        "before": points(before.claimed.score),
        "after": points(after.claimed.score),
    }
    if (before.claimed.score or 0) > (after.claimed.score or 0):
        said += " " + _("A low answer that becomes known lowers the score, even where the level rises.")
    if after.evidenced.level != after.claimed.level:
        said += " " + _("Counting only what is evidenced, it then stands at %(level)s: name evidence as you go.") % {
            "level": _level(after.evidenced.level)
        }
    return said


def _level(level: int | None) -> str:
    return _("no level") if level is None else _("level %(level)s") % {"level": level}


def rows(effect: Effect, framework: Framework, lens: str, beside: Beside | None) -> list[Row]:
    """Every figure before and after, in the order in which they are asked about."""
    before, after = effect.before, effect.after
    claimed, claimed_then = figures(before.claimed, framework), figures(after.claimed, framework)
    evidenced, evidenced_then = figures(before.evidenced, framework), figures(after.evidenced, framework)
    found = [
        Row(_("Claimed level"), "level", claimed.level, claimed_then.level),
        Row(_("Claimed score"), "score", claimed.score, claimed_then.score),
        Row(_("Evidenced level"), "evidenced", evidenced.level, evidenced_then.level),
        Row(_("Evidenced score"), "evidenced", evidenced.score, evidenced_then.score),
        Row(_("Coverage"), "coverage", _coverage(before.claimed), _coverage(after.claimed)),
        Row(_("Held back by"), "level", _held(before.claimed, framework), _held(after.claimed, framework)),
        Row(_("%(lens)s, claimed") % {"lens": lens}, "lens", _lens(before.lens), _lens(after.lens)),
        Row(
            _("%(lens)s, evidenced") % {"lens": lens},
            "lens",
            _lens(before.lens_evidenced),
            _lens(after.lens_evidenced),
        ),
    ]
    if beside and not beside.is_withheld:
        found.append(
            Row(_("Position, as claimed"), "position", beside.words(before.claimed), beside.words(after.claimed))
        )
    return found


def _coverage(score: DimensionScore) -> str:
    return NOTHING if score.coverage is None else percent(score.coverage)


def _held(score: DimensionScore, framework: Framework) -> str:
    return names(score, framework) or _("Nothing")


def _lens(lens: LensScore) -> str:
    return points(lens.score)


def outcome(effect: Effect, framework: Framework) -> list[str]:
    """The sentences that a try is made for: the levels, and what holds the claimed one back then."""
    before, after = effect.before, effect.after
    if before == after:
        return [_("Nothing changes with what you have chosen.")]
    said = [
        _levels(_("claimed"), before.claimed.level, after.claimed.level, framework),
        _levels(_("evidenced"), before.evidenced.level, after.evidenced.level, framework),
    ]
    if after.claimed.level is not None and after.claimed.held_back_by:
        said.append(format_html(_("What holds it back then: {}."), names(after.claimed, framework)))
    return said


def _levels(which: str, before: int | None, after: int | None, framework: Framework) -> str:
    if before == after:
        return _("The %(which)s level stays the same: %(level)s.") % {
            "which": which,
            "level": _named(after, framework),
        }
    return _("The %(which)s level goes from %(before)s to %(after)s.") % {
        "which": which,
        "before": _named(before, framework),
        "after": _named(after, framework),
    }


def _named(level: int | None, framework: Framework) -> str:
    return level_in_words(level, "" if level is None else framework.level_name(level))
