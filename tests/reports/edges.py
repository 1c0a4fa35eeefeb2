"""Councils whose answers lie at an edge: each function answers one assessment, and signs it."""

from collections.abc import Callable
from datetime import UTC, datetime

from assessment.freezing import take
from assessment.models import Answer, Assessment, Evidence, Round, Snapshot
from councils.models import Council

SIGNED_AT = datetime(2026, 11, 2, 12, tzinfo=UTC)
LONG_NAME = "Bournemouth, Christchurch, Poole, Armagh City, Banbridge and Craigavon Borough and County Council"


def sign(assessment: Assessment) -> Snapshot:
    snapshot = take(assessment, signatory=None, at=SIGNED_AT)
    snapshot.save()
    return snapshot


def answer(
    assessment: Assessment, code: str, level: int | None = None, *, evidence: str = "", **fields: object
) -> None:
    state = Answer.State.LEVEL if level is not None else fields.pop("state", Answer.State.DONT_KNOW)
    given, _created = Answer.objects.update_or_create(
        assessment=assessment, question=code, defaults={"state": state, "level": level, **fields}
    )
    given.evidence.all().delete()
    if evidence:
        Evidence.objects.create(answer=given, title=evidence)


def everything(assessment: Assessment, level: int | None, *, evidenced: bool = True) -> None:
    """Answer every question at one level, or "don't know" for None, in place of what was answered before."""
    state = Answer.State.DONT_KNOW if level is None else Answer.State.LEVEL
    assessment.answers.all().delete()
    answers = Answer.objects.bulk_create(
        Answer(assessment=assessment, question=code, state=state, level=level)
        for code in assessment.framework.questions
    )
    if evidenced and level:
        Evidence.objects.bulk_create(Evidence(answer=answer, title="Board minute") for answer in answers)


def all_at_0(assessment: Assessment) -> None:
    everything(assessment, 0)


def all_at_4(assessment: Assessment) -> None:
    everything(assessment, 4)


def all_claimed_and_nothing_shown(assessment: Assessment) -> None:
    everything(assessment, 3, evidenced=False)


def nothing_answered(assessment: Assessment) -> None:
    pass


def nothing_known(assessment: Assessment) -> None:
    everything(assessment, None)


def one_dimension_not_applicable(assessment: Assessment) -> None:
    everything(assessment, 2)
    for question in assessment.framework.by_code["LEAD"].questions:
        answer(
            assessment, question.code, state=Answer.State.NOT_APPLICABLE, reason="A joint authority does this for us."
        )


def long_names_and_mixed_levels(assessment: Assessment) -> None:
    Council.objects.filter(pk=assessment.council_id).update(name=LONG_NAME)
    assessment.council.refresh_from_db()
    for place, code in enumerate(assessment.framework.questions):
        if place % 11 == 7:
            answer(assessment, code)
        else:
            answer(assessment, code, (place * 7 + place // 4) % 5, evidence="Minute of the board, " * (place % 3) * 3)


EDGES: tuple[Callable[[Assessment], None], ...] = (
    all_at_0,
    all_at_4,
    all_claimed_and_nothing_shown,
    nothing_answered,
    nothing_known,
    one_dimension_not_applicable,
    long_names_and_mixed_levels,
)


def sign_peers(round: Round, councils: list[Council], *, level: int = 2) -> list[Snapshot]:
    """Each council's answers at one level, a little apart: the first question of each dimension varies."""
    snapshots = []
    for place, council in enumerate(councils):
        assessment = Assessment.objects.create(council=council, round=round)
        Answer.objects.bulk_create(
            Answer(
                assessment=assessment,
                question=code,
                state=Answer.State.LEVEL,
                level=(place % 5) if code.endswith("-1") else level,
            )
            for code in assessment.framework.questions
        )
        snapshots.append(sign(assessment))
    return snapshots
