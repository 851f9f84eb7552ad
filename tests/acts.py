"""What the tests derive from the descriptions of acts: addresses, operations, what is carried, what is sent.

An act that is added is walked, attacked and compared without being named; `tests/permissions/acts.py` says who is who.
"""

from collections.abc import Iterator
from typing import Any

from django.urls import ResolverMatch
from rest_framework import serializers as s

import config.urls  # noqa: F401 - every room's acts are described by now
from registry.web.acts.acts import Act, Acts
from registry.web.forms.drawing import has_rows


def described() -> Iterator[tuple[Acts, Act]]:
    """Every act with the acts that it stands among."""
    for acts in Acts.kinds.values():
        for act in acts:
            yield acts, act


def route(acts: Acts, act: Act) -> str:
    """The name of the address of its page."""
    space = acts.route.partition(":")[0]
    return f"{space}:{acts.kind}_{act.name}" if act.is_first else acts.route


def page(acts: Acts, act: Act) -> str:
    """Its page as the matrix writes it: an act of several under one address behind a slash."""
    return route(acts, act) if act.is_first else f"{acts.route}/{act.verb}"


def operation(acts: Acts, act: Act) -> str:
    """Its operation as the matrix writes it."""
    return f"api:{acts.kind}-{'list' if act.is_first else act.verb} POST"


#: The addresses that offer several acts, with their verbs.
SEVERAL: dict[str, tuple[str, ...]] = {
    acts.route: tuple(act.verb for act in acts if act.has_page and not act.is_first) for acts in Acts.kinds.values()
}
#: Page → operation.
WRITES: dict[str, str] = {page(acts, act): operation(acts, act) for acts, act in described() if act.has_page}
#: Pages that are read before they are sent.
FORMS: list[str] = [
    page(acts, act) for acts, act in described() if act.has_page and (acts.has_own_pages or act.is_first)
]
#: Page or operation, without the method → the act.
BY_PLACE: dict[str, tuple[Acts, Act]] = {
    place: (acts, act)
    for acts, act in described()
    for place in (*([page(acts, act)] if act.has_page else []), operation(acts, act).removesuffix(" POST"))
}


def hidden(acts: Acts, act: Act) -> set[str]:
    """The fields that a page carries along."""
    return {*acts.carried(act).reads, act.part} - {""}


def form(acts: Acts, act: Act) -> Any:
    """The form of an act over no row."""
    return act.form(act.input(), dict.fromkeys(hidden(acts, act), ""))


def of_match(match: ResolverMatch) -> tuple[Acts, Act] | None:
    """The act of an address that was resolved."""
    key = match.kwargs.get("key")
    return BY_PLACE.get(f"{match.view_name}/{key}" if match.view_name in SEVERAL else match.view_name)


def carried(acts: Acts, act: Act, pk: Any, sent: Any = None) -> dict[str, Any]:
    """What somebody who looks at the row now would carry; nothing where there is no such row."""
    row = acts.policy.model._default_manager.filter(pk=pk).first() if pk is not None else None
    if row is None or act.is_first:
        return {}
    if act.carries is None or not act.part:
        return dict(acts.carried(act).of(row))
    key = str((sent or {}).get(act.part, ""))
    part = acts.parts(row, int(key)) if key.isdecimal() and len(key) < 19 else None
    return dict(act.carries.of(part)) if part is not None else {}


def encode(values: dict[str, Any]) -> dict[str, Any]:
    """JSON as a browser would post it."""
    typed: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, list) and any(isinstance(one, dict) for one in value):
            typed |= {f"{name}[{n}]{key}": cell for n, row in enumerate(value) for key, cell in encode_rows(row)}
        elif value is not None:
            typed[name] = value
    return typed


def encode_rows(row: dict[str, Any]) -> list[tuple[str, Any]]:
    """The cells of one row that hold something."""
    return [(key, cell) for key, cell in row.items() if cell is not None]


def fields(acts: Acts, act: Act) -> dict[str, s.Field[Any, Any, Any, Any]]:
    """The fields that a person fills in."""
    return {name: f for name, f in act.input().fields.items() if name not in hidden(acts, act) and not has_rows(f)}
