"""Optimistic locking: a save names the version it was made from, and a newer one is a conflict that loses nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.db.models import Count

from assessment.drafts import UNANSWERED, Draft, Said, rows_of
from assessment.models import Answer, AnswerChange, Assessment, Evidence
from councils.models import User
from frameworks.scores import State

# A reason that comes after its change, as it does where answers are saved as they are given, still belongs to it.
SAME_SITTING = timedelta(hours=1)


@dataclass(frozen=True)
class Conflict:
    """A draft that met a newer version: what stands now, its version, and who saved it when, as far as is known."""

    draft: Draft
    current: Said
    version: int
    by: User | None
    at: datetime | None


@dataclass(frozen=True)
class Saved:
    """What became of each draft: codes of the questions saved and unchanged, and the conflicts.

    `versions` are those of the answers that now say what their draft says (0: there is none). `unexplained` are the
    unchanged ones whose draft gave a reason, and there was no change for it to go with.
    """

    saved: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    versions: Mapping[str, int] = field(default_factory=dict)
    unexplained: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Author:
    """Who saves, when and why."""

    by: User | None
    at: datetime
    why: str


def save(assessment: Assessment, drafts: Sequence[Draft], *, by: User | None, at: datetime, why: str) -> Saved:
    """Write the drafts inside the caller's transaction, which holds the lock on the assessment.

    `why` is for drafts that say nothing of their own.
    """
    met = _meet(assessment, drafts)
    author = _Author(by, at, why)
    versions = _write(assessment, met.in_time, met.rows, author, met.before)
    outcome = _outcome(assessment, drafts, met, tuple(versions))
    standing = {draft.question: _version(met.rows, draft) for draft in drafts if draft not in met.changed}
    unsaid = [draft for draft in drafts if draft.why and draft.question in outcome.unchanged]
    explained = _explain(assessment, unsaid, author)
    return replace(
        outcome,
        versions=versions | standing,
        unexplained=tuple(draft.question for draft in unsaid if draft.question not in explained),
    )


def foresee(assessment: Assessment, drafts: Sequence[Draft]) -> Saved:
    """What saving the drafts would come to at this moment. Writes nothing."""
    met = _meet(assessment, drafts)
    return _outcome(assessment, drafts, met, tuple(draft.question for draft in met.in_time))


@dataclass(frozen=True)
class _Met:
    """Drafts beside what is stored: those that change it, and of these the ones made from its present version."""

    rows: dict[str, Answer]
    before: dict[str, Said]
    changed: list[Draft]
    in_time: list[Draft]


def _meet(assessment: Assessment, drafts: Sequence[Draft]) -> _Met:
    rows = {row.question: row for row in _rows(assessment, [draft.question for draft in drafts])}
    before = {draft.question: Said.by(rows.get(draft.question)) for draft in drafts}
    changed = [draft for draft in drafts if draft.said != before[draft.question]]
    return _Met(rows, before, changed, [draft for draft in changed if _is_current(draft, rows)])


def _outcome(assessment: Assessment, drafts: Sequence[Draft], met: _Met, saved: tuple[str, ...]) -> Saved:
    late = [draft for draft in met.changed if draft.question not in saved]
    conflicts = _conflicts(assessment, late) if late else []
    accounted_for = {*saved, *(conflict.draft.question for conflict in conflicts)}
    unchanged = [draft.question for draft in drafts if draft.question not in accounted_for]
    return Saved(saved, tuple(unchanged), tuple(conflicts))


def _rows(assessment: Assessment, questions: Sequence[str]) -> list[Answer]:
    return list(assessment.answers.filter(question__in=questions).with_evidence())


def _is_current(draft: Draft, rows: Mapping[str, Answer]) -> bool:
    return draft.version == _version(rows, draft)


def _version(rows: Mapping[str, Answer], draft: Draft) -> int:
    return rows[draft.question].version if draft.question in rows else 0


def _write(
    assessment: Assessment,
    drafts: Sequence[Draft],
    rows: dict[str, Answer],
    author: _Author,
    before: dict[str, Said],
) -> dict[str, int]:
    """The new version of each question that was written, 0 for a cleared one, with its place in the history kept."""
    cleared = [draft for draft in drafts if draft.state is State.UNANSWERED]
    updated = [draft for draft in drafts if draft not in cleared and draft.question in rows]
    created = [draft for draft in drafts if draft not in cleared and draft.question not in rows]
    versions = {draft.question: 0 for draft in cleared if _clear(draft, rows[draft.question])}
    versions |= {draft.question: draft.version + 1 for draft in updated if _update(draft, rows[draft.question], author)}
    new = _create(assessment, created, author)
    versions |= {question: row.version for question, row in new.items()}
    replaced = [
        draft for draft in updated if draft.question in versions and draft.evidence != before[draft.question].evidence
    ]
    _replace_evidence(replaced, rows)
    Evidence.objects.bulk_create(
        row for draft in [*replaced, *created] for row in rows_of((rows | new)[draft.question], draft.evidence)
    )
    AnswerChange.objects.bulk_create(
        AnswerChange(
            assessment=assessment,
            question=draft.question,
            at=author.at,
            by=author.by,
            why=draft.why or author.why,
            before=before[draft.question].as_data(draft.version) if draft.question in rows else None,
            after=draft.as_data(versions[draft.question]),
        )
        for draft in drafts
        if draft.question in versions
    )
    return versions


def _explain(assessment: Assessment, drafts: Sequence[Draft], author: _Author) -> set[str]:
    """Put each reason beside the change it is about: the newest, by the same person, in the same sitting."""
    if not drafts:
        return set()
    history = assessment.changes.filter(question__in=[draft.question for draft in drafts])
    newest = {change.question: change for change in reversed(history)}
    whys = {draft.question: draft.why for draft in drafts}
    by = author.by.pk if author.by else None
    mine = [one for one in newest.values() if one.by_id == by and author.at - one.at <= SAME_SITTING]
    for change in mine:
        change.why = whys[change.question]
    AnswerChange.objects.bulk_update(mine, ["why"])
    return {change.question for change in mine}


def _clear(draft: Draft, row: Answer) -> bool:
    deleted, _by_model = Answer.objects.filter(pk=row.pk, version=draft.version).delete()
    return deleted > 0


def _update(draft: Draft, row: Answer, author: _Author) -> bool:
    """One statement, which finds its row only in the version the draft was made from."""
    updated = Answer.objects.filter(pk=row.pk, version=draft.version).update(
        **draft.columns, version=draft.version + 1, updated_at=author.at, updated_by=author.by
    )
    return updated == 1


def _create(assessment: Assessment, drafts: Sequence[Draft], author: _Author) -> dict[str, Answer]:
    """New rows by question. Versions go on where a cleared answer's stopped, so that an old page never fits again."""
    if not drafts:
        return {}
    history = assessment.changes.filter(question__in=[draft.question for draft in drafts])
    # order_by() because the model's own order would split the groups.
    earlier = dict(history.order_by().values_list("question").annotate(Count("pk")))
    rows = Answer.objects.bulk_create(
        Answer(
            assessment=assessment,
            question=draft.question,
            **draft.columns,
            version=1 + earlier.get(draft.question, 0),
            updated_at=author.at,
            updated_by=author.by,
        )
        for draft in drafts
    )
    return {row.question: row for row in rows}


