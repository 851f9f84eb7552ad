"""What officers and holders enter about the rights, licences, facilities and documents of a mine."""

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.base.models import limits
from registry.mines.models import Facility, Mine, MineDocument, MiningLicence, MiningRight
from registry.mines.services import boundaries, facilities, licences, rights
from registry.scope.selectors import bodies
from registry.web.forms import columns
from registry.web.forms.base import UiForm
from registry.web.forms.fields import OrganisationField


def day() -> forms.DateInput:
    """A date as the browser's own picker."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class _RowForm(UiForm, forms.ModelForm):
    """A form whose row the service checks and saves."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns.bind(self)

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or () if name in self.cleaned_data}

    def _post_clean(self) -> None:
        """The service checks the row; the instance stays as it is stored."""


class RightForm(_RowForm):
    """A mining right."""

    holder = OrganisationField(label=_("Holder"))
    authority = OrganisationField(label=_("Registration authority"))
    units = {"area": "km²"}

    class Meta:
        model = MiningRight
        fields = rights.EDITABLE
        widgets = {"registered_on": day(), "expires_on": day()}

    def __init__(self, *args: Any, mine: Mine, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = bodies.companies(is_simulated=mine.is_simulated)
        self.fields["holder"].offer(offered, mine.holder)  # type: ignore[attr-defined]
        self.fields["authority"].offer(bodies.land_departments(mine.region_code))  # type: ignore[attr-defined]
        if not self.instance.pk:
            self.initial.setdefault("holder", mine.holder_id)


class LicenceForm(_RowForm):
    """A mining licence."""

    units = {"capacity": _("Mt a year")}

    class Meta:
        model = MiningLicence
        fields = licences.EDITABLE
        widgets = {"issued_on": day(), "valid_to": day()}


class ReasonForm(UiForm, forms.Form):
    """Why something is ended."""

    status = forms.ChoiceField(label=_("How"), choices=())
    reason = columns.text(limits.REASON, label=_("Reason"), rows=3)

    def __init__(self, *args: Any, choices: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["status"].choices = [("", "—"), *choices]  # type: ignore[attr-defined]


class FacilityForm(_RowForm):
    """A facility; its place is typed as GeoJSON."""

    geometry = forms.CharField(
        label=_("Place (GeoJSON)"),
        required=False,
        max_length=boundaries.PLACE.max_length,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        help_text=_("A Point or a Polygon in longitude and latitude (CGCS2000 or WGS 84)."),
    )
    units = {"height": "m", "angle": "°", "volume": _("10⁴ m³")}

    class Meta:
        model = Facility
        fields = facilities.EDITABLE

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.geometry:
            self.initial["geometry"] = json.dumps(self.instance.geometry)

    def clean_geometry(self) -> Any:
        """GeoJSON text as a value; whether it is a place the service says."""
        text = self.cleaned_data["geometry"].strip()
        if not text:
            return None
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            raise forms.ValidationError(_("This is not GeoJSON: the text cannot be read as JSON.")) from None


class DocumentForm(UiForm, forms.Form):
    """A document of a mine."""

    kind = forms.ChoiceField(label=_("Kind"), choices=MineDocument.Kind.choices)
    title = columns.text(limits.column(MineDocument, "title"), label=_("Title"))
    file = forms.FileField(label=_("File"))
