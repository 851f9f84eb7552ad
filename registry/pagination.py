"""Keyset pages: the next page starts after the last row shown, so page 5,000 costs what page 1 costs."""

import base64
import binascii
import datetime as dt
import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Model, Q, QuerySet


@dataclass(frozen=True)
class KeysetPage:
    """One page of rows with the cursors to its neighbours (empty when there is none)."""

    rows: list[Any]
    next_cursor: str
    previous_cursor: str
    size: int

    def __iter__(self) -> Any:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def _encode(values: list[Any], backwards: bool) -> str:
    def plain(value: Any) -> Any:
        return value.isoformat() if isinstance(value, dt.date) else str(value) if isinstance(value, Decimal) else value

    payload = json.dumps([int(backwards), *map(plain, values)], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(payload.encode()).decode().rstrip("=")


def _decode(cursor: str, model: type[Model], fields: list[str]) -> tuple[bool, list[Any]] | None:
    """The direction and the typed values of a cursor, or None when it is not one of ours."""
    try:
        raw = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        backwards, values = bool(raw[0]), raw[1:]
        if len(values) != len(fields):
            return None
        return backwards, [_typed(model, name, value) for name, value in zip(fields, values, strict=True)]
    except (
        ValueError,
        TypeError,
        IndexError,
        KeyError,
        RecursionError,
        AttributeError,
        binascii.Error,
        ValidationError,
        FieldDoesNotExist,
    ):
        return None


def is_cursor(cursor: str, model: type[Model], order: tuple[str, ...]) -> bool:
    """Whether `paginate` could read the cursor in this order."""
    return _decode(cursor, model, [name.lstrip("-") for name in order]) is not None


def _typed(model: type[Model], name: str, value: Any) -> Any:
    if value is None or isinstance(value, (dict, list)):
        raise ValueError("A cursor holds scalar values.")
    if isinstance(value, str) and "\x00" in value:
        raise ValueError("A cursor holds no NUL.")
    field = model._meta.pk if name == "pk" else model._meta.get_field(name)
    assert field is not None
    typed = field.to_python(value)
    field.run_validators(typed)
    return typed


def _after(fields: list[tuple[str, bool]], values: list[Any]) -> Q:
    """Rows strictly after the given values in the given order (True = descending)."""
    condition = Q()
    for depth in reversed(range(len(fields))):
        name, descending = fields[depth]
        step = Q(**{f"{name}__{'lt' if descending else 'gt'}": values[depth]})
        condition = step if depth == len(fields) - 1 else step | (Q(**{name: values[depth]}) & condition)
    first, descending = fields[0]
    return Q(**{f"{first}__{'lte' if descending else 'gte'}": values[0]}) & condition


def paginate(rows: QuerySet[Any], *, order: tuple[str, ...], cursor: str = "", size: int = 25) -> KeysetPage:
    """Return the page of `rows` that `cursor` names, ordered by non-null columns of which the last is unique.

    A cursor that cannot be read answers the first page: a stale bookmark is no error.
    """
    fields = [(name.lstrip("-"), name.startswith("-")) for name in order]
    decoded = _decode(cursor, rows.model, [name for name, _ in fields]) if cursor else None
    backwards = decoded is not None and decoded[0]
    if backwards:
        fields = [(name, not descending) for name, descending in fields]
    rows = rows.order_by(*[f"-{name}" if descending else name for name, descending in fields])
    if decoded is not None:
        rows = rows.filter(_after(fields, decoded[1]))
    found = list(rows[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()

    def cursor_of(row: Any, back: bool) -> str:
        return _encode([getattr(row, name) for name, _ in fields], back)

    has_next = bool(found) and (backwards or more)
    has_previous = bool(found) and (more if backwards else decoded is not None)
    return KeysetPage(
        rows=found,
        next_cursor=cursor_of(found[-1], False) if has_next else "",
        previous_cursor=cursor_of(found[0], True) if has_previous else "",
        size=size,
    )
