"""Keep the work queue equal to what `who_is_blocking` says."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import translation

from governance.approval.models import Case, CaseQueueEntry, ClockEvent, Decision
from governance.approval.selectors.cases.blocking import Holder, Words, who_is_blocking
from governance.approval.selectors.clocks import clocks as readings
from governance.approval.selectors.clocks.clocks import CaseClock
from registry.base.services import units
from registry.calendar.selectors import calendars

Part, State = CaseQueueEntry.Part, Case.State
#: Stands in for a due date where there is none, so that such rows come last.
NEVER = dt.date.max
#: How many cases one transaction of a rebuild takes.
CHUNK = 200
_DERIVED = [field.attname for field in CaseQueueEntry._meta.concrete_fields if field.name not in ("id", "since")]


def refresh(case: Case) -> None:
    """Have the case's entries made anew at the end of the unit of work, however often it is asked for.

    Whoever changes what `who_is_blocking` reads asks for it. The caller holds the lock of the case.
    """
    units.owe(_refresh, case.pk)


def _refresh(keys: list[int]) -> None:
    """Make the entries of these cases anew, as the database has the cases now."""
    _write(list(Case.objects.filter(pk__in=keys).select_related("applicant", "office").order_by("pk")))


def refresh_all(cases: QuerySet[Case] | None = None) -> int:
    """Make the entries of all open cases (or of these) anew, some at a time; returns how many cases were read.

    A case that somebody is acting on is left out: the act itself keeps its entries.
    """
    CaseQueueEntry.objects.exclude(case__in=held()).delete()
    rows = held() if cases is None else cases
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    return sum(_refresh_some(keys[start : start + CHUNK]) for start in range(0, len(keys), CHUNK))


def sweep(limit: int = 1000) -> int:
    """Make anew what was made from an older case, calendar or clock; returns how many cases were read."""
    keys = list(stale().order_by().values_list("pk", flat=True)[:limit])
    return refresh_all(Case.objects.filter(pk__in=keys))


def held() -> QuerySet[Case]:
    """The cases that somebody holds: open, or signed and not delivered."""
    undelivered = Decision.objects.filter(state=Decision.State.SIGNED, delivered_at__isnull=True)
    return Case.objects.filter(~Q(state__in=Case.ENDED) | Q(pk__in=undelivered.values("case")))


def stale() -> QuerySet[Case]:
    """Cases whose entries are missing, or were made before something changed."""
    entries = CaseQueueEntry.objects.filter(case=OuterRef("pk"))
    older = ~Q(calendar_version=int(calendars.table().version))
    older |= ~Q(case_version=OuterRef("version")) | ~Q(state=OuterRef("state"))
    newer_event = ClockEvent.objects.filter(case=OuterRef("case"), pk__gt=OuterRef("last_event"))
    reassigned = Q(seat__isnull=False) & (
        Q(officer__isnull=False, seat__officer__isnull=False) & ~Q(officer=F("seat__officer"))
        | Q(officer__isnull=True, seat__officer__isnull=False)
        | Q(officer__isnull=False, seat__officer__isnull=True)
    )
    return held().filter(
        ~Exists(entries) | Exists(entries.filter(older | reassigned)) | Exists(entries.filter(Exists(newer_event)))
    )


@units.unit()
def _refresh_some(keys: Sequence[int]) -> int:
    locked = Case.objects.select_for_update(no_key=True, of=("self",), skip_locked=True).filter(pk__in=keys)
    cases = list(locked.select_related("applicant", "office").order_by("pk"))
    _write(cases)
    return len(cases)


def _write(cases: Sequence[Case]) -> None:
    """Replace the entries that are not right already; who held a case before holds it since then."""
    table = calendars.table()
    found = readings.of_cases(cases, table=table)
    before: dict[int, list[CaseQueueEntry]] = {}
    for entry in CaseQueueEntry.objects.filter(case__in=cases).order_by("id"):
        before.setdefault(entry.case_id, []).append(entry)
    gone: list[int] = []
    made: list[CaseQueueEntry] = []
    for case in cases:
        kept = before.get(case.pk, [])
        wanted = _entries(case, found[case.pk], int(table.version))
        since = {_identity(entry): entry.since for entry in kept}
        for entry in wanted:
            entry.since = since.get(_identity(entry), entry.since)
        if list(map(_derived, kept)) != list(map(_derived, wanted)):
            gone += [entry.pk for entry in kept]
            made += wanted
    if gone:
        CaseQueueEntry.objects.filter(pk__in=gone).delete()
    if made:
        CaseQueueEntry.objects.bulk_create(made)


def _entries(case: Case, clocks: list[CaseClock], calendar: int) -> list[CaseQueueEntry]:
    last_event = max((clock.last_event for clock in clocks), default=0)
    return [_entry(case, holder, calendar, last_event) for holder in who_is_blocking(case, clocks)]


def _in(language: str, words: Words) -> str:
    """What is worded when it is read, in a language."""
    with translation.override(language):
        return str(words)


def _derived(entry: CaseQueueEntry) -> list[object]:
    return [getattr(entry, name) for name in _DERIVED]


def _identity(entry: CaseQueueEntry) -> tuple[object, ...]:
    return entry.organisation_id, entry.seat_id, entry.part, entry.task_en


def _entry(case: Case, holder: Holder, calendar: int, last_event: int) -> CaseQueueEntry:
    shown = holder.clock.shown if holder.clock else None
    due = holder.due
    seat = holder.seat
    return CaseQueueEntry(
        case=case,
        organisation=holder.organisation,
        seat=seat,
        officer_id=seat.officer_id if seat else None,
        part=_part(case, holder),
        task_zh=_in("zh-hans", holder.task),
        task_en=_in("en", holder.task),
        clock=holder.clock.clock if holder.clock else "",
        since=holder.since or case.updated_at,
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
    if holder.clock is None and case.state in (State.DECIDING, State.STOPPED):
        return Part.CONFLICT
    if body == case.applicant_id:
        return Part.APPLICANT
    if body == case.office_id:
        return Part.INTAKE if case.state == State.SUBMITTED else Part.OFFICE
    return Part.SIGNATURE if case.state == State.COUNTERSIGNING else Part.DEPARTMENT
