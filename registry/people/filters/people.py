"""Filters of the lists of organisations, people and sign-ins: plain GET forms whose faults never break the page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from registry.scope.models import Organisation, Role, SignInEvent

_ALL = [("", pgettext_lazy("filter", "All"))]


class ListFilter(forms.Form):
    """A filter that is always usable: a wrong answer is shown and left out."""

    def values(self) -> dict[str, Any]:
        """The answers that can be used, by the argument names of the selector."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "", False)}


def _search(hint: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"type": "search", "class": "form-control", "placeholder": hint})
    return forms.CharField(label=_("Search"), required=False, max_length=100, widget=widget)


def _choice(label: Any, choices: Any) -> forms.ChoiceField:
    widget = forms.Select(attrs={"class": "form-select"})
    return forms.ChoiceField(label=label, required=False, choices=[*_ALL, *choices], widget=widget)


class OrganisationFilter(ListFilter):
    """Search, kind, function, region."""

    search = _search(_("Name or credit code"))
    kind = _choice(_("Kind"), Organisation.Kind.choices)
    function = _choice(_("Function"), Organisation.Function.choices)
    region = forms.RegexField(
        r"^[1-9][0-9]{1,5}$",
        label=_("Region code"),
        required=False,
        max_length=6,
        widget=forms.TextInput(attrs={"class": "form-control", "inputmode": "numeric", "placeholder": "150621"}),
        error_messages={"invalid": _("Enter two to six digits of a region code.")},
    )
    ended = forms.BooleanField(
        label=_("Ended ones"), required=False, widget=forms.CheckboxInput(attrs={"class": "form-check-input"})
    )


class UserFilter(ListFilter):
    """Search and role."""

    search = _search(_("Name, user name or e-mail"))
    role = _choice(_("Role"), Role.choices)


class SignInFilter(ListFilter):
    """User name, event, address, days."""

    username = _search(_("User name"))
    kind = _choice(_("Event"), SignInEvent.Kind.choices)
    ip = forms.GenericIPAddressField(
        label=_("IP address"), required=False, widget=forms.TextInput(attrs={"class": "form-control"})
    )
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date", "class": "form-control"})
    )
    until = forms.DateField(
        label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date", "class": "form-control"})
    )
