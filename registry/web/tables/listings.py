"""One description per list: page, htmx rows, keyset paging, export and API list derive from it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import django_filters
from django.core.exceptions import FieldDoesNotExist, ImproperlyConfigured
from django.db.models import QuerySet
from django.utils.functional import Promise
from rest_framework import serializers

from registry.base.rules.contributions import Clash
from registry.scope.models import User
from registry.web.selectors.pagination import KeysetPage, paginate
from registry.web.tables.base import UiTable

Text = str | Promise


@dataclass(frozen=True)
class Button:
    """What the head of a list offers: where it leads and how it is called."""

    label: Text
    icon: str
    url: str


@dataclass(frozen=True)
class Listing:
    """A list of the rows of one kind; the page is `<name>_list`, the operation `api:<name>-list`.

    `rows(user)` are in scope by policy, `NotAllowed` where he may not look at all. `orders` maps the name in the
    address to keyset columns, the first is the default. `export` are the columns of the file (ExportColumn); without,
    there is none. `heads(rows)` are further arguments of the table, read for the whole page. Other systems get the rows
    as `shape`, below `path` of the API, described by `about` under the heading `tag`.
    """

    name: str
    title: Text
    rows: Callable[[User], QuerySet[Any]]
    filter: type[django_filters.FilterSet]
    table: type[UiTable]
    orders: Mapping[str, tuple[str, ...]]
    purpose: Text = ""
    export: Sequence[Any] = ()
    heads: Callable[[Sequence[Any]], Mapping[str, Any]] = lambda rows: {}
    buttons: Callable[[User], Sequence[Button]] = lambda user: ()
    note: tuple[Text, Text] = ("", "")
    size: int = 25
    shape: type[serializers.BaseSerializer[Any]] | None = None
    path: str = ""
    about: str = ""
    tag: str = "Other"

    all: ClassVar[dict[str, "Listing"]] = {}

    def __post_init__(self) -> None:
        if self.name in self.all:
            raise Clash(f"The list {self.name!r} is registered twice.")
        model: Any = self.filter._meta.model
        for name, columns in self.orders.items():
            if columns[-1].lstrip("-") not in ("pk", model._meta.pk.name):
                raise ImproperlyConfigured(f"{self.name}: the order {name!r} does not end with the key.")
            for column in columns:
                try:
                    _ = column.lstrip("-") == "pk" or model._meta.get_field(column.lstrip("-"))
                except FieldDoesNotExist as error:
                    raise ImproperlyConfigured(f"{self.name}: {error}") from error
        self.all[self.name] = self

    @property
    def target(self) -> str:
        """The id of the element that htmx replaces."""
        return f"{self.name}-list"

    def order(self, asked: str) -> tuple[str, tuple[str, ...]]:
        """The order asked for, or the first."""
        name = asked if asked in self.orders else next(iter(self.orders))
        return name, self.orders[name]

    def found(self, user: User, query: Any, request: Any) -> tuple[Any, KeysetPage, UiTable]:
        """The filter, one page of what it found, and its table."""
        chosen = self.filter(query, queryset=self.rows(user), request=request)
        name, keys = self.order(query.get("order", ""))
        page = paginate(chosen.qs, order=keys, cursor=query.get("cursor", ""), size=self.size)
        return chosen, page, self.table(page.rows, sorted_by=name, target=self.target, **self.heads(page.rows))
