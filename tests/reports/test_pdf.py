"""render_pdf: an accessible PDF, from our own files alone, the same bytes for the same inputs."""

import hashlib
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from django.contrib.staticfiles import finders

from reports import pdf
from reports.pdf import RenderingError, render_pdf
from tests.reports.standin import TEMPLATES, context


@pytest.fixture(autouse=True)
def templates(settings):
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], TEMPLATES]}]


def render(**changes: object) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(render_pdf("stand_in.html", context(**changes))))


def structure(node: pikepdf.Object) -> list[pikepdf.Object]:
    """Every element of a PDF's tag tree, in reading order."""
    kids = node.get("/K", [])
    kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    elements = [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
    return [found for element in elements for found in (element, *structure(element))]


def text_of(content: bytes, tmp_path: Path) -> list[str]:
    """The text of each page."""
    (tmp_path / "text.pdf").write_bytes(content)
    done = subprocess.run(["pdftotext", tmp_path / "text.pdf", "-"], capture_output=True, text=True, check=True)
    return done.stdout.rstrip("\f").split("\f")


def test_what_a_screen_reader_needs_is_there():
    document = render(parts=3)
    assert document.Root.Lang == "en-GB"
    assert document.Root.MarkInfo.Marked is True
    assert document.Root.ViewerPreferences.DisplayDocTitle is True
    with document.open_metadata() as metadata:
        assert metadata["dc:title"] == "Digital maturity report – Westerby Council, 2026 round"
        assert metadata["pdfuaid:part"] == "1"
    with document.open_outline() as outline:
        (title,) = outline.root
        assert title.title == "Digital maturity report"
        assert [part.title for part in title.children] == ["Contents", "Part 1", "Part 2", "Part 3"]
    elements = structure(document.Root.StructTreeRoot)
    assert [str(element.Alt) for element in elements if element.S == "/Figure"] == [
        f"One bar, of part {number}." for number in (1, 2, 3)
    ]
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/L", "/Link"} <= {str(element.S) for element in elements}


def test_the_dates_are_those_of_the_signature():
    document = render()
    dates = {str(document.docinfo[name]) for name in ("/CreationDate", "/ModDate")}
    assert dates == {"D:20261103123000+00'00"}


def test_the_same_inputs_give_the_same_bytes_in_another_process_too():
    script = (
        "import django, hashlib, sys; django.setup()\n"
        "from django.conf import settings\n"
        "from tests.reports.standin import TEMPLATES, context\n"
        "settings.TEMPLATES[0]['DIRS'].append(TEMPLATES)\n"
        "from reports.pdf import render_pdf\n"
        "print(hashlib.sha256(render_pdf('stand_in.html', context(parts=1))).hexdigest())"
    )
    environment = os.environ | {"PYTHONHASHSEED": "7"}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    here = {hashlib.sha256(render_pdf("stand_in.html", context(parts=1))).hexdigest() for _ in range(2)}
    assert here == {done.stdout.strip()}


def test_every_page_of_a_demonstration_says_so(tmp_path):
    pages = text_of(render_pdf("stand_in.html", context(made_up=True)), tmp_path)
    assert len(pages) == 3
    assert all("Made-up data" in page for page in pages)
    assert "every answer in this demonstration round is invented" in pages[0]
    assert not any("Made-up" in page for page in text_of(render_pdf("stand_in.html", context()), tmp_path))


def test_pages_are_numbered_and_the_contents_say_where(tmp_path):
    cover, first, second = text_of(render_pdf("stand_in.html", context()), tmp_path)
    assert re.search(r"Part 1 \.+ 2\s+Part 2 \.+ 3\s+1 ?/ ?3", cover)
    assert re.search(r"2 ?/ ?3", first) and "Westerby Council, 2026 round" in first
    assert re.search(r"3 ?/ ?3", second)


def test_welsh_letters_have_a_font_of_their_own(tmp_path):
    content = render_pdf("stand_in.html", context(words="Pwllgŵyngyll, tŷ"))
    assert "Pwllgŵyngyll, tŷ" in text_of(content, tmp_path)[1]
    with pikepdf.open(io.BytesIO(content)) as document:
        names = {str(found.BaseFont).split("+")[1] for found in document.objects if "/BaseFont" in _dictionary(found)}
    # Both files under one name would print the right codes and the wrong letters.
    assert {"Atkinson-Hyperlegible-Next", "Atkinson-Hyperlegible-Next-Rest"} <= names


def _dictionary(found: pikepdf.Object) -> pikepdf.Object:
    return found if isinstance(found, pikepdf.Dictionary) else pikepdf.Dictionary()


@pytest.mark.parametrize("address", ["https://example.org/a.png", "file:///etc/hostname", "http://127.0.0.1/"])
def test_nothing_is_fetched_but_our_own_files(monkeypatch, address):
    monkeypatch.setattr("tests.reports.standin.PICTURE", address)
    with pytest.raises(RenderingError, match="made from our own files alone"):
        render()


def test_a_picture_that_cannot_be_read_stops_the_pdf(monkeypatch):
    monkeypatch.setattr("tests.reports.standin.PICTURE", "data:image/svg+xml;base64")
    with pytest.raises(RenderingError, match="picture"):
        render()


def test_a_missing_font_is_one_clear_sentence(settings, tmp_path):
    settings.FONT_DIR = tmp_path
    with pytest.raises(RenderingError, match=r"typeface is missing .*latin-400-normal\.woff2.*make assets"):
        render()


def test_a_missing_style_sheet_is_one_clear_sentence(monkeypatch):
    monkeypatch.setattr(finders, "find", lambda path: None)
    with pytest.raises(RenderingError, match="make assets"):
        render()


def test_missing_pango_is_one_clear_sentence(monkeypatch):
    monkeypatch.setattr(pdf, "weasyprint", None)
    with pytest.raises(RenderingError, match=r"Pango .* libpango"):
        render()


def test_a_context_without_what_the_shell_needs_is_refused():
    with pytest.raises(TypeError, match="created, made_up"):
        render_pdf("stand_in.html", {"title": "A title", "subtitle": "Whose it is"})
