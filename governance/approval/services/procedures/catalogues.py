"""Load the lists that ship as data: reasons of pauses, kinds of conflicts, kinds of checks, thresholds."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import models
from django.utils import translation

from governance.approval.models import CheckKind, ConflictKind, IndicatorThreshold
from registry.audit.services import audit_batches
from registry.audit.services.audit_batches import Act
from registry.base.services import units
from registry.matters.models import PauseReason
from registry.scope.models.actors import Actor
from registry.scope.rules.grants import System

LOADER = System("catalogues")
#: The lists of the file, their tables, and what tells one row from another.
LISTS: dict[str, tuple[type[models.Model], tuple[str, ...]]] = {
    "pause_reasons": (PauseReason, ("code",)),
    "conflict_kinds": (ConflictKind, ("code",)),
    "check_kinds": (CheckKind, ("code",)),
    "thresholds": (IndicatorThreshold, ("code", "method", "mineral_group", "region_code", "valid_from")),
}


@units.unit()
def load(path: Path, *, by: Actor = LOADER) -> list[models.Model]:
    """Write every row of `path` that is missing or says something else, and return those rows.

    A second run changes nothing; a row that the file does not hold stays as it is.
    """
    lists = json.loads(path.read_text(encoding="utf-8"))
    return [row for name in LISTS for row in _load(name, lists.get(name, ()), by)]


def _load(name: str, given: Sequence[Mapping[str, Any]], by: Actor) -> list[models.Model]:
    """The rows of one list that had to be made or changed."""
    table, keys = LISTS[name]
    held = {_key(row, keys): row for row in table._default_manager.select_for_update(no_key=True).order_by("pk")}
    placed = any(field.name == "position" for field in table._meta.fields)
    new, changed, acts = [], [], []
    for place, one in enumerate(given):
        wanted = {field: _value(table, field, value) for field, value in one.items()}
        wanted |= {"position": place} if placed else {}
        row = held.get(tuple(wanted.get(key, "") for key in keys))
        if row is None:
            row = table(**wanted)
            row.full_clean(validate_unique=False, validate_constraints=False)
            new.append((row, wanted))
        elif before := {field: getattr(row, field) for field in wanted if getattr(row, field) != wanted[field]}:
            for field in before:
                setattr(row, field, wanted[field])
            row.full_clean(validate_unique=False)
            row.save()
            changed.append(row)
            acts.append(_act(row, before, {field: wanted[field] for field in before}))
    table._default_manager.bulk_create([row for row, _ in new])
    acts += [_act(row, {}, wanted, is_first=True) for row, wanted in new]
    audit_batches.record_many(table._meta.label_lower, acts, by=by)
    return [*changed, *(row for row, _ in new)]


def _act(row: models.Model, before: dict[str, Any], after: dict[str, Any], *, is_first: bool = False) -> Act:
    with translation.override("zh-hans"):
        text = str(row)
    return Act("catalogues.load", row.pk, text, before=before, after=after, is_first=is_first)


def _value(table: type[models.Model], name: str, value: Any) -> Any:
    field = table._meta.get_field(name)
    if isinstance(field, models.DateField) and isinstance(value, str):
        return dt.date.fromisoformat(value)
    return Decimal(value) if isinstance(field, models.DecimalField) and value is not None else value


def _key(row: models.Model, keys: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in keys)
