"""The region picker: province, city, county, each list following the one before it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse_lazy

from registry.regions.selectors import regions
from registry.scope.models import Region

LEVELS = ("province", "city", "district")
Options = list[tuple[str, str]]


def _below(level: str, code: str) -> QuerySet[Region]:
    above = LEVELS[LEVELS.index(level) - 1]
    return regions.current().filter(level=level, parent__level=above, parent__code=code).order_by("code")


def options(data: Mapping[str, Any]) -> dict[str, Options]:
    """The options of the three lists for what is chosen; a choice that does not fit the one above empties the next."""
    lists = {"province": [(row.code, row.name) for row in regions.provinces()], "city": [], "district": []}
    for level, above in (("city", "province"), ("district", "city")):
        chosen = str(data.get(above) or "")
        if chosen in {code for code, _ in lists[above]}:
            lists[level] = [(row.code, row.name) for row in _below(level, chosen)]
    return lists


def chosen(values: Mapping[str, Any]) -> tuple[str, str]:
    """Code and level of the lowest list in which something is chosen; empty when nothing is."""
    for level in reversed(LEVELS):
        if values.get(level):
            return str(values[level]), level
    return "", ""


def picker_attributes(level: str) -> dict[str, Any]:
    """Attributes that fetch the next lists when a choice changes; without script the form is sent twice."""
    if level == "district":
        return {}
    return {
        "hx-get": reverse_lazy("registry:region_options"),
        "hx-trigger": "change",
        "hx-target": "#id_city" if level == "province" else "#id_district",
        "hx-swap": "innerHTML",
        "hx-include": "closest form",
        "hx-push-url": "false",
    }


def codes_of(region: Region | None) -> dict[str, str]:
    """What the three lists show for a region."""
    found: dict[str, str] = {}
    while region is not None:
        found[region.level] = region.code
        region = region.parent
    return found


class RegionChoice(forms.ChoiceField):
    """One of the three lists."""

    def __init__(self, level: str, **kwargs: Any) -> None:
        widget = forms.Select(attrs=picker_attributes(level))
        super().__init__(widget=widget, required=level == "province", **kwargs)
