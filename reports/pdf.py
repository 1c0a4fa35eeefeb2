"""The one place where HTML becomes PDF: tagged (PDF/UA-1), from our own files alone, same bytes for same inputs."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from reports.progress import tell

try:
    import weasyprint
except OSError:  # WeasyPrint is there, the libraries it draws with are not
    weasyprint = None

VARIANT = "pdf/ua-1"
STYLE_SHEET = "build/pdf.css"
# How many sizes a template that must fit has (.fit-0, .fit-1 … in the style sheet).
SIZES = 4
# What templates/reports/pdf_shell.html needs of a context.
SHELL_NEEDS = ("title", "subtitle", "created", "made_up")


class RenderingError(Exception):
    """No PDF could be made. The message says why, and what to do about it, in one sentence."""


def render_pdf(template: str, context: Mapping[str, Any], *, pages: int | None = None) -> bytes:
    """A template that extends reports/pdf_shell.html, as PDF/UA-1.

    Beside what the template itself needs, `context` carries `title`, `subtitle` (whose it is: the running head),
    `made_up`, and `created`, an aware datetime: when the snapshot was signed. The file's dates come from it, never from
    the clock. With `pages`, the template is laid out with `fit` 0, then 1 … (smaller each time) until it has no more.
    Raises RenderingError.
    """
    if missing := [name for name in SHELL_NEEDS if name not in context]:
        raise TypeError(f"the context of {template} lacks {', '.join(missing)}")
    if weasyprint is None:
        raise RenderingError(
            _("Pango is missing from this server: install libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0.")
        )
    try:
        style, fonts = _style(_style_sheet(), Path(settings.FONT_DIR), _style_sheet().stat().st_mtime_ns)
        tell(40, _("Laying out the pages"))
        for fit in range(SIZES if pages else 1):
            html = render_to_string(template, {**context, "fit": fit})
            document = weasyprint.HTML(string=html, url_fetcher=_fetch).render(
                font_config=fonts, stylesheets=[style], pdf_variant=VARIANT
            )
            if pages is None or len(document.pages) <= pages:
                break
        tell(80, _("Writing the PDF"))
        pdf: bytes = document.write_pdf(pdf_variant=VARIANT)
    except weasyprint.urls.FatalURLFetchingError as problem:
        raise RenderingError(str(problem)) from problem
    return pdf


@lru_cache(maxsize=1)
def _style(style_sheet: Path, font_dir: Path, changed: int) -> tuple[Any, Any]:
    """The style sheet and its fonts, read once in a process: half of a brief’s time. All arguments are the key."""
    fonts = weasyprint.text.fonts.FontConfiguration()
    return weasyprint.CSS(filename=style_sheet, font_config=fonts, url_fetcher=_fetch), fonts


def _style_sheet() -> Path:
    path = finders.find(STYLE_SHEET)
    if not path:
        raise RenderingError(_("The style sheet of PDFs has not been built: run “make assets”."))
    return Path(path)


def _fetch(url: str) -> Any:
    """Pictures inside the HTML and our own typeface. A file that lacks something it should show is not made at all."""
    if url.startswith("data:"):
        try:
            return weasyprint.URLFetcher(allowed_protocols=["data"]).fetch(url)
        except Exception as problem:
            raise weasyprint.urls.FatalURLFetchingError(_("A picture in the report cannot be read.")) from problem
    # The style sheet asks for ../fonts/, which on the web is served from FONT_DIR (STATICFILES_DIRS).
    address = urlsplit(url)
    path = Path(url2pathname(address.path))
    if address.scheme == "file" and path.parent == _style_sheet().parent.parent / "fonts":
        try:
            font = (Path(settings.FONT_DIR) / path.name).read_bytes()
        except OSError as problem:
            sentence = _("The report’s typeface is missing from this server (%(file)s): run “make assets”.")
            sentence %= {"file": path.name}
            raise weasyprint.urls.FatalURLFetchingError(sentence) from problem
        return weasyprint.urls.URLFetcherResponse(url, font, {"Content-Type": "font/woff2"})
    sentence = _("The report asks for %(url)s, and a PDF is made from our own files alone.") % {"url": url[:200]}
    raise weasyprint.urls.FatalURLFetchingError(sentence)
