"""The records of other rooms that the registry refers to: who they are, what they may place, and where one reads them.

The registry knows no hazard, order or return. A room registers each kind of record once, at start-up, and hands the
registered object to the services: a kind that nobody registered cannot be named.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from registry.mines.models import Hold, Mine
from registry.scope.models import User
from registry.scope.models.actors import Actor
from registry.scope.policies.base import Verdict


def _nowhere(_key: str, _user: User) -> str:
    return ""


@dataclass(frozen=True)
class Origin:
    """A kind of record: its name in the tables, its words, and the page of one record for a reader.

    `address` answers "" where the reader may not open the record.
    """

    kind: str
    label: Any
    address: Callable[[str, User], str] = _nowhere


@dataclass(frozen=True)
class HoldSource(Origin):
    """A kind of record that places holds: of which kinds, stopping which things, and who may place and lift them.

    Who may decides the room (`may_place`, `may_lift`): it is asked with the actor, and with the mine or the hold.
    """

    kinds: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    may_place: Callable[[Actor, Mine], Verdict] | None = None
    may_lift: Callable[[Actor, Hold], Verdict] | None = None


@dataclass(frozen=True)
class ProductionSource(Origin):
    """A kind of record that writes months of production; the room says who may record from it."""

    may_record: Callable[[Actor, Mine], Verdict] | None = None


_origins: dict[str, Origin] = {}


def register(*found: Origin) -> None:
    """Add kinds of records; raises `ValueError` for a name given twice and for a source that is not whole.

    Called from `AppConfig.ready`, so that a kind of hold or a thing that does not exist fails at start-up.
    """
    for one in found:
        if one.kind in _origins:
            raise ValueError(f"Registered twice: {one.kind}")
        if isinstance(one, HoldSource):
            _require_whole(one)
        elif isinstance(one, ProductionSource) and one.may_record is None:
            raise ValueError(f"{one.kind} does not say who may record from it")
        _origins[one.kind] = one


def _require_whole(source: HoldSource) -> None:
    unknown = {*source.kinds} - {*Hold.Kind.values} | {*source.things} - {*Hold.Thing.values}
    if unknown:
        raise ValueError(f"{source.kind} names what no hold knows: {', '.join(sorted(unknown))}")
    if not (source.kinds and source.things and source.may_place and source.may_lift):
        raise ValueError(f"{source.kind} does not say what it places, what that stops, and who may place and lift it")


def get(kind: str) -> Origin:
    """The registered kind; `LookupError` for one that no room registered."""
    found = _origins.get(kind)
    if found is None:
        raise LookupError(f"No room registered the kind of record “{kind}”.")
    return found


def require(origin: Origin) -> None:
    """Raise `LookupError` unless exactly this object is registered."""
    if _origins.get(origin.kind) is not origin:
        raise LookupError(f"No room registered the kind of record “{origin.kind}”.")


def label(kind: str) -> str:
    """The words of a kind in the reader's language; the bare kind of a room that is gone."""
    found = _origins.get(kind)
    return str(found.label) if found else kind


def address(kind: str, key: str, user: User) -> str:
    """The page of a record for a reader; "" where there is none for him."""
    found = _origins.get(kind)
    return found.address(key, user) if found else ""


def known() -> dict[str, Origin]:
    """Every registered kind."""
    return dict(_origins)
