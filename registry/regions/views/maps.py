"""What both maps need from the server besides their data: words, boundary layers, base tiles."""

from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils.translation import gettext as _

from registry.regions.selectors import geo

TIANDITU = (
    "https://t{{0-7}}.tianditu.gov.cn/{layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER={layer}"
    "&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={{z}}&TILEROW={{y}}&TILECOL={{x}}&tk={key}"
)


def labels(fields: dict[str, str] | None = None, values: dict[str, dict[str, str]] | None = None) -> dict[str, Any]:
    """Return the words of a map; `fields` and `values` name what the popup shows of the payload."""
    return {
        "zoomIn": _("Zoom in"),
        "zoomOut": _("Zoom out"),
        "fit": _("Show everything"),
        "open": _("Open the mine page"),
        "inView": _("Mines in view: {n}"),
        "levels": {
            "red": _("Red"),
            "orange": _("Orange"),
            "yellow": _("Yellow"),
            "blue": _("Blue"),
            "none": _("Normal"),
        },
        "fields": fields or {},
        "values": values or {},
    }


def ground(*layers: str) -> dict[str, Any]:
    """Return the base of a map: boundary layers of `data/geo` with their attribution, and tiles when a key is set."""
    key = settings.TIANDITU_KEY
    return {
        "boundaries": [static(f"dist/geo/{layer}.geojson") for layer in layers],
        "names": geo.names(*layers),
        "attribution": geo.attribution(),
        "tiles": [TIANDITU.format(layer=layer, key=key) for layer in ("vec", "cva")] if key else [],
    }
