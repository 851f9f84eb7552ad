"""Filter sets that narrow by province, city and county."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from registry.regions.forms import regions as picker
from registry.regions.rules import regions as region_rules
from registry.web.forms.base import UiForm


class FilterForm(UiForm, forms.Form):
    """The filter bar's form."""


def _list(level: str, label: Any) -> django_filters.ChoiceFilter:
    widget = forms.Select(attrs=picker.picker_attributes(level))
    return django_filters.ChoiceFilter(
        label=label, method="together", empty_label=_("All"), choices=(), widget=widget
    )  # fmt: skip


class PlaceFilter(django_filters.FilterSet):
    """Rows whose `region_code` lies in what is chosen; what cannot be read finds nothing."""

    province = _list("province", _("Province"))
    city = _list("city", _("City or prefecture"))
    district = _list("district", _("County or district"))

    class Meta:
        fields: tuple[str, ...] = ()
        form = FilterForm

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        for level, choices in picker.options(data or {}).items():
            self.filters[level].extra["choices"] = choices

    @property
    def qs(self) -> QuerySet[Any]:
        """The filtered rows."""
        if self.is_bound and not self.form.is_valid():
            return self.queryset.none()
        rows: QuerySet[Any] = super().qs
        code, level = picker.chosen(self.form.cleaned_data) if self.is_bound else ("", "")
        if not code:
            return rows
        if level == "city" and code.endswith("0000"):
            level = "province"
        return rows.filter(region_code__startswith=region_rules.prefix_of(code))

    def together(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """The three lists are read together."""
        return rows
