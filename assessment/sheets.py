"""Rows of text from a CSV file or a workbook, with the line each came from, and texts that are safe in one."""

import csv
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook

Lines = list[tuple[int, list[str]]]

# All councils' answers with a paragraph of notes each are a fifth of this. A small workbook can unpack to any size.
MOST_BYTES = 100_000_000
MOST_COLUMNS = 50


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
    try:
        lines = reader(path)
    except OSError as error:
        raise SheetFault(f"{path.name} cannot be read: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise SheetFault(f"{path.name} is not UTF-8: save it as “CSV UTF-8”.") from error
    # What a damaged workbook or CSV file makes openpyxl, zipfile, the XML parser and csv say.
    except (BadZipFile, KeyError, ValueError, SyntaxError, csv.Error) as error:
        raise SheetFault(f"{path.name} is damaged, or is not what its name says: {error}") from error
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


def _check_size(path: Path, size: int) -> None:
    if size > MOST_BYTES:
        raise SheetFault(f"{path.name} holds more than {MOST_BYTES // 1_000_000} MB: import it in parts.")


def _csv(path: Path) -> Lines:
    _check_size(path, path.stat().st_size)
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, strict=True)
        lines, starts_at = [], 1
        for cells in reader:
            lines.append((starts_at, [cell.strip() for cell in cells]))
            starts_at = reader.line_num + 1
        return lines


def _workbook(path: Path) -> Lines:
    with ZipFile(path) as packed:
        _check_size(path, sum(part.file_size for part in packed.infolist()))
    workbook = load_workbook(path, read_only=True, data_only=True)
    try:
        sheet = workbook.worksheets[0]
        # A sheet says itself how large it is. Left unasked, it cannot say that it goes on for a million empty rows.
        sheet.reset_dimensions()
        rows = enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), start=1)
        return [(number, [_text(value) for value in row]) for number, row in rows if number == 1 or any(row)]
    finally:
        workbook.close()


def _text(value: object) -> str:
    """A cell as somebody would have typed it."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()


READERS: dict[str, Callable[[Path], Lines]] = {".csv": _csv, ".xlsx": _workbook}
