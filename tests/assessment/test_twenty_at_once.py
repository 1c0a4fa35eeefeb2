"""Twenty people save into one assessment at once, over a real server: no save that was accepted is lost.

Five people are on each of four dimensions. All five save again and again into its last question, and three of them each
into one of the other questions besides, in the same post. A conflict page is answered as a person would: what was typed
is sent once more, over the version that the page shows.
"""

import re
from dataclasses import dataclass, field

import pytest

from assessment.models import Answer, Assessment
from councils.models import Membership
from tests.conftest import make_user
from tests.server import Server, Visitor, database_url, running_server, together

pytestmark = pytest.mark.django_db(transaction=True)

DIMENSIONS, PEOPLE_EACH, SAVES_EACH = 4, 5, 6


@dataclass
class Person:
    """`accepted` and `refused` are the notes of their saves by question, in order; `versions` what they last saw."""

    name: str
    visitor: Visitor
    page: str
    questions: list[str]
    accepted: dict[str, list[str]] = field(default_factory=dict)
    refused: int = 0
    versions: dict[str, int] = field(default_factory=dict)

    def work(self) -> None:
        for number in range(SAVES_EACH):
            notes = dict.fromkeys(self.questions, f"{self.name}, save {number}")
            data = {f"{code}-note": note for code, note in notes.items()}
            data |= {f"{code}-answer": str(number % 5) for code in notes}
            data |= {f"{code}-version": str(self.versions.get(code, 0)) for code in notes}
            status, page = self.visitor.post(self.page, data)
            self._read(status, page, notes)

    def _read(self, status: int, page: str, notes: dict[str, str]) -> None:
        """A redirect: all was accepted. A page: it says what was, and shows the version of what was not."""
        assert status in (200, 302), page
        late = set(re.findall(r'href="#([A-Z]+-\d)">[^<]* saved a different answer', page))
        assert bool(late) == (status == 200), page
        for code, note in notes.items():
            if code in late:
                self.refused += 1
                assert note in page, "what was typed comes back"
                (version,) = re.findall(rf'name="{code}-version" value="(\d+)"', page)
                self.versions[code] = int(version)
            else:
                self.accepted.setdefault(code, []).append(note)
                self.versions[code] = self.versions.get(code, 0) + 1


@pytest.fixture
def people(assessment, tmp_path) -> list[Person]:
    """Twenty people who have saved all they had to say, at once."""
    users = [make_user(f"person.{number}@westerby.example") for number in range(DIMENSIONS * PEOPLE_EACH)]
    for user in users:
        Membership.objects.create(user=user, council=assessment.council, role=Membership.Role.CONTRIBUTOR)
    sessions = [Server(0).visitor(user).session for user in users]
    with running_server(DATABASE_URL=database_url(), CAIRN_VAR=str(tmp_path)) as server:
        found = []
        for number, (user, session) in enumerate(zip(users, sessions, strict=True)):
            dimension = assessment.framework.dimensions[number // PEOPLE_EACH]
            *own, shared = [question.code for question in dimension.questions]
            mine = own[number % PEOPLE_EACH : number % PEOPLE_EACH + 1]
            page = f"{assessment.get_absolute_url()}{dimension.slug}/"
            found.append(Person(user.name, Visitor(server.port, session), page, [*mine, shared]))
        together(*(person.work for person in found))
    return found


def test_no_accepted_save_is_lost(assessment: Assessment, people: list[Person]):
    for code in {code for person in people for code in person.questions}:
        _holds_all_that_was_accepted(assessment, code, people)
    assert sum(person.refused for person in people) > 0, "nobody got in anybody's way: nothing was tried"
    # A colleague's save into the same page, and into another question of the same post, holds nobody back.
    alone = [person for person in people if len(person.questions) > 1]
    assert len(alone) == DIMENSIONS * (PEOPLE_EACH - 2)
    for person in alone:
        assert len(person.accepted[person.questions[0]]) == SAVES_EACH


def _holds_all_that_was_accepted(assessment: Assessment, code: str, people: list[Person]) -> None:
    changes = list(assessment.changes.filter(question=code).order_by("pk").select_related("by"))
    kept = [change.after["note"] for change in changes]

    # All that was accepted is there once and nothing else is, in the order in which each person sent it.
    assert sorted(kept) == sorted(note for person in people for note in person.accepted.get(code, []))
    for person in people:
        own = person.accepted.get(code, [])
        assert [note for note in kept if note in own] == own
    assert all(change.by.name in change.after["note"] for change in changes)

    # Each was made from the one before it: nobody wrote over what they had not seen.
    assert [change.after["version"] for change in changes] == list(range(1, len(changes) + 1))
    assert [change.before for change in changes] == [None, *(change.after for change in changes[:-1])]
    answer = Answer.objects.get(assessment=assessment, question=code)
    assert (answer.note, answer.version) == (kept[-1], len(changes))
