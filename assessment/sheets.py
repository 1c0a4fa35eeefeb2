"""Rows of text from a CSV file or a workbook, with the line each came from, and texts that are safe in one."""

import csv
import re
import zlib
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook

Lines = list[tuple[int, list[str]]]

# All councils' answers with a paragraph of notes each are a fifth of this. A small workbook can unpack to any size.
MOST_BYTES = 100_000_000
MOST_COLUMNS = 50

# What a damaged workbook or CSV file makes openpyxl, zipfile, zlib, the XML parser and csv stumble over.
DAMAGE = (
    *(ArithmeticError, AttributeError, EOFError, LookupError, RuntimeError, SyntaxError, TypeError, ValueError),
    *(BadZipFile, csv.Error, zlib.error),
)

# How a workbook holds a character that XML would not keep: a line end pasted from elsewhere is _x000D_.
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


class SheetFault(Exception):
    """What is wrong with a file: one sentence a problem."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Row:
    """One line of a file; `cells` holds exactly the columns of the file, as stripped text."""

    line: int
    cells: dict[str, str]


def read(path: Path, *, columns: Collection[str], required: Collection[str]) -> list[Row]:
    """The rows that say anything, below a first line of column names. Raises SheetFault."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise SheetFault(f"{path.name} is neither a .csv file nor an .xlsx workbook.")
    with _faults_named(path.name):
        lines = reader(path)
    header = [name.lower() for name in lines[0][1]] if lines else []
    while header and not header[-1]:
        header.pop()
    faults = list(_header_faults(header, columns, required))
    if faults:
        raise SheetFault(*faults)
    padding = [""] * len(header)
    return [
        Row(number, dict(zip(header, [*cells, *padding], strict=False))) for number, cells in lines[1:] if any(cells)
    ]


def guarded(text: str) -> str:
    """Text that a spreadsheet shows, and never runs as a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else text


def _header_faults(header: list[str], columns: Collection[str], required: Collection[str]) -> Iterator[str]:
    known = ", ".join(columns)
    for name in dict.fromkeys(header):
        if name not in columns:
            yield f"line 1: there is no column “{name}”; the columns are {known}"
        elif header.count(name) > 1:
            yield f"line 1: the column {name} is there twice"
    for name in required:
        if name not in header:
            yield f"line 1: the column {name} is missing"


@contextmanager
def opened(
    file: Path | IO[bytes], name: str, *, most_bytes: int | None = None, formulas: bool = False
) -> Iterator[Workbook]:
    """A workbook to read by rows: what its formulas came to, or the formulas. Raises SheetFault, for the block too."""
    with _faults_named(name):
        with ZipFile(file) as packed:
            _check_size(name, sum(part.file_size for part in packed.infolist()), most_bytes or MOST_BYTES)
        workbook = load_workbook(file, read_only=True, data_only=not formulas)
        try:
            yield workbook
        finally:
            workbook.close()


@contextmanager
def _faults_named(name: str) -> Iterator[None]:
    """What reading a file ran into, as a SheetFault."""
    try:
        yield
    except OSError as error:
        raise SheetFault(f"{name} cannot be read: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise SheetFault(f"{name} is not UTF-8: save it as “CSV UTF-8”.") from error
    except DAMAGE as error:
        raise SheetFault(f"{name} is damaged, or is not what its name says: {error}") from error


def _check_size(name: str, size: int, most: int) -> None:
    if size > most:
        raise SheetFault(f"{name} holds more than {most // 1_000_000} MB: import it in parts.")


def _csv(path: Path) -> Lines:
    _check_size(path.name, path.stat().st_size, MOST_BYTES)
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, strict=True)
        lines, starts_at = [], 1
        for cells in reader:
            lines.append((starts_at, [cell.strip() for cell in cells]))
            starts_at = reader.line_num + 1
        return lines


def _workbook(path: Path) -> Lines:
    with opened(path, path.name) as workbook:
        rows = enumerate(rows_of(workbook.worksheets[0], values_only=True), start=1)
        return [(number, [as_text(value) for value in row]) for number, row in rows if number == 1 or any(row)]


def rows_of(sheet: Any, **limits: Any) -> Iterator[tuple[Any, ...]]:
    """The rows of a sheet. `limits` are those of openpyxl's iter_rows."""
    # A sheet says itself how large it is. Left unasked, it cannot say that it goes on for a million empty rows.
    sheet.reset_dimensions()
    return iter(sheet.iter_rows(max_col=MOST_COLUMNS, **limits))


def as_text(value: object) -> str:
    """A cell as somebody would have typed it."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return ESCAPED.sub(_unescaped, str(value)).strip()


def _unescaped(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return chr(code) if code in (0x0A, 0x0D) or 0x20 <= code < 0xD800 else ""


READERS: dict[str, Callable[[Path], Lines]] = {".csv": _csv, ".xlsx": _workbook}
