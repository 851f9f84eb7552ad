"""The map of a case's spatial checks with the table beside it."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from governance.approval.models import CheckState
from governance.approval.selectors.checks import spatial_map
from governance.approval.selectors.checks.spatial_map import Found
from registry.layers.views import layer_maps
from registry.mines.models import Mine

_TONES = {"pass": "ok", "fail": "bad", "unknown": "warn"}


def config(mine: Mine, outcomes: Iterable[Found]) -> dict[str, Any] | None:
    """The configuration of `components/check_map.html`; None for a mine without a boundary."""
    if not mine.boundary:
        return None
    kept = list(outcomes)
    collection = spatial_map.payload(mine, kept)
    for feature in collection["features"]:
        feature["properties"]["label"] = _label(feature["properties"])
    found = list(spatial_map.findings(kept))
    kinds = [layer_maps.BOUNDARY, *(one["kind"] for one in found)]
    if any(one.get("overlap") for one in found):
        kinds.append(layer_maps.OVERLAP)
    columns = [_("What"), _("Kind"), _("Overlap (ha)"), _("Distance (m)"), _("Result")]
    return layer_maps.config(collection, kinds, rows=[_row(one) for one in found], columns=columns)


def _label(properties: Mapping[str, Any]) -> str:
    """What stands beside a shape: hectares at an overlap, metres at a line, else the name."""
    if properties["role"] == "overlap":
        return _("%(area)s ha") % {"area": _figure(properties["area_ha"])}
    if properties["role"] == "line":
        return _("%(metres)s m") % {"metres": _figure(properties["distance_m"])}
    return str(properties["name"])


def _row(one: Mapping[str, Any]) -> dict[str, Any]:
    result = str(one.get("result", "unknown"))
    return {
        "kind": one["kind"],
        "label": layer_maps.kind_label(one["kind"]),
        "name": one["name"],
        "area": _figure(one.get("area_ha")),
        "distance": _figure(None if one.get("area_ha") else one.get("distance_m")),
        "simulated": bool(one.get("is_simulated")),
        "tone": _TONES.get(result, "warn"),
        "word": str(CheckState(result).label),
    }


def _figure(value: Any) -> str:
    return "—" if value is None else formats.number_format(Decimal(str(value)), use_l10n=True, force_grouping=True)
