"""The words of notifications: each app registers its dotted kinds with a label and a title pattern."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Kind:
    """A kind of message: its label in the preferences, and the patterns filled with the parameters."""

    label: Any
    title: Any
    body: Any = ""


_kinds: dict[str, Kind] = {}


def register(kinds: Mapping[str, Kind]) -> None:
    """Add kinds; a kind is registered once."""
    twice = _kinds.keys() & kinds.keys()
    if twice:
        raise ValueError(f"Registered twice: {', '.join(sorted(twice))}")
    _kinds.update(kinds)


def known() -> dict[str, Kind]:
    """Every registered kind."""
    return dict(_kinds)


def word(kind: str, params: Mapping[str, Any]) -> tuple[str, str]:
    """Title and body in the active language; the bare kind when it is unknown or a parameter is missing."""
    found = _kinds.get(kind)
    if found is None:
        return kind, ""
    try:
        return str(found.title) % params, str(found.body) % params if found.body else ""
    except KeyError:
        return str(found.label), ""
