"""Keep the work queue equal to what `who_is_blocking` says."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone, translation

from governance.models import Case, CaseQueueEntry, ClockEvent
from governance.selectors import clocks as readings
from governance.selectors.blocking import Holder, who_is_blocking
from governance.selectors.clocks import CaseClock
from registry.selectors import calendars

Part, State = CaseQueueEntry.Part, Case.State
#: Stands in for a due date where there is none, so that such rows come last.
NEVER = dt.date.max
#: How many cases one transaction of a rebuild takes.
CHUNK = 200
_DERIVED = [field.attname for field in CaseQueueEntry._meta.concrete_fields if field.name not in ("id", "since")]


def refresh(case: Case) -> None:
    """Make the case's entries anew; asked twice, nothing changes. The caller holds the lock of the case."""
    table = calendars.table()
    _write(case, readings.of_cases([case], table=table)[case.pk], int(table.version))


def refresh_all(cases: QuerySet[Case] | None = None) -> int:
    """Make the entries of all open cases (or of these) anew, some at a time; returns how many cases were read.

    A case that somebody is acting on is left out: the act itself keeps its entries.
    """
    CaseQueueEntry.objects.filter(case__state__in=Case.ENDED).delete()
    rows = Case.objects.exclude(state__in=Case.ENDED) if cases is None else cases
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    return sum(_refresh_some(keys[start : start + CHUNK]) for start in range(0, len(keys), CHUNK))


def sweep(limit: int = 1000) -> int:
    """Make anew what was made from an older case, calendar or clock; returns how many cases were read."""
    keys = list(stale().order_by().values_list("pk", flat=True)[:limit])
    return refresh_all(Case.objects.filter(pk__in=keys))


def stale() -> QuerySet[Case]:
    """Open cases whose entries are missing, or were made before something changed."""
    entries = CaseQueueEntry.objects.filter(case=OuterRef("pk"))
    older = ~Q(calendar_version=int(calendars.table().version))
    older |= ~Q(case_version=OuterRef("version")) | ~Q(state=OuterRef("state"))
    newer_event = ClockEvent.objects.filter(case=OuterRef("case"), pk__gt=OuterRef("last_event"))
    reassigned = Q(seat__isnull=False) & (
        Q(officer__isnull=False, seat__officer__isnull=False) & ~Q(officer=F("seat__officer"))
        | Q(officer__isnull=True, seat__officer__isnull=False)
        | Q(officer__isnull=False, seat__officer__isnull=True)
    )
    return Case.objects.exclude(state__in=Case.ENDED).filter(
        ~Exists(entries) | Exists(entries.filter(older | reassigned)) | Exists(entries.filter(Exists(newer_event)))
    )


@transaction.atomic
def _refresh_some(keys: Sequence[int]) -> int:
    locked = Case.objects.select_for_update(no_key=True, of=("self",), skip_locked=True).filter(pk__in=keys)
    cases = list(locked.select_related("applicant", "office").order_by("pk"))
    table = calendars.table()
    found = readings.of_cases(cases, table=table)
    for case in cases:
        _write(case, found[case.pk], int(table.version))
    return len(cases)


def _write(case: Case, clocks: list[CaseClock], calendar: int) -> None:
    """Replace the case's entries unless they are right already; who held the case before holds it since then."""
    kept = list(case.queue_entries.order_by("id"))
    wanted: list[CaseQueueEntry] = []
    if case.is_open:
        last = ClockEvent.objects.filter(case=case).order_by("-pk").values_list("pk", flat=True).first() or 0
        with translation.override(None):
            holders = who_is_blocking(case, clocks)
            wanted = [_entry(case, holder, calendar, last) for holder in holders]
    since = {_identity(entry): entry.since for entry in kept}
    for entry in wanted:
        entry.since = since.get(_identity(entry), entry.since)
    if list(map(_derived, kept)) != list(map(_derived, wanted)):
        case.queue_entries.all().delete()
        CaseQueueEntry.objects.bulk_create(wanted)


def _derived(entry: CaseQueueEntry) -> list[object]:
    return [getattr(entry, name) for name in _DERIVED]


def _identity(entry: CaseQueueEntry) -> tuple[object, ...]:
    return entry.organisation_id, entry.seat_id, entry.part, entry.task


def _entry(case: Case, holder: Holder, calendar: int, last_event: int) -> CaseQueueEntry:
    shown = holder.clock.shown if holder.clock else None
    due = getattr(holder, "due", None) or (shown.due if shown else None)
    seat = holder.seat
    return CaseQueueEntry(
        case=case,
        organisation=holder.organisation,
        seat=seat,
        officer_id=seat.officer_id if seat else None,
        part=_part(case, holder),
        task=str(holder.task),
        clock=holder.clock.clock if holder.clock else "",
        since=_since(case, holder),
        due_on=due,
        urgent_on=due or NEVER,
        is_paused=bool(shown and shown.state.value == "paused"),
        number=case.number,
        state=case.state,
        procedure_code=case.procedure_copy["code"],
        region_code=case.region_code,
        is_simulated=case.is_simulated,
        case_version=case.version,
        calendar_version=calendar,
        last_event=last_event,
    )


def _part(case: Case, holder: Holder) -> str:
    """As what the body holds the case."""
    body = holder.organisation.pk
    if holder.seat is not None:
        return Part.SEAT
    if body == case.applicant_id:
        return Part.APPLICANT
    if body == case.office_id:
        return Part.INTAKE if case.state == State.SUBMITTED else Part.OFFICE
    return Part.SIGNATURE if case.state == State.COUNTERSIGNING else Part.DEPARTMENT


def _since(case: Case, holder: Holder) -> dt.datetime:
    """When the task began: what the holder says, the start of its seat's review, or the last act on the case."""
    said = getattr(holder, "since", None)
    if isinstance(said, dt.datetime):
        return said
    if isinstance(said, dt.date):
        return timezone.make_aware(dt.datetime.combine(said, dt.time()))
    if holder.seat is not None:
        start = holder.seat.clock_events.filter(kind=ClockEvent.Kind.START).order_by("-pk").first()
        if start is not None:
            return start.at
    if case.state == State.SUBMITTED and case.submitted_at:
        return case.submitted_at
    return case.updated_at
