"""The co-indicators of slopes, dumps, ponds and their monitoring.

Lengths in m, angles in degrees, factors of safety as they are. Formulas and source: `co_indicators`.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from governance.approval.rules.indicators import places, ponds
from governance.approval.rules.indicators.measures import (
    DEGREES,
    FACTOR,
    HUNDRED,
    PERCENT,
    RATIO,
    ZERO,
    Measure,
    Part,
    Trail,
)
from governance.approval.rules.indicators.plan_figures import DUMP, SLOPE, TAILINGS, Structure, Watch
from governance.approval.rules.indicators.ponds import PondLimit

#: What watches a structure itself; rain and blast vibration watch the weather and the neighbours.
WATCHING = frozenset({"displacement", "radar", "video", "groundwater", "phreatic", "crack"})


def slope_angle(structures: Sequence[Structure]) -> Measure:
    """The steepest overall angle of the pit slopes; one without an angle may be steeper: a lower bound is left."""
    trail, slopes = _of_kind(structures, SLOPE)
    angles = [(angle, row.name) for row in slopes if (angle := trail.take(row.name, "angle", row.angle)) is not None]
    steepest = max(angles, default=None)
    value = steepest[0] if steepest else None
    parts = [Part("steepest", steepest[0], DEGREES, steepest[1])] if steepest else []
    return trail.between("slope-angle", DEGREES, value, low=value, high=None if trail.gaps else value, parts=parts)


def factor_of_safety(structures: Sequence[Structure]) -> Measure:
    """The smallest margin of the pit slopes over the factor that their standard requires."""
    trail, slopes = _of_kind(structures, SLOPE)
    parts = []
    for row in slopes:
        factor = trail.take(row.name, "safety_factor", row.safety_factor)
        required = trail.take(row.name, "required_factor", row.required_factor)
        if factor is not None and required is not None:
            parts.append(Part("margin", factor - required, FACTOR, row.name))
    return _lowest(trail, "factor-of-safety", FACTOR, parts)


def dump_stability(structures: Sequence[Structure], limits: Mapping[int, PondLimit]) -> Measure:
    """The smallest actual / required of dumps and ponds; a pond also needs the freeboard and the beach of its class."""
    trail, rows = _of_kind(structures, DUMP, TAILINGS)
    parts: list[Part] = []
    for row in rows:
        factor = trail.take(row.name, "safety_factor", row.safety_factor)
        required = trail.take(row.name, "required_factor", row.required_factor)
        if factor is not None and required:
            parts.append(Part("factor-reserve", factor / required, RATIO, row.name))
        elif required == ZERO:
            trail.miss("zero", row.name, "required_factor")
        if row.kind == TAILINGS:
            parts += _pond(row, limits, trail)
    return _lowest(trail, "dump-stability", RATIO, parts)


def _pond(row: Structure, limits: Mapping[int, PondLimit], trail: Trail) -> list[Part]:
    volume = trail.take(row.name, "volume", row.volume)
    height = trail.take(row.name, "height", row.height)
    actual = {
        "freeboard": trail.take(row.name, "freeboard", row.freeboard),
        "beach": trail.take(row.name, "beach", row.beach),
    }
    if volume is None or height is None:
        return []
    limit = limits.get(ponds.classify(volume, height), PondLimit())
    found = []
    for name, least in (("freeboard", limit.freeboard), ("beach", limit.beach)):
        value = actual[name]
        if not least:
            trail.miss("no-figure", row.name, f"required_{name}")
        elif value is not None:
            found.append(Part(f"{name}-reserve", value / least, RATIO, row.name))
    return found


def _of_kind(structures: Sequence[Structure], *kinds: str) -> tuple[Trail, list[Structure]]:
    trail = Trail("safety", "structures")
    rows = [row for row in structures if row.kind in kinds]
    if not rows:
        trail.miss("no-rows", name=" ".join(kinds))
    return trail, rows


def _lowest(trail: Trail, code: str, unit: str, parts: Sequence[Part]) -> Measure:
    """The smallest part: with gaps a smaller one may hide, so only the upper bound is left."""
    lowest = min((part.value for part in parts), default=None)
    return trail.between(code, unit, lowest, low=None if trail.gaps else lowest, high=lowest, parts=parts)


def monitoring_coverage(structures: Sequence[Structure], watches: Sequence[Watch]) -> Measure:
    """Structures with a monitoring item at their place / all, and the share that is watched online.

    An item whose place names no structure may watch any of them: the coverage then has an upper bound of 100 %.
    """
    trail = Trail("safety", "structures")
    watched, online = set[int](), set[int]()
    items = trail.at("safety", "monitoring")
    for watch in watches:
        if watch.kind not in WATCHING:
            continue
        found = places.watched(watch.place, structures)
        watched |= found
        online |= found if watch.is_online else set()
        items.note(watch.place, "place", "; ".join(structures[at].name for at in sorted(found)) or None)
        if not found:
            items.miss("no-match", watch.place, "place")
    if not watches:
        items.miss("no-rows")
    if not structures:
        trail.miss("no-rows", name="structures")
        return trail.measure("monitoring-coverage", PERCENT, None)
    total = Decimal(len(structures))
    value = len(watched) / total * HUNDRED
    parts = [Part("structures", total, ""), Part("online", len(online) / total * HUNDRED, PERCENT)]
    parts += [Part("unwatched", Decimal(1), "", row.name) for at, row in enumerate(structures) if at not in watched]
    return trail.between(
        "monitoring-coverage", PERCENT, value, low=value, high=HUNDRED if trail.gaps else value, parts=parts
    )
