"""Reads the register's two files and checks them, each line and all together, before anything else sees them."""

import csv
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from councils.models import Council
from councils.register.cells import GSS_CODE, Cells

COUNCILS = Path(__file__).parent / "councils.csv"
SUCCESSIONS = Path(__file__).parent / "successions.csv"

T = TypeVar("T", "CouncilLine", "SuccessionLine")

NATION_OF_CODE = {"E": "England", "W": "Wales", "S": "Scotland", "N": "Northern Ireland"}
NATION_OF_TYPE: dict[str, str] = {
    Council.Type.WELSH_UNITARY: "Wales",
    Council.Type.SCOTTISH_COUNCIL: "Scotland",
    Council.Type.NI_DISTRICT: "Northern Ireland",
}


@dataclass(frozen=True)
class CouncilLine:
    gss_code: str
    slug: str
    short_name: str
    name: str
    type: str
    nation: str
    region: str
    county: str
    population: int
    population_year: int
    area_km2: Decimal
    rural_share: Decimal
    imd_quintile: int
    established: date | None


@dataclass(frozen=True)
class SuccessionLine:
    on: date
    predecessor_gss: str
    predecessor_name: str
    successor_gss: str
    successor_name: str
    source: str


@dataclass(frozen=True)
class Register:
    councils: tuple[CouncilLine, ...]
    successions: tuple[SuccessionLine, ...]


class RegisterError(ValueError):
    """The files are wrong. `faults` says where and how, a sentence each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def read(councils: Path = COUNCILS, successions: Path = SUCCESSIONS) -> Register:
    """The whole register, consistent; otherwise RegisterError with every fault found."""
    faults: list[str] = []
    council_lines = dict(_lines(councils, CouncilLine, _council, faults))
    succession_lines = dict(_lines(successions, SuccessionLine, _succession, faults))
    if not faults:  # lines are compared with each other only once each of them can be read
        faults += [f"{councils.name} {fault}" for fault in _council_faults(council_lines)]
        codes = {line.gss_code: line.name for line in council_lines.values()}
        faults += [f"{successions.name} {fault}" for fault in _succession_faults(succession_lines, codes)]
    if faults:
        raise RegisterError(faults)
    return Register(tuple(council_lines.values()), tuple(succession_lines.values()))


def _lines(path: Path, shape: type[T], parse: Callable[[Cells], T], faults: list[str]) -> Iterator[tuple[int, T]]:
    """Each line by its number. A line that cannot be read adds to the faults instead."""
    columns = [field.name for field in fields(shape)]
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            if sorted(reader.fieldnames or []) != sorted(columns):
                faults.append(f"{path.name} line 1: the columns must be {', '.join(columns)}")
                return
            for row in reader:
                place = f"{path.name} line {reader.line_num}"
                if None in row or None in row.values():
                    faults.append(f"{place}: must have {len(columns)} cells")
                    continue
                cells = Cells(row)
                line = parse(cells)
                faults.extend(f"{place}: {fault}" for fault in cells.faults)
                yield reader.line_num, line
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        faults.append(f"{path}: cannot be read: {error}")


def _council(cells: Cells) -> CouncilLine:
    return CouncilLine(
        gss_code=cells.like("gss_code", GSS_CODE, "E06000001"),
        slug=cells.like("slug", r"(?=.{1,80}$)[a-z0-9]+(-[a-z0-9]+)*", "stockton-on-tees"),
        short_name=cells.text("short_name", 80),
        name=cells.text("name", 120),
        type=cells.choice("type", Council.Type.values),
        nation=cells.choice("nation", Council.Nation.values),
        region=cells.text("region", 40),
        county=cells.like("county", GSS_CODE, "E10000030", blank=True),
        population=cells.whole("population", 1, 10_000_000),
        population_year=cells.whole("population_year", 2000, 2100),
        area_km2=cells.number("area_km2", Decimal("0.1"), Decimal(100_000), places=1),
        rural_share=cells.number("rural_share", Decimal(0), Decimal(1), places=4),
        imd_quintile=cells.whole("imd_quintile", 1, 5),
        established=cells.day("established") if cells.cells["established"] else None,
    )


def _succession(cells: Cells) -> SuccessionLine:
    return SuccessionLine(
        on=cells.day("on"),
        predecessor_gss=cells.like("predecessor_gss", GSS_CODE, "E07000187", blank=True),
        predecessor_name=cells.text("predecessor_name", 120),
        successor_gss=cells.like("successor_gss", GSS_CODE, "E06000066", blank=True),
        successor_name=cells.text("successor_name", 120),
        source=cells.text("source", 200, blank=True),
    )


def _council_faults(lines: dict[int, CouncilLine]) -> Iterator[str]:
    if not lines:
        yield "has no councils"
    for column in ("gss_code", "slug", "name", "short_name"):
        times = Counter(getattr(line, column) for line in lines.values())
        for number, line in lines.items():
            if times[getattr(line, column)] > 1:
                yield f"line {number}: {column} {getattr(line, column)!r} is there more than once"
    counties = {line.gss_code for line in lines.values() if line.type == Council.Type.COUNTY}
    for number, line in lines.items():
        if line.nation != NATION_OF_CODE[line.gss_code[0]] or line.nation != NATION_OF_TYPE.get(line.type, "England"):
            yield f"line {number}: code {line.gss_code}, type {line.type} and nation {line.nation} do not go together"
        if line.type == Council.Type.SHIRE_DISTRICT and line.county not in counties:
            yield f"line {number}: county {line.county!r} of this district is no county of the file"
        if line.type != Council.Type.SHIRE_DISTRICT and line.county:
            yield f"line {number}: only a district is in a county"


def _succession_faults(lines: dict[int, SuccessionLine], names: dict[str, str]) -> Iterator[str]:
    ends = {line.predecessor_gss: line.on for line in lines.values() if line.predecessor_gss}
    known = names | {line.predecessor_gss: line.predecessor_name for line in lines.values()}
    seen: set[tuple[Any, ...]] = set()
    for number, line in lines.items():
        key = (line.predecessor_name, line.successor_name, line.on)
        if key in seen:
            yield f"line {number}: is there more than once"
        seen.add(key)
        for code, name in (line.predecessor_gss, line.predecessor_name), (line.successor_gss, line.successor_name):
            if code and known.get(code, name) != name:
                yield f"line {number}: {code} is called {known[code]!r} elsewhere, not {name!r}"
        # A successor is a council of today, or one that ended later; a coming one has no code yet.
        if line.successor_gss and line.successor_gss not in names and ends.get(line.successor_gss, line.on) <= line.on:
            yield f"line {number}: successor {line.successor_gss} is no council of the register, then or now"
