"""A dimension's page and a save, against the barest Django view that runs the same queries."""

from collections.abc import Callable, Iterator
from itertools import cycle
from types import ModuleType

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import path

from assessment.models import Answer, Assessment
from councils.models import User
from tests.bench.timing import Figure, in_turns

RUNS = 60
# Queries that the bare view's own middleware runs as well: the session and the person.
SHARED = ('FROM "django_session"', 'FROM "councils_user"')
CONTROL = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


def measure() -> Iterator[Figure]:
    assessment = Assessment.objects.select_related("council", "round").get(
        council__slug="wiltshire", round__slug="2026"
    )
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(email="lead@demo.example"))
    page = f"{assessment.get_absolute_url()}leadership/"
    save = saving(client, page, assessment)

    for what, request, atomic in (
        ("dimension page", lambda: answered(client.get(page), 200), False),
        ("save one answer", save, True),
    ):
        request()
        statements = queries_of(request)
        bare_urls = bare(statements, atomic=atomic)

        def barest(urls: ModuleType = bare_urls) -> None:
            with override_settings(ROOT_URLCONF=urls):
                answered(client.get("/"), 200)

        ours, theirs = in_turns(request, barest, runs=RUNS)
        yield Figure(
            f"{what}: {len(statements)} queries, {ours * 1000:.1f} ms against {theirs * 1000:.1f} ms",
            f"{ours / theirs:.2f} x barest",
            "3 x",
        )


def answered(response: HttpResponse, status: int) -> None:
    if response.status_code != status:
        raise AssertionError(f"{response.status_code} in place of {status}")


def saving(client: Client, page: str, assessment: Assessment) -> Callable[[], None]:
    """Posts the form as a browser would, with another level each time, and with the version it has just read."""
    levels = cycle("12")

    def save() -> None:
        answer = Answer.objects.filter(assessment=assessment, question="LEAD-1").first()
        data = {"LEAD-1-answer": next(levels), "LEAD-1-version": str(answer.version if answer else 0)}
        answered(client.post(page, data), 302)

    return save


def queries_of(request: Callable[[], None]) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        request()
    return [
        query["sql"]
        for query in captured.captured_queries
        if not query["sql"].startswith(CONTROL) and not any(shared in query["sql"] for shared in SHARED)
    ]


def bare(statements: list[str], *, atomic: bool) -> ModuleType:
    """A URLconf of one view that runs the statements as they are, reads every row, and says "ok"."""

    def run() -> None:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement.replace("%", "%%"), [])
                if cursor.description:
                    cursor.fetchall()

    def view(request: HttpRequest) -> HttpResponse:
        if atomic:
            with transaction.atomic():
                run()
                # The same rows cannot be inserted twice: what is measured is the work, not its trace.
                transaction.set_rollback(True)
        else:
            run()
        return HttpResponse("ok")

    urls = ModuleType("bare_urls")
    urls.urlpatterns = [path("", view)]  # type: ignore[attr-defined]
    return urls
