"""What the tests of the what-if share: a council that one answer holds back, and somebody who reads the page."""

import re
from html import unescape

import pytest

from assessment.models import Answer
from tests.conftest import answer_everything

HERE = "/councils/westerby/2026/what-if/leadership/"


@pytest.fixture
def held_back(assessment):
    """Everything at level 2 with evidence, but for one answer at level 1."""
    answer_everything(assessment)
    Answer.objects.filter(question="LEAD-1").update(level=1)
    return assessment


@pytest.fixture
def read(viewer, as_user):
    """read("LEAD-1-level=2"): the words of the page, each line of markup a space."""

    def words(query: str = "", address: str = HERE) -> str:
        response = as_user(viewer).get(f"{address}?{query}")
        assert response.status_code == 200
        main = response.content.decode().split("<main", 1)[1].split("</main>")[0]
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split()).replace(" .", ".")

    return words
