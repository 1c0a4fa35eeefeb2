"""How long a dimension takes: measured from the moments at which people saved, and our estimate until then.

What somebody did before a save took as long as had passed since their save before it, if that is under half an hour.
A dimension counts as measured for a council if all of its first answers were timed so: without those that opened a
sitting its time would be too short, and a short time that is not true is a promise we break.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.core.cache import caches

from assessment.models import Assessment
from assessment.timing_models import MeasuredTime
from frameworks.definition import Framework
from frameworks.effort import estimated_minutes

# Who saves nothing for so long is doing something else.
SITTING = timedelta(minutes=30)
# Fewer councils than that say more about themselves than about the questions.
MIN_COUNCILS = 5
KEPT_SECONDS = 60 * 60


@dataclass(frozen=True)
class Save:
    """Of one question. `first`: there was no answer before. What was sent together has one and the same `at`."""

    by: int
    at: datetime
    dimension: str
    first: bool


@dataclass(frozen=True)
class TimeNeeded:
    """For one dimension, of one person's time. `councils` is over how many it was measured, where it was."""

    minutes: int
    councils: int = 0

    @property
    def is_measured(self) -> bool:
        return self.councils >= MIN_COUNCILS


def seconds_taken(saves: Iterable[Save]) -> dict[str, int]:
    """Person-seconds of each dimension that was timed, from all saves of an assessment in any order."""
    together: dict[tuple[int, datetime], list[Save]] = defaultdict(list)
    for save in saves:
        together[save.by, save.at].append(save)
    seconds: dict[str, float] = defaultdict(float)
    untimed: set[str] = set()
    last: dict[int, datetime] = {}
    for (by, at), saved in sorted(together.items(), key=lambda moment: moment[0]):
        dimensions = {save.dimension for save in saved}
        gap = at - last[by] if by in last else None
        last[by] = at
        # Nobody answers two dimensions on one page: those came from a file.
        if gap is not None and gap < SITTING and len(dimensions) == 1:
            seconds[dimensions.pop()] += gap.total_seconds()
        else:
            untimed |= {save.dimension for save in saved if save.first}
    return {dimension: round(taken) for dimension, taken in seconds.items() if dimension not in untimed}


def keep_times(assessment: Assessment) -> None:
    """Measure an assessment that is being signed, in place of what an earlier signature measured."""
    assessment.measured_times.all().delete()
    if assessment.round.made_up:
        return
    dimension_of = assessment.framework.dimension_of
    changes = assessment.changes.exclude(by=None).values_list("by", "at", "question", "before")
    saves = [Save(by, at, dimension_of[question].code, before is None) for by, at, question, before in changes]
    MeasuredTime.objects.bulk_create(
        MeasuredTime(assessment=assessment, dimension=dimension, seconds=seconds)
        for dimension, seconds in seconds_taken(saves).items()
    )


def times_needed(framework: Framework) -> dict[str, TimeNeeded]:
    """What was measured of a version of a framework, by dimension: the median over at least five councils.

    Worked out once an hour in each process, so that no page grows with the number of councils.
    """
    key = f"times-needed:{framework.slug}:{framework.version}"
    found: dict[str, TimeNeeded] | None = caches["process"].get(key)
    if found is None:
        found = _measured(framework)
        caches["process"].set(key, found, KEPT_SECONDS)
    return found


def time_needed(framework: Framework, dimension: str, *, asked: int) -> TimeNeeded:
    """For a dimension of which so many questions are asked."""
    return times_needed(framework).get(dimension) or TimeNeeded(estimated_minutes(asked))


def _measured(framework: Framework) -> dict[str, TimeNeeded]:
    rows = MeasuredTime.objects.filter(
        assessment__round__framework_slug=framework.slug,
        assessment__round__framework_version=framework.version,
        assessment__round__made_up=False,
    ).order_by("assessment")
    seconds: dict[str, dict[int, int]] = defaultdict(dict)
    for dimension, council, taken in rows.values_list("dimension", "assessment__council", "seconds"):
        # The newest of a council's assessments counts.
        seconds[dimension][council] = taken
    return {
        dimension: TimeNeeded(max(1, round(median(taken.values()) / 60)), len(taken))
        for dimension, taken in seconds.items()
        if len(taken) >= MIN_COUNCILS
    }
