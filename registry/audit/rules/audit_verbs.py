"""The words of the audit trail: each room contributes its dotted verbs with a translatable text (`words`)."""

from collections.abc import Mapping
from typing import Any

from registry.base.rules.contributions import contributions


def text(verb: str) -> str:
    """The text of a verb in the reader's language; the verb itself when it is unknown."""
    return str(known().get(verb, verb))


def known() -> Mapping[str, Any]:
    """Every verb with its text."""
    return contributions.slot("words")
