"""What is known of the request that is being served: its identifier and address, for the audit trail."""

import contextvars
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class RequestContext:
    """Identifier and address of one request, and what was read once for all of it."""

    request_id: str = field(default_factory=lambda: uuid.uuid4().hex)
    ip: str | None = None
    kept: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)


_current: contextvars.ContextVar[RequestContext | None] = contextvars.ContextVar("xiezhi_request", default=None)


def current() -> RequestContext | None:
    """The context of the request being served, or None outside a request."""
    return _current.get()


def enter(context: RequestContext) -> contextvars.Token[RequestContext | None]:
    """Make `context` current; give the token to `leave`."""
    return _current.set(context)


def leave(token: contextvars.Token[RequestContext | None]) -> None:
    """Restore what was current before `enter`."""
    _current.reset(token)


def once(name: str, read: Callable[[], T]) -> T:
    """What `read` answered the first time in this request; outside a request it is asked each time.

    For what a request reads again and again and nobody changes while it is served, or whoever does says `forget`.
    """
    context = _current.get()
    if context is None:
        return read()
    if name not in context.kept:
        context.kept[name] = read()
    found: T = context.kept[name]
    return found


def forget(name: str) -> None:
    """Read it anew at the next question."""
    context = _current.get()
    if context is not None:
        context.kept.pop(name, None)
