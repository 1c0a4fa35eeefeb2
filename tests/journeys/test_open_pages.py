"""Pages that are open to all, and the ones that say no."""

import pytest

from assessment.models import Assessment
from councils.models import User
from tests.journeys.conftest import Walk

pytestmark = pytest.mark.journey

BOOK = "/frameworks/planting-the-flag/2011.1/"


@pytest.mark.parametrize("path", ["/", "/method/", "/accessibility/", "/privacy/", "/frameworks/"])
def test_an_open_page_stands_in_nobodys_way(walk: Walk, path: str):
    visitor = walk()
    assert visitor.open(path).status == 200
    visitor.look()


@pytest.mark.parametrize("path", [BOOK, f"{BOOK}coverage/"])
def test_the_question_book_stands_in_nobodys_way(walk: Walk, path: str):
    visitor = walk()
    assert visitor.open(path).status == 200
    visitor.look()


def test_pages_that_say_no_are_pages_like_others(walk: Walk, assessment: Assessment, viewer: User, stranger: User):
    address = assessment.get_absolute_url()
    for person, path, status in [
        (None, "/nowhere/", 404),
        (stranger, address, 404),
        (viewer, f"{address}assign/", 403),
    ]:
        walker = walk(person)
        assert walker.open(path).status == status
        walker.look()
