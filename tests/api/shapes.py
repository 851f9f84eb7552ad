"""What a form, a serializer and a page's pair of both ask of one field, in the same words."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from django import forms
from drf_spectacular.generators import SchemaGenerator
from rest_framework import serializers

from tests.permissions.routes import named

ROOMS = ("registry", "governance", "restoration", "safety", "funds")
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True)
class Limits:
    """Everything that is asked of one field; None where nothing is."""

    kind: str
    required: bool
    longest: int | None = None
    shortest: int | None = None
    least: Any = None
    most: Any = None
    digits: tuple[int | None, int | None] | None = None
    choices: frozenset[str] | None = None

    def differing(self, other: "Limits") -> list[str]:
        """The names of what differs."""
        return [name for name in self.__dataclass_fields__ if getattr(self, name) != getattr(other, name)]


def of_form(field: forms.Field) -> Limits:
    """What a form asks."""
    asked: dict[str, Any] = {"required": field.required}
    match field:
        case forms.BooleanField() | forms.NullBooleanField():
            return Limits("flag", False)
        case forms.MultipleChoiceField() | forms.ModelMultipleChoiceField():
            return Limits("list", **asked)
        case forms.ModelChoiceField():
            return Limits("row", **asked)
        case forms.ChoiceField():
            return Limits("choice", choices=_values(field.choices), **asked)
        case forms.FileField():
            return Limits("file", **asked)
        case forms.DateTimeField():
            return Limits("moment", **asked)
        case forms.DateField():
            return Limits("day", **asked)
        case forms.DecimalField():
            return Limits("decimal", digits=(field.max_digits, field.decimal_places), **asked, **_range(field))
        case forms.FloatField():
            return Limits("float", **asked, **_range(field))
        case forms.IntegerField():
            return Limits("whole", **asked, **_range(field))
    words = {
        "longest": getattr(field, "max_length", None),
        "shortest": getattr(field, "shortest", None) or getattr(field, "min_length", None),
    }
    return Limits("text", **asked, **words)


def of_serializer(field: serializers.Field[Any, Any, Any, Any], *, is_partial: bool = False) -> Limits:
    """What an operation asks; a key that may be left out, null or blank is not required."""
    is_open = field.allow_null or getattr(field, "allow_blank", False) or is_partial
    asked: dict[str, Any] = {"required": field.required and not is_open}
    match field:
        case serializers.BooleanField():
            return Limits("flag", False)
        case serializers.ListSerializer() | serializers.ListField():
            return Limits("list", asked["required"] or field.allow_empty is False)
        case serializers.ChoiceField():
            return Limits("choice", choices=_values(field.choices.items()), **asked)
        case serializers.FileField():
            return Limits("file", **asked)
        case serializers.DateTimeField():
            return Limits("moment", **asked)
        case serializers.DateField():
            return Limits("day", **asked)
        case serializers.DecimalField():
            return Limits("decimal", digits=(field.max_digits, field.decimal_places), **asked, **_range(field))
        case serializers.FloatField():
            return Limits("float", **asked, **_range(field))
        case serializers.IntegerField():
            return Limits("whole", **asked, **_range(field))
        case serializers.CharField():
            return Limits(
                "text", **asked, longest=field.max_length, shortest=getattr(field, "shortest", field.min_length)
            )
    return Limits(type(field).__name__, **asked)


def _range(field: Any) -> dict[str, Any]:
    return {"least": getattr(field, "least", field.min_value), "most": getattr(field, "most", field.max_value)}


def _values(choices: Any) -> frozenset[str]:
    return frozenset(str(value) for value, _label in choices if value not in ("", None))


def requests() -> dict[str, type[serializers.BaseSerializer[Any]] | None]:
    """Every unsafe operation, as `route METHOD`, with the serializer that reads what is sent; None where nothing is."""
    found = {}
    for route, callback in named():
        for method, action in getattr(callback, "actions", {}).items():
            if method.upper() in UNSAFE:
                asked = _asked(callback, action, method.upper())
                asked = next(iter(asked.values())) if isinstance(asked, dict) else asked
                found[f"{route} {method.upper()}"] = asked if inspect.isclass(asked) else None
    return found


def _asked(callback: Any, action: str, method: str) -> Any:
    described = getattr(getattr(callback.cls, action), "kwargs", {}).get("schema")
    if described is None:
        return callback.cls.serializer_class if action in ("create", "update", "partial_update") else None
    schema = described()
    schema.view, schema.method = SchemaGenerator().create_view(callback, method), method
    return schema.get_request_serializer()


def modules(layer: str) -> Iterator[ModuleType]:
    """The modules of one layer of all inner rooms."""
    for room in ROOMS:
        package = importlib.import_module(room)
        for info in pkgutil.walk_packages(package.__path__, f"{room}."):
            if not info.ispkg and layer in info.name.split(".")[2:-1]:
                yield importlib.import_module(info.name)


def form_classes() -> set[type[forms.BaseForm]]:
    """Every form that a room declares."""
    return {
        found
        for module in modules("forms")
        for found in vars(module).values()
        if inspect.isclass(found) and issubclass(found, forms.BaseForm) and found.__module__ == module.__name__
    }
