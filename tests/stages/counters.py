"""The numbers that factories count: a stage counts in a range of its own, so that no test makes the same row."""

import contextlib
import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

from factory.django import DjangoModelFactory

from tests import factories

#: No test makes so many rows of a kind.
FIRST = 300_000


@contextlib.contextmanager
def counting_on(counted: dict[str, int]) -> Iterator[dict[str, int]]:
    """Count on from where an earlier stage stopped; gives a table that says at the end how far it came."""
    own = {name: made._meta.next_sequence() for name, made in _factories().items()}
    for name, made in _factories().items():
        made.reset_sequence(counted.get(name, FIRST), force=True)
    reached: dict[str, int] = {}
    try:
        yield reached
        reached.update({name: made._meta.next_sequence() for name, made in _factories().items()})
    finally:
        for name, made in _factories().items():
            made.reset_sequence(own.get(name, 0), force=True)


def _factories() -> dict[str, Any]:
    """Every factory that counts for itself."""
    for module in pkgutil.iter_modules(factories.__path__, f"{factories.__name__}."):
        importlib.import_module(module.name)
    return {f"{made.__module__}.{made.__name__}": made for made in _below(DjangoModelFactory)}


def _below(kind: Any) -> Iterator[Any]:
    for made in kind.__subclasses__():
        if made._meta.counter_reference is made._meta:
            yield made
        yield from _below(made)
