"""Undo: an earlier answer put back. It is a kept change like any other, so it can be undone in turn."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessment.actions import save_answers
from assessment.drafts import Draft, Said
from assessment.models import Answer, AnswerChange, Assessment
from assessment.saving import Saved
from councils.models import User
from frameworks.scores import State


@dataclass(frozen=True)
class Earlier:
    """What an answer once said: after a change, or before it where `before` is set. `stands`: it says so now."""

    change: AnswerChange
    said: Said
    stands: bool
    before: bool = False

    @property
    def key(self) -> str:
        """Names it in a form."""
        return f"before-{self.change.pk}" if self.before else str(self.change.pk)

    @property
    def is_answer(self) -> bool:
        return self.said.state is not State.UNANSWERED

    @property
    def name(self) -> str:
        """The reason that the history keeps for putting it back."""
        at = date_format(timezone.localtime(self.change.at), "j F Y, H:i")
        words = _("Put back what stood before %(at)s") if self.before else _("Put back the answer of %(at)s")
        return words % {"at": at}


def earlier_versions(changes: Iterable[AnswerChange], answer: Answer | None) -> list[Earlier]:
    """Every version of an answer, newest first, down to what stood before anybody changed it in Cairn."""
    now = Said.by(answer)
    newest_first = list(changes)
    versions = [(change, Said.from_data(change.after), False) for change in newest_first]
    versions += [(change, Said.from_data(change.before), True) for change in newest_first[-1:]]
    return [Earlier(change, said, stands=said == now, before=before) for change, said, before in versions]


def put_back(*, assessment: Assessment, earlier: Earlier, version: int, by: User) -> Saved:
    """Save an earlier answer again, evidence and all, over the `version` that its reader saw."""
    draft = Draft.of(earlier.change.question, earlier.said, version=version)
    return save_answers(assessment=assessment, by=by, drafts=[draft], why=earlier.name)
