"""What is known of the request that is being served: its identifier and address, for the audit trail."""

import contextvars
import uuid
from dataclasses import dataclass, field


@dataclass(frozen=True)
class RequestContext:
    """Identifier and address of one request, and the organisation the user acts for."""

    request_id: str = field(default_factory=lambda: uuid.uuid4().hex)
    ip: str | None = None


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
