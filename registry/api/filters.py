"""The filters of the pages, used by the API."""

from typing import Any

from django.db.models import QuerySet
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.request import Request

from registry.problem_details import BadParameter


class Filters(DjangoFilterBackend):
    """django-filter with this project's errors: every impossible parameter at once."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> QuerySet[Any]:
        """The rows that match; `BadParameter` names what cannot be read."""
        filterset = self.get_filterset(request, queryset, view)
        if filterset is None:
            return queryset
        if not filterset.is_valid():
            raise BadParameter({name: list(texts) for name, texts in filterset.errors.items()})
        return filterset.qs
