"""Hold the age of what somebody was shown against what stands now; the caller holds the lock of the row."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from registry.audit.selectors import audit, history
from registry.base.rules.errors import Stale
from registry.base.services import validation
from registry.scope.models import Organisation, User
from registry.scope.models.actors import Actor


def require(row: Any, version: int | None, *, by: Actor, trail: Model | None = None, message: str = "") -> None:
    """Raise `Stale` unless `version`, which the page or the caller carried, is the one that stands now.

    None comes from code that read the row under its own lock: tasks, commands, one service that calls another.
    `trail` is the object whose acts tell who was first, where it is not the row itself.
    """
    if version is None or version == row.version:
        return
    was, is_now = history.since(row, version)
    mine = {_("Version"): version or "", **was}
    theirs = {_("Version"): row.version, **standing(row), **is_now}
    raise Stale(told(trail or row, by, message), mine=mine, theirs=theirs, now={"version": row.version})


def require_fields(instance: Any, version: int | None, fields: Mapping[str, Any], *, by: Actor) -> None:
    """Raise `Stale` with what was typed beside what stands in those fields, unless `version` is the one stored."""
    if version is None or version == instance.version:
        return
    label, shown = validation.label, validation.shown
    others = _("%(object)s was changed by someone else after you opened it.") % {"object": instance}
    raise Stale(
        told(instance, by, others),
        now={"version": instance.version},
        mine={str(label(instance, name)): shown(instance, name, value) for name, value in fields.items()},
        theirs={str(label(instance, name)): shown(instance, name, getattr(instance, name)) for name in fields},
    )


def standing(row: Any) -> dict[str, Any]:
    """The state of the row and when it came to it, where it has them."""
    shown: dict[str, Any] = {}
    if hasattr(row, "get_state_display"):
        shown[_("State")] = row.get_state_display()
    if hasattr(row, "updated_at"):
        shown[_("Changed")] = row.updated_at
    return shown


def told(trail: Model, by: Actor, message: str = "", organisation: Organisation | None = None) -> str:
    """What is said to who comes second; who was first himself is told so (a double click, a page in another window)."""
    acts = audit.trail(trail)
    last = (acts.filter(organisation=organisation) if organisation else acts).first()
    if isinstance(by, User) and last is not None and last.actor_id == by.pk:
        return _("You did this already, or changed it in another window: look at what stands now.")
    return message or _("Somebody else changed this since you opened the page.")
