"""Bring the register in line with a batch of good rows: new mines by COPY, changed ones in one statement."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.utils import timezone

from registry.audit.services import audit_batches
from registry.base.services import copying
from registry.mines.models import Mine
from registry.mines.services.imports.problems import ERROR, Problem
from registry.mines.services.imports.rows import STORED, Judged
from registry.scope.models.actors import Actor

_TABLE = Mine._meta.db_table
_COLUMNS = list(Mine._meta.concrete_fields)
_NAMES = [column.column for column in _COLUMNS if column.column]
_ATTNAMES = [column.attname for column in _COLUMNS]
_TEXTS = frozenset(column.attname for column in _COLUMNS if column.get_internal_type() in ("CharField", "URLField"))
#: Kept out of the audit trail's words: the boundary is long, its area says whether it changed.
_SILENT = frozenset({"boundary"})


@dataclass
class Outcome:
    """What a batch did, and the rows it had to leave out."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    boundaries: int = 0
    problems: list[Problem] = field(default_factory=list)


@dataclass
class _Plan:
    new: list[dict[str, Any]] = field(default_factory=list)
    changed: list[tuple[dict[str, Any], dict[str, Any]]] = field(default_factory=list)


def write(rows: Sequence[Judged], *, by: Actor, territories: tuple[str, ...] | None, is_dry_run: bool) -> Outcome:
    """Write a batch of good rows in the running transaction; a dry run only counts.

    `territories` are the region prefixes the actor may write in; None means everywhere.
    """
    outcome, plan = Outcome(), _Plan()
    known = _known([row.fields["identifier"] for row in rows], lock=not is_dry_run)
    for row in rows:
        stored = known.get(row.fields["identifier"])
        refusal = _refusal(row, stored, territories)
        if refusal is not None:
            outcome.problems.append(refusal)
        else:
            _sort_in(row, stored, plan, outcome)
    if not is_dry_run:
        _create(plan.new, by)
        _change(plan.changed, by)
    return outcome


def _known(identifiers: list[str], *, lock: bool) -> dict[str, dict[str, Any]]:
    rows = Mine.objects.filter(identifier__in=identifiers).order_by("pk")
    if lock:
        rows = rows.select_for_update(no_key=True, of=("self",))
    return {row["identifier"]: row for row in rows.values(*_ATTNAMES)}


def _refusal(row: Judged, stored: dict[str, Any] | None, territories: tuple[str, ...] | None) -> Problem | None:
    """Why a row may not be written although nothing is wrong with it."""

    def no(code: str, **params: Any) -> Problem:
        return Problem(row.line, "", ERROR, code, params, row.identifier)

    if territories is not None and not row.fields["region_code"].startswith(territories):
        return no("row.other_territory", region=row.fields["region_code"])
    if stored is None:
        return None
    if territories is not None and not stored["region_code"].startswith(territories):
        return no("row.other_territory", region=stored["region_code"])
    if stored["is_simulated"]:
        return no("row.demonstration_mine")
    return None


def _sort_in(row: Judged, stored: dict[str, Any] | None, plan: _Plan, outcome: Outcome) -> None:
    if stored is None:
        plan.new.append(row.fields)
        outcome.created += 1
        outcome.boundaries += "boundary" in row.fields
        return
    differing = {
        name: row.fields[name]
        for name in STORED
        if row.fields.get(name) not in (None, "") and row.fields[name] != stored[name]
    }
    if differing:
        plan.changed.append((stored, differing))
        outcome.changed += 1
        outcome.boundaries += "boundary" in differing
    else:
        outcome.unchanged += 1


def _defaults() -> dict[str, Any]:
    blank = Mine()
    now = timezone.now()
    return {name: getattr(blank, name) for name in _ATTNAMES} | {"created_at": now, "updated_at": now}


def _create(new: list[dict[str, Any]], by: Actor) -> None:
    if not new:
        return
    defaults = _defaults()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [_TABLE, len(new)]
        )
        keys = [key for (key,) in cursor.fetchall()]
    rows = [defaults | fields | {"id": key} for key, fields in zip(keys, new, strict=True)]
    copying.copy_in(_TABLE, _NAMES, ([row[name] for name in _ATTNAMES] for row in rows))
    acts = [
        audit_batches.Act(
            "mine.imported",
            row["id"],
            row["name_zh"],
            row["region_code"],
            after={name: value for name, value in fields.items() if name not in _SILENT and value not in (None, "")},
            is_first=True,
        )
        for row, fields in zip(rows, new, strict=True)
    ]
    audit_batches.record_many(Mine._meta.label_lower, acts, by=by)


def _change(changed: Iterable[tuple[dict[str, Any], dict[str, Any]]], by: Actor) -> None:
    changed = list(changed)
    if not changed:
        return
    now = timezone.now()
    rows = [stored | differing | {"version": stored["version"] + 1, "updated_at": now} for stored, differing in changed]
    quote = connection.ops.quote_name
    sets = ", ".join(f"{quote(name)} = changes.{quote(name)}" for name in _NAMES if name != "id")
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS import_changes")
        cursor.execute(f"CREATE TEMP TABLE import_changes (LIKE {quote(_TABLE)}) ON COMMIT DROP")
    copying.copy_in("import_changes", _NAMES, ([row[n] for n in _ATTNAMES] for row in rows))
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {quote(_TABLE)} AS mine SET {sets} FROM import_changes AS changes "  # noqa: S608 our own columns
            "WHERE mine.id = changes.id"
        )
    acts = [
        audit_batches.Act(
            "mine.import_revised",
            stored["id"],
            stored["name_zh"],
            differing.get("region_code", stored["region_code"]),
            before={name: stored[name] for name in differing if name not in _SILENT},
            after={name: value for name, value in differing.items() if name not in _SILENT},
        )
        for stored, differing in changed
    ]
    audit_batches.record_many(Mine._meta.label_lower, acts, by=by)
