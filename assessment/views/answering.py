"""Answering: the task list, and what has changed in an answer."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessment.access import get_assessment
from assessment.drafts import Said
from assessment.plan.reading import counts_at
from assessment.progress import next_task, tasks_of
from assessment.views.trail import to_round, to_tasks
from assessment.wording import spell
from assessment.workload import workloads
from councils.requests import SignedInRequest


@require_safe
def tasks(request: SignedInRequest, slug: str, round_slug: str) -> HttpResponse:
    assessment = get_assessment(request.user, slug, round_slug)
    tasks = tasks_of(assessment)
    by_code = {task.dimension.code: task for task in tasks}
    shared_out = assessment.rights.manage and assessment.is_open and any(task.people for task in tasks)
    loads = workloads(assessment, tasks, at=timezone.now()) if shared_out else []
    context = {
        "assessment": assessment,
        "rights": assessment.rights,
        "lenses": [
            (lens, [by_code[dimension.code] for dimension in lens.dimensions]) for lens in assessment.framework.lenses
        ],
        "complete": sum(task.complete for task in tasks),
        "answered": sum(task.answered for task in tasks),
        "asked": sum(task.of for task in tasks),
        "behind": [load for load in loads if load.behind],
        "next_task": next_task(tasks, request.user),
        "open_asks": assessment.asks.open() if assessment.rights.opine else [],
        "latest_step": assessment.sign_offs.select_related("by").last(),
        "plan_counts": counts_at(assessment.council).get(assessment.pk),
        "crumbs": to_round(assessment),
    }
    return render(request, "assessment/tasks.html", context)


@require_safe
def history(request: SignedInRequest, slug: str, round_slug: str, question: str) -> HttpResponse:
    """Everything that changed the answer to one question, newest first."""
    assessment = get_assessment(request.user, slug, round_slug)
    framework = assessment.framework
    asked = framework.questions.get(question)
    if asked is None:
        raise Http404
    dimension = framework.dimension_of[question]
    changes = assessment.changes.filter(question=question).select_related("by")
    context = {
        "assessment": assessment,
        "question": asked,
        "dissents": assessment.dissents.filter(question=question).select_related("by"),
        "changes": [(change, spell(Said.from_data(change.after), asked, framework)) for change in changes],
        "crumbs": [
            *to_tasks(assessment),
            (reverse("assessment:dimension", args=[slug, round_slug, dimension.slug]), dimension.title),
        ],
    }
    return render(request, "assessment/history.html", context)
