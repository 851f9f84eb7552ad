"""What decides which rows of a procedure a mine gets: its stage, method, mineral group and size."""

from collections.abc import Iterable
from decimal import Decimal

from governance.approval.models import IndicatorThreshold
from governance.approval.rules.checks.profiles import Profile
from registry.mines.models import Mine
from registry.regions.rules import regions

COAL, NONCOAL = "coal", "noncoal"
SMALL, MEDIUM, LARGE = "small", "medium", "large"
#: The thresholds that part the sizes: at most `maximum` is small, at least `minimum` is large (Mt a year).
SIZE_SMALL, SIZE_LARGE = "size-small", "size-large"


def of(mine: Mine) -> Profile:
    """The profile of a mine as it stands today."""
    return Profile(stage=mine.stage, method=mine.method, mineral_group=mineral_group(mine), size=size(mine))


def mineral_group(mine: Mine) -> str:
    """Coal, or everything else: the two follow different safety rules."""
    return COAL if mine.mineral == Mine.Mineral.COAL else NONCOAL


def size(mine: Mine) -> str:
    """Small, medium or large by capacity; "" where the capacity is unknown or no threshold is in force."""
    if mine.capacity is None:
        return ""
    rows = list(IndicatorThreshold.objects.in_force().filter(code__in=(SIZE_SMALL, SIZE_LARGE)))
    small, large = _closest(mine, SIZE_SMALL, rows), _closest(mine, SIZE_LARGE, rows)
    most = small.maximum if small else None
    least = large.minimum if large else None
    if most is None or least is None:
        return ""
    return _size(mine.capacity, most, least)


def _size(capacity: Decimal, most: Decimal, least: Decimal) -> str:
    if capacity <= most:
        return SMALL
    return LARGE if capacity >= least else MEDIUM


def _closest(mine: Mine, code: str, found: Iterable[IndicatorThreshold]) -> IndicatorThreshold | None:
    """The row in force that names the mine most closely: region first, then method, then mineral group."""
    rows = [
        row
        for row in found
        if row.code == code
        and row.method in ("", mine.method)
        and row.mineral_group in ("", mineral_group(mine))
        and mine.region_code.startswith(_prefix(row))
    ]
    if not rows:
        return None
    return max(rows, key=lambda row: (len(_prefix(row)), bool(row.method), bool(row.mineral_group), row.pk))


def _prefix(row: IndicatorThreshold) -> str:
    return regions.prefix_of(row.region_code) if row.region_code else ""
