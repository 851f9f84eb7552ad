"""The two questions of the verification page: which code, and which file."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from registry.matters.services import numbers
from registry.web.forms.base import UiForm

MOST_BYTES = 20 * 1024 * 1024


class CodeForm(UiForm, forms.Form):
    """A verification code as printed in a letter."""

    code = forms.CharField(
        label=_("Verification code"),
        max_length=60,
        help_text=_("Four groups of five letters and digits, printed on the last page of the letter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        """The code in its stored form."""
        code = numbers.normalise_code(self.cleaned_data["code"])
        if len(code) != numbers.CODE_LENGTH:
            raise forms.ValidationError(_("A verification code has four groups of five letters and digits."))
        return code


class FileForm(UiForm, forms.Form):
    """The PDF whose hash is compared; it is not kept."""

    file = forms.FileField(
        label=_("PDF file of the letter"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
        help_text=_("Only its hash is compared; the file is not stored."),
    )

    def clean_file(self) -> Any:
        """Refuse what is far larger than any letter."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than any letter: at most 20 MB."))
        return file
