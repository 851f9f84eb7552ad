"""What a changed calendar moves: rooms with running deadlines contribute how to count them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from registry.base.rules.contributions import contributions
from registry.calendar.rules.working_days import WorkingDayTable


@dataclass(frozen=True)
class Impact:
    """How many open deadlines of one kind end on another day, with a few of them as sentences."""

    label: Any
    count: int
    examples: list[str] = field(default_factory=list)


Provider = Callable[[WorkingDayTable, WorkingDayTable], Impact]


def of(before: WorkingDayTable, after: WorkingDayTable) -> list[Impact]:
    """What every room says."""
    return [provider(before, after) for provider in contributions.slot("calendar_impacts").values()]
