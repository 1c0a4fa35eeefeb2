"""From YAML to a frozen Framework: after this nobody touches a dict. Errors say file, question and fault."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from frameworks import definition, schema

LIBRARY = Path(__file__).parent / "library"
FRAME = "framework.yaml"

Shape = TypeVar("Shape", bound=BaseModel)

# Words that the address of an assessment keeps for its own pages (DESIGN §8).
RESERVED_SLUGS = frozenset(
    {"answers.xlsx", "assign", "brief.pdf", "check", "history", "import", "opinions", "people", "plan", "queue"}
    | {"report", "report.json", "report.pdf", "return", "sign", "start", "submit", "what-others-see", "workshop"}
)


class FrameworkError(Exception):
    """A framework that cannot be read. The message names the file, the question where there is one, and the fault."""


def versions(library: Path = LIBRARY) -> list[tuple[str, str]]:
    """Every (slug, version) in the library, in order."""
    return sorted((frame.parent.parent.name, frame.parent.name) for frame in library.glob(f"*/*/{FRAME}"))


@lru_cache(maxsize=32)
def load(slug: str, version: str, library: Path = LIBRARY) -> definition.Framework:
    """Read one version of a framework. Raises FrameworkError, naming file, question and fault."""
    folder = library / slug / version
    if not (folder / FRAME).is_file():
        known = ", ".join("/".join(pair) for pair in versions(library)) or "none"
        raise FrameworkError(f"There is no framework {slug}/{version}. The library has: {known}.")
    frame = parse(schema.FrameFile, folder / FRAME)
    listed = [dimension for lens in frame.lenses for dimension in lens.dimensions]
    files = {dimension: parse(schema.DimensionFile, folder / f"{dimension}.yaml") for dimension in listed}
    for place, fault in _faults(frame, files, folder):
        raise FrameworkError(f"{_named(folder / place)}: {fault}")
    return _build(frame, files, content_checksum(folder))


def content_checksum(folder: Path) -> str:
    """SHA-256 over every YAML file of a version: its name and its bytes, in order of name."""
    digest = sha256()
    for path in sorted(folder.glob("*.yaml")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def published_checksums(library: Path = LIBRARY) -> dict[tuple[str, str], str]:
    """The checksums of the versions that were published, from the library's CHECKSUMS file."""
    path = library / "CHECKSUMS"
    if not path.is_file():
        return {}
    rows = (line.split() for line in path.read_text().splitlines() if line and not line.startswith("#"))
    return {(name.split("/")[0], name.split("/")[1]): digest for digest, name in rows}


def _named(path: Path) -> str:
    return "/".join(path.parts[-3:])


def parse(shape: type[Shape], path: Path) -> Shape:
    """Read a file of the library into its shape. Raises FrameworkError, naming file, place and fault."""
    if not path.is_file():
        raise FrameworkError(f"{_named(path)}: the file is missing")
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise FrameworkError(f"{_named(path)}: not YAML: {' '.join(str(error).split())}") from error
    try:
        return shape.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        place, where = _place(content, first["loc"])
        raise FrameworkError(f"{_named(path)}: {place}{where}: {first['msg']}") from error


def _place(content: Any, location: tuple[int | str, ...]) -> tuple[str, str]:
    """The question's code, where the fault is inside one, and the way from there to the fault."""
    if len(location) > 1 and location[0] == "questions" and isinstance(location[1], int):
        question = content["questions"][location[1]]
        code = question.get("code") if isinstance(question, dict) else None
        return f"{code or f'question {location[1] + 1}'}: ", " ".join(map(str, location[2:])) or "question"
    return "", " ".join(map(str, location)) or "file"


Files = dict[str, schema.DimensionFile]


def _faults(frame: schema.FrameFile, files: Files, folder: Path) -> Iterator[tuple[str, str]]:
    """Everything wrong between the files, as (file, fault)."""
    if (frame.framework.slug, frame.framework.version) != (folder.parent.name, folder.name):
        yield FRAME, f"says it is {frame.framework.slug}/{frame.framework.version}, which is not the name of its folder"
    numbers = [level.level for level in frame.levels]
    if numbers != list(range(len(numbers))):
        yield FRAME, f"levels must run 0, 1, 2 …, not {', '.join(map(str, numbers))}"
    for path in sorted(folder.glob("*.yaml")):
        if path.name != FRAME and path.stem not in files:
            yield path.name, f"no lens of {FRAME} lists this dimension"
    for lens in frame.lenses:
        for slug in lens.dimensions:
            head = files[slug].dimension
            if head.slug != slug or head.lens != lens.slug:
                yield f"{slug}.yaml", f"says it is {head.slug} of the lens {head.lens}, not {slug} of {lens.slug}"
            if slug in RESERVED_SLUGS:
                yield f"{slug}.yaml", "this slug is the address of another page"
    codes = Counter(question.code for file in files.values() for question in file.questions)
    codes.update(file.dimension.code for file in files.values())
    for slug, file in files.items():
        for question in file.questions:
            if codes[question.code] > 1:
                yield f"{slug}.yaml", f"{question.code}: the code is used twice"
            for fault in _question_faults(question, frame):
                yield f"{slug}.yaml", f"{question.code}: {fault}"


