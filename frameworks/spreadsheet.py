"""How a workbook of ours looks to whoever reads, fills in or prints it: wrapped text under a heading that stays."""

import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import cast

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Color, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

# The most that a cell can hold; Excel refuses a file that has more.
MOST_CHARACTERS = 32_767

INK, TEAL, SAND, LINE = "14202E", "005A4C", "F4F1EA", "B1B4B6"
FACE = "Calibri"
BODY = Font(name=FACE, size=10, color=INK)
BOLD = Font(name=FACE, size=10, color=INK, bold=True)
TITLE = Font(name=FACE, size=16, color=INK, bold=True)
HEADING = Font(name=FACE, size=10, color="FFFFFF", bold=True)
HEADING_FILL = PatternFill("solid", start_color=TEAL)
QUIET_FILL = PatternFill("solid", start_color=SAND)
WRAPPED = Alignment(wrap_text=True, vertical="top")
THIN = Side(style="thin", color=LINE)
BOXED = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)


# What XML has no place for, besides the control characters that openpyxl knows of.
NO_CHARACTERS = re.compile("[\ufffe\uffff]")
# A spreadsheet takes _x0041_ for an A: so written that it takes it for itself.
ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def plain(text: str) -> str:
    """Text as a cell can hold it."""
    return NO_CHARACTERS.sub("", ILLEGAL_CHARACTERS_RE.sub("", text))[:MOST_CHARACTERS]


def write(sheet: Worksheet, row: int, column: int, text: str | CellRichText, *, font: Font | None = None) -> Cell:
    cell = cast(Cell, sheet.cell(row, column))
    if isinstance(text, CellRichText):
        cell.value = text
    elif text:
        cell.value = ESCAPED.sub("_x005F_", plain(text))
        # Whatever it begins with, text is text: a note that says =1+1 is never worked out.
        cell.data_type = "s"
    cell.font, cell.alignment, cell.border = font or BODY, WRAPPED, BOXED
    return cell


def entitle(sheet: Worksheet, title: str, widths: Sequence[int]) -> None:
    """A sheet of labels and texts: its title, which runs on over the columns beside it, and their widths."""
    cell = write(sheet, 1, 1, title, font=TITLE)
    cell.alignment, cell.border = Alignment(), Border()
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width


def paragraphs(parts: Iterable[tuple[str, str]]) -> CellRichText:
    """(label, text) each in a paragraph of its own, with the label in bold."""
    bold, body = (InlineFont(rFont=FACE, b=heavy, sz=10, color=Color(INK)) for heavy in (True, None))
    blocks: list[TextBlock] = []
    for label, text in parts:
        start = "\n" if blocks else ""
        blocks += (
            [TextBlock(bold, f"{start}{label} "), TextBlock(body, text)] if label else [TextBlock(body, start + text)]
        )
    return CellRichText(*blocks)


def head(sheet: Worksheet, columns: Sequence[tuple[str, int]], *, beside: str) -> None:
    """The heading: (name, width) a column. It stays in sight, with the columns before `beside`, and on every page."""
    for place, (name, width) in enumerate(columns, start=1):
        cell = write(sheet, 1, place, name, font=HEADING)
        cell.fill = HEADING_FILL
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = f"{beside}2"
    sheet.print_title_rows = "1:1"


def for_print(sheet: Worksheet, name: str, *, paper: str) -> None:
    """Landscape, as wide as the paper, with the page's number at its foot."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", paper
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = 0.4
    margins.bottom, margins.footer = 0.6, 0.3
    # In a footer an ampersand is a command, so one that is meant is written twice.
    sheet.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(text=name.replace("&", "&&")), right=_HeaderFooterPart(text="&P / &N")
    )


def describe(book: Workbook, *, title: str, language: str) -> None:
    book.properties.title, book.properties.language, book.properties.creator = title, language, "Cairn"


def packed(book: Workbook) -> bytes:
    stored = BytesIO()
    book.save(stored)
    return stored.getvalue()
