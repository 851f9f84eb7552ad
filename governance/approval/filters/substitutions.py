"""Filters of the list of substitutions."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from governance.approval.filters.cases import FilterForm
from governance.approval.models import Substitution
from governance.approval.selectors.seats import substitutions


class SubstitutionFilter(django_filters.FilterSet):
    """By name and by whether it is in force."""

    q = django_filters.CharFilter(label=_("Search"), method="by_words", max_length=100)
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=substitutions.STATES, empty_label=_("All states"), method="by_state"
    )

    class Meta:
        model = Substitution
        fields: tuple[str, ...] = ()
        form = FilterForm

    def by_words(self, rows: QuerySet[Substitution], name: str, value: str) -> QuerySet[Substitution]:
        """The name of the officer or of the substitute."""
        words = value.strip()
        return rows.filter(Q(officer__full_name__icontains=words) | Q(substitute__full_name__icontains=words))

    def by_state(self, rows: QuerySet[Substitution], name: str, value: str) -> QuerySet[Substitution]:
        """In force, to come, or over."""
        return substitutions.in_state(rows, value)