def _replace_evidence(drafts: Sequence[Draft], rows: dict[str, Answer]) -> None:
    if drafts:
        Evidence.objects.filter(answer__in=[rows[draft.question].pk for draft in drafts]).delete()


def _conflicts(assessment: Assessment, late: Sequence[Draft]) -> list[Conflict]:
    """Late drafts that change something. A question its reader left as they found it is no conflict."""
    questions = [draft.question for draft in late]
    rows = {row.question: row for row in _rows(assessment, questions)}
    changes = list(assessment.changes.filter(question__in=questions).select_related("by"))
    conflicts = []
    for draft in late:
        history = [change for change in changes if change.question == draft.question]
        if draft.said == _as_read(draft, history):
            continue
        row = rows.get(draft.question)
        newest = history[0] if history else None
        conflicts.append(
            Conflict(
                draft=draft,
                current=Said.by(row),
                version=row.version if row else 0,
                by=newest.by if newest else None,
                at=newest.at if newest else None,
            )
        )
    return conflicts


def _as_read(draft: Draft, history: Sequence[AnswerChange]) -> Said | None:
    """What the answer said in the version the draft was made from; None where the history does not tell."""
    if draft.version == 0:
        return UNANSWERED
    kept = (data for change in history for data in (change.after, change.before) if data)
    return next((Said.from_data(data) for data in kept if data["version"] == draft.version), None)
