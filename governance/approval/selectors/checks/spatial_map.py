"""What spatial checks found, as GeoJSON for the map of a case: drawn from the stored findings, not from the layers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from registry.mines.models import Mine


class Found(Protocol):
    """A check's outcome, stored or fresh."""

    @property
    def code(self) -> str: ...

    @property
    def details(self) -> Sequence[Mapping[str, Any]]: ...


def payload(mine: Mine, outcomes: Iterable[Found]) -> dict[str, Any]:
    """A FeatureCollection: the boundary, what lies in the way, overlaps with hectares, shortest lines with metres.

    `role` is boundary, feature, overlap or line; `kind` is that of the layer or `other_mine`.
    """
    features = [_feature(mine.boundary, role="boundary", kind="boundary", name=mine.name)] if mine.boundary else []
    for detail in findings(outcomes):
        shared = {key: detail.get(key) for key in ("code", "kind", "name", "result", "area_ha", "distance_m")}
        for role, drawn in (("feature", "geometry"), ("overlap", "overlap"), ("line", "line")):
            if detail.get(drawn):
                features.append(_feature(detail[drawn], role=role, **shared))
    return {"type": "FeatureCollection", "features": features}


def findings(outcomes: Iterable[Found]) -> Iterator[dict[str, Any]]:
    """Every finding with the code of its check."""
    for outcome in outcomes:
        for detail in outcome.details or ():
            if isinstance(detail, Mapping) and detail.get("kind"):
                yield {"code": outcome.code, **detail}


def _feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}
