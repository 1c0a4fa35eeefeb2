"""A dimension's page and a save, against the barest Django view that runs the same queries."""

from collections.abc import Callable, Iterator
from itertools import count, cycle

from django.db import connection
from django.http import HttpResponse
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from assessment.models import Answer, Assessment
from councils.models import User
from tests.bench import barest
from tests.bench.timing import Figure, in_turns

RUNS = 100


def measure() -> Iterator[Figure]:
    assessment = Assessment.objects.select_related("council", "round").get(
        council__slug="wiltshire", round__slug="2026"
    )
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(email="lead@demo.example"))
    page = f"{assessment.get_absolute_url()}leadership/"
    yield ratio("dimension page", lambda: answered(client.get(page), 200), at_barest(lambda: client.get("/page/")))
    levels = cycle("12")
    yield ratio(
        "save one answer",
        saving(client, page, assessment, "LEAD-1"),
        at_barest(lambda: client.post("/save/", {"level": next(levels)})),
    )
    yield ratio(
        "save as you go",
        saving(client, page, assessment, "LEAD-3", accept="application/json"),
        at_barest(lambda: client.post("/go/", {"level": next(levels)})),
    )


def ratio(what: str, ours: Callable[[], None], theirs: Callable[[], None]) -> Figure:
    ours()
    asked, barely = queries_of(ours), queries_of(theirs)
    if asked != barely:
        raise AssertionError(f"{what} runs {asked}, and the barest view runs {barely}")
    mine, bare = in_turns(ours, theirs, runs=RUNS)
    words = f"{what}: {len(asked)} queries, {mine * 1000:.1f} ms against {bare * 1000:.1f} ms"
    return Figure(words, f"{mine / bare:.2f} x barest", "3 x")


def answered(response: HttpResponse, status: int) -> None:
    if response.status_code != status:
        raise AssertionError(f"{response.status_code} in place of {status}")


def at_barest(request: Callable[[], HttpResponse]) -> Callable[[], None]:
    def ask() -> None:
        with override_settings(ROOT_URLCONF=barest.__name__):
            answered(request(), 200)

    return ask


def saving(
    client: Client, page: str, assessment: Assessment, question: str, accept: str = "text/html"
) -> Callable[[], None]:
    """Posts as a browser or its script would, with another level each time, and with the version that stands."""
    answer = Answer.objects.get(assessment=assessment, question=question)
    levels = cycle((1, 2) if answer.level == 2 else (2, 1))
    versions = count(answer.version)

    def save() -> None:
        data = {f"{question}-answer": next(levels), f"{question}-version": next(versions)}
        answered(client.post(page, data, headers={"accept": accept}), 302 if accept == "text/html" else 200)

    return save


def queries_of(request: Callable[[], None]) -> list[str]:
    """Each statement's verb and table, in order."""
    with CaptureQueriesContext(connection) as captured:
        request()
    return [shape(query["sql"]) for query in captured.captured_queries]


def shape(sql: str) -> str:
    verb, *words = sql.split()
    if verb == "SELECT":
        return f"{verb} {words[words.index('FROM') + 1]}"
    return f"{verb} {' '.join(words[:2])}"
