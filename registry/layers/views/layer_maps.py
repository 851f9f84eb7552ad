"""What every map of layers needs besides its shapes: the words of the kinds and the legend."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from registry.layers.models import MapLayer
from registry.regions.views import maps

BOUNDARY, OTHER_MINE, OVERLAP = "boundary", "other_mine", "overlap"


def kind_label(kind: str) -> str:
    """The word for a kind of layer, or for what is drawn beside the layers."""
    own = {BOUNDARY: _("Mining area"), OTHER_MINE: _("Other mining right"), OVERLAP: _("Overlap")}
    return own[kind] if kind in own else str(MapLayer.Kind(kind).label)


def legend(kinds: Iterable[str]) -> list[dict[str, str]]:
    """The entries of a legend, each kind once."""
    return [{"kind": kind, "label": kind_label(kind)} for kind in dict.fromkeys(kinds)]


def config(features: Any, kinds: Iterable[str], **more: Any) -> dict[str, Any]:
    """The configuration of `components/check_map.html`; `features` is a FeatureCollection or its address."""
    shown = legend(kinds)
    labels = maps.labels() | {"kinds": {one["kind"]: one["label"] for one in shown}}
    return maps.ground("china_province_light") | {"features": features, "legend": shown, "labels": labels, **more}
