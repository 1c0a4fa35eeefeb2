"""An uploaded answer workbook as lines of text, each cell with its place. Nothing of the file is kept."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from assessment.offline import marks
from assessment.offline.columns import ENTRIES, NEEDED, name_of
from assessment.sheets import SheetFault, as_text, opened, rows_of

# What a workbook of ours unpacks to is a fiftieth of this. A small file can unpack to any size.
MOST_BYTES = 20_000_000
# No questionnaire has so many questions.
MOST_ROWS = 2_000

Grid = list[tuple[Any, ...]]


@dataclass(frozen=True)
class Line:
    """A row of the sheet: the text of each column that is needed, and its fault where the text cannot be had."""

    number: int
    cells: Mapping[str, str]
    letters: Mapping[str, str]
    faults: Mapping[str, str]

    def place(self, column: str) -> str:
        """A cell as a spreadsheet names it: F14."""
        return f"{self.letters[column]}{self.number}"


@dataclass(frozen=True)
class Filled:
    marks: Mapping[str, str]
    lines: Sequence[Line]


def read(file: IO[bytes], name: str) -> Filled:
    """The marks and the lines of a workbook. Raises SheetFault, in words for who uploaded it."""
    try:
        with opened(file, name, most_bytes=MOST_BYTES, formulas=True) as book:
            found = _marks(book)
            sheet = _answers(book)
            grid = list(rows_of(book[sheet], max_row=MOST_ROWS)) if sheet else []
        results: Grid = []
        if any(cell.data_type == "f" for row in grid for cell in row):
            with opened(file, name, most_bytes=MOST_BYTES) as book:
                results = list(rows_of(book[sheet], max_row=MOST_ROWS))
    except SheetFault as fault:
        raise SheetFault(
            _("%(name)s cannot be read. Save the workbook as .xlsx, without a password, and upload it again.")
            % {"name": name}
        ) from fault
    if not grid:
        return Filled(found, [])
    letters = _letters(grid[0])
    missing = [name_of(column) for column in NEEDED if column not in letters]
    if found and missing:
        raise SheetFault(
            _("The first row of the sheet lacks these headings: %(missing)s. Download a new workbook.")
            % {"missing": ", ".join(missing)}
        )
    return Filled(found, [] if missing else list(_lines(grid, results, letters)))


def _marks(book: Workbook) -> dict[str, str]:
    if marks.SHEET not in book.sheetnames:
        return {}
    rows = rows_of(book[marks.SHEET], max_row=20, values_only=True)
    return {as_text(row[0]): as_text(row[1]) for row in rows if len(row) > 1 and row[0]}


def _answers(book: Workbook) -> str:
    """The name of the sheet of answers, which people may have renamed: the one that has the headings."""
    for sheet in book.worksheets:
        for row in rows_of(sheet, max_row=1):
            if "code" in _letters(row):
                return sheet.title
    return ""


def _letters(row: tuple[Any, ...]) -> dict[str, str]:
    names = {name_of(column).casefold(): column for column in NEEDED}
    headings = [(place, as_text(cell.value).casefold()) for place, cell in enumerate(row, start=1)]
    return {names[text]: get_column_letter(place) for place, text in headings if text in names}


def _lines(grid: Grid, results: Grid, letters: Mapping[str, str]) -> Iterator[Line]:
    for number, row in enumerate(grid[1:], start=2):
        by_letter = {get_column_letter(place): cell for place, cell in enumerate(row, start=1)}
        cells, faults = {}, {}
        for column, letter in letters.items():
            cell = by_letter.get(letter)
            value = cell.value if cell else None
            if cell and cell.data_type == "f":
                value = _result(results, number, letter)
                if value is None:
                    faults[column] = _("The formula has no result. Write what it should say instead")
            if cell and cell.data_type == "e":
                faults[column] = _("%(value)s is an error. Write what the cell should say") % {"value": value}
            cells[column] = as_text(value)
        if any(cells[column] for column in ("code", *ENTRIES)) or faults:
            yield Line(number, cells, letters, faults)


def _result(results: Grid, number: int, letter: str) -> object:
    """What a formula came to when the file was saved; None where nobody worked it out, or it came to an error."""
    row = results[number - 1] if number <= len(results) else ()
    found = next((cell for place, cell in enumerate(row, start=1) if get_column_letter(place) == letter), None)
    return None if found is None or found.data_type == "e" else found.value
