"""Cases from the sources: what a council did, when, what was measured, and what it does not prove.

They stand beside the versions of a framework, not inside one: a new case never changes what was asked.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from frameworks import schema
from frameworks.loader import LIBRARY, FrameworkError, parse


@dataclass(frozen=True)
class Case:
    """`level` is the rung of the dimension that the case illustrates; `document` a key of the framework's sources."""

    slug: str
    title: str
    year: int
    document: str
    passage: str
    dimensions: tuple[str, ...]
    level: int
    happened: str
    measured: str
    does_not_prove: str


@lru_cache(maxsize=8)
def cases(framework_slug: str, library: Path = LIBRARY) -> tuple[Case, ...]:
    """Every case of a framework, in the file's order; none where it has no file. Raises FrameworkError."""
    path = library / framework_slug / "cases.yaml"
    if not path.is_file():
        return ()
    found = parse(schema.CaseFile, path).cases
    slugs = [case.slug for case in found]
    for slug in slugs:
        if slugs.count(slug) > 1:
            raise FrameworkError(f"{framework_slug}/cases.yaml: {slug}: the slug is used twice")
    return tuple(Case(**case.model_dump()) for case in found)


def case_for(framework_slug: str, dimension: str, level: int) -> Case | None:
    """The case for a dimension that shows the nearest rung above a level, or else the highest one there is."""
    fitting = [case for case in cases(framework_slug) if dimension in case.dimensions]
    above = [case for case in fitting if case.level > level]
    if above:
        return min(above, key=lambda case: case.level)
    return max(fitting, key=lambda case: case.level, default=None)
