"""What officers enter about a mine."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.base.models import limits
from registry.mines.models import Mine, MineHolder
from registry.mines.services import boundaries, mines
from registry.regions.forms import regions as picker
from registry.scope.models import Region
from registry.scope.selectors import bodies
from registry.web.forms import columns
from registry.web.forms.base import Section, UiForm
from registry.web.forms.fields import OrganisationField

#: Columns that the form takes as they are; the region is chosen level by level.
_TABLE_FIELDS = tuple(name for name in mines.EDITABLE if name != "region")


class MineForm(UiForm, forms.ModelForm):
    """The facts of a mine; the service checks them again and says everything at once."""

    province = picker.RegionChoice("province", label=_("Province"))
    city = picker.RegionChoice("city", label=_("City or prefecture"))
    district = picker.RegionChoice("district", label=_("County or district"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    units = {"capacity": _("Mt a year"), "depth": "m", "area": "km²", "longitude": "°", "latitude": "°"}
    wide = ("location_note", "source")
    sections = (
        Section(
            "basic", _("Basic information"), ("identifier", "stage", "name_zh", "name_en", "holder_name"), "pickaxe"
        ),
        Section(
            "place",
            _("Place"),
            ("province", "city", "district", "longitude", "latitude", "location_note"),
            "map-pin",
        ),
        Section("mining", _("Mining"), ("mineral", "method", "capacity", "depth", "area", "opened_in"), "mountain"),
        Section(
            "hazards",
            _("Hazard classes"),
            ("gas_rating", "water_class", "fire_class", "is_rock_burst"),
            "triangle-alert",
        ),
        Section("source", _("Source"), ("source", "source_url"), "book-open"),
    )

    class Meta:
        model = Mine
        fields = ("identifier", "stage", *_TABLE_FIELDS)
        widgets = {
            "is_rock_burst": forms.Select(choices=[("", _("Not stated")), ("true", _("Yes")), ("false", _("No"))]),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns.bind(self)
        if self.instance.pk:
            del self.fields["identifier"], self.fields["stage"]
            self.initial.update(picker.codes_of(self.instance.region), version=self.instance.version)
        else:
            self.fields["stage"].choices = [("", "—"), *Mine.Stage.choices]  # type: ignore[attr-defined]
        for level, options in picker.options(self.data or self.initial).items():
            self.fields[level].choices = [("", "—"), *options]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The lowest region that was chosen is the mine's."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        code, level = picker.chosen(values)
        if code:
            values["region"] = Region.objects.filter(code=code, level=level).first()
        return values

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        names = [*_TABLE_FIELDS, "region", *(["identifier", "stage"] if not self.instance.pk else [])]
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}

    def _post_clean(self) -> None:
        """The service checks the row; the instance stays as it is stored."""


class StageForm(UiForm, forms.Form):
    """Why the stage changes."""

    reason = columns.text(limits.REASON, label=_("Reason"), rows=3, help_text=_("Kept in the audit trail."))


class HolderForm(UiForm, forms.Form):
    """The next holder."""

    organisation = OrganisationField(label=_("New holder"))
    valid_from = forms.DateField(
        label=_("From"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Today when left empty."),
    )
    reason = columns.text(limits.column(MineHolder, "reason"), label=_("Reason"), rows=3, required=True)

    def __init__(self, *args: Any, mine: Mine, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = bodies.companies(is_simulated=mine.is_simulated)
        if mine.holder_id is not None:
            offered = offered.exclude(pk=mine.holder_id)
        self.fields["organisation"].offer(offered)  # type: ignore[attr-defined]


class BoundaryForm(UiForm, forms.Form):
    """A boundary as GeoJSON or as corner points."""

    geojson = forms.CharField(
        label=_("GeoJSON"),
        required=False,
        max_length=boundaries.GEOJSON.max_length,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=_("A Polygon or MultiPolygon in longitude and latitude (CGCS2000 or WGS 84)."),
    )
    corners = forms.CharField(
        label=_("Corner points"),
        required=False,
        max_length=boundaries.CORNERS.max_length,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_(
            "One corner a line: number, X (northing), Y (easting) in metres. An empty line begins the next area."
        ),
    )
    zone = forms.TypedChoiceField(
        label=_("Gauss–Krüger zone"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Only needed where Y carries no zone number."),
    )
    source = columns.text(limits.column(Mine, "boundary_source"), label=_("Source of the boundary"), required=True)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    wide = ("source",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        narrow = [
            (zone, _("Zone %(zone)d, 3°, %(meridian)d° E") % {"zone": zone, "meridian": 3 * zone})
            for zone in range(25, 46)
        ]
        broad = [
            (zone, _("Zone %(zone)d, 6°, %(meridian)d° E") % {"zone": zone, "meridian": 6 * zone - 3})
            for zone in range(13, 24)
        ]
        self.fields["zone"].choices = [("", "—"), *narrow, *broad]  # type: ignore[attr-defined]


STAGE_LABELS = {
    "start_production": _("Start production"),
    "suspend": _("Suspend"),
    "resume": _("Resume production"),
    "begin_closing": _("Begin closing"),
    "halt_closing": _("Halt the closure"),
    "close": _("Close for good"),
}
assert set(STAGE_LABELS) == {row.verb for row in mines.STAGES.rows}
