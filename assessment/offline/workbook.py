"""The answer workbook: the questions of a person's share with what stands now, to fill in without a connection."""

from collections.abc import Collection, Iterator
from itertools import combinations

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from assessment.drafts import Said
from assessment.models import Assessment
from assessment.offline import marks
from assessment.offline.columns import COLUMNS, ENTRIES, EVIDENCE, answers_to, name_of, write
from assessment.progress import asked_of
from assessment.wording import level_label
from assessment.written import write_signs
from frameworks import spreadsheet
from frameworks.definition import Dimension, Framework, Question

PLACES = {column: place for place, column in enumerate(COLUMNS, start=1)}
# Excel's own flags say what stays locked on a protected sheet, so False allows.
ALLOWED = ("formatColumns", "formatRows", "autoFilter")


def workbook(assessment: Assessment, share: Collection[str]) -> bytes:
    """`share` are the codes of the dimensions that the person may answer."""
    book = Workbook()
    framework = assessment.framework
    title = f"{assessment.council.name}, {assessment.round.name}"
    spreadsheet.describe(book, title=title, language=framework.language)
    _guide(book.worksheets[0], title)
    answers = book.create_sheet(_("Answers"))
    lists = book.create_sheet(marks.SHEET)
    lists.sheet_state = "hidden"
    for number, mark in enumerate(marks.marks_of(assessment).items(), start=1):
        for place, text in enumerate(mark, start=1):
            spreadsheet.write(lists, number, place, text)
    _answers(answers, Choices(lists, answers), assessment, share)
    for sheet, paper in ((book.worksheets[0], Worksheet.PAPERSIZE_A4), (answers, Worksheet.PAPERSIZE_A3)):
        spreadsheet.for_print(sheet, title, paper=paper)
        sheet.protection.sheet = True
        for act in ALLOWED:
            setattr(sheet.protection, act, False)
    return spreadsheet.packed(book)


class Choices:
    """Drop-downs. A list in a formula may hold no comma, so the choices stand on a sheet of their own."""

    def __init__(self, lists: Worksheet, answers: Worksheet) -> None:
        self.lists, self.answers = lists, answers
        self.made: dict[tuple[str, ...], DataValidation] = {}

    def offer(self, cell: str, choices: tuple[str, ...], *, title: str, words: str) -> None:
        if choices not in self.made:
            column = get_column_letter(4 + len(self.made))
            for number, choice in enumerate(choices, start=1):
                spreadsheet.write(self.lists, number, 4 + len(self.made), choice)
            found = DataValidation(
                type="list", formula1=f"'{marks.SHEET}'!${column}$1:${column}${len(choices)}", allow_blank=True
            )
            found.errorTitle, found.error, found.showErrorMessage = title, words, True
            found.promptTitle, found.prompt, found.showInputMessage = title, words, True
            self.answers.add_data_validation(found)
            self.made[choices] = found
        self.made[choices].add(cell)

    def explain(self, cells: str, *, title: str, words: str) -> None:
        """Words beside a chosen cell that takes any text."""
        note = DataValidation(promptTitle=title, prompt=words, showInputMessage=True, allow_blank=True)
        self.answers.add_data_validation(note)
        note.add(cells)


def _answers(sheet: Worksheet, choices: Choices, assessment: Assessment, share: Collection[str]) -> None:
    framework = assessment.framework
    spreadsheet.head(sheet, [(name_of(column), width) for column, (_name, width) in COLUMNS.items()], beside="E")
    sheet.column_dimensions[get_column_letter(PLACES["version"])].hidden = True
    answers = {answer.question: answer for answer in assessment.answers.with_evidence()}
    rows = [
        (dimension, question)
        for dimension in framework.dimensions
        if dimension.code in share
        for question in asked_of(assessment.council, dimension)
    ]
    for number, (dimension, question) in enumerate(rows, start=2):
        answer = answers.get(question.code)
        entries = write(Said.by(answer), framework)
        for column, place in PLACES.items():
            cell = spreadsheet.write(sheet, number, place, entries.get(column, ""))
            if column in ENTRIES:
                cell.protection = Protection(locked=False)
                cell.number_format = "@"
            else:
                cell.fill = spreadsheet.QUIET_FILL
        _asked(sheet, number, dimension, question, framework)
        sheet.cell(number, PLACES["version"], answer.version if answer else 0)
        _offer(choices, number, question, framework)
    last = len(rows) + 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(PLACES['note'])}{last}"
    choices.explain(
        f"{_letter(EVIDENCE[0])}2:{_letter(EVIDENCE[-1])}{last}",
        title=_("Evidence"),
        words=_("What it is | link or document | page | date. The first part is enough. For example:")
        + "\n"
        + _("Board minute | minutes.pdf | 4 | 27/3/2026"),
    )
    choices.explain(
        f"{_letter('reason')}2:{_letter('reason')}{last}",
        title=name_of("reason")[:32],
        words=_("Needed with “Not applicable”, and empty with any other answer."),
    )


