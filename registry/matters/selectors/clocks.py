"""Read the statutory clocks of matters."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils import timezone

from registry.calendar.rules import clock as rules
from registry.calendar.rules.working_days import WorkingDayTable
from registry.calendar.selectors import calendars
from registry.matters.models import ClockEvent

#: Which period a clock has: by the key of the matter, the clock, and the part that it is of (0: the whole).
Period = Callable[[int, str, int], rules.PeriodRule]


@dataclass(frozen=True)
class MatterClock:
    """What one clock of a matter shows now."""

    clock: str
    subject: int
    rule: rules.PeriodRule
    shown: rules.ClockReading
    pause_reason: str = ""
    #: The last of the days that the pause was expected to take; None without a pause or without an expectation.
    pause_until: dt.date | None = None
    #: The key of the newest event of the clock.
    last_event: int = 0
    #: Whether its period was ever extended.
    is_extended: bool = False

    @property
    def is_open(self) -> bool:
        """Whether the clock is started and not stopped."""
        return self.shown.state.value in ("running", "paused")

    @property
    def level(self) -> str:
        """How urgent: calm, soon (a quarter or less is left), late, paused or done."""
        if self.shown.state.value == "paused":
            return "paused"
        if self.shown.overdue:
            return "late"
        if self.shown.state.value == "stopped":
            return "done"
        left = self.shown.days_left
        return "soon" if left is not None and left * 4 <= self.shown.days_allowed else "calm"


def events_of(keys: Iterable[int]) -> list[ClockEvent]:
    """The events of the clocks of these matters, in order."""
    rows = ClockEvent.objects.filter(matter__in=list(keys)).order_by("at", "id")
    return list(rows.select_related("pause_reason"))


def read(
    events: Iterable[ClockEvent], period: Period, *, table: WorkingDayTable | None = None
) -> dict[int, list[MatterClock]]:
    """Every clock that ever started, by matter, in the order of its first event.

    By the calendar in force unless another is given; nothing is asked of it where no clock started.
    """
    grouped: dict[tuple[int, str, int], list[ClockEvent]] = {}
    for event in events:
        grouped.setdefault((event.matter_id, event.clock, event.subject), []).append(event)
    found: dict[int, list[MatterClock]] = {}
    if not grouped:
        return found
    table, now = table or calendars.table(), timezone.now()
    for (key, clock, subject), group in grouped.items():
        found.setdefault(key, []).append(_read(group, period(key, clock, subject), table, now))
    return found


def _read(events: list[ClockEvent], rule: rules.PeriodRule, table: WorkingDayTable, now: dt.datetime) -> MatterClock:
    """Read the last run of a clock: an intake check starts anew after corrections."""
    starts = [index for index, event in enumerate(events) if event.kind == ClockEvent.Kind.START]
    run = events[starts[-1] :] if starts else events
    plain = [rules.ClockEvent(rules.ClockEventKind(event.kind), event.at, event.days) for event in run]
    shown = rules.reading(plain, rule, table, max(now, run[-1].at))
    clock, subject, newest = run[0].clock, run[0].subject, max(event.pk for event in events)
    extended = any(event.kind == ClockEvent.Kind.EXTEND for event in events)
    if shown.state.value != "paused":
        return MatterClock(clock, subject, rule, shown, last_event=newest, is_extended=extended)
    last, until = run[-1], None
    if last.expected_days:
        until = timezone.localdate(last.at) + dt.timedelta(days=last.expected_days)
    return MatterClock(clock, subject, rule, shown, _why(last), until, newest, extended)


def _why(pause: ClockEvent) -> str:
    """The reason of the list in the reader's language, and what was written beside it."""
    kind = pause.pause_reason
    if kind is None:
        return pause.reason
    return str(kind) if pause.reason == kind.name_zh else f"{kind}: {pause.reason}"


def standing_pause(matter: int, clock: str, subject: int = 0) -> ClockEvent | None:
    """The event that paused a clock, while it is paused."""
    events = ClockEvent.objects.filter(matter=matter, clock=clock, subject=subject)
    last = events.order_by("at", "id").last()
    return last if last is not None and last.kind == ClockEvent.Kind.PAUSE else None
