"""How far a council is: what is asked of it, what it has answered, and who is on what."""

from dataclasses import dataclass
from datetime import date

from assessment.models import Assessment
from assessment.timing import TimeNeeded, time_needed
from councils.models import Council, User
from frameworks.definition import Dimension, Question


@dataclass(frozen=True)
class Task:
    """One dimension of the task list."""

    dimension: Dimension
    answered: int
    of: int
    time: TimeNeeded
    people: tuple[User, ...] = ()
    due: date | None = None

    @property
    def complete(self) -> bool:
        return self.answered == self.of


def asked_of(council: Council, dimension: Dimension) -> tuple[Question, ...]:
    """The questions of a dimension that can be asked of this council."""
    kind = {"authority_type": council.authority_type, "nation": council.nation}
    return tuple(question for question in dimension.questions if question.applies_to.includes(**kind))


def tasks_of(assessment: Assessment) -> list[Task]:
    """The task list, in the order of the framework."""
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
            )
        )
    return tasks


def next_task(tasks: list[Task], user: User) -> Task | None:
    """Where a person goes on: their own unfinished dimensions first, then one that nobody is on."""
    unfinished = [task for task in tasks if not task.complete]
    own = [task for task in unfinished if user in task.people]
    free = [task for task in unfinished if not task.people]
    return next(iter([*own, *free]), None)
