"""The filters that the list of production, its export and the API share."""

import datetime as dt
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from registry.base.models.querysets import holding
from registry.mines.forms.months import MonthField
from registry.mines.models import Production


class MonthFilter(django_filters.Filter):
    """A month in the address."""

    field_class = MonthField


class ProductionFilter(django_filters.FilterSet):
    """Mine, product, and the months from the first to the last."""

    q = django_filters.CharFilter(label=_("Mine"), method="by_words", max_length=100)
    product = django_filters.ChoiceFilter(label=_("Product"), choices=Production.Product.choices, empty_label=_("All"))
    first = MonthFilter(label=_("From month"), method="from_month")
    last = MonthFilter(label=_("To month"), method="to_month")
    mine = django_filters.NumberFilter(label=_("Key of the mine"), method="by_mine", widget=forms.HiddenInput)

    class Meta:
        model = Production
        fields: tuple[str, ...] = ()

    def by_words(self, rows: QuerySet[Production], name: str, value: str) -> QuerySet[Production]:
        """Months of mines whose names or identifier hold every word."""
        for word in value.replace("\x00", "").split()[:6]:
            rows = rows.filter(holding(word, "mine__name_zh", "mine__name_en") | Q(mine__identifier__istartswith=word))
        return rows

    def from_month(self, rows: QuerySet[Production], name: str, value: dt.date) -> QuerySet[Production]:
        """Not before the month."""
        return rows.filter(month__gte=value)

    def to_month(self, rows: QuerySet[Production], name: str, value: dt.date) -> QuerySet[Production]:
        """Not after the month."""
        return rows.filter(month__lte=value)

    def by_mine(self, rows: QuerySet[Production], name: str, value: Any) -> QuerySet[Production]:
        """Months of one mine."""
        return rows.filter(mine=value) if 0 < value < 2**63 and value == int(value) else rows.none()
