"""The table of every list page: sort links, aria-sort and cards on a phone from one template."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import django_tables2 as tables
from django.utils.text import slugify


@dataclass(frozen=True)
class Header:
    """A column head as the template writes it."""

    name: str
    label: str
    orderable: bool
    state: str
    next: str
    css: str


class UiTable(tables.Table):
    """Rows come sorted and cut to one page from the selector; the table only shows them.

    `sorted_by` is the order the selector used ("-name"); `target` the id of the element that htmx replaces.
    """

    order_field = "order"

    def __init__(self, rows: Iterable[Any], *, sorted_by: str = "", target: str = "", **kwargs: Any) -> None:
        super().__init__(rows, orderable=kwargs.pop("orderable", True), **kwargs)
        self.sorted_by = sorted_by
        self.target = target or slugify(type(self).__name__.removesuffix("Table")) + "-list"

    @property
    def headers(self) -> list[Header]:
        """Return the visible column heads with their sort state and the order a press asks for."""
        return [self._header(column) for column in self.columns]

    def _header(self, column: tables.columns.BoundColumn) -> Header:
        current = self.sorted_by.lstrip("-") == column.name
        descending = current and self.sorted_by.startswith("-")
        return Header(
            name=column.name,
            label=str(column.header),
            orderable=bool(column.orderable),
            state="descending" if descending else "ascending" if current else "none",
            next=column.name if not current or descending else f"-{column.name}",
            css=figure_class(column),
        )


def figure_class(column: tables.columns.BoundColumn) -> str:
    """Return the class of a column's cells; `FigureColumn`s are set right with even figures."""
    return "mg-fig" if isinstance(column.column, FigureColumn) else ""


class FigureColumn(tables.Column):
    """A column of numbers."""
