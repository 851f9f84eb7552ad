"""The kinds of matters: what clocks, queue, reminders and agenda ask of each, and nothing else."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from registry.calendar.rules.working_days import WorkingDayTable
from registry.matters.models import Matter, QueueEntry
from registry.matters.selectors.agendas import Agenda
from registry.matters.selectors.clocks import MatterClock
from registry.matters.selectors.holders import Holder
from registry.scope.models import User


@dataclass(frozen=True)
class Standing:
    """How one matter stands now: its state and what it is filed under, since when, its clocks, and who holds it."""

    state: str
    since: dt.datetime
    clocks: Sequence[MatterClock] = ()
    holders: Sequence[Holder] = ()
    category: str = ""
    company_id: int | None = None


class Shown(NamedTuple):
    """The word of a state, and the tone of its tag."""

    label: Any
    tone: str = "muted"


@dataclass(frozen=True)
class MatterKind:
    """One kind of matter, registered once at start-up.

    `standing` reads many matters at once, by their keys. `held` are those that somebody holds, `scope` those that a
    person may see. `can_act` and `takes_part` narrow entries of the queue: to those on which a person can act now, and
    to matters in which one of some bodies takes part. `hides` names the parts that are the authorities' own business.
    `clocks` reads the clocks alone. `drifted` finds entries that a change beside any act has made wrong. `agenda` is
    what a meeting may decide. `remind` tells people of a step of a clock, `keeper` names who must end a pause that
    lasts too long.
    """

    code: str
    label: Any
    icon: str
    address: Callable[[int], str]
    standing: Callable[[Sequence[int], WorkingDayTable | None], Mapping[int, Standing]]
    clocks: Callable[[Sequence[int]], Mapping[int, Sequence[MatterClock]]]
    held: Callable[[], QuerySet[Any]]
    scope: Callable[[User], QuerySet[Any]]
    can_act: Callable[[User], Q]
    takes_part: Callable[[Sequence[int]], Q]
    remind: Callable[[Matter, str, Iterable[User], str, str], None]
    keeper: Callable[[Matter, MatterClock, Sequence[MatterClock]], Holder | None]
    states: Mapping[str, Shown] = field(default_factory=dict)
    hides: Sequence[str] = ()
    drifted: Callable[[], Q] | None = None
    agenda: Agenda | None = None
    categories: Callable[[], Mapping[str, str]] = dict


_KINDS: dict[str, MatterKind] = {}


def register(kind: MatterKind) -> None:
    """Make a kind known; a second one of the same code is a fault of the program."""
    if kind.code in _KINDS:
        raise ValueError(f"The kind of matter {kind.code} is registered twice.")
    _KINDS[kind.code] = kind


def forget(code: str) -> None:
    """Take a kind out again, for whoever registered it for a while."""
    del _KINDS[code]


def every() -> list[MatterKind]:
    """Every kind, in the order of registration."""
    return list(_KINDS.values())


def of(code: str) -> MatterKind:
    """The kind of this code."""
    return _KINDS[code]


def agenda_of(matter: Matter) -> Agenda | None:
    """What a meeting may decide about the matter; None when its kind knows no meetings."""
    return of(matter.kind).agenda


def by_kind(matters: Iterable[Matter]) -> dict[str, list[int]]:
    """The keys of the matters by the code of their kind."""
    found: dict[str, list[int]] = {}
    for matter in matters:
        found.setdefault(matter.kind, []).append(matter.pk)
    return found


def standings(matters: Sequence[Matter], table: WorkingDayTable | None = None) -> dict[int, Standing]:
    """How each of these matters stands now; each kind reads its own at once."""
    found: dict[int, Standing] = {}
    for code, keys in by_kind(matters).items():
        found |= of(code).standing(keys, table)
    return found


def clocks(matters: Iterable[Matter]) -> dict[int, Sequence[MatterClock]]:
    """The clocks of these matters as they stand now; each kind reads its own at once."""
    found: dict[int, Sequence[MatterClock]] = {}
    for code, keys in by_kind(matters).items():
        read = of(code).clocks(keys)
        found |= {key: read.get(key, ()) for key in keys}
    return found


def who_is_blocking(matter: Matter) -> Sequence[Holder]:
    """Every body that must act on the matter now; empty only when nobody has anything left to do."""
    return standings([matter])[matter.pk].holders


def held() -> Q:
    """The matters that somebody holds."""
    condition = Q(pk__in=[])
    for kind in every():
        condition |= Q(kind=kind.code, pk__in=kind.held())
    return condition


def scope(user: User) -> Q:
    """The matters that the user may see."""
    condition = Q(pk__in=[])
    for kind in every():
        condition |= Q(kind=kind.code, pk__in=kind.scope(user))
    return condition


def seen(user: User) -> Q:
    """The entries of the queue, or whatever else names `matter` and `kind`, of matters that the user may see."""
    condition = Q(pk__in=[])
    for kind in every():
        condition |= Q(kind=kind.code, matter__in=kind.scope(user))
    return condition


def label_of(entry: QueueEntry) -> Shown:
    """The word and the tone of an entry's state."""
    return of(entry.kind).states.get(entry.state, Shown(entry.state))
