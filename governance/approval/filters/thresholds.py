"""Filters of the list of thresholds."""

import datetime as dt

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from governance.approval.models import IndicatorThreshold
from governance.approval.selectors.indicators import thresholds
from registry.base.models.catalogues import Certainty
from registry.mines.models import Mine
from registry.web.forms.base import UiForm

POND = "pond-"
GROUPS = (("coal", _("Coal")), ("noncoal", _("Other minerals")))


class FilterForm(UiForm, forms.Form):
    """The filter bar's form."""


class ThresholdFilter(django_filters.FilterSet):
    """By indicator, the mine it counts for, certainty and day."""

    code = django_filters.ChoiceFilter(
        label=_("Indicator"), choices=thresholds.indicators, empty_label=_("All indicators"), method="by_indicator"
    )
    method = django_filters.ChoiceFilter(
        label=_("Counts for the mining method"), choices=Mine.Method.choices, empty_label=_("Any"), method="by_method"
    )
    mineral = django_filters.ChoiceFilter(
        label=_("Counts for the mineral"), choices=GROUPS, empty_label=_("Any"), method="by_mineral"
    )
    region = django_filters.ChoiceFilter(
        label=_("Region"), choices=thresholds.places, empty_label=_("All regions"), field_name="region_code"
    )
    certainty = django_filters.ChoiceFilter(label=_("Certainty"), choices=Certainty.choices, empty_label=_("Any"))
    on = django_filters.DateFilter(
        label=_("In force on"), method="in_force", widget=forms.DateInput(attrs={"type": "date"})
    )

    class Meta:
        model = IndicatorThreshold
        fields: tuple[str, ...] = ()
        form = FilterForm

    def by_indicator(self, rows: QuerySet[IndicatorThreshold], name: str, value: str) -> QuerySet[IndicatorThreshold]:
        """The indicator's own thresholds; those of ponds belong to the stability of dumps."""
        own = Q(code=value)
        return rows.filter(own | Q(code__startswith=POND) if value == "dump-stability" else own)

    def by_method(self, rows: QuerySet[IndicatorThreshold], name: str, value: str) -> QuerySet[IndicatorThreshold]:
        """Rows that count for mines of this method: their own and those of any method."""
        return rows.filter(method__in=["", value])

    def by_mineral(self, rows: QuerySet[IndicatorThreshold], name: str, value: str) -> QuerySet[IndicatorThreshold]:
        """Rows that count for the group of minerals: their own and those of any."""
        return rows.filter(mineral_group__in=["", value])

    def in_force(self, rows: QuerySet[IndicatorThreshold], name: str, value: dt.date) -> QuerySet[IndicatorThreshold]:
        """The rows valid on the day."""
        return rows.in_force(value)  # type: ignore[attr-defined]
