"""The eco-safety co-indicators of a plan, held against the thresholds of its mine."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from governance.approval.models import IndicatorThreshold
from governance.approval.rules.indicators import co_indicators, thresholds
from governance.approval.rules.indicators.indicator_evidence import Indicator, as_outcomes
from governance.approval.rules.indicators.ponds import CLASSES, PondLimit
from governance.approval.rules.indicators.thresholds import Limits, Place
from governance.approval.selectors.indicators import plan_figures
from registry.mines.models import Mine
from registry.regions.rules import regions

__all__ = ["Indicator", "as_outcomes", "evaluate", "in_force", "limits_of", "place_of", "prefix"]

CODE_LENGTH = 6


def in_force(day: dt.date | None = None) -> list[IndicatorThreshold]:
    """The thresholds valid on `day` (today when none is given)."""
    return list(IndicatorThreshold.objects.in_force(day))


def evaluate(content: Mapping[str, Any], mine: Mine, rows: Iterable[IndicatorThreshold]) -> list[Indicator]:
    """Every indicator of one revision's `content` (by section, canonical JSON) against the thresholds `rows`."""
    figures = plan_figures.read(content)
    place = place_of(mine, figures.method)
    limits = [limits_of(row) for row in rows]
    found = []
    for measure in co_indicators.measure(figures, _pond_limits(limits, place)):
        chosen = thresholds.choose(measure.code, limits, place)
        verdict = thresholds.judge(measure, chosen)
        found.append(Indicator(measure, chosen, verdict.result, verdict.why))
    return found


def place_of(mine: Mine, stated_method: str = "") -> Place:
    """How, what and where a mine digs; the plan's own method counts only where the register states none."""
    method = str(mine.method)
    if method == Mine.Method.UNKNOWN:
        method = stated_method
    return Place(method, thresholds.group_of(mine.mineral), mine.region_code)


def prefix(region_code: str) -> str:
    """The digits that every code of a threshold's region begins with; "" is the nation."""
    return regions.prefix_of(region_code) if len(region_code) == CODE_LENGTH else region_code


def limits_of(row: IndicatorThreshold) -> Limits:
    """A row as plain values."""
    return Limits(
        code=row.code,
        unit=row.unit,
        minimum=row.minimum,
        maximum=row.maximum,
        method=row.method,
        mineral_group=row.mineral_group,
        region_code=prefix(row.region_code),
        valid_from=row.valid_from,
        name_zh=row.name_zh,
        name_en=row.name_en,
        source_zh=row.source_zh,
        source_en=row.source_en,
        certainty=row.certainty,
        blocks=row.blocks,
        key=row.pk,
    )


def _pond_limits(limits: list[Limits], place: Place) -> dict[int, PondLimit]:
    """The least freeboard and beach of every class of tailings ponds."""
    found = {}
    for number in CLASSES:
        freeboard = thresholds.choose(f"pond-freeboard-{number}", limits, place)
        beach = thresholds.choose(f"pond-beach-{number}", limits, place)
        found[number] = PondLimit(freeboard.minimum if freeboard else None, beach.minimum if beach else None)
    return found
