"""What is said on the way to signature: a signatory's remarks, the replies, and what has changed since."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Subquery
from django.utils.translation import gettext as _

from assessment.drafts import Said
from assessment.models import Assessment, SignOff
from assessment.remark_models import Remark, RemarkQuerySet
from assessment.wording import Wording, spell
from councils.models import User
from frameworks.definition import Dimension, Framework, Question


@dataclass(frozen=True)
class Talk:
    """A remark with what it is about; `dimension` None: the whole."""

    remark: Remark
    dimension: Dimension | None

    @property
    def about(self) -> str:
        return self.dimension.title if self.dimension else _("the whole assessment")


@dataclass(frozen=True)
class Changed:
    """How one answer differs from what it was. `besides`: what else than the level changed, in words."""

    question: Question
    before: Wording
    after: Wording
    besides: tuple[str, ...]

    @property
    def is_moved(self) -> bool:
        return self.before.label != self.after.label


def current_remarks(assessment: Assessment) -> RemarkQuerySet:
    """The remarks that the answers were last returned with; none once they have been signed or reopened since."""
    turns = assessment.sign_offs.exclude(step=SignOff.Step.SUBMITTED).order_by("-at", "-pk")
    # A step that returned nothing has no remarks.
    return Remark.objects.filter(sign_off=Subquery(turns.values("pk")[:1]))


def in_order(remarks: Iterable[Remark], framework: Framework) -> list[Talk]:
    """The remark on the whole first, then in the order of the framework."""
    order = ["", *framework.by_code]
    return [
        Talk(remark, framework.by_code.get(remark.dimension))
        for remark in sorted(remarks, key=lambda remark: order.index(remark.dimension))
    ]


def talks_of(assessment: Assessment) -> list[Talk]:
    """The current remarks with their replies."""
    return in_order(current_remarks(assessment).with_talk(), assessment.framework)


def talks_on(assessment: Assessment, dimension: Dimension) -> list[Talk]:
    """The current remarks on one dimension: none, or one."""
    remarks = current_remarks(assessment).filter(dimension=dimension.code)
    return in_order(remarks.with_talk(), assessment.framework)


def may_reply(talk: Talk, assessment: Assessment, share: frozenset[str]) -> bool:
    """Whoever may answer the dimension replies to a remark on it; whoever submits, to any. `share` is the former's."""
    if not assessment.is_open:
        return False
    return assessment.rights.submit or (talk.dimension is not None and talk.dimension.code in share)


def is_done(assessment: Assessment, step: SignOff.Step, *, by: User, said: dict[str, str]) -> bool:
    """Whether the latest step is this very one, by this person, with these words: the second of two clicks."""
    latest = assessment.sign_offs.last()
    if latest is None or (latest.step, latest.by_id) != (step, by.pk):
        return False
    kept = {remark.dimension: remark.text for remark in latest.remarks.all()}
    if latest.remark:
        kept[""] = latest.remark
    return kept == {code: text for code, text in said.items() if text}


def changes_since(assessment: Assessment, at: datetime) -> dict[str, list[Changed]]:
    """Answers that differ from what they were at a moment, by the dimension's code. Changed and put back: no change."""
    framework = assessment.framework
    spans: dict[str, tuple[Said, Said]] = {}
    for change in assessment.changes.filter(at__gte=at).order_by("at", "pk"):
        before = spans[change.question][0] if change.question in spans else Said.from_data(change.before)
        spans[change.question] = (before, Said.from_data(change.after))
    found: dict[str, list[Changed]] = defaultdict(list)
    for code, question in framework.questions.items():
        if code not in spans or spans[code][0] == spans[code][1]:
            continue
        before, after = spans[code]
        changed = Changed(
            question, spell(before, question, framework), spell(after, question, framework), _besides(before, after)
        )
        found[framework.dimension_of[code].code].append(changed)
    return dict(found)


def _besides(before: Said, after: Said) -> tuple[str, ...]:
    differs = {
        _("evidence"): before.evidence != after.evidence,
        _("warning signs"): before.warnings != after.warnings,
        _("note"): before.note != after.note,
        _("reason"): before.reason != after.reason,
    }
    return tuple(words for words, differ in differs.items() if differ)
