"""Widgets that are drawn without a template look as Django's templates draw them."""

import datetime as dt
import re
from typing import Any

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import mark_safe

from registry.web.forms import widgets

CHOICES = [("", "All"), ("a", "A & <b>"), (1, 2024), ("Group", [("x", "X"), (None, "None")]), (True, mark_safe("<i>"))]
ATTRS = {"class": 'one "two"', "required": True, "disabled": False, "data-n": 3, "id": "id_a"}


def closed(written: str) -> str:
    """Without the blank lines between options."""
    return re.sub(r"\n\s*(?=</?opt|</select)", "\n", written)


@pytest.mark.parametrize(
    ("widget", "value"),
    [
        *((forms.TextInput, value) for value in (None, "", "a", "<\"&'>", 12, 1.5, mark_safe("&amp;"))),
        (forms.NumberInput, 12345),
        (forms.EmailInput, "a@b.c"),
        (forms.URLInput, "https://a?b=1&c=2"),
        (forms.PasswordInput, "secret"),
        (forms.HiddenInput, "7"),
        (forms.DateInput, dt.date(2026, 12, 1)),
        (forms.DateTimeInput, dt.datetime(2026, 12, 1, 10)),
        (forms.TimeInput, dt.time(9, 30)),
        (forms.CheckboxInput, True),
        (forms.CheckboxInput, False),
        *((forms.Textarea, value) for value in (None, "", "two\nlines <b>", 0)),
        *((forms.Select, value) for value in (None, "", "a", 1, "x", "nothing")),
        (forms.SelectMultiple, ["a", "x"]),
        (forms.NullBooleanSelect, True),
    ],
)
def test_a_drawn_widget_is_that_of_its_template(widget: type[forms.Widget], value: Any) -> None:
    made = widget(attrs=ATTRS)
    if isinstance(made, forms.widgets.ChoiceWidget) and not isinstance(made, forms.NullBooleanSelect):
        made.choices = CHOICES
    context = made.get_context("field", value, {"aria-describedby": "hint"})
    assert made.template_name in widgets.DRAWN
    drawn = widgets.drawn(made.template_name, context["widget"])
    assert drawn is not None
    assert closed(drawn) == closed(TemplatesSetting().render(made.template_name, context))


@pytest.mark.parametrize("widget", [forms.RadioSelect, forms.FileInput, forms.SplitDateTimeWidget])
def test_others_keep_their_templates(widget: type[forms.Widget]) -> None:
    assert widgets.drawn(widget().template_name, {}) is None
