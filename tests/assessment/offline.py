"""An answer workbook in a test's hands: downloaded, edited as a person would, uploaded and confirmed."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from assessment.models import Assessment
from assessment.offline.workbook import PLACES


class Desk:
    """One person at one assessment. What they upload is `self.book`."""

    def __init__(self, client: Client, assessment: Assessment) -> None:
        place = [assessment.council.slug, assessment.round.slug]
        self.client = client
        self.page = reverse("assessment:workbook", args=place)
        self.download_url = reverse("assessment:fill_in_xlsx", args=place)

    def download(self) -> "Desk":
        self.book = load_workbook(BytesIO(self.client.get(self.download_url).content))
        return self

    @property
    def answers(self) -> Worksheet:
        return self.book["Answers"]

    @property
    def codes(self) -> list[str]:
        return [row[0].value for row in self.answers.iter_rows(min_row=2)]

    def row(self, code: str) -> int:
        return self.codes.index(code) + 2

    def cell(self, code: str, column: str) -> Cell:
        return self.answers.cell(self.row(code), PLACES[column])

    def fill(self, code: str, /, **cells: object) -> None:
        row = self.answers[self.row(code)]
        for column, value in cells.items():
            row[PLACES[column] - 1].value = value

    def upload(self, content: bytes | None = None, name: str = "westerby.xlsx") -> HttpResponse:
        file = SimpleUploadedFile(name, packed(self.book) if content is None else content)
        return self.client.post(self.page, {"file": file})

    def problems(self) -> list[tuple[str, str]]:
        return [(problem.place, problem.words) for problem in self.upload().context["shown"].problems]

    def refusal(self, **file: object) -> str:
        """What is said of a file that is taken for nothing."""
        response = self.upload(**file)
        assert response.status_code == 200
        (words,) = response.context["form"].errors["file"]
        return words

    def confirm(self, preview: HttpResponse, *mine: str) -> HttpResponse:
        return self.client.post(self.page, {"carried": preview.context["carried"], "mine": mine}, follow=True)


def packed(book: Workbook) -> bytes:
    stored = BytesIO()
    book.save(stored)
    return stored.getvalue()
