"""A tiny framework of its own, as values and as files, so that the real wording can change freely."""

from copy import deepcopy
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import settings

from frameworks.definition import (
    AppliesTo,
    Dimension,
    Element,
    Framework,
    Lens,
    Level,
    LevelName,
    Question,
    ScoringRules,
    Source,
)

# Other work on the machine must not make a property fail.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

SOURCE = Source("001", "Heading", "Passage")
ELEMENTS = ("people", "process", "information", "technology")


def question(code: str, *, element: str = "people", points: tuple[Any, ...] = (0, 1, 2, 3, 4), **more: Any) -> Question:
    levels = tuple(Level(number, f"Level {number}", "", None, Fraction(worth)) for number, worth in enumerate(points))
    return Question(code, element, "What?", "Because.", ("cio",), SOURCE, (), "Today.", levels, **more)


def dimension(code: str = "LEAD", *, lens: str = "first", questions: tuple[Question, ...] | None = None) -> Dimension:
    if questions is None:
        questions = tuple(question(f"{code}-{n}", element=element) for n, element in enumerate(ELEMENTS, start=1))
    return Dimension(code, code.lower(), lens, code.title(), "About.", SOURCE, questions)


def framework(*lenses: tuple[Dimension, ...], rules: ScoringRules | None = None) -> Framework:
    return Framework(
        slug="tiny",
        version="1",
        title="Tiny",
        about="About.",
        published=date(2026, 1, 1),
        language="en-GB",
        checksum="",
        levels=tuple(LevelName(number, f"Level {number}", "kind") for number in range(5)),
        elements=tuple(Element(slug, slug.title(), "") for slug in ELEMENTS),
        roles={"cio": "CIO"},
        documents=(),
        lenses=tuple(Lens(f"lens-{n}", f"Lens {n}", "", dimensions) for n, dimensions in enumerate(lenses, start=1)),
        statements={},
        scoring=rules or ScoringRules(),
    )


def only_for(*types: str) -> AppliesTo:
    return AppliesTo(types=types)


LEVELS = [{"level": n, "is": f"Level {n} is so.", "evidence": "A paper."} for n in range(3)]
QUESTION = {
    "code": "LEAD-1",
    "element": "people",
    "ask": "Who leads?",
    "why": "Somebody must.",
    "who_could_answer": ["cio"],
    "source": {"document": "001", "heading": "One", "passage": "Two"},
    "covers": ["LEAD-a"],
    "today": "The same.",
    "levels": LEVELS,
}
FILES: dict[str, dict[str, Any]] = {
    "framework.yaml": {
        "framework": {
            "slug": "tiny",
            "version": "1.0",
            "title": "Tiny",
            "about": "A framework of one question.",
            "published": date(2026, 1, 1),
            "language": "en-GB",
            "sources": {"001": {"title": "The source", "publisher": "Somebody", "year": 2011}},
        },
        "scoring": {"coverage_needed": "3/4", "warning_cap": 1, "unevidenced_cap": 1},
        "levels": [{"level": n, "name": f"Name {n}", "kind": f"Kind {n}"} for n in range(3)],
        "elements": [{"slug": "people", "name": "People", "about": "Who."}],
        "roles": {"cio": "CIO"},
        "lenses": [{"slug": "first", "name": "First", "about": "The first.", "dimensions": ["leadership"]}],
        "statements": {"LEAD-a": "Somebody leads."},
    },
    "leadership.yaml": {
        "dimension": {
            "code": "LEAD",
            "slug": "leadership",
            "lens": "first",
            "title": "Leadership",
            "about": "Somebody leads.",
            "source": {"document": "001", "heading": "One", "passage": "Two"},
        },
        "questions": [QUESTION],
    },
}


class Library:
    """A library of one framework on disk, tiny/1.0, whose files a test may spoil."""

    def __init__(self, folder: Path) -> None:
        self.path = folder
        self.version = folder / "tiny" / "1.0"
        self.version.mkdir(parents=True)
        self.files = deepcopy(FILES)
        self.write()

    @property
    def frame(self) -> dict[str, Any]:
        return self.files["framework.yaml"]

    @property
    def leadership(self) -> dict[str, Any]:
        return self.files["leadership.yaml"]

    @property
    def question(self) -> dict[str, Any]:
        return self.leadership["questions"][0]

    def write(self) -> None:
        for name, content in self.files.items():
            (self.version / name).write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True))


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library")
