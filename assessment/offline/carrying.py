"""What was previewed, carried in the page itself until it is confirmed: signed, for one person and one assessment."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import signing
from django.utils.translation import gettext as _

from assessment.drafts import Draft, Said
from assessment.models import Assessment
from assessment.offline.preview import Preview
from assessment.sheets import SheetFault
from councils.models import User

SALT = "assessment.offline"
# As long as a sign-in lasts.
MOST_SECONDS = settings.SESSION_COOKIE_AGE
# Django takes no form above 2.5 MB; this leaves room for the rest of it.
MOST_CHARACTERS = 2_000_000


@dataclass(frozen=True)
class Carried:
    """Drafts that were shown as changes, and those that met a newer answer: each made anew from that, in case of need.

    `lines` is the row of each question in the workbook `file`.
    """

    file: str
    changes: tuple[Draft, ...]
    clashes: tuple[Draft, ...]
    lines: dict[str, int]


def carry(shown: Preview, *, file: str, assessment: Assessment, by: User) -> str:
    """Raises SheetFault where it is too long to be carried."""
    clashes = [(clash.conflict.draft, clash.conflict.version) for clash in shown.clashes]
    lines = {change.draft.question: change.line for change in shown.changes}
    carried = {
        "assessment": assessment.pk,
        "by": by.pk,
        "file": file,
        "changes": [_packed(change.draft, change.draft.version) for change in shown.changes],
        "clashes": [_packed(draft, version) for draft, version in clashes],
        "lines": lines | {clash.conflict.draft.question: clash.line for clash in shown.clashes},
    }
    text = signing.dumps(carried, salt=SALT, compress=True)
    if len(text) > MOST_CHARACTERS:
        raise SheetFault(_("The workbook says more than can be saved at once. Upload it in two halves."))
    return text


def carried_by(text: str, *, assessment: Assessment, by: User) -> Carried | None:
    """None for what we did not sign, signed for somebody else or something else, or signed too long ago."""
    try:
        data = signing.loads(text, salt=SALT, max_age=MOST_SECONDS)
    except signing.BadSignature:
        return None
    if (data["assessment"], data["by"]) != (assessment.pk, by.pk):
        return None
    return Carried(data["file"], _unpacked(data["changes"]), _unpacked(data["clashes"]), data["lines"])


def _packed(draft: Draft, version: int) -> dict[str, Any]:
    return {"question": draft.question, "said": draft.as_data(version)}


def _unpacked(packed: Sequence[dict[str, Any]]) -> tuple[Draft, ...]:
    return tuple(
        Draft.of(item["question"], Said.from_data(item["said"]), version=item["said"]["version"]) for item in packed
    )
