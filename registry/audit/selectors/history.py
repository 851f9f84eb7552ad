"""Read the row history that the database itself keeps of mines, organisations and the like (django-pghistory)."""

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db.models import Field, ForeignKey, Model

from registry.audit.selectors import audit_values
from registry.scope.models import User

_SKIPPED = {"created_at", "updated_at", "version"}


@dataclass(frozen=True)
class Version:
    """One stored state of a row: when, by whom, under which request, and what it changed."""

    at: dt.datetime
    by: str
    request_id: str
    is_first: bool
    changes: list[audit_values.Change]


def versions(obj: Model, *, limit: int = 10) -> list[Version]:
    """The latest stored states of a row, newest first; empty for a model that is not tracked."""
    tracked = getattr(type(obj), "pgh_event_model", None)
    if tracked is None:
        return []
    events = list(
        tracked.objects.filter(pgh_obj_id=obj.pk).select_related("pgh_context").order_by("-pgh_id")[: limit + 1]
    )
    names = _people(events)
    found = [_version(type(obj), after, before, names) for after, before in pairwise(events)]
    if events and len(events) <= limit:
        found.append(_version(type(obj), events[-1], None, names))
    return [version for version in found if version.changes or version.is_first]


def since(obj: Model, version: int) -> tuple[dict[str, str], dict[str, str]]:
    """What the row said when it had `version` and what it says now, by label; only what differs, where it is kept."""
    tracked = getattr(type(obj), "pgh_event_model", None)
    if tracked is None:
        return {}, {}
    kept = _kept(tracked, obj, version)
    if kept is None:
        return {}, {}
    fields = [field for field in type(obj)._meta.concrete_fields if not field.primary_key]
    found = [
        _change(field, kept, obj)
        for field in fields
        if field.name not in _SKIPPED and getattr(kept, field.attname) != getattr(obj, field.attname)
    ]
    return {one.label: one.before for one in found}, {one.label: one.after for one in found}


def _kept(tracked: Any, obj: Model, version: int) -> Any:
    """What was stored of the row at a version; a row whose version stands elsewhere finds it itself (`kept_at`)."""
    if hasattr(obj, "kept_at"):
        return obj.kept_at(version)
    return tracked.objects.filter(pgh_obj_id=obj.pk, version=version).order_by("-pgh_id").first()


def _version(model: type[Model], after: Any, before: Any | None, names: dict[str, str]) -> Version:
    metadata = (after.pgh_context.metadata if after.pgh_context else None) or {}
    fields = [field for field in model._meta.concrete_fields if not field.primary_key and field.name not in _SKIPPED]
    changed = (
        []
        if before is None
        else [
            _change(field, before, after)
            for field in fields
            if getattr(before, field.attname) != getattr(after, field.attname)
        ]
    )
    return Version(
        at=after.pgh_created_at,
        by=names.get(str(metadata.get("user")), ""),
        request_id=str(metadata.get("request_id", "")),
        is_first=before is None,
        changes=changed,
    )


def _change(field: "Field[Any, Any]", before: Any, after: Any) -> audit_values.Change:
    return audit_values.Change(str(field.verbose_name), _shown(field, before), _shown(field, after))


def _shown(field: "Field[Any, Any]", event: Any) -> str:
    value = getattr(event, field.attname)
    if isinstance(field, ForeignKey) and value is not None:
        target = field.related_model._default_manager.filter(pk=value).first()
        return str(target or value)
    return audit_values.shown(field, value)


def _people(events: list[Any]) -> dict[str, str]:
    keys = {str((event.pgh_context.metadata or {}).get("user")) for event in events if event.pgh_context}
    people = User.objects.filter(pk__in=[key for key in keys if key.isdigit()])
    return {str(user.pk): str(user) for user in people}
