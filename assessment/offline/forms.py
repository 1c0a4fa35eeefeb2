from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

# A workbook with a page of notes on every question is a tenth of this.
MOST_BYTES = 2_000_000


class UploadForm(forms.Form):
    """The file is read and forgotten: Cairn keeps no uploads."""

    file = forms.FileField(
        label=_("The workbook you filled in"),
        help_text=_("An .xlsx file of up to 2 MB. It is read and not kept."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={
            "required": _("Choose the workbook you filled in"),
            "empty": _("The file is empty. Save the workbook, and upload it again"),
        },
    )
    use_required_attribute = False

    def clean_file(self) -> Any:
        file: UploadedFile = self.cleaned_data["file"]
        if not (file.name or "").lower().endswith(".xlsx"):
            raise forms.ValidationError(
                _("%(name)s is not an .xlsx workbook. Save it as “Excel workbook (.xlsx)”, and upload it again"),
                params={"name": file.name},
            )
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(
                _("%(name)s is larger than 2 MB. Take out pictures and sheets of your own, and upload it again"),
                params={"name": file.name},
            )
        return file
