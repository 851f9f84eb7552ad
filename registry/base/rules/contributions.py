"""What one room gives to the shared places of the site: one description per room, one clash per name."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from django.apps import apps


class Clash(Exception):
    """Two registrations under one name."""


Entries = Mapping[str, Any]


@dataclass(frozen=True)
class Sweep:
    """A task that looks through a table every so often: seconds, or a time of the day (`crontab`).

    One that nobody took within `expires` seconds is dropped, because the next one sweeps the same table.
    """

    task: str
    every: Any
    expires: int


@dataclass(frozen=True)
class Contribution:
    """Every slot maps a name to its entry, whose shape the reader of the slot declares; no name stands twice in a slot.

    The words of the audit trail, kinds of messages; what the home page says is to do and counts; menus of the signed in
    and of the public pages; what the search finds; on a mine's page its panels and its past, and what follows a change
    of its holder; what a changed calendar moves; what is swept every so often.
    """

    room: str
    words: Entries = field(default_factory=dict)
    message_kinds: Entries = field(default_factory=dict)
    work: Entries = field(default_factory=dict)
    counters: Entries = field(default_factory=dict)
    menu: Entries = field(default_factory=dict)
    public_menu: Entries = field(default_factory=dict)
    search: Entries = field(default_factory=dict)
    panels: Entries = field(default_factory=dict)
    timelines: Entries = field(default_factory=dict)
    holder_changes: Entries = field(default_factory=dict)
    calendar_impacts: Entries = field(default_factory=dict)
    sweeps: Entries = field(default_factory=dict)


SLOTS = tuple(one.name for one in fields(Contribution) if one.name != "room")


class Contributions:
    """All rooms together; filled by each `AppConfig.ready`, read only afterwards."""

    def __init__(self) -> None:
        self._rooms: dict[str, Contribution] = {}
        self._owner: dict[tuple[str, str], str] = {}
        self._slots: dict[str, dict[str, Any]] = {slot: {} for slot in SLOTS}

    def add(self, one: Contribution) -> None:
        """Take a room's contribution whole, or raise `Clash` and take nothing."""
        if one.room in self._rooms:
            raise Clash(f"The room {one.room!r} contributes twice.")
        names = [(slot, name) for slot in SLOTS for name in getattr(one, slot)]
        for key in names:
            if key in self._owner:
                raise Clash(f"{key[0]} {key[1]!r}: {one.room!r} and {self._owner[key]!r} both give it.")
        self._rooms[one.room] = one
        self._owner.update(dict.fromkeys(names, one.room))
        for slot in SLOTS:
            self._slots[slot].update(getattr(one, slot))

    def slot(self, name: str) -> Mapping[str, Any]:
        """The entries of one slot, in the order of the rooms; refused before all rooms have spoken."""
        if not apps.ready:
            raise RuntimeError("Contributions are read after start-up, not while it runs.")
        return self._slots[name]


contributions = Contributions()


def merged(*parts: Entries) -> dict[str, Any]:
    """Several parts of one slot of a room; a name that stands in two of them is a `Clash`."""
    found: dict[str, Any] = {}
    for part in parts:
        if twice := found.keys() & part.keys():
            raise Clash(f"Given twice: {', '.join(sorted(twice))}")
        found.update(part)
    return found
