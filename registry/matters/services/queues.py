"""Keep the work queue equal to what `who_is_blocking` says."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import translation

from registry.base.services import units
from registry.calendar.selectors import calendars
from registry.matters.models import ClockEvent, Matter, OfMatter, QueueEntry
from registry.matters.selectors import kinds
from registry.matters.selectors.holders import Holder, Words
from registry.matters.selectors.kinds import Standing
from registry.matters.services import matters

#: Stands in for a due date where there is none, so that such rows come last.
NEVER = dt.date.max
#: How many matters one transaction of a rebuild takes.
CHUNK = 200
_DERIVED = [field.attname for field in QueueEntry._meta.concrete_fields if field.name not in ("id", "since")]


def refresh(row: Matter | OfMatter) -> None:
    """Have the matter's entries made anew at the end of the unit of work, however often it is asked for.

    Whoever changes what `who_is_blocking` reads asks for it. The caller holds the lock of the matter.
    """
    units.owe(_refresh, row.pk)


def _refresh(keys: list[int]) -> None:
    """Make the entries of these matters anew, as the database has them now."""
    _write(list(Matter.objects.filter(pk__in=keys).order_by("pk")))


def refresh_all(rows: QuerySet[Matter] | None = None) -> int:
    """Make the entries of all held matters (or of these) anew, some at a time; returns how many were read.

    A matter that somebody is acting on is left out: the act itself keeps its entries.
    """
    QueueEntry.objects.exclude(matter__in=held()).delete()
    rows = held() if rows is None else rows
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    return sum(_refresh_some(keys[start : start + CHUNK]) for start in range(0, len(keys), CHUNK))


def sweep(limit: int = 1000) -> int:
    """Make anew what was made from an older matter, calendar or clock; returns how many matters were read."""
    keys = list(stale().order_by().values_list("pk", flat=True)[:limit])
    return refresh_all(Matter.objects.filter(pk__in=keys))


def held() -> QuerySet[Matter]:
    """The matters that somebody holds."""
    return Matter.objects.filter(kinds.held())


def stale() -> QuerySet[Matter]:
    """Matters whose entries are missing, or were made before something changed."""
    entries = QueueEntry.objects.filter(matter=OuterRef("pk"))
    older = ~Q(calendar_version=int(calendars.table().version)) | ~Q(matter_version=OuterRef("version"))
    newer_event = ClockEvent.objects.filter(matter=OuterRef("matter"), pk__gt=OuterRef("last_event"))
    found: Any = ~Exists(entries) | Exists(entries.filter(older)) | Exists(entries.filter(Exists(newer_event)))
    for kind in kinds.every():
        if kind.drifted is not None:
            found |= Q(
                kind=kind.code, pk__in=QueueEntry.objects.filter(kind.drifted(), kind=kind.code).values("matter")
            )
    return held().filter(found)


@units.unit()
def _refresh_some(keys: Sequence[int]) -> int:
    rows = list(Matter.objects.filter(pk__in=matters.lock_all(keys, skip_locked=True)).order_by("pk"))
    _write(rows)
    return len(rows)


def _write(rows: Sequence[Matter]) -> None:
    """Replace the entries that are not right already; who held a matter before holds it since then."""
    table = calendars.table()
    found = kinds.standings(rows, table)
    before: dict[int, list[QueueEntry]] = {}
    for entry in QueueEntry.objects.filter(matter__in=rows).order_by("id"):
        before.setdefault(entry.matter_id, []).append(entry)
    gone: list[int] = []
    made: list[QueueEntry] = []
    for matter in rows:
        kept = before.get(matter.pk, [])
        wanted = _entries(matter, found[matter.pk], int(table.version))
        since = {_identity(entry): entry.since for entry in kept}
        for entry in wanted:
            entry.since = since.get(_identity(entry), entry.since)
        if list(map(_derived, kept)) != list(map(_derived, wanted)):
            gone += [entry.pk for entry in kept]
            made += wanted
    if gone:
        QueueEntry.objects.filter(pk__in=gone).delete()
    if made:
        QueueEntry.objects.bulk_create(made)


def _entries(matter: Matter, standing: Standing, calendar: int) -> list[QueueEntry]:
    last_event = max((clock.last_event for clock in standing.clocks), default=0)
    return [_entry(matter, standing, holder, calendar, last_event) for holder in standing.holders]


def _in(language: str, words: Words) -> str:
    """What is worded when it is read, in a language."""
    with translation.override(language):
        return str(words)


def _derived(entry: QueueEntry) -> list[object]:
    return [getattr(entry, name) for name in _DERIVED]


def _identity(entry: QueueEntry) -> tuple[object, ...]:
    return entry.organisation_id, entry.subject, entry.part, entry.task_en


def _entry(matter: Matter, standing: Standing, holder: Holder, calendar: int, last_event: int) -> QueueEntry:
    shown, due = (holder.clock.shown if holder.clock else None), holder.due
    return QueueEntry(
        matter=matter,
        organisation=holder.organisation,
        company_id=standing.company_id,
        subject=holder.subject,
        officer=holder.officer,
        part=holder.part,
        task_zh=_in("zh-hans", holder.task),
        task_en=_in("en", holder.task),
        clock=holder.clock.clock if holder.clock else "",
        since=holder.since or standing.since,
        due_on=due,
        urgent_on=due or NEVER,
        is_paused=bool(shown and shown.state.value == "paused"),
        kind=matter.kind,
        number=matter.number,
        state=standing.state,
        category=standing.category,
        region_code=matter.region_code,
        is_simulated=matter.is_simulated,
        matter_version=matter.version,
        calendar_version=calendar,
        last_event=last_event,
    )
