"""What waits for a person: every room contributes what it knows, the home page shows it in one list."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from registry.base.rules.contributions import contributions
from registry.scope.models import User

#: How many items the home page shows.
LIMIT = 12


@dataclass(frozen=True)
class WorkItem:
    """One thing to do: where it leads, what it is, and how urgent.

    `level` is a tone (`bad` overdue, `warn` soon, `info`, `muted`); `clock` the words of the time left; `due` orders
    the list, items without one come last.
    """

    title: str
    link: str
    kind: Any
    detail: str = ""
    clock: str = ""
    level: str = "muted"
    icon: str = "circle-dot"
    due: dt.date | None = None
    is_simulated: bool = False


@dataclass(frozen=True)
class Waiting:
    """The most urgent items, and how many there are in all."""

    items: list[WorkItem]
    total: int


@dataclass(frozen=True)
class Counter:
    """A figure at the top of the home page."""

    label: Any
    value: int | str
    icon: str
    url: str = ""
    note: str = ""
    tone: str = ""


ItemProvider = Callable[[User], Iterable[WorkItem]]
CountProvider = Callable[[User], int]
CounterProvider = Callable[[User], Iterable[Counter]]


@dataclass(frozen=True)
class Work:
    """What a room adds to everybody's list (slot `work`); it keeps to the person's scope.

    A provider that returns only its most urgent items says with `count` how many there are.
    """

    items: ItemProvider
    count: CountProvider | None = None


def waiting(user: User) -> Waiting:
    """What waits for `user`, most urgent first."""
    found: list[WorkItem] = []
    total = 0
    for work in contributions.slot("work").values():
        offered = list(work.items(user))
        found += offered
        total += work.count(user) if work.count is not None and len(offered) >= LIMIT else len(offered)
    ordered = sorted(found, key=lambda item: (item.due is None, item.due or dt.date.max, item.title))
    return Waiting(ordered[:LIMIT], total)


def counters(user: User) -> list[Counter]:
    """The figures of all rooms."""
    return [counter for provider in contributions.slot("counters").values() for counter in provider(user)]
