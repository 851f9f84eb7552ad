"""The form of an organisation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.base.rules import problem_words
from registry.people.rules import credit_code
from registry.people.selectors import organisations as selector
from registry.scope.models import Organisation, User
from registry.web.forms.base import Section, UiForm
from registry.web.forms.fields import OrganisationField, RegionField


class OrganisationForm(UiForm, forms.ModelForm):
    """Name, kind, place and contact; the service checks them again."""

    region = RegionField(required=False, help_text=_("Territory of a public body, seat of a company."))
    parent = OrganisationField(label=_("Superior body"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    wide = ("contact_address",)
    sections = (
        Section("name", _("Name and kind"), ("name_zh", "name_en", "kind", "function", "credit_code"), "building-2"),
        Section("place", _("Place"), ("region", "parent"), "map-pin"),
        Section("contact", _("Contact"), ("contact_phone", "contact_address"), "phone"),
    )

    class Meta:
        model = Organisation
        fields = (
            "name_zh",
            "name_en",
            "kind",
            "function",
            "credit_code",
            "region",
            "parent",
            "contact_phone",
            "contact_address",
        )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].offer(selector.regions_of(user))  # type: ignore[attr-defined]
        bodies = selector.public_bodies().exclude(pk=self.instance.pk)
        self.fields["parent"].offer(bodies, self.instance.parent)  # type: ignore[attr-defined]
        self.fields["credit_code"].max_length = 40  # type: ignore[attr-defined]
        self.fields["credit_code"].validators = []
        self.fields["credit_code"].widget.attrs["maxlength"] = "40"
        self.initial["version"] = self.instance.version if self.instance.pk else None

    def clean_credit_code(self) -> str:
        """Blanks and small letters are tidied; the check characters must fit."""
        code = credit_code.normalise(self.cleaned_data["credit_code"])
        found = credit_code.problems(code) if code else []
        if found:
            raise forms.ValidationError([problem_words.text_of(problem) for problem in found])
        return code

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    def _post_clean(self) -> None:
        """The service checks the row; the instance stays as it is stored."""


class OrganisationEndForm(UiForm, forms.Form):
    """The last day of an organisation."""

    on = forms.DateField(
        label=_("Last day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The roles held here give no rights from the next day."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
