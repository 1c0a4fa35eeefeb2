"""How each person's share of the work stands: what is left, by when, and who is stuck."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max
from django.utils import timezone

from assessment.models import Answer, Assessment, Assignment
from assessment.progress import Task
from councils.models import User

# Somebody with work left who has saved nothing for so long.
STUCK_AFTER = timedelta(days=14)


@dataclass(frozen=True)
class Left:
    """An unfinished dimension of one person's. `dont_know` counts the answers that say so: they may hold them up too.

    `blocked_by` is what they say does, in their words.
    """

    task: Task
    due: date | None
    dont_know: int
    overdue: bool
    blocked_by: str = ""
    blocked_since: datetime | None = None


@dataclass(frozen=True)
class Workload:
    """One person's share. `since` is when they last saved an answer, or were last given work they have not finished."""

    person: User
    of: int
    left: tuple[Left, ...]
    last_saved: datetime | None
    since: datetime
    stuck: bool

    @property
    def overdue(self) -> bool:
        return any(left.overdue for left in self.left)

    @property
    def behind(self) -> bool:
        return self.stuck or self.overdue or self.blocked

    @property
    def blocked(self) -> bool:
        return any(left.blocked_by for left in self.left)


def workloads(assessment: Assessment, tasks: Sequence[Task], *, at: datetime) -> list[Workload]:
    """Everybody who is on a dimension, by name. `tasks` are the assessment's."""
    by_person: dict[User, list[Assignment]] = defaultdict(list)
    for row in assessment.assignments.select_related("user").order_by("user__name", "user"):
        by_person[row.user].append(row)
    if not by_person:
        return []
    # order_by() because the model's own order would split the groups.
    saves = assessment.changes.order_by().values_list("by").annotate(Max("at"))
    last_saves: dict[int | None, datetime] = dict(saves.filter(by__in=by_person))
    unknown = assessment.answers.filter(state=Answer.State.DONT_KNOW).values_list("question", flat=True)
    dont_know = Counter(assessment.framework.dimension_of[question].code for question in unknown)
    by_code = {task.dimension.code: task for task in tasks}
    return [
        _workload(person, rows, by_code, dont_know, last_saves.get(person.pk), at) for person, rows in by_person.items()
    ]


def _workload(
    person: User,
    assignments: Sequence[Assignment],
    tasks: dict[str, Task],
    dont_know: Counter[str],
    last_saved: datetime | None,
    at: datetime,
) -> Workload:
    today = timezone.localdate(at)
    unfinished = [row for row in assignments if not tasks[row.dimension].complete]
    left = tuple(
        Left(
            task,
            row.due,
            dont_know[code],
            overdue=row.due is not None and row.due < today,
            blocked_by=row.blocked_by,
            blocked_since=row.blocked_since,
        )
        for code, task in tasks.items()
        for row in unfinished
        if row.dimension == code
    )
    moments = [row.since for row in unfinished or assignments]
    since = max([*moments, last_saved] if last_saved else moments)
    return Workload(
        person=person,
        of=len(assignments),
        left=left,
        last_saved=last_saved,
        since=since,
        stuck=bool(left) and at - since > STUCK_AFTER,
    )
