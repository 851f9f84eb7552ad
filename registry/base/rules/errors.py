"""The exceptions of a write: one handler turns them into pages, one into RFC 9457 problem details."""

from collections.abc import Mapping, Sequence
from typing import Any


class DomainError(Exception):
    """A request that cannot be carried out, with the HTTP status that says so."""

    status = 400
    code = "invalid"

    def __init__(self, message: Any = "") -> None:
        super().__init__(message)
        self.message = message


class OutOfScope(DomainError):
    """The row does not exist for this user (404): its existence is not revealed."""

    status = 404
    code = "not_found"


class NotAllowed(DomainError):
    """The user sees the row but has no right to do this (403); the message is the reason."""

    status = 403
    code = "not_allowed"


class WrongState(DomainError):
    """The object is not in a state that allows the verb (409)."""

    status = 409
    code = "wrong_state"

    def __init__(self, message: Any = "", *, current: str = "") -> None:
        super().__init__(message)
        self.current = current


class Stale(WrongState):
    """The object was changed since it was read (409): carries both versions.

    `now` holds what a page must carry to act on what stands now: the hidden fields of the second, conscious attempt.
    """

    code = "stale"

    def __init__(
        self, message: Any = "", *, mine: Mapping[str, Any], theirs: Mapping[str, Any], now: Mapping[str, Any] = {}
    ) -> None:
        super().__init__(message)
        self.mine = dict(mine)
        self.theirs = dict(theirs)
        self.now = dict(now)


class Incomplete(DomainError):
    """Fields are missing or wrong (400): all of them at once, keyed by field name."""

    status = 400
    code = "incomplete"

    def __init__(self, fields: Mapping[str, Sequence[Any]], message: Any = "") -> None:
        super().__init__(message)
        self.fields = {name: list(messages) for name, messages in fields.items()}

    def __str__(self) -> str:
        """The message with every field, for logs."""
        faults = "; ".join(f"{name}: {' '.join(map(str, texts))}" for name, texts in self.fields.items())
        return f"{self.message} {faults}".strip()