def _question_faults(question: schema.Question, frame: schema.FrameFile) -> Iterator[str]:
    if question.element not in {element.slug for element in frame.elements}:
        yield f"there is no element {question.element}"
    if question.source.document not in frame.framework.sources:
        yield f"there is no source document {question.source.document}"
    if question.weight <= 0:
        yield "the weight must be above 0"
    numbers = [level.level for level in question.levels]
    if numbers != list(range(len(numbers))):
        missing = sorted(set(range(max(numbers) + 1)) - set(numbers))
        yield f"level {missing[0]} has no wording" if missing else "levels must run 0, 1, 2 … in order"
    if numbers[-1] >= len(frame.levels):
        yield f"level {numbers[-1]} is not a level of the framework"
    points = [_points(level) for level in question.levels]
    if points != sorted(points) or points[0] < 0 or points[-1] <= 0:
        yield "points must not fall from one level to the next, start at 0 or more and end above 0"
    for level in question.levels[:-1]:
        if level.next and level.next.actor not in frame.roles:
            yield f"level {level.level}: there is no role {level.next.actor}"
    if question.levels[-1].next:
        yield f"level {numbers[-1]} is the highest and has no next step"
    for role in question.who_could_answer:
        if role not in frame.roles:
            yield f"there is no role {role}"
    for statement in question.covers:
        if statement not in frame.statements:
            yield f"there is no source statement {statement}"


def _points(level: schema.Level) -> Fraction:
    return Fraction(level.level) if level.points is None else level.points


def _source(source: schema.Source) -> definition.Source:
    return definition.Source(source.document, source.heading, source.passage)


def _build(frame: schema.FrameFile, files: Files, checksum: str) -> definition.Framework:
    head = frame.framework
    return definition.Framework(
        slug=head.slug,
        version=head.version,
        title=head.title,
        about=head.about,
        published=head.published,
        language=head.language,
        checksum=checksum,
        levels=tuple(definition.LevelName(level.level, level.name, level.kind) for level in frame.levels),
        elements=tuple(definition.Element(element.slug, element.name, element.about) for element in frame.elements),
        roles=frame.roles,
        documents=tuple(
            definition.Document(key, document.title, document.publisher, document.year)
            for key, document in head.sources.items()
        ),
        lenses=tuple(
            definition.Lens(
                lens.slug, lens.name, lens.about, tuple(_build_dimension(files[slug]) for slug in lens.dimensions)
            )
            for lens in frame.lenses
        ),
        statements=frame.statements,
        scoring=definition.ScoringRules(
            frame.scoring.coverage_needed, frame.scoring.warning_cap, frame.scoring.unevidenced_cap
        ),
    )


def _build_dimension(file: schema.DimensionFile) -> definition.Dimension:
    head = file.dimension
    return definition.Dimension(
        code=head.code,
        slug=head.slug,
        lens=head.lens,
        title=head.title,
        about=head.about,
        source=_source(head.source),
        questions=tuple(_build_question(question) for question in file.questions),
    )


def _build_question(question: schema.Question) -> definition.Question:
    return definition.Question(
        code=question.code,
        element=question.element,
        ask=question.ask,
        why=question.why,
        who_could_answer=question.who_could_answer,
        source=_source(question.source),
        covers=question.covers,
        today=question.today,
        levels=tuple(
            definition.Level(
                level=level.level,
                text=level.text,
                evidence=level.evidence,
                next=definition.NextStep(level.next.actor, level.next.step) if level.next else None,
                points=_points(level),
            )
            for level in question.levels
        ),
        warning_signs=question.warning_signs,
        pulse=question.pulse,
        weight=question.weight,
        applies_to=definition.AppliesTo(question.applies_to.types, question.applies_to.nations),
    )
