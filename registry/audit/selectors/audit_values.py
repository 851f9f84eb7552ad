"""The fields and values of an audit row in the words of the object's own model."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model
from django.utils import formats
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from registry.scope.models import Role

_SHOWN = 300


@dataclass(frozen=True)
class Change:
    """One field before and after, as a reader sees it."""

    label: str
    before: str
    after: str

    @property
    def differs(self) -> bool:
        """Whether the value changed."""
        return self.before != self.after


def model_of(object_type: str) -> type[Model] | None:
    """The model of an object type such as `registry.mine`; None when it is gone."""
    try:
        return apps.get_model(object_type)
    except (LookupError, ValueError):
        return None


def type_label(object_type: str) -> str:
    """What kind of object it is, in the reader's language."""
    model = model_of(object_type)
    return str(model._meta.verbose_name) if model else object_type


def roles(codes: str) -> str:
    """The words of the roles held at the act, given as codes with commas."""
    words = dict(Role.choices)
    return _(", ").join(str(words.get(code, code)) for code in codes.split(",") if code)


def changes(object_type: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Every field named before or after, changed ones first."""
    model = model_of(object_type)
    names = list(dict.fromkeys([*before, *after]))
    rows = [_change(model, name, before.get(name), after.get(name)) for name in names]
    return sorted(rows, key=lambda row: not row.differs)


def summary(object_type: str, before: Mapping[str, Any], after: Mapping[str, Any], *, limit: int = 3) -> str:
    """The first changes in one line."""
    parts = []
    for row in [row for row in changes(object_type, before, after) if row.differs][:limit]:
        words = f"{row.before} → {row.after}" if row.before else row.after
        parts.append(f"{row.label}{_(': ')}{words if len(words) <= 60 else words[:59] + '…'}")
    return _("; ").join(parts)


def field_of(model: type[Model] | None, name: str) -> "Field[Any, Any] | None":
    """The model field behind a name, whether written as `holder` or `holder_id`."""
    if model is None:
        return None
    for candidate in (name, name.removesuffix("_id")):
        try:
            found = model._meta.get_field(candidate)
        except FieldDoesNotExist:
            continue
        if isinstance(found, Field):
            return found
    return None


def shown(field: "Field[Any, Any] | None", value: Any) -> str:
    """A value as a reader sees it: the word of a choice, yes or no, a date, a list."""
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    inner = getattr(field, "base_field", None)
    if isinstance(value, list) and inner is not None and inner.choices:
        return _plain([shown(inner, item) for item in value])
    return _plain(value)


def _change(model: type[Model] | None, name: str, before: Any, after: Any) -> Change:
    field = field_of(model, name)
    label = str(field.verbose_name) if field else name.replace("_", " ")
    return Change(label, shown(field, before), shown(field, after))


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        text = _("; ").join(f"{key}{_(': ')}{_plain(item)}" for key, item in value.items())
    elif isinstance(value, list):
        text = _(", ").join(_plain(item) for item in value)
    else:
        text = _date(value.isoformat() if isinstance(value, dt.date) else str(value))
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _date(text: str) -> str:
    """A date or time written the reader's way; anything else as it is."""
    if not 10 <= len(text) <= 32 or text[4:5] != "-":
        return text
    try:
        moment = parse_datetime(text) if "T" in text else None
        day = parse_date(text) if moment is None else None
    except ValueError:
        return text
    if moment is not None:
        moment = localtime(moment) if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
        return formats.date_format(moment, "DATETIME_FORMAT")
    return formats.date_format(day, "DATE_FORMAT") if day else text
