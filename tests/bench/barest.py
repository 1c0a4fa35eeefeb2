"""The barest Django views that run the same queries as a dimension's page and as saving one answer.

The module is a URLconf, which the bench serves in place of Cairn's.
"""

from django.db import transaction
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone

from assessment.conversation import current_remarks
from assessment.models import Answer, AnswerChange, Assessment, Round
from assessment.opinion_models import Opinion
from config import pages
from councils.models import Membership

QUESTIONS = ("LEAD-1", "LEAD-2", "LEAD-3", "LEAD-4")


def _begin(request: HttpRequest) -> Assessment:
    whole = Assessment.objects.select_related("council", "round")
    assessment = whole.get(council__slug="wiltshire", round__slug="2026")
    Membership.objects.filter(user=request.user, council=assessment.council).first()
    return assessment


def page(request: HttpRequest) -> HttpResponse:
    assessment = _begin(request)
    list(assessment.answers.filter(question__in=QUESTIONS).prefetch_related("evidence"))
    views = Opinion.objects.filter(ask__in=assessment.asks.closed(), question__in=QUESTIONS)
    list(views.values_list("ask", "question").annotate(people=Count("pk")))
    list(current_remarks(assessment).filter(dimension="LEAD").with_talk())
    list(assessment.assignments.filter(dimension="LEAD").select_related("user"))
    return HttpResponse("ok")


def save(request: HttpRequest) -> HttpResponse:
    _save(request)
    return HttpResponse("ok")


def save_as_you_go(request: HttpRequest) -> HttpResponse:
    """The figures that come back need the dimension's answers as they now are."""
    assessment = _save(request)
    list(assessment.answers.filter(question__in=QUESTIONS).prefetch_related("evidence"))
    return HttpResponse("ok")


def _save(request: HttpRequest) -> Assessment:
    assessment = _begin(request)
    with transaction.atomic():
        locked = Assessment.objects.select_for_update().get(pk=assessment.pk)
        Round.objects.get(pk=locked.round_id)
        (answer,) = assessment.answers.filter(question__in=[request.POST.get("question", "LEAD-2")]).prefetch_related(
            "evidence"
        )
        level = int(request.POST["level"])
        now = timezone.now()
        Answer.objects.filter(pk=answer.pk, version=answer.version).update(
            state="level", level=level, warnings=[], reason="", note="", checked=False,
            version=answer.version + 1, updated_at=now, updated_by=request.user,
        )  # fmt: skip
        AnswerChange.objects.bulk_create(
            [
                AnswerChange(
                    assessment=assessment, question=answer.question, at=now, by=request.user, after={}, before={}
                )
            ]
        )
        held_up = assessment.assignments.exclude(blocked_by="").filter(dimension__in=["LEAD"])
        set(held_up.values_list("dimension", flat=True))
    return assessment


urlpatterns = [
    path("page/", page),
    path("save/", save),
    path("go/", save_as_you_go),
    # What middleware and whoever starts a server look for. Cairn's own addresses would be read anew for every
    # run, and make the barest view twice as slow as it is.
    path("account/", page, name="account"),
    path("healthz", pages.healthz),
]
