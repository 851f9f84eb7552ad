"""Who must act next: a matter can never be stuck without a named holder."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise, lazy

from registry.matters.selectors.clocks import MatterClock
from registry.scope.models import Organisation, User

#: A text, or one that is worded when it is read.
Words = str | Promise


@dataclass(frozen=True)
class Holder:
    """A body that holds a matter: what it must do, the clock it runs on (None where none runs), since when and why.

    `part` says as what it holds it (a code of the kind), `subject` which part of the matter waits (0: the whole), and
    `officer` the one person who is asked. The task is worded in the language of whoever reads it.
    """

    organisation: Organisation
    task: Words
    clock: MatterClock | None = None
    part: str = ""
    subject: int = 0
    officer: User | None = None
    since: dt.datetime | None = None
    why: str = ""
    due_on: dt.date | None = None

    @property
    def subject_key(self) -> int | None:
        """The key of the part that waits, None for the whole."""
        return self.subject or None

    @property
    def level(self) -> str:
        """How urgent, by its clock."""
        return self.clock.level if self.clock else "calm"

    @property
    def due(self) -> dt.date | None:
        """The last day: of its clock, or the one that was set."""
        return self.clock.shown.due if self.clock else self.due_on

    @property
    def days_left(self) -> int | None:
        """The days that its clock still has."""
        return self.clock.shown.days_left if self.clock else None


def _say(words: Callable[[], str]) -> str:
    return words()


_lazy = lazy(_say, str)


def worded(words: Callable[[], str]) -> Promise:
    """A text that is made when it is read, in the reader's language."""
    made: Any = _lazy(words)
    return made
