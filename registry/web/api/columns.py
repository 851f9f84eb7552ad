"""Serializer fields with the limits of their columns.

What is too long is refused at once. The least of a text, and the bounds of figures that a service judges together with
others, are described here and left to the service, which says everything at once.
"""

from typing import Any

from django.utils.text import capfirst
from rest_framework import serializers

from registry.base.models import limits
from registry.base.models.limits import Column
from registry.web.api.shared import Text


def text(of: Column, *, required: bool | None = None, **told: Any) -> Text:
    """A text with the limits of its column; one that may be blank may also be left out."""
    is_needed = not of.blank if required is None else required
    told = _named(of, told)
    if not is_needed:
        told = {"allow_blank": True, "default": "", **told}
    return Text(max_length=limits.longest(of), shortest=limits.shortest(of), **told)


def whole(of: Column, **told: Any) -> serializers.IntegerField:
    """A whole number within the bounds of its column."""
    least, most = limits.bounds(of)
    words = dict.fromkeys(("min_value", "max_value"), limits.from_to(least, most))
    return serializers.IntegerField(min_value=least, max_value=most, error_messages=words, **_named(of, told))


def _named(of: Column, told: dict[str, Any]) -> dict[str, Any]:
    """With the name of the column as label, where the field has no other; it stays lazy."""
    return {"label": capfirst(of.verbose_name), **told} if hasattr(of, "model") else told


class WholeFigure(serializers.IntegerField):
    """A whole number whose bounds the service judges."""

    def __init__(self, *, least: Any = None, most: Any = None, **told: Any) -> None:
        self.least, self.most = least, most
        super().__init__(**told)


class DecimalFigure(serializers.DecimalField):
    """A decimal number whose bounds the service judges."""

    def __init__(self, *, least: Any = None, most: Any = None, **told: Any) -> None:
        self.least, self.most = least, most
        super().__init__(**told)


def figure(of: Any, **told: Any) -> WholeFigure | DecimalFigure:
    """A number whose bounds the service judges."""
    least, most = limits.bounds(of)
    if hasattr(of, "decimal_places"):
        digits = {"max_digits": of.max_digits, "decimal_places": of.decimal_places}
        return DecimalFigure(least=least, most=most, **digits, **told)
    return WholeFigure(least=least, most=most, **told)


def described(field: Any, schema: dict[str, Any]) -> dict[str, Any]:
    """The description of a field with the limits that are left to the service."""
    if getattr(field, "shortest", None) and not field.allow_blank:
        schema["minLength"] = field.shortest
    for name, word in (("least", "minimum"), ("most", "maximum")):
        if (bound := getattr(field, name, None)) is not None and schema.get("type") != "string":
            schema[word] = bound
    return schema
