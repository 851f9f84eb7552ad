"""What differs between two contents of the same section, in words a reader knows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Field, Model
from django.utils.translation import gettext as _

from registry.dossiers.selectors.sections import Layout, RowKind

NOTHING = "—"


@dataclass(frozen=True)
class Change:
    """One value that differs; an empty side means that the row was added or removed."""

    label: str
    before: str
    after: str


def changes(layout: Layout[Any], old: dict[str, Any], new: dict[str, Any]) -> list[Change]:
    """Every difference from `old` to `new`, fields first, then rows matched by what a reader knows them by."""
    found = list(_field_changes(layout.model, layout.fields, old["fields"], new["fields"]))
    for kind in layout.rows:
        found.extend(_row_changes(kind, old["rows"].get(kind.relation, []), new["rows"].get(kind.relation, [])))
    return found


def both_versions(layout: Layout[Any], *, mine: dict[str, Any], theirs: dict[str, Any]) -> dict[str, dict[str, str]]:
    """The values that differ, as the two sides of a `Stale` error."""
    found = changes(layout, theirs, mine)
    return {
        "mine": {change.label: change.after for change in found},
        "theirs": {change.label: change.before for change in found},
    }


def changed_values(before: dict[str, Any], after: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The raw values that differ, as the audit trail keeps them."""
    sides: dict[str, dict[str, Any]] = {"before": {}, "after": {}}
    for part in ("fields", "rows"):
        for name, value in after[part].items():
            if before[part].get(name) != value:
                sides["before"][name], sides["after"][name] = before[part].get(name), value
    return sides


def shown(model: type[Model], name: str, value: Any) -> str:
    """One value as a reader sees it."""
    field: Field[Any, Any] = model._meta.get_field(name)  # type: ignore[assignment]
    if value is None or value == "":
        return NOTHING
    if isinstance(field, BooleanField):
        return _("Yes") if value else _("No")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if field.related_model:
        return str(field.related_model._default_manager.filter(pk=value).first() or value)
    return str(value)


def _label(model: type[Model], name: str) -> str:
    return str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def _field_changes(
    model: type[Model], names: tuple[str, ...], old: dict[str, Any], new: dict[str, Any], prefix: str = ""
) -> Iterator[Change]:
    for name in names:
        if old.get(name) != new.get(name):
            label = prefix + _label(model, name)
            yield Change(label, shown(model, name, old.get(name)), shown(model, name, new.get(name)))


def _row_changes(kind: RowKind, old: list[dict[str, Any]], new: list[dict[str, Any]]) -> Iterator[Change]:
    title = str(kind.model._meta.verbose_name)
    before, after = _keyed(kind, old), _keyed(kind, new)
    for key in [*before, *(key for key in after if key not in before)]:
        name = " ".join(str(part) for part in key[:-1])
        if key not in after:
            yield Change(f"{title} {name}", _summary(kind, before[key]), "")
        elif key not in before:
            yield Change(f"{title} {name}", "", _summary(kind, after[key]))
        else:
            yield from _field_changes(kind.model, kind.fields, before[key], after[key], f"{title} {name} · ")


def _keyed(kind: RowKind, rows: list[dict[str, Any]]) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Rows by what a reader knows them by; the last part of the key counts rows that look alike."""
    keyed: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in rows:
        name = tuple(shown(kind.model, part, row.get(part)) for part in kind.key)
        turn = 1
        while (*name, turn) in keyed:
            turn += 1
        keyed[(*name, turn)] = row
    return keyed


def _summary(kind: RowKind, row: dict[str, Any]) -> str:
    filled = [name for name in kind.fields if name not in kind.key and row.get(name) not in (None, "")]
    return ", ".join(f"{_label(kind.model, name)} {shown(kind.model, name, row[name])}" for name in filled) or NOTHING