def _letter(column: str) -> str:
    return get_column_letter(PLACES[column])


def _asked(sheet: Worksheet, number: int, dimension: Dimension, question: Question, framework: Framework) -> None:
    texts = {
        "code": question.code,
        "dimension": dimension.title,
        "element": framework.element_name(question.element),
        "question": question.ask,
        "signs": "\n".join(f"{place}. {sign}" for place, sign in enumerate(question.warning_signs, start=1)),
    }
    for column, text in texts.items():
        bold = column in ("code", "question")
        spreadsheet.write(sheet, number, PLACES[column], text, font=spreadsheet.BOLD if bold else None)
    levels = [(f"{level_label(framework, level.level)}.", level.text) for level in question.levels]
    spreadsheet.write(sheet, number, PLACES["levels"], spreadsheet.paragraphs(levels))


def _offer(choices: Choices, number: int, question: Question, framework: Framework) -> None:
    choices.offer(
        f"{_letter('answer')}{number}",
        answers_to(question, framework),
        title=_("Answer"),
        words=_("Choose from the list. All that a level says must hold; if not, the answer is the level below."),
    )
    numbers = range(1, len(question.warning_signs) + 1)
    some = tuple(write_signs(found) for count in numbers for found in combinations(numbers, count))
    if some:
        choices.offer(
            f"{_letter('warnings')}{number}",
            some,
            title=_("Signs that are true"),
            words=_("Choose the numbers of the signs that are true of the council. If none is, leave it empty."),
        )


def _guide(sheet: Worksheet, title: str) -> None:
    sheet.title = _("How to fill this in")
    spreadsheet.entitle(sheet, title, [28, 95])
    for number, (label, text) in enumerate(_steps(), start=3):
        spreadsheet.write(sheet, number, 1, label, font=spreadsheet.BOLD)
        spreadsheet.write(sheet, number, 2, text)


def _steps() -> Iterator[tuple[str, str]]:
    now = date_format(timezone.localtime(), "j F Y, H:i")
    yield _("Downloaded"), _("%(now)s. What had been answered by then is filled in already.") % {"now": now}
    yield _("Where to write"), _("On the sheet “Answers”, in the white cells. The shaded cells are for reading.")
    yield _("Answer"), _("Choose from the list in the cell. An answer left empty stays unanswered.")
    yield _("Not applicable"), _("Say why, in the next column. With any other answer, leave that column empty.")
    yield (
        _("Warning signs"),
        _("Choose the numbers of those that are true of the council. One that is true caps the answer at level 1."),
    )
    yield (
        _("Evidence"),
        _("One piece in each of the three cells: what it is | link or document | page | date. The first is enough.")
        + "\n"
        + _("Board minute | minutes.pdf | 4 | 27/3/2026")
        + "\n"
        + _("For more than three, put two in one cell, each on a line of its own (Alt and Enter)."),
    )
    yield _("Note"), _("It is signed with the answer: the answer book prints it, and Socitm can read it there.")
    yield (
        _("Taking an answer away"),
        _("Empty all the white cells of its row. A row that you delete changes nothing."),
    )
    yield (
        _("When you are done"),
        _("Save the workbook as .xlsx and upload it on the page that it came from.")
        + " "
        + _("Nothing is saved before you have seen every change, and every problem with its cell."),
    )
    yield (
        _("If a colleague answers online"),
        _("You are shown both answers. Theirs stands unless you choose yours."),
    )
    yield _("For the next time"), _("Download a new workbook, so that it starts from what has been saved.")
