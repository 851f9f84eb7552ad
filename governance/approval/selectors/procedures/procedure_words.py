"""What a procedure says, in the reader's words."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from registry.mines.models import Mine

#: Key of `applies` → its name and the names of its values.
APPLIES: dict[str, tuple[Any, dict[str, Any]]] = {
    "stages": (gettext_lazy("Stage"), dict(Mine.Stage.choices)),
    "methods": (gettext_lazy("Mining method"), dict(Mine.Method.choices)),
    "minerals": (
        gettext_lazy("Mineral group"),
        {"coal": gettext_lazy("Coal"), "noncoal": gettext_lazy("Other than coal")},
    ),
    "sizes": (
        gettext_lazy("Size"),
        {
            "small": pgettext_lazy("mine size", "Small"),
            "medium": pgettext_lazy("mine size", "Medium"),
            "large": pgettext_lazy("mine size", "Large"),
            "": gettext_lazy("Not known"),
        },
    ),
}
VOTE: dict[str, tuple[Any, dict[str, Any]]] = {
    "quorum": (gettext_lazy("Quorum"), {"1/2": "1/2", "2/3": "2/3", "3/4": "3/4"}),
    "majority": (gettext_lazy("Majority"), {"1/2": gettext_lazy("More than half"), "2/3": gettext_lazy("Two thirds")}),
    "of": (
        gettext_lazy("Counted of"),
        {"cast": gettext_lazy("The votes cast"), "members": gettext_lazy("The members")},
    ),
    "tie": (
        gettext_lazy("At a tie"),
        {"rejected": gettext_lazy("The motion is rejected"), "chair": gettext_lazy("The chair decides")},
    ),
    "ballot": (gettext_lazy("Ballot"), {"open": gettext_lazy("Open ballot"), "secret": gettext_lazy("Secret ballot")}),
}


def applies(given: Any) -> str:
    """For which mines a row counts; "" for all."""
    if not isinstance(given, Mapping):
        return ""
    return "; ".join(
        f"{name}: {_list(values, given[key])}" for key, (name, values) in APPLIES.items() if given.get(key)
    )


def vote(given: Any) -> list[tuple[Any, Any]]:
    """The rules of the committee's vote, named."""
    if not isinstance(given, Mapping):
        return []
    return [(name, values.get(str(given[key]), given[key])) for key, (name, values) in VOTE.items() if given.get(key)]


def variant(given: Mapping[str, Any]) -> str:
    """The periods of a variant in one line."""
    return _("Decision within %(a)s + %(b)s days") % {
        "a": given.get("decision_days", "–"),
        "b": given.get("extension_days", "–"),
    }


def _list(names: Mapping[str, Any], values: Iterable[Any]) -> str:
    given: Sequence[Any] = values if isinstance(values, list) else []
    return _(", ").join(str(names.get(str(value), value)) for value in given)
