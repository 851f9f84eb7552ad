"""A Django form drawn from a DRF serializer by one field table; it checks nothing, the serializer does."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import FieldDoesNotExist, ImproperlyConfigured
from django.forms.utils import ErrorDict
from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.text import capfirst
from rest_framework import serializers as s

from registry.web.forms.base import UiForm

#: So few options are drawn one below the other; so many characters get several lines.
MANY_OPTIONS, LONG_TEXT = 4, 200
#: More rows than this a choice on a page does not offer.
OFFERED = 300


class DayInput(forms.DateInput):
    """A day that the browser helps with; always ISO, whatever the language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    """A moment that the browser helps with; always ISO, whatever the language."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


def _text(f: Any) -> forms.Field:
    rows = f.style.get("rows", 3 if (f.max_length or 0) > LONG_TEXT else 0)
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    made = forms.CharField(max_length=f.max_length, widget=widget)
    made.shortest = getattr(f, "shortest", None)  # type: ignore[attr-defined]
    return made


def _choice(f: Any) -> forms.Field:
    given = f.get_choices(cutoff=OFFERED) if isinstance(f, s.RelatedField) else f.choices
    listed = [(value, label) for value, label in given.items() if value != ""]
    if f.style.get("radio", f.required and 0 < len(listed) <= MANY_OPTIONS):
        return forms.ChoiceField(choices=listed, widget=forms.RadioSelect)
    return forms.ChoiceField(choices=[("", given.get("", "---------")), *listed])


def _offered(f: Any) -> forms.Field:
    """The key of one of the rows that the field was given to offer."""
    blank = [] if f.required else [("", "---------")]
    return forms.ChoiceField(choices=[*blank, *f.style["choices"].items()])


def _several(f: Any) -> forms.Field:
    given = f.choices if isinstance(f, s.MultipleChoiceField) else f.style.get("choices", {})
    return forms.MultipleChoiceField(choices=list(given.items()), widget=forms.CheckboxSelectMultiple)


def _number(f: Any, of: Any = forms.IntegerField, **more: Any) -> Any:
    return of(min_value=_end(f, "least", "min_value"), max_value=_end(f, "most", "max_value"), **more)


def _end(f: Any, of_column: str, of_field: str) -> Any:
    return getattr(f, of_column, None) if hasattr(f, of_column) else getattr(f, of_field)


#: The one field table: what draws a serializer's field. The first class of its MRO that stands here counts.
TABLE: dict[type[s.Field[Any, Any, Any, Any]], Callable[[Any], forms.Field]] = {
    s.CharField: _text,
    s.ChoiceField: _choice,
    s.RelatedField: _choice,
    s.MultipleChoiceField: _several,
    s.ListField: _several,
    s.BooleanField: lambda f: forms.BooleanField(),
    s.DateField: lambda f: forms.DateField(widget=DayInput),
    s.DateTimeField: lambda f: forms.DateTimeField(widget=MomentInput),
    s.IntegerField: lambda f: _offered(f) if "choices" in f.style else _number(f),
    s.FloatField: lambda f: _number(f, forms.FloatField),
    s.DecimalField: lambda f: _number(f, forms.DecimalField, max_digits=f.max_digits, decimal_places=f.decimal_places),
    s.FileField: lambda f: forms.FileField(),
    s.JSONField: lambda f: forms.CharField(widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"})),
}


def has_rows(f: Any) -> bool:
    """Whether the field is a list of nested rows. `ListField(child=...)`: its `max_length` reaches the description."""
    return isinstance(f, s.ListField) and isinstance(f.child, s.Serializer)


def drawer(f: Any) -> Callable[[Any], forms.Field]:
    """What draws the field; a kind that the table does not know fails at start-up."""
    found = next((TABLE[kind] for kind in type(f).__mro__ if kind in TABLE), None)
    if found is None:
        raise ImproperlyConfigured(f"{type(f).__name__} ({f.field_name}) stands in no row of the field table.")
    return found


def label_of(source: Any, name: str, f: Any) -> Any:
    """The label that the field was given, else the name of its column; both stay lazy. None where it has neither."""
    if given := f._kwargs.get("label"):
        return given
    model = getattr(getattr(source, "Meta", None), "model", None)
    try:
        return capfirst(model._meta.get_field(f.source or name).verbose_name) if model else None
    except FieldDoesNotExist:
        return None


class DrawnForm(UiForm, forms.Form):
    """The input of an act on a page. It checks nothing: it shows what was typed and what the input refused.

    `hidden` are the fields that the page carries along (versions, the key of a part) with their present values.
    """

    lists: dict[str, tuple[Any, list[list[str]]]]
    units: Mapping[str, str | Promise] = {}  # type: ignore[misc]
    sections: ClassVar[Any] = ()

    def __init__(
        self, source: s.Serializer[Any], hidden: Mapping[str, Any], data: Any = None, faults: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.faults, self.lists = faults or {}, {}
        self.units, self.wide = getattr(source, "units", {}), getattr(source, "wide", ())  # type: ignore[misc]
        for name, value in hidden.items():
            self.fields[name] = forms.CharField(widget=forms.HiddenInput, initial=value)
        given: Any = source.fields
        for name, f in given.items():
            if has_rows(f):
                rows = [self._row(name, f.child, number) for number in range(self._count(name, f))]
                self.lists[name] = label_of(source, name, f), rows
            elif name not in hidden and not f.read_only:
                self._draw(source, name, f, required=f.required and not getattr(f, "allow_blank", False))

    def _draw(self, source: Any, name: str, f: Any, *, required: bool) -> str:
        shown = self.fields[name] = drawer(f)(f)
        shown.label, shown.required = label_of(source, name, f), required
        told: Any = f.help_text if isinstance(f.help_text, Promise) else ""  # a plain one is for the API only
        shown.help_text = told
        if name not in self.initial and f.default is not s.empty and not callable(f.default):
            shown.initial = f.default
        shown.widget.is_required = required
        if f.style.get("input_type") == "hidden":
            shown.widget = forms.HiddenInput()
        elif self.auto_id:
            shown.widget.attrs["id"] = str(self.auto_id) % re.sub(r"[\[\].]+", "_", name)
        return name

    def _row(self, name: str, child: Any, number: int) -> list[str]:
        return [self._draw(child, f"{name}[{number}]{inner}", f, required=False) for inner, f in child.fields.items()]

    def _count(self, name: str, f: Any) -> int:
        typed = len({key.split("]")[0] for key in self.data if key.startswith(f"{name}[")})
        more = 1 if not typed or self.data.get("add_row") == name else 0
        return max(typed, min(typed + more, f.max_length))

    def groups(self) -> Iterator[tuple[str, Any, Any, list[list[forms.BoundField]]]]:
        """The nested rows: name, label, faults of the list as a whole, rows of bound fields."""
        for name, (label, rows) in self.lists.items():
            yield name, label, self.errors.get(name, []), [[self[cell] for cell in row] for row in rows]

    def single(self) -> list[forms.BoundField]:
        """The visible fields that belong to no row."""
        return [field for field in self.visible_fields() if "[" not in field.name]

    def full_clean(self) -> None:
        """Nothing is cleaned; the faults of serializer and service become the errors of the fields."""
        self._errors, self.cleaned_data = ErrorDict(), {}
        for dotted, texts in self.faults.items():
            name = re.sub(r"\.(\d+)\.", r"[\1]", dotted)
            place = name if name in self.fields or name in self.lists else "__all__"
            self._errors.setdefault(place, self.error_class(error_class="nonfield" if place == "__all__" else None))
            self._errors[place].extend(map(str, texts))


def tidy(request: HttpRequest) -> QueryDict:
    """What was typed, as DRF reads HTML input: blank is missing, line ends are one sign, empty rows close up."""
    data, places = QueryDict(mutable=True), {}  # type: ignore[var-annotated]
    typed: list[tuple[str, Any]] = [*request.POST.lists(), *request.FILES.lists()]
    for key, values in typed:
        kept: list[Any] = [v.strip().replace("\r\n", "\n") if isinstance(v, str) else v for v in values]
        kept = [v for v in kept if v != ""]
        if found := re.fullmatch(r"(\w+)\[(\d{1,4})\](\w+)", key):
            if kept:
                rows = places.setdefault(found[1], {})
                data.setlist(f"{found[1]}[{rows.setdefault(found[2], len(rows))}]{found[3]}", kept)
        elif kept and key != "csrfmiddlewaretoken":
            data.setlist(key, kept)
    return data
