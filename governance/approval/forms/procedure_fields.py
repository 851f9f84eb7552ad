"""Fields of the editor of procedures that say more than one value: for which mines, which sections, parameters."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.approval.selectors.procedures.procedure_words import APPLIES
from governance.approval.services.dossiers import sections


def section_choices() -> list[tuple[str, Any]]:
    """The sections that a dossier can hold."""
    return [(kind.key, kind.label) for kind in sections.KINDS.values()]


def sections_field(label: Any) -> forms.MultipleChoiceField:
    """Which sections, none being a choice: some procedures ask for documents only."""
    return forms.MultipleChoiceField(
        label=label, choices=section_choices, widget=forms.CheckboxSelectMultiple, required=False
    )


def _applies_choices() -> list[tuple[str, str]]:
    return [
        (f"{key}:{value}", f"{name}: {text}")
        for key, (name, values) in APPLIES.items()
        for value, text in values.items()
    ]


class AppliesField(forms.MultipleChoiceField):
    """For which mines: {"stages": [...], ...}; nothing marked is every mine."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        kwargs = {"label": _("For which mines"), "help_text": _("Nothing marked: for every mine."), **kwargs}
        super().__init__(choices=_applies_choices, required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """The marks of what a content says."""
        if not isinstance(value, Mapping):
            return value
        return [f"{key}:{one}" for key, values in value.items() if isinstance(values, list) for one in values]

    def clean(self, value: Any) -> dict[str, list[str]]:
        """What the marks say, in the order of the lists."""
        found: dict[str, list[str]] = {}
        for mark in super().clean(value):
            key, _sign, one = mark.partition(":")
            found.setdefault(key, []).append(one)
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class ParamsField(forms.CharField):
    """Parameters of a check, one `name = value` a line."""

    widget = forms.Textarea(attrs={"rows": 2})

    def __init__(self, **kwargs: Any) -> None:
        hint = _("One a line, such as metres = 300.")
        super().__init__(label=_("Parameters"), help_text=hint, required=False, max_length=500, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(f"{name} = {one}" for name, one in value.items()) if isinstance(value, Mapping) else value

    def clean(self, value: Any) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for line in (super().clean(value) or "").splitlines():
            if not line.strip():
                continue
            name, sign, one = (part.strip() for part in line.partition("="))
            if not (name and sign and one):
                raise forms.ValidationError(_("Write one name = value a line."))
            found[name] = _number(one)
        return found


def _number(text: str) -> Any:
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 10 else text
