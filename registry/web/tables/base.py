"""The table of every list page: sort links, aria-sort and cards on a phone from one template."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import django_tables2 as tables
from django.utils.text import slugify
from django_tables2.tables import DeclarativeColumnsMetaclass, TableOptions


@dataclass(frozen=True)
class Header:
    """A column head as the template writes it."""

    name: str
    label: str
    orderable: bool
    state: str
    next: str
    css: str


class UiTable(metaclass=DeclarativeColumnsMetaclass):
    """Rows come sorted and cut to one page from the selector; the table only shows them.

    A subclass declares the columns of django-tables2, and `render_<column>(self, record)` or `(self, value)` where a
    cell is more than its value; `registry.web.tables.rows` draws them. `sorted_by` is the order the selector used
    ("-name"), `target` the id of the element that htmx replaces.
    """

    caption: Any = ""
    base_columns: dict[str, tables.Column]
    _meta: TableOptions

    def __init__(self, rows: Iterable[Any], *, sorted_by: str = "", target: str = "") -> None:
        self.rows = list(rows)
        self.sorted_by = sorted_by
        self.target = target or slugify(type(self).__name__.removesuffix("Table")) + "-list"

    @property
    def empty_text(self) -> Any:
        """What stands in place of the table when there is no row."""
        return self._meta.empty_text

    @property
    def headers(self) -> list[Header]:
        """Return the column heads with their sort state and the order a press asks for."""
        return [self._header(name, column) for name, column in self.base_columns.items()]

    def _header(self, name: str, column: tables.Column) -> Header:
        current = self.sorted_by.lstrip("-") == name
        descending = current and self.sorted_by.startswith("-")
        return Header(
            name=name,
            label=str(column.header or name),
            orderable=column.orderable is not False,
            state="descending" if descending else "ascending" if current else "none",
            next=name if not current or descending else f"-{name}",
            css="mg-fig" if isinstance(column, FigureColumn) else "",
        )


class FigureColumn(tables.Column):
    """A column of numbers; its cells are set right with even figures."""
