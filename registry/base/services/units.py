"""A unit of work: everything that one act changes, and what it owes before its transaction ends.

What is derived from many rows (the work queue from cases, seats, clocks and conflicts) would be made anew after each of
an act's changes. The act *owes* it instead, and it is made once, as the last thing inside the act's own transaction.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

#: Makes anew, for the rows with these keys, what is derived from them.
Debt = Callable[[list[int]], object]
_owed: ContextVar[dict[Debt, set[int]] | None] = ContextVar("xiezhi_unit", default=None)


@contextmanager
def unit() -> Iterator[None]:
    """Do everything inside in one transaction and settle what is owed at its end: all of it happens, or nothing.

    A unit inside a unit joins it without a savepoint of its own: what fails there fails the whole. Who wants to go on
    after a refusal puts `transaction.atomic()` around it; what was owed by then is settled all the same.
    """
    if _owed.get() is not None:
        with transaction.atomic(savepoint=False):
            yield
        return
    token = _owed.set({})
    try:
        with transaction.atomic():
            yield
            settle()
    finally:
        _owed.reset(token)


def owe(debt: Debt, key: int) -> None:
    """Note what must be made anew for the row with this key: once at the end of the unit, at once outside of any."""
    with unit():
        owed = _owed.get()
        assert owed is not None
        owed.setdefault(debt, set()).add(key)


def settle() -> None:
    """Make everything anew that is owed so far; for who must read it before the unit ends."""
    owed = _owed.get()
    while owed:
        debt, keys = owed.popitem()
        debt(sorted(keys))
