"""A real assessment by somebody else, scored by us: the Open Data Inventory 2022/23 (Open Data Watch, CC BY 4.0).

22 categories of ten elements, each scored 0, 0.5 or 1, for 195 countries, with the publisher's own overall score a row.
"""

import csv
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from frameworks.definition import Framework
from frameworks.loader import load
from frameworks.scores import DimensionScore, Given, State
from frameworks.scoring import score_dimension

DATA = Path(settings.BASE_DIR).parent / "shared" / "data" / "odin_2022_23.csv"
ELEMENTS = (
    "Indicator coverage and disaggregation",
    "Data available last 5 years",
    "Data available last 10 years",
    "First administrative level",
    "Second administrative level",
    "Machine readable",
    "Non-proprietary",
    "Download options",
    "Metadata available",
    "Terms of use",
)
SUMS = "All Categories"  # the publisher's own sums over categories: not questions
POINTS = (0, 0.5, 1)
Row = dict[str, str]

pytestmark = pytest.mark.skipif(
    not DATA.is_file(), reason=f"{DATA.name} is not beside the project: it is data for testing, not part of it"
)


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    with DATA.open(encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.DictReader(file) if row["Data categories"] != SUMS]


@pytest.fixture(scope="module")
def framework(rows: list[Row], tmp_path_factory: pytest.TempPathFactory) -> Framework:
    """The inventory as a framework of ours: a dimension a category, a question an element."""
    library = tmp_path_factory.mktemp("library")
    folder = library / "odin" / "2022"
    folder.mkdir(parents=True)
    categories = list(dict.fromkeys(row["Data categories"] for row in rows))
    files = {f"category-{number}": category for number, category in enumerate(categories, start=1)}
    (folder / "framework.yaml").write_text(yaml.safe_dump(_frame(list(files))))
    for number, (slug, category) in enumerate(files.items(), start=1):
        (folder / f"{slug}.yaml").write_text(yaml.safe_dump(_category(number, slug, category)))
    return load("odin", "2022", library)


def _frame(slugs: list[str]) -> dict[str, object]:
    return {
        "framework": {
            "slug": "odin",
            "version": "2022",
            "title": "Open Data Inventory",
            "about": "How complete and how open a country's official statistics are.",
            "published": "2023-01-01",
            "language": "en",
            "sources": {"odin": {"title": "Open Data Inventory 2022/23", "publisher": "Open Data Watch", "year": 2023}},
        },
        "scoring": {"coverage_needed": "3/4", "warning_cap": 1, "unevidenced_cap": 1},
        "levels": [{"level": n, "name": f"Level {n}", "kind": f"{worth} of a point"} for n, worth in enumerate(POINTS)],
        "elements": [{"slug": f"element-{n}", "name": name, "about": name} for n, name in enumerate(ELEMENTS)],
        "roles": {"statistician": "Statistician"},
        "lenses": [{"slug": "inventory", "name": "Inventory", "about": "All categories.", "dimensions": slugs}],
    }


def _category(number: int, slug: str, category: str) -> dict[str, object]:
    source = {"document": "odin", "heading": "Data categories", "passage": category}
    return {
        "dimension": {
            "code": f"C{number}",
            "slug": slug,
            "lens": "inventory",
            "title": category,
            "about": category,
            "source": source,
        },
        "questions": [
            {
                "code": f"C{number}-{place}",
                "element": f"element-{place}",
                "ask": f"{name}?",
                "why": "Open data is used.",
                "who_could_answer": ["statistician"],
                "source": source,
                "today": "The same.",
                "levels": [
                    {"level": level, "is": f"{worth} of a point", "evidence": "A website.", "points": worth}
                    for level, worth in enumerate(POINTS)
                ],
            }
            for place, name in enumerate(ELEMENTS)
        ],
    }


def scored(rows: list[Row], framework: Framework) -> Iterator[tuple[Row, DimensionScore]]:
    by_title = {dimension.title: dimension for dimension in framework.dimensions}
    for row in rows:
        dimension = by_title[row["Data categories"]]
        answers = {
            question.code: _given(row[element]) for question, element in zip(dimension.questions, ELEMENTS, strict=True)
        }
        yield row, score_dimension(dimension, answers, rules=framework.scoring)


def _given(element: str) -> Given:
    return (
        Given(State.NOT_APPLICABLE)
        if element == "-"
        else Given(State.LEVEL, POINTS.index(float(element)), evidenced=True)
    )


def _sum(row: Row) -> Fraction:
    return sum((Fraction(row[element]) for element in ELEMENTS if row[element] != "-"), Fraction(0))


def test_the_inventory_is_what_we_take_it_for(rows, framework):
    assert len(rows) == 195 * 22
    assert len(framework.dimensions) == 22
    assert len(framework.questions) == 220
    assert {row[element] for row in rows for element in ELEMENTS} == {"0", "0.0", "0.5", "1", "1.0", "-"}


def test_our_score_is_the_publishers_wherever_all_ten_elements_are_scored(rows, framework):
    """The publisher scores out of 10 and we out of 100."""
    whole = [row for row in rows if all(row[element] != "-" for element in ELEMENTS)]
    assert len(whole) == 2004
    for row, found in scored(whole, framework):
        assert found.score == 10 * Fraction(row["Overall score"]), row
        assert found.coverage == 1


def test_not_applicable_is_where_we_differ_and_how(rows, framework):
    """The publisher still scores out of 10 where an element does not apply; we score what applies.

    Only the two sub-national elements can be "-". In the publisher's score each counts nothing or half a point, by a
    rule the rows do not show: rows alike in all ten elements have different scores. In ours it counts neither for nor
    against: the score is the share of the eight or nine elements that apply.
    """
    short = [row for row in rows if any(row[element] == "-" for element in ELEMENTS)]
    assert len(short) == 2286
    assert Counter(element for row in short for element in ELEMENTS if row[element] == "-") == {
        "First administrative level": 948,
        "Second administrative level": 2286,
    }
    credited: Counter[tuple[int, Fraction]] = Counter()
    gaps: list[Fraction] = []
    theirs_by_row: dict[tuple[str, ...], set[Fraction]] = {}
    for row, found in scored(short, framework):
        theirs = Fraction(row["Overall score"])
        applicable = sum(row[element] != "-" for element in ELEMENTS)
        assert found.score == 100 * _sum(row) / applicable
        assert found.coverage == 1
        credited[10 - applicable, theirs - _sum(row)] += 1
        gaps.append(found.score / 10 - theirs)
        theirs_by_row.setdefault(tuple(row[element] for element in ELEMENTS), set()).add(theirs)
    assert credited == {
        (1, Fraction(0)): 558,
        (1, Fraction(1, 2)): 780,
        (2, Fraction(0)): 303,
        (2, Fraction(1, 2)): 7,
        (2, Fraction(1)): 638,
    }
    assert sum(len(scores) > 1 for scores in theirs_by_row.values()) == 142
    assert gaps.count(0) == 546
    assert (min(gaps), max(gaps)) == (Fraction(-3, 8), 2)
