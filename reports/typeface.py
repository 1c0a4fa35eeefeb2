"""The report's typeface: how wide its characters are, read from the font files, so that no font need be installed."""

from functools import cache
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTFont

NAME = "Atkinson Hyperlegible Next"
# An image on a page cannot load web fonts: there the reader's own sans serif stands in, fitted to the same widths.
# No space after the commas: WeasyPrint would take it for part of the name.
STACK = f"'{NAME}',Arial,'Helvetica Neue',sans-serif"

# The second file of a pair wins: "latin" holds the common characters, "latin-ext" the Welsh ŵ and ŷ.
SUBSETS = ("latin-ext", "latin")
WEIGHTS = ("400", "700")


def font_file(subset: str, weight: str) -> Path:
    return Path(settings.FONT_DIR) / f"atkinson-hyperlegible-next-{subset}-{weight}-normal.woff2"


@cache
def widths() -> dict[str, dict[str, int]]:
    """Advance widths in thousandths of an em, by weight ("400", "700") and character. OSError: a file is missing."""
    return {
        weight: {
            character: width for subset in SUBSETS for character, width in _read(font_file(subset, weight)).items()
        }
        for weight in WEIGHTS
    }


def _read(path: Path) -> dict[str, int]:
    with TTFont(path, lazy=True) as font:
        em = font["head"].unitsPerEm
        advances = font["hmtx"]
        return {chr(code): round(advances[glyph][0] * 1000 / em) for code, glyph in font.getBestCmap().items()}


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Pixels, without kerning: WeasyPrint sets an SVG's text letter by letter. drawing.js measures the same way."""
    table = widths()["700" if bold else "400"]
    return sum(table.get(character, table["n"]) for character in text) * size / 1000
