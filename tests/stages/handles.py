"""Handles of stages: kept with primary keys instead of rows, and read again for each test."""

import dataclasses
from collections import defaultdict
from types import SimpleNamespace
from typing import Any

from django.apps import apps
from django.db.models import Model


@dataclasses.dataclass(frozen=True)
class Row:
    """Where a row of a handle is found."""

    model: str
    pk: Any


@dataclasses.dataclass(frozen=True)
class Parts:
    """A dataclass or a namespace of a handle, in pieces."""

    kind: type
    parts: dict[str, Any]


def kept(value: Any) -> Any:
    """Return the value with every row named by its key; it can be pickled."""
    if isinstance(value, Model):
        return Row(value._meta.label, value.pk)
    if isinstance(value, SimpleNamespace) or (dataclasses.is_dataclass(value) and not isinstance(value, type)):
        return Parts(type(value), {name: kept(part) for name, part in vars(value).items()})
    if isinstance(value, dict):
        return {name: kept(part) for name, part in value.items()}
    if isinstance(value, list | tuple | set):
        return type(value)(kept(part) for part in value)
    return value


def read(handle: Any) -> Any:
    """Return the handle with rows read now: one query a model, and one object for a row wherever it is named."""
    wanted: dict[str, set[Any]] = defaultdict(set)
    _collect(handle, wanted)
    rows = {label: apps.get_model(label)._base_manager.in_bulk(keys) for label, keys in wanted.items()}
    return _filled(handle, rows)


def _collect(value: Any, wanted: dict[str, set[Any]]) -> None:
    if isinstance(value, Row):
        wanted[value.model].add(value.pk)
    elif isinstance(value, Parts):
        _collect(value.parts, wanted)
    elif isinstance(value, dict):
        for part in value.values():
            _collect(part, wanted)
    elif isinstance(value, list | tuple | set):
        for part in value:
            _collect(part, wanted)


def _filled(value: Any, rows: dict[str, dict[Any, Model]]) -> Any:
    if isinstance(value, Row):
        return rows[value.model][value.pk]
    if isinstance(value, Parts):
        made = value.kind.__new__(value.kind)
        made.__dict__.update({name: _filled(part, rows) for name, part in value.parts.items()})
        return made
    if isinstance(value, dict):
        return {name: _filled(part, rows) for name, part in value.items()}
    if isinstance(value, list | tuple | set):
        return type(value)(_filled(part, rows) for part in value)
    return value
