"""For which mines a row of a procedure counts: stage, method, mineral group and size."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

#: The names under which a row says for which mines it counts, and the field of the profile that each compares.
KEYS = {"stages": "stage", "methods": "method", "minerals": "mineral_group", "sizes": "size"}


@dataclass(frozen=True)
class Profile:
    """What decides which rows of a procedure a mine gets; an unknown size is "".

    `mineral_group` is "coal" or "noncoal", `size` "small", "medium" or "large".
    """

    stage: str
    method: str
    mineral_group: str
    size: str


def counts(applies: Mapping[str, Sequence[str]] | None, profile: Profile) -> bool:
    """Whether a row counts for the mine: every name that it lists must hold the mine's value.

    A mine worked by both methods counts under each of them; a method or a size that is not known counts nowhere that
    names one.
    """
    for key, name in KEYS.items():
        allowed = (applies or {}).get(key) or ()
        value = getattr(profile, name)
        values = {"open_pit", "underground", "both"} if (key, value) == ("methods", "both") else {value}
        if allowed and not values & set(allowed):
            return False
    return True


def resolve(copy: Mapping[str, Any], profile: Profile) -> dict[str, Any]:
    """The procedure as it stands for one mine: rows that do not count are left out, the first variant that does is laid
    over the periods and names."""
    resolved = dict(copy)
    for variant in copy.get("variants") or ():
        if counts(variant.get("applies"), profile):
            resolved |= {name: value for name, value in variant.items() if name != "applies"}
            break
    for rows in ("seats", "documents", "checks"):
        kept = [row for row in resolved.get(rows) or () if counts(row.get("applies"), profile)]
        resolved[rows] = [{**row, "position": place} for place, row in enumerate(kept)]
    rules = copy.get("section_rules") or {}
    resolved["sections"] = [key for key in resolved.get("sections") or () if counts(rules.get(key), profile)]
    return resolved
