"""Check a row against its model before it is written."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from registry.base.models import limits
from registry.base.rules.errors import Incomplete


def collect(instance: Model, exclude: Iterable[str] = ()) -> dict[str, list[Any]]:
    """Everything the fields, the unique rules and the constraints say against `instance`, keyed by field."""
    try:
        instance.full_clean(exclude=set(exclude))
    except ValidationError as error:
        found = dict(error.message_dict)
        if NON_FIELD_ERRORS in found:
            found[""] = found.pop(NON_FIELD_ERRORS)
        return found
    return {}


def columns(
    model: type[Model], given: Mapping[str, Any], *, needed: Iterable[str] | None = None, **names: str
) -> dict[str, list[Any]]:
    """What the columns of `model` say against what an act was given; `names` tells which column an argument goes to.

    `needed` names what must not be empty; without it every column that may not be blank.
    """
    found: dict[str, list[Any]] = {}
    for name, value in given.items():
        column = limits.column(model, names.get(name, name))
        is_needed = not column.blank if needed is None else name in needed
        if texts := limits.against(column, value, is_needed=is_needed):
            found[name] = list(texts)
    return found


def require_columns(
    model: type[Model], given: Mapping[str, Any], *, needed: Iterable[str] | None = None, **names: str
) -> None:
    """Raise `Incomplete` with everything that the columns say."""
    if found := columns(model, given, needed=needed, **names):
        raise Incomplete(found)


def require_reason(reason: str, of: limits.Column = limits.REASON) -> str:
    """The reason of an act without the blanks around it, or `Incomplete`."""
    if texts := limits.against(of, reason, is_needed=True):
        raise Incomplete({"reason": texts})
    return reason.strip()


def worded(text: str, name: str, of: limits.Column) -> str:
    """A text that an act needs, without the blanks around it, or `Incomplete` under its name."""
    if texts := limits.against(of, text, is_needed=True):
        raise Incomplete({name: texts})
    return text.strip()


def require(*problems: Mapping[str, list[Any]]) -> None:
    """Raise `Incomplete` with all problems together; nothing when there is none."""
    together: dict[str, list[Any]] = {}
    for part in problems:
        for name, messages in part.items():
            together.setdefault(name, []).extend(messages)
    if together:
        told = {name: list(dict.fromkeys(messages)) for name, messages in together.items()}
        raise Incomplete(told, _("Some answers need correction."))


def require_sound(instance: Model, *problems: Mapping[str, list[Any]], exclude: Iterable[str] = ()) -> None:
    """Raise `Incomplete` with what the model says against `instance` and the further `problems`."""
    require(collect(instance, exclude), *problems)


def editable(fields: Mapping[str, Any], allowed: Iterable[str]) -> Mapping[str, Any]:
    """`fields` as they are; a caller's mistake when one of them is not `allowed`."""
    if unknown := fields.keys() - set(allowed):
        raise TypeError(f"Not editable: {', '.join(sorted(unknown))}")
    return fields


def assign(instance: Model, fields: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Put `fields` into `instance`; the values before and after, changed ones only."""
    before, after = changes(instance, fields)
    for name, value in after.items():
        setattr(instance, name, value)
    return before, after


def label(instance: Model, name: str) -> str:
    """The field's name for the reader, with a capital."""
    text = str(getattr(instance._meta.get_field(name), "verbose_name", name))
    return text[:1].upper() + text[1:]


def shown(instance: Model, name: str, value: Any) -> str:
    """A value as the reader knows it: the label of a choice, the name of a row."""
    choices = dict(getattr(instance._meta.get_field(name), "flatchoices", None) or [])
    return str(choices.get(value, "" if value is None else value))


def changes(instance: Model, fields: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What `fields` would change on `instance`: the values before and after, changed ones only."""
    kept = {name: getattr(instance, name, None) for name in fields}
    before = {name: kept[name] for name, value in fields.items() if kept[name] != value}
    return before, {name: fields[name] for name in before}
