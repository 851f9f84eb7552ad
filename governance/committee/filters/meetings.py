"""Filters of the lists of meetings."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from governance.committee.models import Meeting
from registry.web.forms.base import UiForm


class FilterForm(UiForm, forms.Form):
    """The filter bar's form."""


class MeetingFilter(django_filters.FilterSet):
    """By words, kind, state and day."""

    q = django_filters.CharFilter(label=_("Search"), method="by_words", max_length=100)
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Meeting.Kind.choices, empty_label=_("All kinds"))
    state = django_filters.ChoiceFilter(label=_("State"), choices=Meeting.State.choices, empty_label=_("All states"))
    held_after = django_filters.DateFilter(
        label=_("From"), field_name="held_at", lookup_expr="date__gte", widget=forms.DateInput(attrs={"type": "date"})
    )
    held_before = django_filters.DateFilter(
        label=_("Until"), field_name="held_at", lookup_expr="date__lte", widget=forms.DateInput(attrs={"type": "date"})
    )

    class Meta:
        model = Meeting
        fields: tuple[str, ...] = ()
        form = FilterForm

    def by_words(self, rows: QuerySet[Meeting], name: str, value: Any) -> QuerySet[Meeting]:
        """Title in either language, or the number of a matter on the agenda."""
        words = value.strip()
        cases = Meeting.objects.filter(items__matter__number__icontains=words).values("pk")
        return rows.filter(Q(title_zh__icontains=words) | Q(title_en__icontains=words) | Q(pk__in=cases))
