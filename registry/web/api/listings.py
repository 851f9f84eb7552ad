"""The operations of lists, and the resources of kinds that need nothing but their list and their acts."""

import types
from collections.abc import Iterator
from functools import partial
from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from registry.base.rules.errors import OutOfScope
from registry.web.acts.acts import Acts
from registry.web.api.acts import ActsResource
from registry.web.api.base import Resource
from registry.web.tables.listings import Listing


class ListingResource(Resource):
    """`class Meetings(ListingResource, listing=MEETINGS)` lists as the page does; `shape` where the list names none."""

    own: ClassVar[set[str]] = set()
    tag = "Other"

    def __init_subclass__(cls, listing: Listing | None = None, shape: Any = None, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if listing is None:
            return
        ListingResource.own.add(listing.name)
        cls.tag, cls.orders = listing.tag, dict(listing.orders)
        cls.filterset_class = vars(cls).get("filterset_class") or listing.filter  # type: ignore[attr-defined]
        cls.queryset = listing.filter._meta.model._default_manager.none()
        of_row: Any = shape or listing.shape or cls.serializer_class
        cls.serializer_class = cls.serializer_class or of_row

        def operation(self: Any, request: Request) -> Response:
            return self.page(listing.rows(self.user), of_row)

        operation.__name__, operation.__doc__ = "list", listing.about
        setattr(cls, "list", extend_schema(responses=of_row(many=True))(operation))  # noqa: B010 - no method yet


class Plain(ListingResource, ActsResource):
    """A kind that needs nothing but its list and its acts."""

    source: ClassVar[Listing]

    def retrieve(self, request: Request, pk: int) -> Response:
        """Read one of them."""
        return self.shown(pk)

    def shown(self, pk: Any, *, status: int = 200, **headers: str) -> Response:
        """The row as it is now."""
        row = self.source.rows(self.user).filter(pk=pk).first()
        if row is None:
            raise OutOfScope
        data = self.get_serializer_class()(row, context=self.get_serializer_context()).data
        return self.answer(data, status=status, version=getattr(row, "version", None), **headers)


def derived() -> Iterator[tuple[str, type[Resource], str]]:
    """Path, resource and name of every list with a path in the API that no room wrote a resource for."""
    for listing in Listing.all.values():
        if listing.path and listing.name not in ListingResource.own:
            name = listing.name.title().replace("-", "")
            given = {"listing": listing, "acts": Acts.kinds.get(listing.name)}
            made = types.new_class(name, (Plain,), given, partial(dict.update, source=listing, __doc__=listing.about))
            yield listing.path, made, listing.name
