"""The filters of the pages, used by the API."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.request import Request

from registry.web.rules.problem_details import BadParameter


class Filters(DjangoFilterBackend):
    """django-filter with this project's errors: every impossible parameter at once."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> QuerySet[Any]:
        """The rows that match; `BadParameter` names what cannot be read."""
        filterset = self.get_filterset(request, queryset, view)
        if filterset is None:
            return queryset
        faults = _unreadable(filterset, request)
        if not filterset.is_valid():
            faults |= {name: list(texts) for name, texts in filterset.errors.items()}
        if faults:
            raise BadParameter(faults)
        return filterset.qs


def _unreadable(filterset: Any, request: Request) -> dict[str, list[str]]:
    """What a page would silently leave out: empty choices and numbers, truth values that are none."""
    faults: dict[str, list[str]] = {}
    for name, one in filterset.filters.items():
        value = request.query_params.get(name)
        if value is None:
            continue
        if isinstance(one, django_filters.BooleanFilter):
            if value.lower() not in ("true", "false"):
                faults[name] = [_("Give true or false.")]
        elif not value and not isinstance(one, django_filters.CharFilter):
            faults[name] = [_("Give a value, or leave the parameter out.")]
    return faults
