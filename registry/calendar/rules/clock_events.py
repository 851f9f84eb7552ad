"""The events that move a statutory clock, the rule it runs under, and the order events must keep."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from registry.base.rules.problems import RuleError
from registry.calendar.rules.working_days import DayType


class ClockEventKind(StrEnum):
    """What an event does to the clock."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    EXTEND = "extend"
    STOP = "stop"


class ClockState(StrEnum):
    """Where a clock stands after some events."""

    NOT_STARTED = "not_started"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"


#: From which state an event may happen, and the state it leads to.
TRANSITIONS: dict[tuple[ClockState, ClockEventKind], ClockState] = {
    (ClockState.NOT_STARTED, ClockEventKind.START): ClockState.RUNNING,
    (ClockState.RUNNING, ClockEventKind.PAUSE): ClockState.PAUSED,
    (ClockState.PAUSED, ClockEventKind.RESUME): ClockState.RUNNING,
    (ClockState.RUNNING, ClockEventKind.EXTEND): ClockState.RUNNING,
    (ClockState.PAUSED, ClockEventKind.EXTEND): ClockState.PAUSED,
    (ClockState.RUNNING, ClockEventKind.STOP): ClockState.STOPPED,
    (ClockState.PAUSED, ClockEventKind.STOP): ClockState.STOPPED,
}


class ClockError(RuleError):
    """Events or a rule that cannot make a clock."""


@dataclass(frozen=True)
class ClockEvent:
    """One append-only event at an aware moment; `days` belongs to an extension only (None: all the rule allows)."""

    kind: ClockEventKind
    at: datetime
    days: int | None = None


@dataclass(frozen=True)
class PeriodRule:
    """How long a step may take.

    `base_days` and at most `extension_days` more, in days of `day_type`. `starts_next_day`: the day of the start event
    is not counted (Civil Code, art. 201). `rolls_over`: a calendar-day period that would end on a rest day ends on the
    next working day (Civil Code, art. 203, by analogy; certainty: medium).
    """

    base_days: int
    extension_days: int = 0
    day_type: DayType = DayType.WORKING
    starts_next_day: bool = True
    rolls_over: bool = True

    def __post_init__(self) -> None:
        if self.base_days < 1:
            raise ClockError("clock.base_days_too_few", days=self.base_days)
        if self.extension_days < 0:
            raise ClockError("clock.extension_negative", days=self.extension_days)


def validate(events: Sequence[ClockEvent], rule: PeriodRule) -> ClockState:
    """Check the events' order, times and extensions, and return the state they lead to.

    Events come in the order they were appended; equal moments are allowed. Raises `ClockError`.
    """
    state = ClockState.NOT_STARTED
    extended = 0
    for position, event in enumerate(events):
        if event.at.utcoffset() is None:
            raise ClockError("clock.naive_time", position=position + 1)
        if position and event.at < events[position - 1].at:
            raise ClockError("clock.out_of_order", position=position + 1)
        following = TRANSITIONS.get((state, event.kind))
        if following is None:
            raise ClockError("clock.wrong_state", position=position + 1, event=str(event.kind), state=str(state))
        if event.kind is ClockEventKind.EXTEND:
            extended += extension_of(event, rule)
            if extended > rule.extension_days:
                raise ClockError("clock.extension_too_long", days=extended, allowed=rule.extension_days)
        elif event.days is not None:
            raise ClockError("clock.days_without_extension", position=position + 1)
        state = following
    return state


def extension_of(event: ClockEvent, rule: PeriodRule) -> int:
    """Return the days one extension adds; raises `ClockError` when that is none."""
    days = rule.extension_days if event.days is None else event.days
    if days < 1:
        raise ClockError("clock.extension_too_short", days=days)
    return days
