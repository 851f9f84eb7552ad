"""The words of notifications: each room contributes its dotted kinds with a label and a title pattern."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import get_language

from registry.base.rules.contributions import contributions


@dataclass(frozen=True)
class Kind:
    """A kind of message: its label in the preferences, and the patterns filled with the parameters."""

    label: Any
    title: Any
    body: Any = ""


def known() -> Mapping[str, Kind]:
    """Every kind that a room contributes (`message_kinds`)."""
    return contributions.slot("message_kinds")


def both(name: Any) -> dict[str, str]:
    """A parameter in both languages, from anything with `name_zh` and `name_en`."""
    return {"zh": name.name_zh, "en": name.name_en or name.name_zh}


def both_words(text: Any) -> dict[str, str]:
    """A parameter in both languages, from a translatable text."""
    with translation.override("zh-hans"):
        zh = str(text)
    with translation.override("en"):
        return {"zh": zh, "en": str(text)}


def label(kind: str) -> str:
    """The label of a kind in the active language; the kind itself when it is unknown."""
    found = known().get(kind)
    return str(found.label) if found else kind


def word(kind: str, params: Mapping[str, Any]) -> tuple[str, str]:
    """Title and body in the active language; the bare kind when it is unknown or a parameter is missing.

    A parameter given in both languages (`both`) is read in the active one.
    """
    found = known().get(kind)
    if found is None:
        return kind, ""
    language = "zh" if (get_language() or "zh").startswith("zh") else "en"
    params = {key: value.get(language, "") if isinstance(value, Mapping) else value for key, value in params.items()}
    try:
        return str(found.title) % params, str(found.body) % params if found.body else ""
    except (KeyError, TypeError, ValueError):
        return str(found.label), ""
