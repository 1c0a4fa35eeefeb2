"""A chart: a picture with its words and its table, which never travel apart."""

import base64
import json
from dataclasses import dataclass
from typing import Any

from reports.drawing import draw
from reports.pictures import png


@dataclass(frozen=True)
class Table:
    """Every figure a chart shows, as words. The first cell of a row is its heading."""

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Chart:
    """`figure` is a plain plotly dict, {"data": […], "layout": {…}}, with None for every missing number.

    `summary` says what the picture shows, in sentences that can be read out; it is also the picture's alternative text.
    """

    key: str
    title: str
    summary: str
    table: Table
    figure: dict[str, Any]

    @property
    def width(self) -> int:
        return int(self.figure["layout"]["width"])

    @property
    def height(self) -> int:
        return int(self.figure["layout"]["height"])

    def to_svg(self) -> str:
        """The one way from a figure to a picture. Drawn once in a process for the same figure."""
        return draw(json.dumps(self.figure, allow_nan=False))

    def data_uri(self) -> str:
        """For the `src` of an <img>, on a page and in a PDF."""
        return "data:image/svg+xml;base64," + base64.b64encode(self.to_svg().encode()).decode()

    def to_png(self, scale: float = 2.0) -> bytes:
        """For Word and slides: `scale` pixels a unit of the figure's width and height."""
        return png(self.to_svg(), scale)
