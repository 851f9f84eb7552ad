"""Form fields with the limits of their columns; the least of a text is left to the service, which says all at once."""

from typing import Any

from django import forms

from registry.base.models import limits
from registry.base.models.limits import Column


def text(of: Column, *, rows: int = 0, required: bool | None = None, **more: Any) -> forms.CharField:
    """A text; `rows` makes it a larger control, and what the column may leave blank is optional."""
    if rows:
        more["widget"] = forms.Textarea(attrs={"rows": rows})
    most = limits.longest(of)
    more["error_messages"] = {"max_length": limits.at_most(most or 0), **more.get("error_messages", {})}
    is_needed = not of.blank if required is None else required
    made = forms.CharField(max_length=most, required=is_needed, **more)
    made.shortest = limits.shortest(of)  # type: ignore[attr-defined]
    return made


def whole(of: Column, *, required: bool | None = None, **more: Any) -> forms.IntegerField:
    """A whole number."""
    least, most = limits.bounds(of)
    said = limits.from_to(least, most)
    is_needed = not of.blank if required is None else required
    return forms.IntegerField(
        min_value=least, max_value=most, required=is_needed, **more,
        error_messages={"min_value": said, "max_value": said},
    )  # fmt: skip


def decimal(of: Any, *, required: bool | None = None, **more: Any) -> forms.DecimalField:
    """A number with the digits and bounds of its column."""
    least, most = limits.bounds(of)
    is_needed = not of.blank if required is None else required
    digits = {"max_digits": of.max_digits, "decimal_places": of.decimal_places}
    return forms.DecimalField(min_value=least, max_value=most, required=is_needed, **digits, **more)


def bind(form: Any) -> None:
    """Give the numbers of a form over a model the bounds of their columns, which Django leaves to the model."""
    for name, field in form.fields.items():
        if not isinstance(field, forms.IntegerField) or name not in form._meta.fields:
            continue
        field.min_value, field.max_value = limits.bounds(limits.column(form._meta.model, name))
        field.widget.attrs.update(field.widget_attrs(field.widget))
