"""Handing in a register."""

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.web.forms.base import UiForm


class ImportForm(UiForm, forms.Form):
    """A register and, if there is one, a file of boundaries."""

    file = forms.FileField(
        label=_("Register file"),
        help_text=_(
            "CSV (UTF-8 or GB 18030) or XLSX, in the columns of the template or of the Global Coal Mine Tracker."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    boundaries = forms.FileField(
        label=_("Boundaries"),
        required=False,
        help_text=_("GeoJSON FeatureCollection; each feature names its mine by identifier."),
        widget=forms.FileInput(attrs={"accept": ".geojson,.json"}),
    )
