"""The rows of a table as HTML: how a cell is drawn is worked out once for each table, a row is one join.

A cell is the template of its column, what the table's `render_<column>` answers, or the value itself; an empty value
shows the column's default. Templates see the variables of the page and `record`.
"""

import inspect
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import django_tables2 as tables
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.template import Context, engines
from django.template.base import Template, render_value_in_context
from django.template.loader import get_template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from registry.web.tables.base import UiTable

#: Draws the cell of one record.
Cell = Callable[[Any, Context], str]


def drawn(table: UiTable, context: Context) -> SafeString:
    """The rows of the table; the first cell of each is its head."""
    parts = []
    for place, (head, column) in enumerate(zip(table.headers, table.base_columns.values(), strict=True)):
        css = f"mg-c-{head.name} {head.css}".rstrip()
        cell = _cell(table, head.name, column)
        if place:
            parts.append((f'<td class="{css}" data-l="{conditional_escape(head.label)}">', cell, "</td>"))
        else:
            parts.append((f'<th scope="row" class="{css}">', cell, "</th>"))
    return mark_safe("".join(_row(parts, record, context) for record in table.rows))


def _row(parts: list[tuple[str, Cell, str]], record: Any, context: Context) -> str:
    with context.push(record=record):
        cells = "".join([f"{begin}{cell(record, context)}{end}" for begin, cell, end in parts])
    return f"<tr>{cells}</tr>"


def _cell(table: UiTable, name: str, column: tables.Column) -> Cell:
    if isinstance(column, tables.TemplateColumn) and column.template_name:
        return _from_template(get_template(column.template_name).template)  # type: ignore[attr-defined]
    read = _reader(column.accessor or name)
    default = str(table._meta.default if column.default is None else column.default)
    if isinstance(column, tables.TemplateColumn):
        return _from_code(_compiled(column.template_code), read, default)
    own = getattr(table, f"render_{name}", None)
    return _from_value(own and _given(own), read, column.empty_values, default)


def _from_template(template: Template) -> Cell:
    return lambda _record, context: template.render(context)


def _from_code(template: Template, read: Callable[[Any], Any], default: str) -> Cell:
    def draw(record: Any, context: Context) -> str:
        with context.push(value=read(record), default=default):
            return template.render(context)

    return draw


def _from_value(own: Callable[[Any, Any], Any] | None, read: Callable[[Any], Any], empty: Any, default: str) -> Cell:
    def draw(record: Any, context: Context) -> str:
        # A column without empty values need not stand in the record at all.
        value = read(record) if empty or own is None else None
        if empty and value in empty:
            return conditional_escape(default)
        return render_value_in_context(own(record, value) if own else value, context)

    return draw


def _given(own: Callable[..., Any]) -> Callable[[Any, Any], Any]:
    """The table's method, called with the record or the value, as it asks."""
    asked = tuple(inspect.signature(own).parameters)
    if asked == ("record",):
        return lambda record, _value: own(record)
    if asked == ("value",):
        return lambda _record, value: own(value)
    raise TypeError(f"{own.__qualname__} takes either the record or the value.")


def _reader(path: str) -> Callable[[Any], Any]:
    """Follow a path such as `verifier__name`; a choice is read as its words, nothing stays nothing."""
    names = path.split("__")

    def read(record: Any) -> Any:
        value = record
        for name in names:
            if value is None:
                return None
            value = _step(value, name)
        return value

    return read


def _step(owner: Any, name: str) -> Any:
    if isinstance(owner, Mapping):
        return owner.get(name)
    is_choice = _is_choice(type(owner), name)  # type: ignore[arg-type]  # a class is hashable
    found = getattr(owner, f"get_{name}_display" if is_choice else name)
    return found() if callable(found) else found


@cache
def _is_choice(owner: type, name: str) -> bool:
    if not issubclass(owner, Model):
        return False
    try:
        return bool(getattr(owner._meta.get_field(name), "choices", None))
    except FieldDoesNotExist:
        return False


@cache
def _compiled(code: str) -> Template:
    """The template of a column that holds its text itself (dates), compiled once."""
    return engines["django"].from_string(code).template  # type: ignore[attr-defined]
