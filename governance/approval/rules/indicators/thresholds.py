"""Which threshold counts for a mine, and whether a measure meets it.

The most specific row wins: the longest region prefix, then a named method, then a named group of minerals, then the
later first day. A verdict is one of three: a value within bounds passes only if nothing is missing, it fails only if no
missing figure could save it, and everything else is unknown.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from governance.approval.rules.checks.outcomes import Result
from governance.approval.rules.indicators.measures import DEGREES, FACTOR, METRES, PERCENT, RATIO, UNIT_COST, Measure
from governance.approval.rules.indicators.ponds import CLASSES

#: Why a result is unknown: no row counts, its unit is another, or figures are missing.
Unknown = Literal["", "no-threshold", "other-unit", "gaps"]
COAL, NONCOAL = "coal", "noncoal"
#: The unit of every threshold, by its code.
UNITS = {
    "disturbed-restored-ratio": RATIO,
    "slope-angle": DEGREES,
    "factor-of-safety": FACTOR,
    "dump-stability": RATIO,
    "water-use": PERCENT,
    "topsoil-balance": RATIO,
    "monitoring-coverage": PERCENT,
    "cost-per-hectare": UNIT_COST,
    "security-coverage": RATIO,
    **{f"pond-{limit}-{number}": METRES for limit in ("freeboard", "beach") for number in CLASSES},
}
#: Which rows by method a mine answers, the best first; a mine that digs both ways answers both kinds.
_METHODS = {"both": ("both", "open_pit", "underground")}


@dataclass(frozen=True)
class Limits:
    """One row of thresholds as plain values; an empty method, group or region is "any"."""

    code: str
    unit: str
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    method: str = ""
    mineral_group: str = ""
    region_code: str = ""
    valid_from: dt.date = dt.date.min
    name_zh: str = ""
    name_en: str = ""
    source_zh: str = ""
    source_en: str = ""
    certainty: str = "design"
    blocks: bool = False
    key: int | None = None


@dataclass(frozen=True)
class Place:
    """What decides on a threshold: how and what a mine digs, and where."""

    method: str
    mineral_group: str
    region_code: str


@dataclass(frozen=True)
class Verdict:
    """The result of a measure against its threshold."""

    result: Result
    why: Unknown = ""


def group_of(mineral: str) -> str:
    """The group of minerals that a mineral belongs to."""
    return COAL if mineral == COAL else NONCOAL


def choose(code: str, rows: Iterable[Limits], place: Place) -> Limits | None:
    """The most specific row of `code` that counts at `place`, if there is one."""
    answers = _METHODS.get(place.method, (place.method,))
    found = [
        row
        for row in rows
        if row.code == code
        and place.region_code.startswith(row.region_code)
        and row.method in ("", *answers)
        and row.mineral_group in ("", place.mineral_group)
    ]
    if not found:
        return None
    return max(found, key=lambda row: (*_rank(row, answers), row.valid_from, row.key or 0))


def _rank(row: Limits, answers: tuple[str, ...]) -> tuple[int, int, int]:
    by_method = len(answers) - answers.index(row.method) if row.method else 0
    return len(row.region_code), by_method, 1 if row.mineral_group else 0


def judge(measure: Measure, limits: Limits | None) -> Verdict:
    """Hold a measure against its limits; both are inclusive."""
    if limits is None or (limits.minimum is None and limits.maximum is None):
        return Verdict("unknown", "no-threshold")
    if limits.unit != measure.unit:
        return Verdict("unknown", "other-unit")
    if _certainly_outside(measure, limits):
        return Verdict("fail")
    if measure.value is None or not _certainly_inside(measure, limits):
        return Verdict("unknown", "gaps")
    return Verdict("pass")


def _certainly_outside(measure: Measure, limits: Limits) -> bool:
    too_high = limits.maximum is not None and measure.low is not None and measure.low > limits.maximum
    too_low = limits.minimum is not None and measure.high is not None and measure.high < limits.minimum
    return too_high or too_low


def _certainly_inside(measure: Measure, limits: Limits) -> bool:
    if any(gap.reason != "no-match" for gap in measure.gaps):
        return False
    high_enough = limits.minimum is None or (measure.low is not None and measure.low >= limits.minimum)
    low_enough = limits.maximum is None or (measure.high is not None and measure.high <= limits.maximum)
    return high_enough and low_enough


def faults(code: str, unit: str, minimum: str | None, maximum: str | None) -> list[str]:
    """What is wrong with a row of thresholds, for the person who writes the file."""
    found = []
    asked = UNITS.get(code)
    if asked is None:
        found.append(f"{code}: there is no indicator of this code.")
    elif unit != asked:
        found.append(f"{code}: its unit is {asked}, not {unit}.")
    if minimum is not None and maximum is not None and Decimal(minimum) > Decimal(maximum):
        found.append(f"{code}: the minimum lies above the maximum.")
    return found
