"""The boundary layers of `data/geo`: where they are served, what they must say, what their areas are called."""

import json
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from registry.scope.models import Region


@cache
def _attribution() -> dict[str, Any]:
    path = settings.DATA_DIR / "geo" / "attribution.json"
    return dict(json.loads(path.read_text("utf-8"))) if path.exists() else {}


def attribution() -> str:
    """Return the line that every map shows, with the map approval number."""
    chinese = (get_language() or "zh").startswith("zh")
    return str(_attribution().get("display_zh" if chinese else "display", ""))


@cache
def _codes(layer: str) -> frozenset[str]:
    path = settings.DATA_DIR / "geo" / f"{layer}.geojson"
    if not path.exists():
        return frozenset()
    collection = json.loads(path.read_text("utf-8"))
    return frozenset(feature["properties"].get("adcode") or "" for feature in collection["features"]) - {""}


def names(*layers: str) -> dict[str, str]:
    """Return the areas' names in the reader's language by code; empty in Chinese, the layers carry those."""
    if (get_language() or "zh").startswith("zh"):
        return {}
    codes = frozenset[str]().union(*(_codes(layer) for layer in layers))
    rows = Region.objects.filter(code__in=codes).exclude(name_en="").values_list("code", "name_en")
    return dict(rows)
