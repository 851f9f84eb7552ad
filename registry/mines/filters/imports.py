"""The filters of an import's problems."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from registry.mines.models import ImportProblem
from registry.mines.selectors.import_words import KINDS


class ProblemFilter(django_filters.FilterSet):
    """Weight, kind and mine of a problem."""

    severity = django_filters.ChoiceFilter(
        label=_("Weight"), choices=ImportProblem.Severity.choices, empty_label=_("All")
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=list(KINDS.items()), empty_label=_("All"), method="by_kind"
    )
    identifier = django_filters.CharFilter(label=_("Mine identifier"), lookup_expr="istartswith", max_length=60)

    class Meta:
        model = ImportProblem
        fields = ("severity", "identifier")

    def by_kind(self, rows: QuerySet[ImportProblem], name: str, value: Any) -> QuerySet[ImportProblem]:
        """Problems whose code begins with the kind."""
        return rows.filter(code__startswith=f"{value}.")
