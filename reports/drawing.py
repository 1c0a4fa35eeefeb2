"""Draws plotly figures to SVG inside this process: plotly.js on V8, with a small DOM in the place of a browser.

The JavaScript comes from the installed packages: plotly's plotly.min.js, plotly-mirage's DOM and render function.
"""

import ast
import json
import os
import threading
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from py_mini_racer import JSEvalException, LibNotFoundError, MiniRacer

from reports import typeface
from reports.slimming import slim


class DrawingError(Exception):
    """A chart cannot be drawn; the message is one sentence for the person who runs the server."""


@lru_cache(maxsize=512)
def draw(figure: str) -> str:
    """A figure as JSON, {"data": […], "layout": {"width": …, "height": …, …}}, to SVG: same figure, same bytes."""
    svg = _engine(os.getpid()).draw(figure)
    try:
        return slim(svg)
    except ValueError as error:
        raise DrawingError(f"A chart cannot be drawn: {error}.") from error


class _Engine:
    """One V8 isolate. It draws one figure at a time."""

    def __init__(self) -> None:
        try:
            scripts = [
                Path(__file__).with_name("drawing.js").read_text(),
                files("mirage").joinpath("js/micro_dom.js").read_text(),
                files("plotly").joinpath("package_data/plotly.min.js").read_text(),
                _mirage_render(files("mirage").joinpath("engine.py").read_text()),
                f"cairnWidths = {json.dumps(typeface.widths())}",
            ]
            self._isolate = MiniRacer()
        except (OSError, ModuleNotFoundError, LibNotFoundError) as error:
            raise DrawingError(f"Charts cannot be drawn because a part is not installed: {error}.") from error
        self._turn = threading.Lock()
        for script in scripts:
            self._isolate.eval(script)

    def draw(self, figure: str) -> str:
        with self._turn:
            try:
                svg = self._isolate.eval(f"cairnDraw({figure})")
            except JSEvalException as error:
                raise DrawingError(f"plotly.js cannot draw a chart: {error}") from error
        if not isinstance(svg, str):
            raise DrawingError("plotly.js drew nothing for a chart.")
        return svg


_starting = threading.Lock()
_engines: dict[int, _Engine] = {}


def _engine(pid: int) -> _Engine:
    # By process: after a fork the parent's isolate has lost its threads, and closing it would hang. It is left alone.
    with _starting:
        if pid not in _engines:
            _engines[pid] = _Engine()
        return _engines[pid]


def _mirage_render(source: str) -> str:
    """plotly-mirage keeps its render function as a string inside its Python: take it from there, not a copy."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "function mirageRender" in node.value:
            return node.value
    raise DrawingError("Charts cannot be drawn because plotly-mirage has no render function: is its version 0.2.0?")
