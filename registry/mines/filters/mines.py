"""The filters that the mine list, the map and the export share."""

from collections.abc import Iterable
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from registry.mines.models import Mine
from registry.mines.selectors import mines
from registry.regions.forms import regions as picker
from registry.regions.rules import regions as region_rules

NO_RISK = "none"


def _region_filter(level: str, label: Any) -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(
        label=label,
        method="ignore",
        empty_label=_("All"),
        choices=(),
        widget=forms.Select(attrs=picker.picker_attributes(level)),
    )


class MineFilter(django_filters.FilterSet):
    """Words, region, stage, method, mineral, hazards, and whether a mine is real."""

    q = django_filters.CharFilter(label=_("Name, identifier or holder"), method="by_words", max_length=100)
    province = _region_filter("province", _("Province"))
    city = _region_filter("city", _("City or prefecture"))
    district = _region_filter("district", _("County or district"))
    stage = django_filters.ChoiceFilter(label=_("Stage"), choices=Mine.Stage.choices, empty_label=_("All"))
    method = django_filters.ChoiceFilter(label=_("Mining method"), choices=Mine.Method.choices, empty_label=_("All"))
    mineral = django_filters.ChoiceFilter(label=_("Mineral"), choices=Mine.Mineral.choices, empty_label=_("All"))
    gas_rating = django_filters.ChoiceFilter(
        label=_("Gas rating"), choices=Mine.GasRating.choices, empty_label=_("All")
    )
    risk_level = django_filters.ChoiceFilter(
        label=_("Risk level"),
        choices=[*Mine.RiskLevel.choices, (NO_RISK, _("None stated"))],
        empty_label=_("All"),
        method="by_risk",
    )
    kind = django_filters.ChoiceFilter(
        label=_("Data"),
        choices=[("real", _("Real register")), ("simulated", _("Demonstration data"))],
        empty_label=_("All"),
        method="by_kind",
    )

    class Meta:
        model = Mine
        fields: tuple[str, ...] = ()

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        for level, choices in picker.options(data or {}).items():
            self.filters[level].extra["choices"] = choices

    @property
    def qs(self) -> QuerySet[Mine]:
        """The filtered rows; a filter that cannot be read finds nothing, so that no list looks complete by mistake."""
        if self.is_bound and not self.form.is_valid():
            return self.queryset.none()
        rows: QuerySet[Mine] = super().qs
        code, level = picker.chosen(self.form.cleaned_data) if self.is_bound else ("", "")
        if not code:
            return rows
        if level == "city" and code.endswith("0000"):
            level = "province"
        return rows.filter(region_code__startswith=region_rules.prefix_of(code))

    def ignore(self, rows: QuerySet[Mine], name: str, value: str) -> QuerySet[Mine]:
        """The three region lists are read together."""
        return rows

    def by_words(self, rows: QuerySet[Mine], name: str, value: str) -> QuerySet[Mine]:
        """Rows in whose names, identifier or holder every word stands."""
        return mines.matching(rows, value)

    def by_risk(self, rows: QuerySet[Mine], name: str, value: str) -> QuerySet[Mine]:
        """Rows of one risk level, or of none."""
        return rows.filter(risk_level="" if value == NO_RISK else value)

    def by_kind(self, rows: QuerySet[Mine], name: str, value: str) -> QuerySet[Mine]:
        """Real rows or those of the demonstration."""
        return rows.filter(is_simulated=value == "simulated")

    def applied(self) -> list[dict[str, str]]:
        """What is filtered, and the address without each filter."""
        if not self.is_bound or not self.form.is_valid():
            return []
        return [self._one(name, value) for name, value in self.form.cleaned_data.items() if value not in (None, "")]

    def _one(self, name: str, value: Any) -> dict[str, str]:
        field = self.form.fields[name]
        words: Iterable[tuple[Any, Any]] = getattr(field, "choices", ())
        shown = next((str(word) for code, word in words if str(code) == str(value)), str(value))
        query = self.data.copy()
        below = {"province": ("city", "district"), "city": ("district",)}.get(name, ())
        for key in (name, *below, "cursor"):
            query.pop(key, None)
        return {
            "label": _now("%(field)s: %(value)s") % {"field": field.label, "value": shown},
            "url": f"?{query.urlencode()}",
        }
