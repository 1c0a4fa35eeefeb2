"""What can be wrong between the files of a framework, when each by itself has the right shape."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from frameworks import schema
from frameworks.building import points

FRAME = "framework.yaml"


def faults(
    frame: schema.FrameFile, files: Mapping[str, schema.DimensionFile], folder: Path, reserved: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """Every fault as (file, what is wrong), the question's code first where there is one. `files` by dimension slug."""
    for fault in _frame_faults(frame, folder):
        yield FRAME, fault
    for path in sorted(folder.glob("*.yaml")):
        if path.name != FRAME and path.stem not in files:
            yield path.name, f"no lens of {FRAME} lists this dimension"
    for lens in frame.lenses:
        for slug in lens.dimensions:
            for fault in _head_faults(files[slug].dimension, lens.slug, slug, frame, reserved):
                yield f"{slug}.yaml", fault
    codes = Counter(code for file in files.values() for code in _codes(file))
    for slug, file in files.items():
        if codes[file.dimension.code] > 1:
            yield f"{slug}.yaml", f"{file.dimension.code}: the code is used twice"
        for question in file.questions:
            if codes[question.code] > 1:
                yield f"{slug}.yaml", f"{question.code}: the code is used twice"
            for fault in _question_faults(question, frame):
                yield f"{slug}.yaml", f"{question.code}: {fault}"


def _codes(file: schema.DimensionFile) -> Iterator[str]:
    yield file.dimension.code
    yield from (question.code for question in file.questions)


def _frame_faults(frame: schema.FrameFile, folder: Path) -> Iterator[str]:
    if (frame.framework.slug, frame.framework.version) != (folder.parent.name, folder.name):
        yield f"says it is {frame.framework.slug}/{frame.framework.version}, which is not the name of its folder"
    numbers = [level.level for level in frame.levels]
    if numbers != list(range(len(numbers))):
        yield f"levels must run 0, 1, 2 …, not {', '.join(map(str, numbers))}"
    for kind, slugs in (
        ("dimension", [slug for lens in frame.lenses for slug in lens.dimensions]),
        ("lens", [lens.slug for lens in frame.lenses]),
        ("element", [element.slug for element in frame.elements]),
    ):
        for slug in _twice(slugs):
            yield f"the {kind} {slug} is listed twice"
    for cap in (frame.scoring.warning_cap, frame.scoring.unevidenced_cap):
        if cap not in numbers:
            yield f"scoring: the cap {cap} is not a level of the framework"
    if not 0 <= frame.scoring.coverage_needed <= 1:
        yield f"scoring: coverage_needed is a share from 0 to 1, not {frame.scoring.coverage_needed}"


def _twice(slugs: Iterable[str]) -> Iterator[str]:
    return (slug for slug, count in Counter(slugs).items() if count > 1)


def _head_faults(
    head: schema.DimensionHead, lens: str, slug: str, frame: schema.FrameFile, reserved: frozenset[str]
) -> Iterator[str]:
    if head.slug != slug or head.lens != lens:
        yield f"says it is {head.slug} of the lens {head.lens}, not {slug} of {lens}"
    if slug in reserved:
        yield "this slug is the address of another page"
    if head.source.document not in frame.framework.sources:
        yield f"there is no source document {head.source.document}"


def _question_faults(question: schema.Question, frame: schema.FrameFile) -> Iterator[str]:
    if question.element not in {element.slug for element in frame.elements}:
        yield f"there is no element {question.element}"
    if question.source.document not in frame.framework.sources:
        yield f"there is no source document {question.source.document}"
    if question.weight <= 0:
        yield "the weight must be above 0"
    for role in question.who_could_answer:
        if role not in frame.roles:
            yield f"there is no role {role}"
    for statement in question.covers:
        if statement not in frame.statements:
            yield f"there is no source statement {statement}"
    yield from _level_faults(question.levels, frame)


def _level_faults(levels: tuple[schema.Level, ...], frame: schema.FrameFile) -> Iterator[str]:
    numbers = [level.level for level in levels]
    if numbers != list(range(len(numbers))):
        missing = sorted(set(range(max(numbers) + 1)) - set(numbers))
        yield f"level {missing[0]} has no wording" if missing else "levels must run 0, 1, 2 … in order"
    if max(numbers) >= len(frame.levels):
        yield f"level {max(numbers)} is not a level of the framework"
    counted = [points(level) for level in levels]
    if counted != sorted(counted) or counted[0] < 0 or counted[-1] <= 0:
        yield "points must not fall from one level to the next, start at 0 or more and end above 0"
    for level in levels:
        if level.next and level.next.actor not in frame.roles:
            yield f"level {level.level}: there is no role {level.next.actor}"
    if levels[-1].next:
        yield f"level {numbers[-1]} is the highest and has no next step"
