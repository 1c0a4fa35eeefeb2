"""How far councils are in a round: who has started, submitted and signed, and what each group lacks."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, Max, OuterRef, Q, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assessment.models import Assessment, Round, Snapshot
from councils.models import Council, TypeGroup
from reports.disclosure import MIN_MEDIAN, MIN_PERCENTILE, MIN_QUARTILES
from reports.peers import NAMES


class Stage(TextChoices):
    NOT_STARTED = "not-started", gettext_lazy("Not started")
    ANSWERING = "answering", gettext_lazy("Being answered")
    SUBMITTED = "submitted", gettext_lazy("Waiting for signature")
    SIGNED = "signed", gettext_lazy("Signed")
    REOPENED = "reopened", gettext_lazy("Signed, then reopened")


# What a council is shown of its peers, and how many of them it takes.
THRESHOLDS = (
    (MIN_MEDIAN, gettext_lazy("medians")),
    (MIN_QUARTILES, gettext_lazy("quartiles")),
    (MIN_PERCENTILE, gettext_lazy("percentiles")),
)


@dataclass(frozen=True)
class Progress:
    """One council in a round. `signed_at`: its latest signature, which reports and benchmarks go on reading."""

    council: Council
    stage: Stage
    started_at: datetime | None = None
    signed_at: datetime | None = None


@dataclass(frozen=True)
class GroupProgress:
    """A type group in a round. `counts` has every stage; `signed` is how many are in the benchmark."""

    group: TypeGroup
    counts: dict[Stage, int]
    signed: int
    total: int
    next_threshold: str


@dataclass(frozen=True)
class RoundProgress:
    """A round in the list of rounds. `signed` is how many councils have signed at least once."""

    round: Round
    started: int
    waiting: int
    signed: int
    total: int


def progress_of(round: Round) -> list[Progress]:
    """Every council that exists when the round opens or takes part in it, by name."""
    assessments = {
        found.council_id: found
        for found in Assessment.objects.filter(round=round).annotate(signed_at=Max("snapshots__signed_at"))
    }
    councils = Council.objects.filter(
        Q(pk__in=Council.objects.current(round.opens)) | Exists(round.assessments.filter(council=OuterRef("pk")))
    )
    return [_progress(council, assessments.get(council.pk)) for council in councils]


def _progress(council: Council, assessment: Assessment | None) -> Progress:
    if assessment is None:
        return Progress(council, Stage.NOT_STARTED)
    signed_at: datetime | None = assessment.signed_at  # type: ignore[attr-defined]
    return Progress(council, stage_of(assessment, signed_at), assessment.started_at, signed_at)


def stage_of(assessment: Assessment, signed_at: datetime | None) -> Stage:
    reopened = signed_at is not None and assessment.status == Assessment.Status.ANSWERING
    return Stage.REOPENED if reopened else Stage(assessment.status)


def by_group(progress: Iterable[Progress]) -> list[GroupProgress]:
    """In the order of TypeGroup. A group without a council is left out."""
    members: dict[TypeGroup, list[Progress]] = {group: [] for group in TypeGroup}
    for one in progress:
        members[one.council.type_group].append(one)
    return [_group(group, inside) for group, inside in members.items() if inside]


def _group(group: TypeGroup, inside: Sequence[Progress]) -> GroupProgress:
    counted = Counter(one.stage for one in inside)
    signed = sum(one.signed_at is not None for one in inside)
    return GroupProgress(
        group=group,
        counts={stage: counted[stage] for stage in Stage},
        signed=signed,
        total=len(inside),
        next_threshold=next_threshold(group, signed=signed, total=len(inside)),
    )


def next_threshold(group: TypeGroup, *, signed: int, total: int) -> str:
    """What a type group lacks, in words. A council is no peer of its own, so it takes one more than the threshold."""
    for needed, what in THRESHOLDS:
        if total <= needed:
            return _("There are only %(total)s %(named)s: too few for %(what)s.") % {
                "total": total,
                "named": NAMES[group],
                "what": what,
            }
        if signed <= needed:
            more = needed + 1 - signed
            return ngettext(
                "%(more)s more of the %(named)s unlocks %(what)s.", "%(more)s more %(named)s unlock %(what)s.", more
            ) % {"more": more, "named": NAMES[group], "what": what}
    return _("Medians, quartiles and percentiles are all unlocked.")


def rounds_with_progress() -> list[RoundProgress]:
    """Every round, newest first."""
    signed = Exists(Snapshot.objects.filter(assessment=OuterRef("pk")))
    counts = {
        row["round"]: row
        for row in Assessment.objects.annotate(has_signed=signed)
        .values("round")
        .annotate(
            started=Count("pk"),
            waiting=Count("pk", filter=Q(status=Assessment.Status.SUBMITTED)),
            signed=Count("pk", filter=Q(has_signed=True)),
        )
        .order_by()
    }
    ends = list(Council.objects.order_by().values_list("ended", flat=True))
    nothing = {"started": 0, "waiting": 0, "signed": 0}
    return [
        RoundProgress(
            round=round,
            **{name: counts.get(round.pk, nothing)[name] for name in nothing},
            total=_existing(ends, round.opens),
        )
        for round in Round.objects.all()
    ]


def _existing(ends: Iterable[date | None], on: date) -> int:
    """How many councils exist on a day, given the days they end: as CouncilQuerySet.current()."""
    return sum(end is None or end > on for end in ends)
