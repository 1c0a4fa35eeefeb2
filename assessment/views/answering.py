"""Answering: the task list, and what has changed in an answer."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessment.access import dimensions_to_answer, get_assessment
from assessment.carrying import Queue, queue_of
from assessment.conversation import talks_of
from assessment.models import Assessment
from assessment.plan.reading import counts_at
from assessment.progress import Task, next_task, tasks_of, to_confirm
from assessment.signing_forms import with_reply_boxes
from assessment.undoing import earlier_versions
from assessment.views.trail import to_round, to_tasks
from assessment.wording import spell
from assessment.workload import workloads
from councils.requests import SignedInRequest
from frameworks.definition import Lens


@require_safe
def tasks(request: SignedInRequest, slug: str, round_slug: str) -> HttpResponse:
    assessment = get_assessment(request.user, slug, round_slug)
    queue = queue_of(assessment) if assessment.is_open else Queue()
    tasks = tasks_of(assessment, [earlier.code for earlier in queue.waiting])
    # Who is on some dimensions alone sees those first; a lead, whose work is the whole, sees the whole in its order.
    own = [] if assessment.rights.manage else [task for task in tasks if request.user in task.people]
    shared_out = assessment.rights.manage and assessment.is_open and any(task.people for task in tasks)
    loads = workloads(assessment, tasks, at=timezone.now()) if shared_out else []
    talks = talks_of(assessment)
    share = dimensions_to_answer(request.user, assessment) if talks else frozenset()
    context = {
        "assessment": assessment,
        "rights": assessment.rights,
        "talks": with_reply_boxes(talks, assessment, share),
        "to_answer": {talk.remark.dimension for talk in talks if not talk.remark.is_answered},
        "own": own,
        "lenses": _by_lens(assessment, [task for task in tasks if task not in own]),
        "complete": sum(task.complete for task in tasks),
        "answered": sum(task.answered for task in tasks),
        "asked": sum(task.of for task in tasks),
        "behind": [load for load in loads if load.behind],
        "next_task": next_task(tasks, request.user),
        "queue": queue,
        "to_confirm": to_confirm(tasks, request.user, dimensions_to_answer(request.user, assessment)),
        "open_asks": assessment.asks.open() if assessment.rights.opine else [],
        "latest_step": assessment.sign_offs.select_related("by").last(),
        "plan_counts": counts_at(assessment.council).get(assessment.pk),
        "crumbs": to_round(assessment),
    }
    return render(request, "assessment/tasks.html", context)


def _by_lens(assessment: Assessment, tasks: Sequence[Task]) -> list[tuple[Lens, list[Task]]]:
    """The lenses that have any of the tasks, in order."""
    by_lens = [
        (lens, [task for task in tasks if task.dimension in lens.dimensions]) for lens in assessment.framework.lenses
    ]
    return [(lens, found) for lens, found in by_lens if found]


@require_safe
def history(request: SignedInRequest, slug: str, round_slug: str, question: str) -> HttpResponse:
    """Everything that changed the answer to one question, newest first, and the way back to any of it."""
    assessment = get_assessment(request.user, slug, round_slug)
    framework = assessment.framework
    asked = framework.questions.get(question)
    if asked is None:
        raise Http404
    dimension = framework.dimension_of[question]
    answer = assessment.answers.filter(question=question).with_evidence().first()
    versions = earlier_versions(assessment.changes.filter(question=question).select_related("by"), answer)
    context = {
        "assessment": assessment,
        "question": asked,
        "dissents": assessment.dissents.filter(question=question).select_related("by"),
        "versions": [(earlier, spell(earlier.said, asked, framework)) for earlier in versions],
        "version": answer.version if answer else 0,
        "may_put_back": assessment.is_open and dimension.code in dimensions_to_answer(request.user, assessment),
        "crumbs": [
            *to_tasks(assessment),
            (reverse("assessment:dimension", args=[slug, round_slug, dimension.slug]), dimension.title),
        ],
    }
    return render(request, "assessment/history.html", context)
