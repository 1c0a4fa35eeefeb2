"""How a chart is placed: as part of a page, where its letters are the page's own, or as a picture in a PDF."""

import re

from django import template
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString, mark_safe

from reports.chart import Chart

register = template.Library()

# Names of definitions within one picture ("d0"): on a page with many pictures each needs names of its own.
NAMES = re.compile(r'(\bid="|url\(#)(d\d+)\b')


@register.simple_tag
def inline_svg(chart: Chart, alt: str) -> SafeString:
    """The chart's picture as an element of the page, read out as one image."""
    svg = NAMES.sub(rf"\g<1>{chart.key}-\g<2>", chart.to_svg())
    # to_svg() escapes every word it draws, and draws our own figures alone.
    drawing = mark_safe(svg.removeprefix("<svg "))  # noqa: S308
    return format_html('<svg role="img" aria-label="{}" focusable="false" {}', alt, drawing)


@register.simple_tag
def figure_json(chart: Chart) -> SafeString:
    """The figure itself, for static/js/explore.js."""
    return json_script(chart.figure, f"figure-{chart.key}")
