"""The eco-safety co-indicators of a joint plan, from the plan's own figures.

| code | formula | unit | range |
| --- | --- | --- | --- |
| disturbed-restored-ratio | Σ restored / Σ disturbed over the plan years | ratio | ≥ 0 |
| slope-angle | max of the overall angles of the pit slopes | ° | 0–90 |
| factor-of-safety | min of (factor − required factor) of the pit slopes | FoS | any |
| dump-stability | min of actual / required over dumps and ponds: factor, freeboard, dry beach | ratio | > 0 |
| water-use | mine water used / mine water × 100 | % | 0–100 |
| topsoil-balance | topsoil stored / topsoil needed | ratio | ≥ 0 |
| monitoring-coverage | structures with a monitoring item at their place / structures × 100 | % | 0–100 |
| cost-per-hectare | restoration cost / restored area | 10⁴ CNY/hm² | ≥ 0 |
| security-coverage | the lower of (money set aside / cost) of the restoration and the safety account | ratio | ≥ 0 |

Source: indicators E02, E06, E11, S01, S02, S07, S13, B03 and B05 of `data/indicators.csv`, turned from results of a
mine to promises of a plan; a design of this platform. A figure that is not stated leaves a gap: the value is then
unknown, or known only within bounds, and can never pass. Nothing is assumed in place of a missing figure.
"""

from collections.abc import Mapping, Sequence

from governance.approval.rules.indicators import funding_indicators, structure_indicators
from governance.approval.rules.indicators.measures import (
    AREA,
    HUNDRED,
    PERCENT,
    RATIO,
    ZERO,
    Measure,
    Part,
    Trail,
    area_years,
)
from governance.approval.rules.indicators.plan_figures import MineWater, PlanFigures, Topsoil, Year
from governance.approval.rules.indicators.ponds import PondLimit

CODES = (
    "disturbed-restored-ratio", "slope-angle", "factor-of-safety", "dump-stability", "water-use", "topsoil-balance",
    "monitoring-coverage", "cost-per-hectare", "security-coverage",
)  # fmt: skip


def measure(figures: PlanFigures, pond_limits: Mapping[int, PondLimit]) -> list[Measure]:
    """Every indicator of a plan, in the order of `CODES`."""
    return [
        disturbed_restored(figures.years, figures.first_year, figures.last_year),
        structure_indicators.slope_angle(figures.structures),
        structure_indicators.factor_of_safety(figures.structures),
        structure_indicators.dump_stability(figures.structures, pond_limits),
        water_use(figures.water),
        topsoil_balance(figures.topsoil),
        structure_indicators.monitoring_coverage(figures.structures, figures.watches),
        funding_indicators.cost_per_hectare(figures.works, figures.years),
        funding_indicators.security_coverage(figures.works, figures.funding),
    ]


def disturbed_restored(years: Sequence[Year], first: int | None, last: int | None) -> Measure:
    """Σ restored / Σ disturbed, with the worst year (restored − disturbed) and the largest area that lies open."""
    trail = Trail("restoration", "years")
    known = area_years(years, trail)
    stated = {year for year, _disturbed, _restored in known}
    if first is not None and last is not None:
        for year in range(first, last + 1):
            if year not in stated and all(row.year != year for row in years):
                trail.miss("no-rows", str(year))
    disturbed = sum((row[1] for row in known), ZERO)
    restored = sum((row[2] for row in known), ZERO)
    parts = [Part("disturbed", disturbed, AREA), Part("restored", restored, AREA)] if known else []
    if known:
        worst = min(known, key=lambda row: row[2] - row[1])
        parts.append(Part("worst-year", worst[2] - worst[1], AREA, str(worst[0])))
        open_area, largest = ZERO, (ZERO, known[0][0])
        for year, dug, healed in known:
            open_area += dug - healed
            largest = max(largest, (open_area, year), key=lambda one: one[0])
        parts.append(Part("largest-open", largest[0], AREA, str(largest[1])))
    if not disturbed and not trail.gaps:
        trail.miss("zero", name="disturbed")
    return trail.measure("disturbed-restored-ratio", RATIO, restored / disturbed if disturbed else None, parts)


def water_use(water: MineWater) -> Measure:
    """Mine water used / mine water, and the share of the mine's demand that it covers."""
    trail = Trail("mining")
    inflow = trail.take("", "mine_water_inflow", water.inflow)
    used = trail.take("", "mine_water_used", water.used)
    demand = trail.take("", "water_demand", water.demand, optional=True)
    parts = [Part("demand-covered", used / demand * HUNDRED, PERCENT)] if used is not None and demand else []
    if inflow == ZERO:
        trail.miss("zero", name="mine_water_inflow")
    elif inflow is not None and used is not None and used > inflow:
        trail.miss("implausible", name="mine_water_used")
    value = used / inflow * HUNDRED if used is not None and inflow else None
    return trail.measure("water-use", PERCENT, value, parts)


def topsoil_balance(soil: Topsoil) -> Measure:
    """Topsoil stored / needed, with the shares of the stripped soil that is kept and of the kept that is spread."""
    trail = Trail("restoration")
    stripped = trail.take("", "topsoil_stripped", soil.stripped)
    stored = trail.take("", "topsoil_stored", soil.stored)
    required = trail.take("", "topsoil_required", soil.required)
    reused = trail.take("", "topsoil_reused", soil.reused, optional=True)
    parts = []
    if stored is not None and stripped:
        parts.append(Part("kept", stored / stripped * HUNDRED, PERCENT))
    if reused is not None and stored:
        parts.append(Part("spread", reused / stored * HUNDRED, PERCENT))
    if required == ZERO:
        trail.miss("zero", name="topsoil_required")
    if stored is not None and stripped is not None and stored > stripped:
        trail.miss("implausible", name="topsoil_stored")
    value = stored / required if stored is not None and required else None
    return trail.measure("topsoil-balance", RATIO, value, parts)
