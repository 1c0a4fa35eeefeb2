"""How far a council is: what is asked of it, what it has answered, and who is on what."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from assessment.models import Assessment
from assessment.timing import TimeNeeded, time_needed
from councils.models import Council, User
from frameworks.definition import Dimension, Question


@dataclass(frozen=True)
class Task:
    """One dimension of the task list. `to_confirm`: how many answers of last time wait to be confirmed."""

    dimension: Dimension
    answered: int
    of: int
    time: TimeNeeded
    people: tuple[User, ...] = ()
    due: date | None = None
    to_confirm: int = 0

    @property
    def complete(self) -> bool:
        return self.answered == self.of


def asked_of(council: Council, dimension: Dimension) -> tuple[Question, ...]:
    """The questions of a dimension that can be asked of this council."""
    kind = {"authority_type": council.authority_type, "nation": council.nation}
    return tuple(question for question in dimension.questions if question.applies_to.includes(**kind))


def tasks_of(assessment: Assessment, waiting: Collection[str] = ()) -> list[Task]:
    """The task list, in the order of the framework. `waiting`: questions with an answer to confirm."""
    to_confirm = Counter(assessment.framework.dimension_of[question].code for question in waiting)
    answered = set(assessment.answers.values_list("question", flat=True))
    assignments = list(assessment.assignments.select_related("user"))
    tasks = []
    for dimension in assessment.framework.dimensions:
        asked = asked_of(assessment.council, dimension)
        on_it = [assignment for assignment in assignments if assignment.dimension == dimension.code]
        tasks.append(
            Task(
                dimension=dimension,
                answered=sum(question.code in answered for question in asked),
                of=len(asked),
                time=time_needed(assessment.framework, dimension.code, asked=len(asked)),
                people=tuple(assignment.user for assignment in on_it),
                due=min((assignment.due for assignment in on_it if assignment.due), default=None),
                to_confirm=to_confirm[dimension.code],
            )
        )
    return tasks


def next_task(tasks: list[Task], user: User) -> Task | None:
    """Where a person goes on: their own unfinished dimensions first, then one that nobody is on."""
    unfinished = [task for task in tasks if not task.complete]
    own = [task for task in unfinished if user in task.people]
    free = [task for task in unfinished if not task.people]
    return next(iter([*own, *free]), None)


def to_confirm(tasks: list[Task], user: User, share: Collection[str]) -> int:
    """How many answers of last time wait for this person, who may answer the dimensions of a share."""
    own = left_to(user, {(task.dimension.code, person.pk) for task in tasks for person in task.people}, share)
    return sum(task.to_confirm for task in tasks if task.dimension.code in own)


def left_to(user: User, on_it: Collection[tuple[str, int]], share: Collection[str]) -> frozenset[str]:
    """The dimensions of a share that a person is on, or nobody: what others are on is theirs to do.

    `on_it`: a dimension's code with the key of a person who is on it.
    """
    taken = {dimension for dimension, _person in on_it} - {
        dimension for dimension, person in on_it if person == user.pk
    }
    return frozenset(share) - taken
