"""Saves by 32 people at once, at a real server: the slowest of every twenty, against the barest view that saves."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle
from statistics import median, quantiles

from assessment.models import Assessment
from councils.models import Membership, User
from tests.bench.timing import Figure, seconds
from tests.server import Server, Visitor, running_server, together

PEOPLE = 32
# Cairn and the barest view take turns, so that a busy machine slows both sides alike.
TURNS, SAVES_A_TURN = 5, 4


@dataclass
class Person:
    """Somebody with a question of their own, at Cairn and at the barest view: both save into the same answer."""

    question: str
    page: str
    version: int
    levels: Iterator[int]
    cairn: Visitor
    barest: Visitor

    def at_cairn(self) -> None:
        data = {f"{self.question}-answer": next(self.levels), f"{self.question}-version": self.version}
        self._save(self.cairn, self.page, data, 302)

    def at_barest(self) -> None:
        self._save(self.barest, "/save/", {"question": self.question, "level": next(self.levels)}, 200)

    def _save(self, visitor: Visitor, path: str, data: dict[str, object], expected: int) -> None:
        status, page = visitor.post(path, data)
        if status != expected:
            raise AssertionError(f"{status} in place of {expected}: {page[:500]}")
        self.version += 1


def measure() -> Iterator[Figure]:
    with running_server() as cairn, running_server(DJANGO_SETTINGS_MODULE="tests.bench.barest_settings") as barest:
        people = [_person(number, cairn, barest) for number in range(PEOPLE)]
        # To warm up. It also takes away the evidence that no later save speaks of.
        for works in _both(people):
            together(*works)
        ours: list[float] = []
        theirs: list[float] = []
        for _turn in range(TURNS):
            for works, times in zip(_both(people), (ours, theirs), strict=True):
                together(*(_timed(work, times) for work in works))
    mine, bare = slowest_twentieth(ours), slowest_twentieth(theirs)
    words = f"p95 of a save, {PEOPLE} people at once: {mine * 1000:.0f} ms against {bare * 1000:.0f} ms"
    yield Figure(words, f"{mine / bare:.2f} x barest", "3 x")
    yield Figure(f"median of the same {len(ours)} saves", f"{median(ours) / median(theirs):.2f} x barest")


def slowest_twentieth(times: list[float]) -> float:
    """p95: the least of the slowest twentieth."""
    return quantiles(times, n=20)[-1]


def _both(people: list[Person]) -> tuple[list[Callable[[], None]], list[Callable[[], None]]]:
    return [person.at_cairn for person in people], [person.at_barest for person in people]


def _timed(work: Callable[[], None], times: list[float]) -> Callable[[], None]:
    def repeatedly() -> None:
        for _save in range(SAVES_A_TURN):
            times.append(seconds(work))

    return repeatedly


def _person(number: int, cairn: Server, barest: Server) -> Person:
    assessment = Assessment.objects.select_related("council", "round").get(
        council__slug="wiltshire", round__slug="2026"
    )
    answer = assessment.answers.order_by("pk")[number]
    dimension = assessment.framework.dimension_of[answer.question]
    user = User.objects.create_user(f"person.{number}@bench.example", name=f"Person {number}")
    Membership.objects.create(user=user, council=assessment.council, role=Membership.Role.LEAD)
    page = f"{assessment.get_absolute_url()}{dimension.slug}/"
    # Never the level that stands: a save without a change is none.
    levels = cycle((0, 1) if answer.level == 1 else (1, 0))
    return Person(answer.question, page, answer.version, levels, cairn.visitor(user), barest.visitor(user))
