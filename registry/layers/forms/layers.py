"""Handing in a map layer."""

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.base.models import limits
from registry.layers.models import MapLayer
from registry.layers.services.layers import Description
from registry.web.forms import columns
from registry.web.forms.base import Section, UiForm


class LayerImportForm(UiForm, forms.Form):
    """A GeoJSON file and what is said of it."""

    wide = ("note", "source")
    sections = (
        Section("file", _("File"), ("kind", "file"), "file-up"),
        Section(
            "origin",
            _("What it is"),
            ("name_zh", "name_en", "region_code", "data_date", "source", "certainty", "is_simulated", "note"),
            "database",
        ),
    )

    kind = forms.ChoiceField(label=_("Kind"), choices=[("", "—"), *MapLayer.Kind.choices])
    file = forms.FileField(
        label=_("Layer file"),
        help_text=_("GeoJSON FeatureCollection in CGCS2000 or WGS 84 degrees, at most 30 MB."),
        widget=forms.FileInput(attrs={"accept": ".geojson,.json"}),
    )
    name_zh = columns.text(
        limits.column(MapLayer, "name_zh"),
        label=_("Chinese name"),
        help_text=_("A layer of the same kind, region and Chinese name is replaced."),
    )
    name_en = columns.text(limits.column(MapLayer, "name_en"), label=_("English name"), required=False)
    region_code = forms.RegexField(
        r"^\s*[1-9][0-9]{1,5}\s*$",
        max_length=limits.longest(limits.column(MapLayer, "region_code")),
        label=_("Region covered"),
        required=False,
        help_text=_("Code of the region for which the layer is complete; empty for the whole nation."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "placeholder": "150600"}),
        error_messages={"invalid": _("Enter two to six digits of a region code.")},
    )
    data_date = forms.DateField(label=_("Date of the data"), widget=forms.DateInput(attrs={"type": "date"}))
    source = columns.text(
        limits.column(MapLayer, "source"),
        label=_("Source"),
        help_text=_("Who made the data, and the number of the document."),
    )
    certainty = forms.ChoiceField(label=_("Certainty"), choices=[("", "—"), *MapLayer.Certainty.choices])
    is_simulated = forms.BooleanField(
        label=_("Demonstration data"), required=False, help_text=_("Invented layers count for invented mines only.")
    )
    note = columns.text(limits.column(MapLayer, "note"), label=_("Note"), rows=2)

    def description(self) -> Description:
        """What was said of the layer."""
        said = self.cleaned_data
        day: dt.date | None = said["data_date"]
        return Description(
            kind=said["kind"],
            name_zh=said["name_zh"],
            name_en=said["name_en"],
            region_code=said["region_code"],
            source=said["source"],
            data_date=day,
            certainty=said["certainty"],
            is_simulated=said["is_simulated"],
            note=said["note"],
        )
