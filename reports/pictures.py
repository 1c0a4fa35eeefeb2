"""Charts as PNG, for Word and slides: the same SVG, painted in this process with the report's own font files."""

from functools import cache, lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import resvg_py
from fontTools.merge import Merger

from reports import typeface


@lru_cache(maxsize=128)
def png(svg: str, scale: float = 2.0) -> bytes:
    """An SVG as drawing.draw() gives it, `scale` pixels a unit, on white. Same SVG, same bytes.

    OSError: a font file is missing.
    """
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            zoom=scale,
            background="#ffffff",
            font_dirs=[_fonts().name],
            sans_serif_family=typeface.NAME,
            skip_system_fonts=True,
        )
    )


@cache
def _fonts() -> "TemporaryDirectory[str]":
    """The typeface as TrueType, in a folder that goes with this process: resvg reads no WOFF2.

    Both files of a weight become one font: of two with the same family and weight, resvg would use one alone.
    """
    folder = TemporaryDirectory(prefix="cairn-fonts-")
    for weight in typeface.WEIGHTS:
        font = Merger().merge([str(typeface.font_file(subset, weight)) for subset in reversed(typeface.SUBSETS)])
        font.flavor = None
        font.save(Path(folder.name) / f"{weight}.ttf")
    return folder
