"""Allowed transitions as one literal table per workflow."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from registry.base.rules.errors import WrongState


@dataclass(frozen=True)
class Transition:
    """From a state, a verb leads to a state, done by a party (or one of several); one that `waits` makes it a holder.

    A party is a name of the table's `Flow` (`registry/scope/policies/flows.py`); a table without parties names roles.
    """

    source: str
    verb: str
    target: str
    by: str | tuple[str, ...] = ()
    waits: bool = False

    @property
    def parties(self) -> tuple[str, ...]:
        """Everybody who may do it."""
        return (self.by,) if isinstance(self.by, str) else self.by


class TransitionTable:
    """The literal table of one workflow."""

    def __init__(self, *rows: Transition) -> None:
        self.rows = rows
        self._by_key = {(row.source, row.verb): row for row in rows}
        if len(self._by_key) != len(rows):
            raise ValueError("A state and a verb may lead to one state only.")

    def require(self, state: str, verb: str, *, label: Any = None) -> Transition:
        """Return the row, or raise `WrongState` saying what the state is."""
        row = self._by_key.get((state, verb))
        if row is None:
            message = _("This is not possible now: the current state is “%(state)s”.") % {"state": label or state}
            raise WrongState(message, current=state)
        return row

    def verbs(self, state: str) -> set[str]:
        """The verbs that the state allows."""
        return {row.verb for row in self.rows if row.source == state}

    def states(self) -> Iterable[str]:
        """Every state named in the table."""
        return {row.source for row in self.rows} | {row.target for row in self.rows}
