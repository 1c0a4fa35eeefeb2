"""Figures become SVG in this process: the same bytes each time, plain, small, and as a browser would draw them."""

import json
import os
import re
import shutil
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont

from reports import drawing, typeface
from reports.drawing import DrawingError, draw
from reports.slimming import slim

SVG = "{http://www.w3.org/2000/svg}"

FIGURE = {
    "data": [
        {
            "type": "bar",
            "orientation": "h",
            "base": [20, 30],
            "x": [30, 40],
            "y": [10, 40],
            "width": 16,
            "text": ["3", "?"],
            "textposition": "inside",
            "insidetextanchor": "middle",
            "textangle": 0,
            "name": "Middle half",
        },
        {
            "type": "scatter",
            "mode": "markers+text",
            "x": [40, 80],
            "y": [10, 40],
            "text": ["Governance", "Strategic<br>commissioning"],
            "textposition": ["middle right", "middle left"],
            "name": "This council",
        },
    ],
    "layout": {
        "width": 480,
        "height": 240,
        "margin": {"l": 20, "r": 20, "t": 50, "b": 30},
        "font": {"family": typeface.STACK, "size": 14},
        "xaxis": {"range": [-20, 120], "tickvals": [0, 50, 100]},
        "yaxis": {"range": [60, 0], "visible": False},
        "legend": {"orientation": "h", "y": 1, "yanchor": "bottom"},
    },
}


@pytest.fixture(scope="module")
def svg():
    return draw(json.dumps(FIGURE))


def raw() -> str:
    return drawing._engine(os.getpid()).draw(json.dumps(FIGURE))


def tree(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 (we drew it)


def texts(svg: str) -> list[ElementTree.Element]:
    return list(tree(svg).iter(f"{SVG}text"))


def test_the_same_figure_gives_the_same_bytes(svg):
    draw(json.dumps({"data": [], "layout": {"width": 100, "height": 100}}))
    draw.cache_clear()
    assert draw(json.dumps(FIGURE)) == svg


def test_the_drawing_is_plain(svg):
    tags = {node.tag.removeprefix(SVG) for node in tree(svg).iter()}
    assert tags <= {"svg", "g", "path", "rect", "text", "defs", "clipPath"}
    assert " style=" not in svg
    assert " class=" not in svg
    assert "text-anchor" not in svg
    assert "<g></g>" not in svg


def test_slimming_takes_most_of_the_bytes(svg):
    assert len(svg) < len(raw()) / 2


def test_every_clip_path_kept_is_used_and_defined_once(svg):
    defined = re.findall(r'id="(\w+)"', svg)
    assert sorted(set(defined)) == sorted(defined)
    assert set(defined) == set(re.findall(r"url\(#(\w+)\)", svg))


def test_text_is_escaped_and_each_line_stands_alone():
    figure = json.loads(json.dumps(FIGURE))
    figure["data"][1]["text"] = ["R&amp;D &lt;now&gt;", "Ysgol<br>Tŷ Ŵyn"]
    found = [node.text for node in texts(draw(json.dumps(figure)))]
    assert "R&D <now>" in found
    assert {"Ysgol", "Tŷ Ŵyn"} <= set(found)


def test_anchored_text_is_placed_by_its_left_end():
    page = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50">'
        '<text x="60" y="20" text-anchor="end" transform="translate(10,5)" style="font-size: 10px; fill: rgb(0, 0, 0)">'
        "Leeds</text></svg>"
    )
    (text,) = texts(slim(page))
    assert float(text.get("x")) == pytest.approx(70 - typeface.text_width("Leeds", 10), abs=0.01)
    assert text.get("y") == "25"
    assert float(text.get("textLength")) == pytest.approx(typeface.text_width("Leeds", 10), abs=0.01)
    assert text.get("fill") == "#000000"


def test_widths_come_from_the_font_files():
    with TTFont(typeface.font_file("latin", "700")) as font:
        advance = font["hmtx"][font.getBestCmap()[ord("W")]][0] / font["head"].unitsPerEm
    assert typeface.text_width("W", 20, bold=True) == pytest.approx(20 * advance, abs=0.02)
    assert typeface.text_width("ŵ", 20) > 0


@pytest.mark.parametrize("tag", ["image", "script", "foreignObject"])
def test_what_cannot_be_printed_sharply_is_refused(tag):
    with pytest.raises(ValueError, match=tag):
        slim(f'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><g><{tag}/></g></svg>')


def test_a_heat_map_is_refused_in_one_sentence():
    figure = {"data": [{"type": "heatmap", "z": [[1, 2], [3, 4]]}], "layout": {"width": 200, "height": 200}}
    with pytest.raises(DrawingError, match="A chart cannot be drawn: it holds <image>"):
        draw(json.dumps(figure))


def test_a_missing_font_is_one_clear_sentence(settings, tmp_path):
    settings.FONT_DIR = tmp_path
    typeface.widths.cache_clear()
    try:
        with pytest.raises(DrawingError, match=r"a part is not installed.*atkinson-hyperlegible-next"):
            drawing._Engine()
    finally:
        typeface.widths.cache_clear()


def test_another_plotly_mirage_is_one_clear_sentence():
    with pytest.raises(DrawingError, match="plotly-mirage has no render function"):
        drawing._mirage_render("RENDER = 'elsewhere'")


def test_a_figure_that_plotly_cannot_draw_is_a_drawing_error():
    with pytest.raises(DrawingError, match=r"plotly\.js cannot draw a chart"):
        draw('{"data": null}')


def placed(svg: str) -> dict[str, tuple[float, float]]:
    """Of each text of a plotly SVG, the point it is anchored at, through the moves of the groups it is in."""
    found = {}

    def walk(node: ElementTree.Element, x: float, y: float) -> None:
        if moved := re.match(r"translate\(([-\d.]+)[, ]*([-\d.]+)?\)", node.get("transform", "")):
            x, y = x + float(moved[1]), y + float(moved[2] or 0)
        if node.tag == f"{SVG}text":
            found["".join(node.itertext())] = (x + float(node.get("x", 0)), y + float(node.get("y", 0)))
        for child in node:
            walk(child, x, y)

    walk(tree(svg), 0, 0)
    return found


@pytest.mark.skipif(not shutil.which("chromium"), reason="chromium is not installed: nothing to compare with")
def test_texts_and_shapes_stand_where_chromium_puts_them(tmp_path, monkeypatch):
    kaleido = pytest.importorskip("kaleido", reason="kaleido is not installed: nothing to compare with")
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    for weight in typeface.WEIGHTS:
        with TTFont(typeface.font_file("latin", weight)) as font:
            font.flavor = None
            font.save(fonts / f"atkinson-{weight}.ttf")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("BROWSER_PATH", shutil.which("chromium"))
    written = kaleido.calc_fig_sync(FIGURE, opts={"format": "svg", "width": 480, "height": 240})
    reference = written.decode()
    ours, theirs = placed(raw()), placed(reference)
    assert ours.keys() == theirs.keys()
    for words, point in theirs.items():
        assert ours[words] == pytest.approx(point, abs=0.3), words
    shapes = re.compile(r'class="point"><path d="([^"]+)"')
    assert shapes.findall(raw()) == shapes.findall(reference)
