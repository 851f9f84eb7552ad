"""Read map layers: those in force, their features near a place, and what the pages show."""

import json
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np
import shapely
from django.db.models import Q, QuerySet
from django.utils import timezone
from shapely.geometry.base import BaseGeometry

from registry.base.rules import spatial
from registry.layers.models import LayerFeature, LayerImport, MapLayer
from registry.layers.policies import layers
from registry.mines.models import Mine
from registry.scope.models import User

ORDERS: dict[str, tuple[str, ...]] = {
    "kind": ("kind", "name_zh", "pk"),
    "-kind": ("-kind", "-name_zh", "-pk"),
    "name": ("name_zh", "pk"),
    "-name": ("-name_zh", "-pk"),
    "data_date": ("data_date", "pk"),
    "-data_date": ("-data_date", "-pk"),
    "features": ("feature_count", "pk"),
    "-features": ("-feature_count", "-pk"),
}
#: More features than this are more than a preview can show at once.
MOST_PREVIEWED = 2000
#: Trees kept in the memory of one process; a layer never changes, so a tree never grows stale.
MOST_KEPT = 32


@dataclass(frozen=True)
class Nearby:
    """A feature or a mine that may matter to a place."""

    pk: int
    name: str
    geometry: BaseGeometry
    half_width_m: float = 0.0
    layer: MapLayer | None = None


def visible(user: User) -> QuerySet[MapLayer]:
    """The layers the user may see."""
    return layers.policy.scope(user)


def in_force(rows: QuerySet[MapLayer]) -> QuerySet[MapLayer]:
    """Those that hold today."""
    today = timezone.localdate()
    return rows.filter(valid_from__lte=today).filter(Q(valid_to__isnull=True) | Q(valid_to__gt=today))


def for_mine(mine: Mine) -> dict[str, list[MapLayer]]:
    """The layers in force by kind; a real mine is never judged by invented data."""
    rows = in_force(MapLayer.objects.all())
    if not mine.is_simulated:
        rows = rows.filter(is_simulated=False)
    found: dict[str, list[MapLayer]] = {}
    for layer in rows.order_by("data_date", "pk"):
        found.setdefault(layer.kind, []).append(layer)
    return found


def covering(rows: Iterable[MapLayer], region_code: str) -> list[MapLayer]:
    """The layers that claim to be complete where the region lies."""
    return [layer for layer in rows if region_code.startswith(layer.region_code)]


class _Trees:
    """Search trees by layer, the least used forgotten first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, spatial.Index[int]] = OrderedDict()
        self._lock = Lock()

    def of(self, layer_id: int) -> spatial.Index[int]:
        with self._lock:
            if layer_id in self._kept:
                self._kept.move_to_end(layer_id)
                return self._kept[layer_id]
        rows = LayerFeature.objects.filter(layer=layer_id).values_list("pk", "west", "south", "east", "north")
        found = np.array(list(rows.order_by()), dtype=float).reshape(-1, 5)
        made = spatial.Index((int(key) for key in found[:, 0]), found[:, 1:])
        with self._lock:
            self._kept[layer_id] = made
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return made

    def forget(self, *layer_ids: int) -> None:
        """Drop trees by layer; all without an argument."""
        with self._lock:
            for key in layer_ids or tuple(self._kept):
                self._kept.pop(key, None)


trees = _Trees()


def near(rows: Sequence[MapLayer], box: spatial.Box, metres: float) -> list[Nearby]:
    """The features of some layers that may lie within `metres` of a box; one query for all of them."""
    by_id = {layer.pk: layer for layer in rows}
    keys = [key for pk in by_id for key in trees.of(pk).near(box, metres)]
    found = LayerFeature.objects.filter(pk__in=keys).order_by("pk") if keys else ()
    return [
        Nearby(
            one.pk,
            one.name or f"#{one.number}",
            shapely.from_geojson(json.dumps(one.geometry)),
            one.half_width_m,
            by_id[one.layer_id],
        )
        for one in found
    ]


class _MineBoxes:
    """One tree over the boundaries of a register; those are read again whose version changed."""

    def __init__(self) -> None:
        self._boxes: dict[int, tuple[int, spatial.Box]] = {}
        self._trees: dict[bool, tuple[dict[int, int], spatial.Index[int]]] = {}
        self._lock = Lock()

    def of(self, *, is_simulated: bool) -> spatial.Index[int]:
        """The tree of the real or of the invented mines that are not closed."""
        rows = Mine.objects.filter(is_simulated=is_simulated, boundary__isnull=False).exclude(stage=Mine.Stage.CLOSED)
        versions = dict(rows.order_by().values_list("pk", "version"))
        with self._lock:
            known, tree = self._trees.get(is_simulated, ({}, None))
            if tree is not None and known == versions:
                return tree
            stale = [pk for pk, version in versions.items() if self._boxes.get(pk, (0,))[0] != version]
        fresh = Mine.objects.filter(pk__in=stale).values_list("pk", "boundary") if stale else ()
        read = {pk: (versions[pk], spatial.box_of(shape_of(boundary or {}))) for pk, boundary in fresh}
        with self._lock:
            self._boxes.update(read)
            made = spatial.Index(list(versions), [self._boxes[pk][1] for pk in versions])
            self._trees[is_simulated] = versions, made
        return made


_mine_boxes = _MineBoxes()


def shape_of(geometry: Mapping[str, Any]) -> BaseGeometry:
    """A stored geometry as a shape."""
    return shapely.from_geojson(json.dumps(geometry))


def other_mines(mine: Mine, box: spatial.Box) -> list[Nearby]:
    """Other mines of the same register (real or invented) that are not closed and whose box touches `box`."""
    keys = [key for key in _mine_boxes.of(is_simulated=mine.is_simulated).near(box) if key != mine.pk]
    rows = _others(mine).filter(pk__in=keys, boundary__isnull=False).order_by("pk") if keys else ()
    return [Nearby(one.pk, one.name_zh, shape_of(one.boundary or {})) for one in rows]


def mines_without_boundary(mine: Mine, box: spatial.Box) -> list[Nearby]:
    """Other mines of which only the place is known, inside the box."""
    west, south, east, north = box
    rows = _others(mine).filter(boundary__isnull=True).order_by("pk")
    rows = rows.filter(longitude__range=(west, east), latitude__range=(south, north))
    return [Nearby(one.pk, one.name_zh, shapely.Point(one.longitude, one.latitude)) for one in rows]


def _others(mine: Mine) -> QuerySet[Mine]:
    return Mine.objects.filter(is_simulated=mine.is_simulated).exclude(stage=Mine.Stage.CLOSED).exclude(pk=mine.pk)


def preview(layer: MapLayer) -> dict[str, Any]:
    """The first features of a layer as a FeatureCollection for the map."""
    rows = layer.features.order_by("number")[:MOST_PREVIEWED]
    features = [
        {
            "type": "Feature",
            "geometry": one.geometry,
            "properties": {"role": "feature", "kind": layer.kind, "name": one.name},
        }
        for one in rows
    ]
    return {"type": "FeatureCollection", "features": features}


def editions(layer: MapLayer) -> QuerySet[MapLayer]:
    """All editions of a layer, the latest first."""
    names = {name: getattr(layer, name) for name in ("kind", "region_code", "name_zh")}
    return MapLayer.objects.filter(**names).select_related("imported_by").order_by("-pk")


def imports(user: User) -> QuerySet[LayerImport]:
    """The files handed in by the user's office, the latest first."""
    return layers.import_policy.scope(user).select_related("attachment", "checked_by", "layer").order_by("-pk")
