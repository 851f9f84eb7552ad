"""How every form of the site is written: classes, units, hints and errors in one place."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.functional import Promise

from registry.base.rules.errors import Stale
from registry.web.forms import widgets


class UiBoundField(forms.BoundField):
    """A field on the page: its widget gets the class of its kind without each form saying so."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Add the control's class to what Django writes (required, aria-invalid, aria-describedby)."""
        built = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        name = control_class(widget)
        if name and "class" not in widget.attrs:
            built["class"] = name
        if self.unit:
            named = [str(built.get("aria-describedby", "")), f"{self.auto_id}_unit"]
            built["aria-describedby"] = " ".join(filter(None, named))
        return built

    @property
    def unit(self) -> str | Promise:
        """The unit written behind the input, from the form's `units` table."""
        return getattr(self.form, "units", {}).get(self.name, "")

    @property
    def wide(self) -> bool:
        """Whether the field takes the whole row of a two-column section."""
        named = self.name in getattr(self.form, "wide", ())
        return named or isinstance(self.field.widget, forms.Textarea | forms.FileInput | forms.RadioSelect)


class FieldRenderer(TemplatesSetting):
    """The project's form renderer; a field is `{{ form.name.as_field_group }}`."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    bound_field_class = UiBoundField

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """Draw the common widgets directly, everything else by its template."""
        drawn = widgets.drawn(template_name, context["widget"]) if "widget" in context else None
        return drawn if drawn is not None else super().render(template_name, context, request)


def control_class(widget: forms.Widget) -> str:
    """Return the Bootstrap class of a widget's kind."""
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple | forms.CheckboxInput):
        return "form-check-input"
    if isinstance(widget, forms.Select):
        return "form-select"
    if isinstance(widget, forms.HiddenInput | forms.MultiWidget):
        return ""
    return "form-control"


@dataclass(frozen=True)
class Section:
    """One titled part of a long form; the section rail lists them."""

    key: str
    title: str | Promise
    fields: tuple[str, ...]
    icon: str = ""
    dimension: str = ""


@dataclass(frozen=True)
class BoundSection:
    """A section with its fields as they stand in one form."""

    section: Section
    fields: list[forms.BoundField]

    @property
    def errors(self) -> bool:
        """Whether any field of the section was refused."""
        return any(field.errors for field in self.fields)

    @property
    def complete(self) -> bool:
        """Whether every required field of the section holds a value."""
        return all(field.value() not in (None, "", []) for field in self.fields if field.field.required)

    @property
    def state(self) -> str:
        """`bad`, `done` or nothing, for the rail."""
        return "bad" if self.errors else "done" if self.complete else ""


class UiForm:
    """Mixin of every form: `units`, `wide` and `sections` are tables on the class."""

    units: ClassVar[Mapping[str, str | Promise]] = {}
    wide: ClassVar[Iterable[str]] = ()
    sections: ClassVar[tuple[Section, ...]] = ()

    def bound_sections(self) -> Iterator[BoundSection]:
        """Yield the sections with the fields that this form really has."""
        for section in self.sections:
            fields = [self[name] for name in section.fields if name in self.fields]  # type: ignore[index,attr-defined]
            yield BoundSection(section=section, fields=fields)

    #: The refusal of an old page, when the form comes back with it.
    stale: Stale | None = None

    def add_stale(self, error: Stale) -> None:
        """Come back as it was typed, for what stands now: pressing again is a decision on what is shown then."""
        data: Any = vars(self)["data"].copy()
        for name, value in error.now.items():
            data[name] = str(value)
        vars(self)["data"], self.stale = data, error
        self.errors.clear()  # type: ignore[attr-defined]
        self.add_error(None, error.message)  # type: ignore[attr-defined]

    def add_incomplete(self, errors: Mapping[str, Iterable[str]]) -> None:
        """Show what a service refused, each message at its field, the rest at the top."""
        for name, messages in errors.items():
            known = name if name in self.fields else None  # type: ignore[attr-defined]
            for message in messages:
                self.add_error(known, message)  # type: ignore[attr-defined]
