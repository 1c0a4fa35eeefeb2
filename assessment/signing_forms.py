"""The forms of the way to signature: what is returned with remarks, and what is replied."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessment.conversation import Talk, may_reply
from assessment.forms import Text
from assessment.models import Assessment
from frameworks.definition import Framework

# The field for the remark on the whole; the others have a dimension's code for a name.
WHOLE = "whole"


class ReturnForm(forms.Form):
    """What should be looked at again: in the whole, and dimension by dimension. One remark is enough."""

    use_required_attribute = False

    def __init__(self, framework: Framework, data: QueryDict | None = None) -> None:
        super().__init__(data)
        for dimension in framework.dimensions:
            label = gettext("Remark on %(dimension)s (optional)") % {"dimension": dimension.title}
            self.fields[dimension.code] = _remark(label, rows=3)
        self.fields[WHOLE] = _remark(gettext("Remark on the whole assessment (optional)"), rows=4)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not any(data.values()):
            self.add_error(WHOLE, _("Say what should be looked at again, here or at one of the dimensions"))
        return data

    @property
    def typed(self) -> bool:
        """Whether anything was written, right or wrong."""
        return any((self[name].value() or "").strip() for name in self.fields)

    @property
    def whole(self) -> str:
        return str(self.cleaned_data[WHOLE])

    @property
    def remarks(self) -> dict[str, str]:
        """By the dimension's code."""
        return {name: text for name, text in self.cleaned_data.items() if name != WHOLE and text}


def _remark(label: str, *, rows: int) -> Text:
    return Text(label=label, required=False, widget=forms.Textarea(attrs={"rows": rows}))


class ReplyForm(forms.Form):
    text = Text(
        label=_("Your reply"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write a reply: one sentence is enough")},
    )
    use_required_attribute = False

    def __init__(self, data: QueryDict | None = None, *, on: int) -> None:
        """`on` is the remark's key: a page may have several of these."""
        super().__init__(data, auto_id=f"id_reply_{on}_%s")


def with_reply_boxes(
    talks: Iterable[Talk], assessment: Assessment, share: frozenset[str]
) -> list[tuple[Talk, ReplyForm | None]]:
    """Each remark with a box to reply in, for whoever may. `share`: the dimensions they may answer."""
    return [(talk, ReplyForm(on=talk.remark.pk) if may_reply(talk, assessment, share) else None) for talk in talks]
