"""Django's system check that a published framework is still the one that was published."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error

from frameworks.loader import CHECKSUMS, LIBRARY, FrameworkError, content_checksum, published_checksums, versions


def check_published(
    app_configs: Sequence[AppConfig] | None, *, library: Path = LIBRARY, **kwargs: Any
) -> list[CheckMessage]:
    """A round that councils have answered must never find other words behind its version."""
    try:
        published = published_checksums(library)
    except FrameworkError as error:
        return [Error(str(error), id="frameworks.E001")]
    there = versions(library)
    found: list[CheckMessage] = []
    for (slug, version), checksum in published.items():
        if (slug, version) not in there:
            hint = "Bring its folder back: councils have answered it."
            found.append(Error(f"{slug}/{version} is published, but is not there.", hint=hint, id="frameworks.E002"))
        elif content_checksum(library / slug / version) != checksum:
            hint = f"Undo the change and make it in a new version; {CHECKSUMS} keeps what was published."
            found.append(
                Error(f"{slug}/{version} was changed after it was published.", hint=hint, id="frameworks.E003")
            )
    return found
