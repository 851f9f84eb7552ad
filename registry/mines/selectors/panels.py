"""Panels on a mine's page that rooms above fill.

The registry knows no case, plan or fund: a room contributes providers (`panels`, `timelines`), and the mine page asks
every provider what it has to show.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from registry.base.rules.contributions import contributions
from registry.mines.models import Mine
from registry.scope.models import User


@dataclass(frozen=True)
class TimelineEntry:
    """One thing that happened to a mine, with the attributes the timeline component reads."""

    when: datetime
    title: Any
    detail: Any = ""
    by: str = ""
    url: str = ""
    tone: str = "info"
    icon: str = ""
    code: str = ""


@dataclass(frozen=True)
class Panel:
    """One block on a tab: a title and a template of the room that filled it."""

    title: Any
    template: str
    context: dict[str, Any] = field(default_factory=dict)


PanelProvider = Callable[[Mine, User], Panel | None]
TimelineProvider = Callable[[Mine, User], Sequence[TimelineEntry]]


def panels(mine: Mine, user: User) -> list[Panel]:
    """The panels that have something to show this user."""
    found = (provider(mine, user) for provider in contributions.slot("panels").values())
    return [panel for panel in found if panel is not None]


def timeline(mine: Mine, user: User) -> list[TimelineEntry]:
    """What the rooms above know of the mine's past, in no order."""
    return [entry for provider in contributions.slot("timelines").values() for entry in provider(mine, user)]
