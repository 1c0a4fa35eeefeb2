"""From one round's plan to the next: what is unfinished comes along."""

from django.db.models import QuerySet
from django.utils import timezone

from assessment.models import Assessment
from assessment.plan.terms import Terms
from assessment.plan_models import Action, ActionChange
from councils.models import User


def plan_before(assessment: Assessment) -> Assessment | None:
    """The council's assessment in the round before this one, whose plan this one goes on with."""
    return _of_council(assessment).filter(round__opens__lt=assessment.round.opens).order_by("-round__opens").first()


def plan_after(assessment: Assessment) -> Assessment | None:
    """The council's assessment in a later round. Where there is one, the plan goes on there."""
    return _of_council(assessment).filter(round__opens__gt=assessment.round.opens).order_by("round__opens").first()


def carry(assessment: Assessment, *, by: User | None) -> None:
    """Take the unfinished actions of the round before along, inside the transaction that starts an assessment.

    A questionnaire may have changed in between: what it no longer has, the action no longer points at.
    """
    before = plan_before(assessment)
    if before is None or plan_after(assessment):
        return
    # Whoever changes the earlier plan holds this lock, so that nothing changes in it while it is taken along.
    Assessment.objects.select_for_update().get(pk=before.pk)
    for action in before.actions.unfinished().order_by("pk"):
        copy = _copy(action, assessment, by)
        copy.save(force_insert=True)
        ActionChange.objects.create(action=copy, at=copy.created_at, by=by, before=None, after=Terms.of(copy).as_data())


def _copy(action: Action, assessment: Assessment, by: User | None) -> Action:
    framework, now = assessment.framework, timezone.now()
    terms = Terms.of(action).columns
    terms["dimension"] = action.dimension if action.dimension in framework.by_code else ""
    terms["actor"] = action.actor if action.actor in framework.roles else ""
    asked = action.question in framework.questions
    return Action(
        **terms,
        assessment=assessment,
        uid=action.uid,
        kind=action.kind if asked else Action.Kind.OWN,
        question=action.question if asked else "",
        from_level=action.from_level if asked else None,
        to_level=action.to_level if asked else None,
        carried_from=action,
        # Calendars take a higher number for the newer word on the same action.
        version=action.version + 1,
        created_at=now,
        created_by=by,
        updated_at=now,
        updated_by=by,
    )


def _of_council(assessment: Assessment) -> QuerySet[Assessment]:
    return Assessment.objects.filter(council=assessment.council_id).select_related("council", "round")
