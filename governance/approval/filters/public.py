"""Filters of the public lists."""

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from governance.approval.models import Decision
from governance.approval.selectors.public import public, public_mines
from registry.mines.models import Mine
from registry.regions.selectors import regions
from registry.web.forms.base import UiForm


class FilterForm(UiForm, forms.Form):
    """The filter bar's form."""


def _places() -> list[tuple[str, str]]:
    return [(place.prefix, place.name) for place in public.places()]


def _years() -> list[tuple[str, str]]:
    return [(str(year), str(year)) for year in public.years()]


def _provinces() -> list[tuple[str, str]]:
    return [(place.prefix, place.name) for place in regions.provinces()]


class DecisionFilter(django_filters.FilterSet):
    """By words, outcome, place and year."""

    q = django_filters.CharFilter(label=_("Mine, place or document number"), method="by_words", max_length=100)
    outcome = django_filters.ChoiceFilter(
        label=_("Outcome"), choices=Decision.Outcome.choices, empty_label=_("All outcomes")
    )
    region = django_filters.ChoiceFilter(
        label=_("Region"), choices=_places, empty_label=_("All regions"), method="by_region"
    )
    year = django_filters.ChoiceFilter(
        label=_("Year"), choices=_years, empty_label=_("All years"), field_name="countersigned_at__year"
    )

    class Meta:
        model = Decision
        fields: tuple[str, ...] = ()
        form = FilterForm

    def by_words(self, rows: QuerySet[Decision], name: str, value: str) -> QuerySet[Decision]:
        """Mine, place, title, case or document number."""
        return rows.filter(public.words_in(value, "case__", "document_number"))

    def by_region(self, rows: QuerySet[Decision], name: str, value: str) -> QuerySet[Decision]:
        """The subtree of a region."""
        return rows.filter(case__region_code__startswith=value)


class MineFilter(django_filters.FilterSet):
    """By words, province, stage and mineral."""

    q = django_filters.CharFilter(label=_("Mine, holder or identifier"), method="by_words", max_length=100)
    region = django_filters.ChoiceFilter(
        label=_("Region"), choices=_provinces, empty_label=_("All provinces"), method="by_region"
    )
    stage = django_filters.ChoiceFilter(label=_("Stage"), choices=Mine.Stage.choices, empty_label=_("All stages"))
    mineral = django_filters.ChoiceFilter(
        label=_("Mineral"), choices=Mine.Mineral.choices, empty_label=_("All minerals")
    )

    class Meta:
        model = Mine
        fields: tuple[str, ...] = ()
        form = FilterForm

    def by_words(self, rows: QuerySet[Mine], name: str, value: str) -> QuerySet[Mine]:
        """Every word in a name, the holder's name or at the start of the identifier."""
        return rows.filter(public_mines.words_in(value))

    def by_region(self, rows: QuerySet[Mine], name: str, value: str) -> QuerySet[Mine]:
        """The subtree of a province."""
        return rows.filter(region_code__startswith=value)
