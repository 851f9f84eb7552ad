"""Filters of the list of cases."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from governance.approval.models import Case
from registry.base.models.querysets import holding
from registry.web.forms.base import UiForm


class FilterForm(UiForm, forms.Form):
    """The filter bar's form."""


class CaseFilter(django_filters.FilterSet):
    """By words, state, and the days of submission."""

    q = django_filters.CharFilter(label=_("Search"), method="by_words", max_length=100)
    state = django_filters.ChoiceFilter(label=_("State"), choices=Case.State.choices, empty_label=_("All states"))
    submitted_after = django_filters.DateFilter(
        label=_("Submitted from"),
        field_name="submitted_at",
        lookup_expr="date__gte",
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    submitted_before = django_filters.DateFilter(
        label=_("Submitted to"),
        field_name="submitted_at",
        lookup_expr="date__lte",
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    class Meta:
        model = Case
        fields: tuple[str, ...] = ()
        form = FilterForm

    def by_words(self, rows: QuerySet[Case], name: str, value: Any) -> QuerySet[Case]:
        """Number, title, mine or company, in either language."""
        words = value.strip()
        texts = (
            "matter__number",
            "matter__title_zh",
            "matter__title_en",
            "mine__name_zh",
            "mine__name_en",
            "applicant__name_zh",
        )
        return rows.filter(holding(words, *texts))
