"""The words of the audit trail: each app registers its dotted verbs with a translatable text."""

from typing import Any

_texts: dict[str, Any] = {}


def register(texts: dict[str, Any]) -> None:
    """Add verbs and their texts; a verb is registered once."""
    twice = _texts.keys() & texts.keys()
    if twice:
        raise ValueError(f"Registered twice: {', '.join(sorted(twice))}")
    _texts.update(texts)


def text(verb: str) -> str:
    """The text of a verb in the reader's language; the verb itself when it is unknown."""
    return str(_texts.get(verb, verb))


def known() -> dict[str, Any]:
    """Every registered verb with its text."""
    return dict(_texts)
