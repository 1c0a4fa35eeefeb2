"""From YAML to a frozen Framework: after this nobody touches a dict. Errors say file, question and fault."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from frameworks import schema
from frameworks.building import build
from frameworks.definition import Framework
from frameworks.faults import FRAME, faults

LIBRARY = Path(__file__).parent / "library"
CHECKSUMS = "CHECKSUMS"

Shape = TypeVar("Shape", bound=BaseModel)

# Words that the address of an assessment keeps for its own pages (DESIGN §8).
RESERVED_SLUGS = frozenset(
    {"answers.xlsx", "assign", "blocked", "brief.pdf", "check", "history", "import", "opinions", "people"}
    | {"plan", "queue", "remarks", "reopen", "report", "report.json", "report.pdf", "return", "sign"}
    | {"sign-offs", "start", "submit", "what-if", "what-others-see", "workbook", "workshop"}
)


class FrameworkError(Exception):
    """A framework that cannot be read. The message names the file, the question where there is one, and the fault."""


def versions(library: Path = LIBRARY) -> list[tuple[str, str]]:
    """Every (slug, version) in the library, in order."""
    return sorted((frame.parent.parent.name, frame.parent.name) for frame in library.glob(f"*/*/{FRAME}"))


@lru_cache(maxsize=32)
def load(slug: str, version: str, library: Path = LIBRARY) -> Framework:
    """Read one version of a framework. Raises FrameworkError, naming file, question and fault."""
    # Asked of the list and not of the disk: slug and version may come from an address.
    if (slug, version) not in versions(library):
        known = ", ".join("/".join(pair) for pair in versions(library)) or "none"
        raise FrameworkError(f"There is no framework {slug}/{version}. The library has: {known}.")
    folder = library / slug / version
    frame = parse(schema.FrameFile, folder / FRAME)
    listed = [dimension for lens in frame.lenses for dimension in lens.dimensions]
    files = {dimension: parse(schema.DimensionFile, folder / f"{dimension}.yaml") for dimension in listed}
    for file, fault in faults(frame, files, folder, RESERVED_SLUGS):
        raise FrameworkError(f"{_named(folder / file)}: {fault}")
    return build(frame, files, content_checksum(folder))


def content_checksum(folder: Path) -> str:
    """SHA-256 over every YAML file of a version: its name and its bytes, in order of name."""
    digest = sha256()
    for path in sorted(folder.glob("*.yaml")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def published_checksums(library: Path = LIBRARY) -> dict[tuple[str, str], str]:
    """The checksums of the versions that were published, from the library's CHECKSUMS file.

    A line reads "<sha256>  <slug>/<version>". Raises FrameworkError for any other line, or a version listed twice.
    """
    path = library / CHECKSUMS
    found: dict[tuple[str, str], str] = {}
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else []:
        if not line or line.startswith("#"):
            continue
        digest, _, name = line.partition("  ")
        slug, _, version = name.partition("/")
        if len(digest) != sha256().digest_size * 2 or not slug or not version:
            raise FrameworkError(f"{CHECKSUMS}: not a checksum, two spaces and slug/version: {line}")
        if (slug, version) in found:
            raise FrameworkError(f"{CHECKSUMS}: {name} is listed twice")
        found[slug, version] = digest
    return found


def parse(shape: type[Shape], path: Path) -> Shape:
    """Read a file of the library into its shape. Raises FrameworkError, naming file, place and fault."""
    if not path.is_file():
        raise FrameworkError(f"{_named(path)}: the file is missing")
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_OnceLoader)  # noqa: S506 - a SafeLoader
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise FrameworkError(f"{_named(path)}: not YAML: {' '.join(str(error).split())}") from error
    try:
        return shape.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        where, said = _place(content, first["loc"]), first["msg"].removeprefix("Value error, ")
        fault = f"{where}: {said}" if where else said
        if first["loc"][-1:] == ("is",) and first["type"] != "extra_forbidden":
            fault = f"{where.removesuffix(' is')} has no wording"
        raise FrameworkError(f"{_named(path)}: {fault}") from error


class _OnceLoader(yaml.SafeLoader):
    """YAML lets a key be written twice and keeps the last: half a question would vanish without a word."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value]
        for (key, _), earlier in zip(node.value, (keys[:place] for place in range(len(keys))), strict=True):
            if key.value in earlier:
                raise yaml.constructor.ConstructorError(None, None, f"{key.value} is given twice", key.start_mark)
        return super().construct_mapping(node, deep)


def _named(path: Path) -> str:
    return "/".join(path.parts[-3:])


def _place(content: Any, location: tuple[int | str, ...]) -> str:
    """Where a fault is, as a writer says it: "LEAD-2: level 3 is: "."""
    words: list[str] = []
    for step in location:
        content = _inside(content, step)
        if isinstance(step, str):
            words.append(step)
        elif words[-1] == "questions" and len(words) == 1:
            code = content.get("code") if isinstance(content, dict) else None
            words = [f"{code or f'question {step + 1}'}:"]
        elif words[-1] == "levels":
            number = content.get("level") if isinstance(content, dict) else None
            words[-1] = f"level {step if number is None else number}"
        else:
            words.append(str(step + 1))
    return " ".join(words).removesuffix(":")


def _inside(content: Any, step: int | str) -> Any:
    try:
        return content[step]
    except (KeyError, IndexError, TypeError):
        return None
