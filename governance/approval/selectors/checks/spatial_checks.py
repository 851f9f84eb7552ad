"""Test a mine's boundary against the map layers in force and the other mines of the register.

No data is never a pass: a check is *unknown* while the mine has no boundary or no layer in force claims to be complete
where it lies. A fault that is found counts whether or not the layer is complete. See docs/algorithms/spatial-checks.md.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

import shapely
from django.utils import timezone

from governance.approval.rules.checks import spatial_words as words
from governance.approval.rules.checks.outcomes import Outcome, Result
from governance.approval.rules.checks.spatial_words import Words
from registry.base.rules import spatial
from registry.layers.models import MapLayer
from registry.layers.rules.layer_features import WIDEST_HALF_M
from registry.layers.selectors import layers
from registry.layers.selectors.layers import Nearby
from registry.mines.models import Mine

#: An overlap below this is what digitising two neighbours leaves between them (design value of this platform).
TOLERANCE_HA = Decimal("0.01")
#: More findings than this are counted but not kept one by one.
MOST_DETAILS = 30
#: How far round the mine the drawing of a feature is kept, m.
LEAST_WINDOW_M = 300.0
OTHER_MINE = "other_mine"
#: Code of a check → kinds of layer that must not overlap.
OVERLAPS: dict[str, tuple[str, ...]] = {
    "spatial-red-line": (MapLayer.Kind.ECOLOGICAL_RED_LINE,),
    "spatial-farmland": (MapLayer.Kind.BASIC_FARMLAND,),
    "spatial-reserve": (MapLayer.Kind.NATURE_RESERVE,),
}
#: Code of a check → kind of layer → name of the parameter and metres where it is not given.
DISTANCES: dict[str, dict[str, tuple[str, int]]] = {
    "spatial-road": {MapLayer.Kind.ROAD: ("metres", 100), MapLayer.Kind.TOWNSHIP_ROAD: ("township_metres", 50)},
    "spatial-railway": {MapLayer.Kind.RAILWAY: ("metres", 1000)},
    "spatial-bridge": {MapLayer.Kind.BRIDGE: ("metres", 200)},
    "spatial-residents": {MapLayer.Kind.RESIDENTS: ("metres", 300)},
}
OTHER_RIGHTS, RESIDENTS = "spatial-other-rights", "spatial-residents"
CODES = ("spatial-red-line", "spatial-farmland", "spatial-reserve", OTHER_RIGHTS, *DISTANCES)
#: Mining methods to which the distance for blasting in the open applies.
BLASTING_METHODS = (Mine.Method.OPEN_PIT, Mine.Method.BOTH, Mine.Method.UNKNOWN)

Params = Mapping[str, Any]
_GRAVITY: dict[Result, int] = {"pass": 0, "unknown": 1, "fail": 2}


@dataclass(frozen=True)
class _Hit:
    """A neighbour with what was measured."""

    near: Nearby
    finding: spatial.Finding
    hectares: Decimal
    metres: Decimal


@dataclass(frozen=True)
class _Part:
    """What one kind of layer gave: the graver of several parts is the outcome."""

    result: Result
    said: Words
    hits: Sequence[_Hit] = ()
    hectares: Decimal | None = None
    metres: Decimal | None = None
    kind: str = ""


def evaluate(mine: Mine, *, params: Mapping[str, Params] | None = None) -> list[Outcome]:
    """All spatial checks of a mine, or those that `params` names, in the order given there."""
    named = list(params) if params is not None else list(CODES)
    place = _Place(mine)
    return [place.outcome(code, (params or {}).get(code) or {}) for code in named if code in CODES]


def check(mine: Mine, code: str, params: Params | None = None) -> Outcome:
    """One spatial check of a mine."""
    return _Place(mine).outcome(code, params or {})


class _Place:
    """A mine with its plane and the layers in force, read once for all checks."""

    def __init__(self, mine: Mine) -> None:
        self.mine = mine
        self.subject = spatial.Subject(layers.shape_of(mine.boundary)) if mine.boundary else None
        self.layers = layers.for_mine(mine) if self.subject else {}

    def outcome(self, code: str, params: Params) -> Outcome:
        """The gravest part, the words of all of them."""
        if self.subject is None:
            return Outcome(code, "unknown", words.NO_BOUNDARY.zh, words.NO_BOUNDARY.en)
        if code == OTHER_RIGHTS:
            today = timezone.localdate()
            part = self._other_rights(self.subject, _tolerance(params))
            said = part.said + words.register_used(today)
            return self._made(code, [part], said, today if part.result != "unknown" else None)
        if code == RESIDENTS and self.mine.method not in params.get("methods", BLASTING_METHODS):
            said = words.not_blasting()
            return Outcome(code, "pass", said.zh, said.en)
        if code in OVERLAPS:
            parts = [self._overlap(self.subject, kind, _tolerance(params)) for kind in OVERLAPS[code]]
        else:
            asked = {kind: _metres(params, *given) for kind, given in DISTANCES[code].items()}
            parts = [self._distance(self.subject, kind, metres) for kind, metres in asked.items()]
        kinds = OVERLAPS.get(code) or tuple(DISTANCES[code])
        found = [layer for kind in kinds for layer in self.layers.get(kind, [])]
        day = min((layer.data_date for layer in found), default=None)
        names = [(layer.name_zh, layer.name_en) for layer in found]
        said = words.used(names, day, is_simulated=any(layer.is_simulated for layer in found))
        return self._made(code, parts, sum((part.said for part in parts), words.EMPTY) + said, day)

    def _made(self, code: str, parts: Sequence[_Part], said: Words, day: Any) -> Outcome:
        gravest = max(parts, key=lambda part: _GRAVITY[part.result])
        areas = [part.hectares for part in parts if part.hectares is not None]
        distances = [part.metres for part in parts if part.metres is not None]
        details = [detail for part in parts for detail in self._details(part)]
        return Outcome(
            code,
            gravest.result,
            said.zh,
            said.en,
            data_date=day,
            area_ha=max(areas, default=None),
            distance_m=min(distances, default=None),
            details=tuple(details[:MOST_DETAILS]),
        )

    def _covered(self, kind: str) -> bool:
        return bool(layers.covering(self.layers.get(kind, []), self.mine.region_code))

    def _overlap(self, subject: spatial.Subject, kind: str, tolerance: Decimal) -> _Part:
        hits = _measured(subject, layers.near(self.layers.get(kind, []), subject.box, 0))
        over = sorted((hit for hit in hits if hit.hectares > tolerance), key=lambda hit: -hit.hectares)
        if over:
            together = _hectares(subject.union_ha([hit.finding.overlap for hit in over]))
            return _Part("fail", words.overlap(kind, _names(over), together), over, together, kind=kind)
        if not self._covered(kind):
            return _Part("unknown", words.no_layer(kind, self.mine.region_code), kind=kind)
        return _Part("pass", words.no_overlap(kind, tolerance), hectares=Decimal(0), kind=kind)

    def _distance(self, subject: spatial.Subject, kind: str, least: Decimal) -> _Part:
        reach = 2 * float(least) + WIDEST_HALF_M
        hits = _measured(subject, layers.near(self.layers.get(kind, []), subject.box, reach))
        hits = sorted((hit for hit in hits if hit.metres < 2 * least), key=lambda hit: (hit.metres, -hit.hectares))
        near = [hit for hit in hits if hit.metres < least]
        if near:
            said = words.too_near(kind, _names(near), near[0].metres, least)
            return _Part("fail", said, near, metres=near[0].metres, kind=kind)
        if not self._covered(kind):
            return _Part("unknown", words.no_layer(kind, self.mine.region_code), kind=kind)
        nearest = (hits[0].near.name, hits[0].metres) if hits else None
        metres = hits[0].metres if hits else None
        return _Part("pass", words.far_enough(kind, least, nearest), hits[:1], metres=metres, kind=kind)

    def _other_rights(self, subject: spatial.Subject, tolerance: Decimal) -> _Part:
        hits = _measured(subject, layers.other_mines(self.mine, subject.box))
        over = sorted((hit for hit in hits if hit.hectares > tolerance), key=lambda hit: -hit.hectares)
        if over:
            together = _hectares(subject.union_ha([hit.finding.overlap for hit in over]))
            return _Part("fail", words.overlap(OTHER_MINE, _names(over), together), over, together, kind=OTHER_MINE)
        bare = [
            one for one in layers.mines_without_boundary(self.mine, subject.box)
            if subject.geometry.covers(one.geometry)
        ]  # fmt: skip
        if bare:
            return _Part("unknown", words.unmeasured([one.name for one in bare]), kind=OTHER_MINE)
        return _Part("pass", words.no_overlap(OTHER_MINE, tolerance), hectares=Decimal(0), kind=OTHER_MINE)

    def _details(self, part: _Part) -> Iterable[dict[str, Any]]:
        """Findings as plain JSON: what, how much, and the drawing clipped to the surroundings of the mine."""
        assert self.subject is not None
        reach = max(LEAST_WINDOW_M, 1.5 * max((float(hit.metres) for hit in part.hits), default=0.0))
        window = spatial.widened(self.subject.box, reach)
        for hit in part.hits[:MOST_DETAILS]:
            layer = hit.near.layer
            yield {
                "kind": part.kind,
                "result": part.result,
                "name": hit.near.name,
                "layer": layer.pk if layer else None,
                "mine": None if layer else hit.near.pk,
                "data_date": layer.data_date.isoformat() if layer else None,
                "is_simulated": layer.is_simulated if layer else self.mine.is_simulated,
                "area_ha": str(hit.hectares) if hit.finding.overlap is not None else None,
                "distance_m": str(hit.metres),
                "geometry": _drawn(shapely.clip_by_rect(spatial.densified(hit.near.geometry), *window)),
                "overlap": _drawn(hit.finding.overlap),
                "line": _drawn(hit.finding.line),
            }


def _measured(subject: spatial.Subject, found: Iterable[Nearby]) -> list[_Hit]:
    hits = []
    for one in found:
        finding = subject.measure(one.geometry)
        left = max(0.0, finding.distance_m - one.half_width_m)
        # Rounded down, so that the figure shown and the verdict never disagree.
        metres = Decimal(repr(left)).quantize(Decimal("0.1"), ROUND_FLOOR)
        hits.append(_Hit(one, finding, _hectares(finding.area_ha), metres))
    return hits


def _hectares(value: float) -> Decimal:
    return Decimal(repr(value)).quantize(Decimal("0.0001"), ROUND_HALF_UP)


def _names(hits: Iterable[_Hit]) -> list[str]:
    return [hit.near.name for hit in hits]


def _metres(params: Params, name: str, usual: int) -> Decimal:
    """The distance that a procedure asks for, the usual one where it names none that can be used."""
    try:
        asked = Decimal(str(params.get(name, usual)))
    except InvalidOperation:
        return Decimal(usual)
    return asked if asked.is_finite() and 0 < asked <= 100_000 else Decimal(usual)


def _tolerance(params: Params) -> Decimal:
    try:
        asked = Decimal(str(params.get("tolerance_ha", TOLERANCE_HA)))
    except InvalidOperation:
        return TOLERANCE_HA
    return asked if asked.is_finite() and asked >= 0 else TOLERANCE_HA


def _drawn(geometry: Any) -> dict[str, Any] | None:
    """A shape for the map: to 10 cm."""
    if geometry is None or geometry.is_empty:
        return None
    return spatial.rounded(shapely.simplify(geometry, 1e-6), 6)
