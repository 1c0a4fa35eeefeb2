"""The question book shows every word that a council answers to, in the open."""

import re
from html import unescape
from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from frameworks.effort import estimated_minutes, who_could_answer
from frameworks.loader import content_checksum, load, versions

pytestmark = pytest.mark.django_db
VERSIONS = versions()


def words_of(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@pytest.fixture(scope="module")
def framework():
    return load(*VERSIONS[0])


@pytest.fixture
def book(client, framework):
    return client.get(reverse("frameworks:question_book", args=[framework.slug, framework.version])).content.decode()


def test_the_list_names_every_version(client):
    html = client.get(reverse("frameworks:framework_list")).content.decode()
    for slug, version in VERSIONS:
        assert reverse("frameworks:question_book", args=[slug, version]) in html


def test_its_files_can_be_taken_away_and_have_the_published_checksum(client, framework, tmp_path):
    address = reverse("frameworks:files", args=[framework.slug, framework.version])
    packed = client.get(address).content
    assert packed == client.get(address).content
    ZipFile(BytesIO(packed)).extractall(tmp_path)
    assert content_checksum(tmp_path / f"{framework.slug}-{framework.version}") == framework.checksum
    assert client.get(reverse("frameworks:files", args=[framework.slug, "1999.1"])).status_code == 404


def test_every_word_of_every_question_is_there(book, framework):
    words = words_of(book)
    for question in framework.questions.values():
        for text in (question.ask, question.why, question.today, question.source.passage, *question.warning_signs):
            assert flat(text) in words, f"{question.code}: {text}"
        for level in question.levels:
            assert flat(level.text) in words and flat(level.evidence) in words
            if level.next:
                assert f"({framework.roles[level.next.actor]}): {flat(level.next.step)}" in words


def test_contents_lead_to_every_dimension_by_lens(book, framework):
    for lens in framework.lenses:
        assert f'href="#lens-{lens.slug}"' in book and f'id="lens-{lens.slug}"' in book
    for dimension in framework.dimensions:
        assert f'href="#{dimension.slug}"' in book and f'id="{dimension.slug}"' in book


def test_version_and_checksum_are_printed(book, framework):
    assert framework.version in book
    assert framework.checksum in book


def test_pulse_questions_are_tagged_and_no_other(book, framework):
    tagged = re.findall(r'<article[^>]*id="([^"]+)">(?:(?!</h4>).)*govuk-tag', book, re.DOTALL)
    assert tagged == [question.code for question in framework.pulse()]


def test_headings_step_down_one_at_a_time(book):
    levels = [int(level) for level in re.findall(r"<h(\d)", book.split("<main")[1])]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_coverage_links_every_statement_to_its_questions(client, book, framework):
    html = client.get(reverse("frameworks:coverage", args=[framework.slug, framework.version])).content.decode()
    words = words_of(html)
    for text in framework.statements.values():
        assert flat(text) in words
    links = re.findall(r'href="[^"]*#([A-Z]+-\d)"', html)
    assert sorted(links) == sorted(
        code for question in framework.questions.values() for code in [question.code] * len(question.covers)
    )
    assert all(f'id="{code}"' in book for code in links)


@pytest.mark.parametrize(
    "address", ["/frameworks/no-such/1/", "/frameworks/planting-the-flag/1999.1/", "/frameworks/no-such/1/coverage/"]
)
def test_a_version_that_is_not_in_the_library(client, address):
    assert client.get(address).status_code == 404


def test_a_version_cannot_walk_out_of_the_library(client):
    assert client.get("/frameworks/planting-the-flag/..%2F..%2Flibrary/").status_code == 404


def test_the_book_costs_no_query(client, framework, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get(reverse("frameworks:question_book", args=[framework.slug, framework.version]))


def test_the_workbook_has_every_question_and_is_made_to_be_printed(client, framework):
    address = reverse("frameworks:questions_xlsx", args=[framework.slug, framework.version])
    assert address in client.get(reverse("frameworks:question_book", args=[framework.slug, framework.version])).text
    book = load_workbook(BytesIO(client.get(address).content))
    sheet = book["Questions"]
    rows = {row[0].value: " ".join(str(cell.value) for cell in row) for row in sheet.iter_rows(min_row=2)}
    assert list(rows) == list(framework.questions)
    for question in framework.questions.values():
        texts = [question.ask, question.why, question.today, question.source.passage, *question.warning_signs]
        texts += [text for level in question.levels for text in (level.text, level.evidence)]
        texts += [framework.roles[role] for role in question.who_could_answer]
        assert [text for text in texts if text not in rows[question.code]] == []
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("B2", "$1:$1")
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (book.properties.language, framework.title in book.properties.title) == ("en-GB", True)


def test_there_is_no_workbook_of_another_version(client):
    assert client.get("/frameworks/planting-the-flag/1999/questions.xlsx").status_code == 404


def test_each_dimension_says_who_could_answer_and_how_long_it_takes(book, framework):
    words = words_of(book)
    for dimension in framework.dimensions:
        who = ", ".join(who_could_answer(dimension, framework))
        minutes = estimated_minutes(len(dimension.questions))
        assert f"Who could answer: {who} How long it takes: about {minutes} minutes (our estimate)" in words
