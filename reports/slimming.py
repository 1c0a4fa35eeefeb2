"""Makes plotly.js's SVG small and plain: presentation attributes, no empty groups, and text placed by its left end.

WeasyPrint lays SVG text out letter by letter and makes an object of every anchored text, so few, plain nodes are quick.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from reports import typeface

Attributes = dict[str, str]

SVG = "{http://www.w3.org/2000/svg}"
SHAPES = frozenset({"path", "rect", "circle", "line", "polygon", "polyline"})
# What cannot be printed sharply, or has no place in an image.
REFUSED = frozenset({"image", "script", "foreignObject"})
GEOMETRY = frozenset(
    {"d", "x", "y", "width", "height", "rx", "ry", "cx", "cy", "r", "points", "transform", "clip-path"}
)
PAINT = frozenset({"opacity", "fill", "fill-opacity", "fill-rule", "stroke", "stroke-opacity", "stroke-width"})
DETAIL = frozenset({"stroke-dasharray", "stroke-linecap", "stroke-linejoin", "patternUnits", "patternTransform"})
KEPT = GEOMETRY | PAINT | DETAIL
READ = KEPT | {"display", "visibility", "text-anchor", "font-size", "font-weight"}
# Saying these is saying nothing.
DEFAULTS = {"opacity": "1", "fill-opacity": "1", "stroke-opacity": "1", "transform": "", "patternTransform": ""}
ANCHORED = {"start": 0.0, "middle": 0.5, "end": 1.0}

NUMBER = re.compile(r"-?\d+\.\d{3,}(?:e[+-]?\d+)?")
COLOUR = re.compile(r"rgb\((\d+), (\d+), (\d+)\)")
REFERENCE = re.compile(r"url\(\"?#([^)\"]+)\"?\)")
TRANSLATE = re.compile(r"translate\(([-\d.e]+)(?:,\s*([-\d.e]+))?\)")


def slim(svg: str) -> str:
    """The same picture in far fewer bytes. ValueError: it holds something that is not drawn with lines and letters."""
    # The text is plotly.js's own work in this process, not a stranger's file.
    root = ElementTree.fromstring(svg)  # noqa: S314
    width, height = root.attrib["width"], root.attrib["height"]
    drawing = _Drawing({node.attrib["id"]: node for node in root.iter() if "id" in node.attrib})
    body = "".join(drawing.children(root))
    # Drawing a definition may call on another one, so the list grows while it is walked.
    definitions = "".join(drawing.definition(name) for name in drawing.called)
    if definitions:
        definitions = f"<defs>{definitions}</defs>"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f"font-family={quoteattr(typeface.STACK)}>{definitions}{body}</svg>"
    )


@dataclass
class _Drawing:
    # plotly.js leaves a clip path it has measured anew beside the old one, under one id. The last one counts.
    definitions: dict[str, ElementTree.Element]
    # Definitions in use, in order of first use: their place is their new name, as plotly.js names them by chance.
    called: list[str] = field(default_factory=list)

    def children(self, node: ElementTree.Element) -> Iterator[str]:
        for child in node:
            yield self.element(child)

    def element(self, node: ElementTree.Element) -> str:
        tag = node.tag.removeprefix(SVG)
        if tag in REFUSED:
            raise ValueError(f"it holds <{tag}>")
        if tag in ("defs", "clipPath", "pattern"):
            return ""
        attributes = _attributes(node)
        if _is_hidden(attributes):
            return ""
        if tag == "text":
            return "".join(_texts(node, attributes))
        if tag in SHAPES:
            return "" if _shows_nothing(tag, attributes) else f"<{tag}{self._written(attributes)}/>"
        inside = "".join(self.children(node))
        kept = self._written(attributes) if inside else ""
        return f"<g{kept}>{inside}</g>" if kept else inside

    def definition(self, name: str) -> str:
        node = self.definitions[name]
        tag = node.tag.removeprefix(SVG)
        inside = "".join(f"<{child.tag.removeprefix(SVG)}{self._written(_attributes(child))}/>" for child in node)
        return f'<{tag} id="{self._short(name)}"{self._written(_attributes(node))}>{inside}</{tag}>'

    def _short(self, name: str) -> str:
        if name not in self.called:
            self.called.append(name)
        return f"d{self.called.index(name)}"

    def _written(self, attributes: Attributes) -> str:
        return "".join(
            f" {name}={quoteattr(REFERENCE.sub(lambda found: f'url(#{self._short(found[1])})', value))}"
            for name, value in attributes.items()
            if name in KEPT and value != DEFAULTS.get(name)
        )


def _attributes(node: ElementTree.Element) -> Attributes:
    """Attributes and style as one, in short: hexadecimal colours, two decimals, no "px"."""
    found = {name: _short_value(value) for name, value in node.attrib.items() if name in READ}
    found |= _declared(node.get("style", ""))
    if found.get("stroke-width") == "0":
        found = {name: value for name, value in found.items() if not name.startswith("stroke")}
    return found


# A chart has few styles, each many times.
@lru_cache(maxsize=256)
def _declared(style: str) -> Attributes:
    declared = (part.partition(":") for part in style.split(";"))
    return {name.strip(): _short_value(value.strip()) for name, _, value in declared if name.strip() in READ}


def _short_value(value: str) -> str:
    value = COLOUR.sub(lambda found: "#" + "".join(f"{int(part):02x}" for part in found.groups()), value)
    value = NUMBER.sub(lambda found: _short_number(float(found[0])), value)
    return value.removesuffix("px")


def _short_number(value: float) -> str:
    return f"{round(value, 2) + 0.0:.10g}"  # adding zero makes -0 plain 0


def _is_hidden(attributes: Attributes) -> bool:
    return (
        attributes.get("display") == "none"
        or attributes.get("visibility") == "hidden"
        or attributes.get("opacity") == "0"
    )


def _shows_nothing(tag: str, attributes: Attributes) -> bool:
    if tag == "path" and attributes.get("d", "M0,0") == "M0,0":
        return True
    if tag == "rect" and "0" in (attributes.get("width"), attributes.get("height")):
        return True
    no_stroke = "stroke" not in attributes or attributes.get("stroke-opacity") == "0"
    # A shape that names a stroke and no fill is a line.
    fill = attributes.get("fill", "none" if "stroke" in attributes else "")
    return no_stroke and (fill == "none" or attributes.get("fill-opacity") == "0")


def _texts(node: ElementTree.Element, attributes: Attributes) -> Iterator[str]:
    """A <text> a line, placed by its left end. `textLength` fits another typeface to the widths counted with."""
    size = float(attributes["font-size"])
    bold = attributes.get("font-weight", "") in ("bold", "600", "700", "800", "900")
    left, top = float(attributes.get("x", 0)), float(attributes.get("y", 0))
    look = f' font-size="{size:g}"' + (' font-weight="700"' if bold else "") + f' fill="{attributes["fill"]}"'
    if moved := TRANSLATE.fullmatch(attributes.get("transform", "")):
        left, top = left + float(moved[1]), top + float(moved[2] or 0)
    elif attributes.get("transform"):
        look += f" transform={quoteattr(attributes['transform'])}"
    for words, drop in _lines(node):
        width = typeface.text_width(words, size, bold=bold)
        x = left - ANCHORED[attributes.get("text-anchor", "start")] * width
        fit = f' textLength="{_short_number(width)}" lengthAdjust="spacingAndGlyphs"' if len(words) > 3 else ""
        y = _short_number(top + drop * size)
        yield f'<text x="{_short_number(x)}" y="{y}"{look}{fit}>{escape(words)}</text>'


def _lines(node: ElementTree.Element) -> Iterator[tuple[str, float]]:
    """Each line's words, and how far it stands under the first, in ems. Markup within a line is not kept."""
    lines = [child for child in node if child.get("class") == "line"] or [node]
    for line in lines:
        if words := "".join(line.itertext()).strip():
            yield words, float(line.get("dy", "0").removesuffix("em"))
