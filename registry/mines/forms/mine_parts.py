"""What officers and holders enter about the rights, licences and documents of a mine."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.base.models import limits
from registry.mines.models import Mine, MineDocument, MiningLicence, MiningRight
from registry.mines.services import licences, rights
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


class DocumentForm(UiForm, forms.Form):
    """A document of a mine."""

    kind = forms.ChoiceField(label=_("Kind"), choices=MineDocument.Kind.choices)
    title = columns.text(limits.column(MineDocument, "title"), label=_("Title"))
    file = forms.FileField(label=_("File"))
