"""The question book as a workbook (questions.xlsx): a row a question, to sort, to share out and to prepare from."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from frameworks.book import DimensionEntry, QuestionEntry, dimension_entry
from frameworks.definition import Framework
from frameworks.spreadsheet import BOLD, describe, entitle, for_print, head, packed, paragraphs, write


def workbook(framework: Framework) -> bytes:
    book = Workbook()
    name = f"{framework.title} {framework.version}"
    describe(book, title=f"{name} – {_('Question book')}", language=framework.language)
    _questions(book.worksheets[0], framework)
    _about(book.create_sheet(_("About")), framework, name)
    for sheet in book.worksheets:
        # A row is as wide as five levels side by side: on A4 it could not be read.
        for_print(sheet, name, paper=Worksheet.PAPERSIZE_A3)
    return packed(book)


def _questions(sheet: Worksheet, framework: Framework) -> None:
    sheet.title = _("Questions")
    columns = [
        (_("Code"), 9),
        (_("Dimension"), 15),
        (_("Element"), 12),
        (_("Question"), 26),
        (_("Why it matters"), 22),
        (_("Who could answer"), 18),
        *((f"{named.level}: {named.name}", 28) for named in framework.levels),
        (_("Warning signs"), 24),
        (_("What it means today"), 26),
        (_("Source"), 30),
    ]
    head(sheet, columns, beside="B")
    entries = [dimension_entry(dimension, framework) for dimension in framework.dimensions]
    rows = [(entry, asked) for entry in entries for asked in entry.questions]
    for number, (entry, asked) in enumerate(rows, start=2):
        for place, text in enumerate(_row(entry, asked, framework), start=1):
            write(sheet, number, place, text, font=BOLD if place in (1, 4) else None)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"


def _row(entry: DimensionEntry, asked: QuestionEntry, framework: Framework) -> Iterator[str | CellRichText]:
    question = asked.question
    yield question.code
    yield entry.dimension.title
    yield asked.element
    yield question.ask
    yield question.why
    yield "\n".join(asked.who_could_answer)
    levels = {level.level: level for level in asked.levels}
    for named in framework.levels:
        level = levels.get(named.level)
        yield paragraphs([("", level.text), (_("Evidence:"), level.evidence)]) if level else ""
    yield "\n".join(f"{number}. {sign}" for number, sign in enumerate(question.warning_signs, start=1))
    yield question.today
    yield asked.source


def _about(sheet: Worksheet, framework: Framework, name: str) -> None:
    entitle(sheet, name, [30, 100])
    rows = [
        (_("About"), framework.about),
        (
            _("How to read a level"),
            _("All that a level says must hold. If any part of it does not, the answer is the level below.")
            + " "
            + _("A ticked warning sign caps the answer at level 1."),
        ),
        *((f"{named.level}: {named.name}", named.kind) for named in framework.levels),
        *((element.name, element.about) for element in framework.elements),
        *((_("Source"), f"{found.title} ({found.publisher}, {found.year})") for found in framework.documents),
        (_("Published"), framework.published.isoformat()),
        (_("Checksum (SHA-256)"), framework.checksum),
    ]
    for number, (label, text) in enumerate(rows, start=3):
        write(sheet, number, 1, label, font=BOLD)
        write(sheet, number, 2, text)
