"""The answer book as a workbook (answers.xlsx): what was answered, and every score, to be worked out again."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from io import BytesIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from frameworks.scores import DimensionScore
from frameworks.spreadsheet import plain
from reports.parts import DimensionPart, LensPart, Standing
from reports.report import Report

Value = str | int | float | None

WIDE = 60
NARROW = 16
# Shares and scores to as many places as anyone would want to check with.
PLACES = 6


def workbook(report: Report) -> bytes:
    book = Workbook(write_only=True)
    book.properties.title = report.title
    book.properties.creator = "Cairn"
    book.properties.created = book.properties.modified = report.signed.signed_at.replace(tzinfo=None)
    _sheet(book, _("About"), [NARROW * 2, WIDE], _about(report), heading=False)
    _sheet(
        book, _("Answers"), [12, 30, 14, WIDE, 14, 24, WIDE, 12, 12, 10, WIDE, WIDE, WIDE, WIDE, 10], _answers(report)
    )
    _sheet(book, _("Scores"), [12, 40, 28, *[NARROW] * 14, WIDE], _scores(report))
    _sheet(book, _("Lenses"), [40, *[NARROW] * 10, WIDE], _lenses(report))
    _sheet(book, _("Places"), [40, *[NARROW] * 8, WIDE], _places(report))
    _sheet(book, _("Plan"), [WIDE, 30, 12, 24, 24, 12, 10, 18, 10, 10, WIDE, 30, WIDE], _plan(report))
    stored = BytesIO()
    book.save(stored)
    return stored.getvalue()


def _sheet(
    book: Workbook, title: str, widths: Sequence[int], rows: Iterable[Sequence[Value]], *, heading: bool = True
) -> None:
    sheet = book.create_sheet(title)
    for place, width in enumerate(widths):
        sheet.column_dimensions[chr(ord("A") + place)].width = width
    if heading:
        sheet.freeze_panes = "A2"
    for place, row in enumerate(rows):
        bold = heading and place == 0
        sheet.append([_cell(sheet, value, bold=bold) for value in row])


def _cell(sheet: WriteOnlyWorksheet, value: Value, *, bold: bool) -> Cell:
    if isinstance(value, str):
        cell = WriteOnlyCell(sheet, value=plain(value))
        # Whatever it begins with, text is text: a note that says =1+1 is never worked out.
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    else:
        cell = WriteOnlyCell(sheet, value=value)
        cell.alignment = Alignment(vertical="top")
    if bold:
        cell.font = Font(bold=True)
    return cell


def _about(report: Report) -> Iterator[Sequence[Value]]:
    signed = report.signed
    if signed.made_up:
        yield _("Made-up data"), _("Every answer in this demonstration round is invented.")
    yield _("Council"), signed.council.name
    yield _("GSS code"), signed.council.gss_code
    yield _("Round"), signed.round_name
    yield _("Signed by"), ", ".join(part for part in (signed.signed_by, signed.signed_job_title) if part)
    yield _("Signed at"), signed.signed_at.isoformat()
    yield _("Framework"), f"{signed.framework.slug} {signed.framework.version}"
    yield _("Framework (SHA-256)"), signed.framework.checksum
    yield _("Snapshot (SHA-256)"), signed.sha256
    yield _("Peers"), report.peers.name
    yield _("Peers that have signed"), report.peers.signed
    yield _("Peers in the register"), report.peers.of
    yield _("What to know of the peers"), report.peers.refused or report.peers.warning
    yield (
        _("Score"),
        _("100 × the sum of weight × share, divided by the sum of weights, over the questions with a level."),
    )
    yield _("Level"), _("The lowest effective level of the questions that apply; not known counts as 0.")


def _answers(report: Report) -> Iterator[Sequence[Value]]:
    yield (
        _("Question"),
        _("Dimension"),
        _("Element"),
        _("Asked"),
        _("State"),
        _("Answer"),
        _("What that level says"),
        _("Level"),
        _("Effective level"),
        _("Share"),
        _("Warning signs"),
        _("Reason"),
        _("Evidence"),
        _("Note"),
        _("Checked"),
    )
    for part in report.dimensions:
        for row in part.questions:
            yield (
                row.question.code,
                part.dimension.title,
                row.element,
                row.question.ask,
                row.score.state.value,
                row.answer,
                "\n".join([row.says, *row.beneath]),
                row.score.level,
                row.score.effective,
                _number(row.score.share),
                "\n".join(row.warnings),
                row.reason,
                "\n".join(row.evidence),
                row.note,
                _("yes") if row.checked else _("no"),
            )


def _scores(report: Report) -> Iterator[Sequence[Value]]:
    yield (
        _("Code"),
        _("Dimension"),
        _("Lens"),
        _("Score claimed"),
        _("Level claimed"),
        _("Coverage"),
        _("Partial"),
        _("Score evidenced"),
        _("Level evidenced"),
        _("Score before"),
        *_peer_headings(),
    )
    for part in report.dimensions:
        yield (
            part.code,
            part.dimension.title,
            part.lens.name,
            *_score(part.claimed),
            _number(part.evidenced.score),
            part.evidenced.level,
            _number(part.change.before) if part.change else None,
            *_peers(part.standing),
        )


def _score(score: DimensionScore) -> Sequence[Value]:
    return _number(score.score), score.level, _number(score.coverage), _("yes") if score.partial else _("no")


def _lenses(report: Report) -> Iterator[Sequence[Value]]:
    yield (
        _("Lens"),
        _("Score claimed"),
        _("Score evidenced"),
        _("Dimensions scored"),
        _("At level 3 or above"),
        *_peer_headings(),
    )
    for part in report.lenses:
        yield (
            part.lens.name,
            _number(part.claimed.score),
            _number(part.evidenced.score),
            part.claimed.scored,
            part.claimed.at_three,
            *_peers(part.standing),
        )


def _places(report: Report) -> Iterator[Sequence[Value]]:
    yield (
        _("Lens or dimension"),
        _("Counting"),
        _("Score"),
        _("Score from"),
        _("Score to"),
        _("Position"),
        _("Place from"),
        _("Place to"),
        _("Of"),
        _("What is withheld, and why"),
    )
    named: list[tuple[str, LensPart | DimensionPart]] = [(part.lens.name, part) for part in report.lenses]
    named += [(part.dimension.title, part) for part in report.dimensions]
    for title, part in named:
        for counting, score, standing in (
            (_("what is claimed"), part.claimed.score, part.standing),
            (_("what is evidenced"), part.evidenced.score, part.evidenced_standing),
        ):
            reach, place = standing.reach, standing.place
            yield (
                *(title, counting, _number(score)),
                *((round(reach.lower, PLACES), round(reach.upper, PLACES)) if reach else (None, None)),
                standing.words,
                *((place.best, place.worst, place.of) if place else (None, None, None)),
                standing.withheld,
            )


def _plan(report: Report) -> Iterator[Sequence[Value]]:
    yield (
        _("Action"),
        _("Dimension"),
        _("Question"),
        _("Who must act"),
        _("Owner"),
        _("By when"),
        _("Late when signed"),
        _("Status"),
        _("Effort"),
        _("Impact"),
        _("What the council gains"),
        _("Partners"),
        _("Why it was dropped"),
    )
    for action in report.plan:
        yield (
            action.step,
            action.about,
            action.question,
            action.actor,
            action.owner,
            action.due.isoformat() if action.due else "",
            _("yes") if action.was_late else _("no"),
            action.status,
            action.effort,
            action.impact,
            action.benefit,
            action.partners,
            action.reason,
        )


def _peer_headings() -> Sequence[str]:
    return (
        _("Peers with a score"),
        _("Median"),
        _("Lower quartile"),
        _("Upper quartile"),
        _("Percentile"),
        _("Position"),
        _("What is withheld, and why"),
    )


def _peers(standing: Standing) -> Sequence[Value]:
    figures = (standing.median, standing.lower, standing.upper, standing.percentile)
    return (
        standing.n,
        *(None if figure is None else round(figure, PLACES) for figure in figures),
        standing.words,
        standing.withheld,
    )


def _number(value: Fraction | None) -> float | None:
    return None if value is None else round(float(value), PLACES)
