"""Hold the age of the page that was sent against what stands now, before what was typed is looked at."""

from typing import Any

from registry.audit.services import ages
from registry.scope.models.actors import Actor
from registry.web.views.responses import seen
from registry.web.views.signed import Signed


def require_seen(request: Signed, row: Any, trail: Any = None) -> int:
    """The version that the page carried, or `Stale` at once where the row has another: before what was typed counts."""
    user: Actor = request.user
    version = seen(request)
    ages.require(row, version, by=user, trail=trail)
    return version
