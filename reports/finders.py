"""Serves plotly.js to whoever explores a chart: one file of the installed package, the same that draws the pictures."""

from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage, Storage

FILE = "plotly.min.js"
PREFIX = "plotly"


class PlotlyFinder(BaseFinder):
    """plotly/plotly.min.js, and nothing else of the package."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Found and not imported: a page that serves the file needs nothing of plotly.
        spec = find_spec("plotly")
        folders = spec.submodule_search_locations if spec else None
        self.folder = Path(folders[0]) / "package_data" if folders else None

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        found = [str(self.folder / FILE)] if self.folder and path == f"{PREFIX}/{FILE}" else []
        return found if find_all or not found else found[0]

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        if self.folder:
            storage = FileSystemStorage(location=self.folder)
            storage.prefix = PREFIX  # type: ignore[attr-defined]
            yield FILE, storage
