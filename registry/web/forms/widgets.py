"""The widgets that stand in every form, drawn without a template for every option.

They write what Django's own templates of these names write; a long list of choices costs a join instead of two
templates for each.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

Widget = Mapping[str, Any]


def _text(value: Any) -> str:
    """A value as the templates write it: as text, escaped unless it is safe."""
    return conditional_escape(value if isinstance(value, str) else str(value))


def _attributes(widget: Widget) -> str:
    named = ((_text(name), value) for name, value in widget["attrs"].items() if value is not False)
    return "".join(f" {name}" if value is True else f' {name}="{_text(value)}"' for name, value in named)


def _input(widget: Widget) -> str:
    value = "" if widget["value"] is None else f' value="{_text(widget["value"])}"'
    return f'<input type="{_text(widget["type"])}" name="{_text(widget["name"])}"{value}{_attributes(widget)}>'


def _textarea(widget: Widget) -> str:
    value = conditional_escape(localize(widget["value"])) if widget["value"] else ""
    return f'<textarea name="{_text(widget["name"])}"{_attributes(widget)}>\n{value}</textarea>'


def _option(option: Widget) -> str:
    label = conditional_escape(localize(option["label"]))
    return f'<option value="{_text(option["value"])}"{_attributes(option)}>{label}</option>'


def _select(widget: Widget) -> str:
    groups = []
    for name, options, _place in widget["optgroups"]:
        inside = "".join(f"\n  {_option(option)}" for option in options)
        groups.append(f'\n  <optgroup label="{_text(name)}">{inside}\n  </optgroup>' if name else inside)
    return f'<select name="{_text(widget["name"])}"{_attributes(widget)}>{"".join(groups)}\n</select>'


_INPUTS = ("text", "number", "email", "url", "password", "hidden", "date", "datetime", "time", "checkbox")
_FOLDER = "django/forms/widgets"
#: The template of a widget → what draws it.
DRAWN: dict[str, Callable[[Widget], str]] = {
    **{f"{_FOLDER}/{kind}.html": _input for kind in _INPUTS},
    f"{_FOLDER}/textarea.html": _textarea,
    f"{_FOLDER}/select.html": _select,
}


def drawn(template_name: str, widget: Widget) -> SafeString | None:
    """The widget as HTML; None where its template draws it."""
    draw = DRAWN.get(template_name)
    return None if draw is None else mark_safe(draw(widget).strip())
