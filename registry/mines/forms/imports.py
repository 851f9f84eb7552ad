"""Handing in a register."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.mines.models import ImportRun
from registry.web.forms.base import UiForm


class ImportForm(UiForm, forms.Form):
    """A register of mines (and, if there is one, a file of boundaries), or production by month."""

    kind = forms.ChoiceField(label=_("What the file holds"), choices=ImportRun.Kind.choices, required=False)
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "CSV (UTF-8 or GB 18030) or XLSX, in the columns of the template; a register may also be in those of the "
            "Global Coal Mine Tracker."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    boundaries = forms.FileField(
        label=_("Boundaries"),
        required=False,
        help_text=_("GeoJSON FeatureCollection; each feature names its mine by identifier."),
        widget=forms.FileInput(attrs={"accept": ".geojson,.json"}),
    )
    wide = ("kind",)

    def __init__(self, *args: Any, kinds: Iterable[str] = ImportRun.Kind.values, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = list(kinds)
        choices = [(code, label) for code, label in ImportRun.Kind.choices if code in offered]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]

    def clean_kind(self) -> str:
        """A register of mines where nothing is said."""
        return self.cleaned_data["kind"] or ImportRun.Kind.MINES
