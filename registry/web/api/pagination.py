"""Cursor pages for the API, on the keyset pages of the site."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

from registry.web.rules.problem_details import BadParameter
from registry.web.selectors import pagination

DEFAULT_SIZE, MAX_SIZE, LONGEST_CURSOR = 25, 200, 2000


class KeysetPagination(BasePagination):
    """`?cursor=` and `?page_size=`; a view names its orders in `orders`, the first is the default.

    A view whose rows cost further queries reads them for the whole page in `prepare`.
    """

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        """The rows of the page that the address names; `BadParameter` when it cannot be read."""
        orders: dict[str, tuple[str, ...]] = view.orders
        wanted = request.query_params
        faults: dict[str, list[str]] = {}
        order = wanted.get("order", next(iter(orders)))
        if order not in orders:
            faults["order"] = [_("Choose one of: %(names)s.") % {"names": ", ".join(orders)}]
        size = wanted.get("page_size", str(DEFAULT_SIZE))
        if not (size.isascii() and size.isdecimal() and len(size) < 5 and 1 <= int(size) <= MAX_SIZE):
            faults["page_size"] = [_("A page has 1 to %(most)d rows.") % {"most": MAX_SIZE}]
        cursor = wanted.get("cursor", "")
        keys = orders.get(order, ())
        if cursor and keys and not self._is_ours(cursor, queryset, keys):
            faults["cursor"] = [_("Take the cursor from the last answer; do not make one.")]
        if faults:
            raise BadParameter(faults)
        self.request = request
        self.page = pagination.paginate(queryset, order=keys, cursor=cursor, size=int(size))
        return self.page.rows

    def _is_ours(self, cursor: str, queryset: QuerySet[Any], keys: tuple[str, ...]) -> bool:
        return len(cursor) <= LONGEST_CURSOR and pagination.is_cursor(cursor, queryset.model, keys)

    def get_paginated_response(self, data: Any) -> Response:
        """The rows with the addresses of the neighbouring pages."""
        links = {"next": self._link(self.page.next_cursor), "previous": self._link(self.page.previous_cursor)}
        return Response({**links, "results": data})

    def _link(self, cursor: str) -> str | None:
        if not cursor:
            return None
        here = remove_query_param(self.request.build_absolute_uri(), "cursor")
        return replace_query_param(here, "cursor", cursor)

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """How the schema describes a page."""
        link = {"type": ["string", "null"], "format": "uri"}
        there = "https://xiezhi.example/api/v1/…/?cursor=WzAsIuefpyIsN10"
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {
                "next": {**link, "description": "The next page, or null on the last one.", "example": there},
                "previous": {**link, "description": "The page before, or null on the first one.", "example": None},
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """How the schema describes the parameters."""
        size = {"type": "integer", "minimum": 1, "maximum": MAX_SIZE, "default": DEFAULT_SIZE}
        order = {"type": "string", "enum": list(view.orders), "default": next(iter(view.orders))}
        cursor = {"type": "string", "maxLength": LONGEST_CURSOR}
        return [
            _parameter("cursor", "Where the page begins; taken from `next` or `previous`.", cursor),
            _parameter("page_size", "Rows on a page.", size),
            _parameter("order", "How the rows are ordered; a leading minus turns it round.", order),
        ]


def _parameter(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema}
