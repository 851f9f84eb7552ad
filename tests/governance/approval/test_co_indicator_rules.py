"""The co-indicators of a plan: worked figures, invariances, and what is missing."""

from dataclasses import replace
from decimal import Decimal as D
from random import Random

import pytest

from governance.approval.rules.indicators import co_indicators, funding_indicators, structure_indicators
from governance.approval.rules.indicators.measures import Measure
from governance.approval.rules.indicators.plan_figures import (
    Accrual,
    Funding,
    MineWater,
    PlanFigures,
    Structure,
    Topsoil,
    Watch,
    Work,
    Year,
)
from governance.approval.rules.indicators.ponds import PondLimit

YEARS = (
    Year(2026, D("62.00"), D("48.00")),
    Year(2027, D("58.50"), D("66.00")),
    Year(2028, D("55.00"), D("82.50")),
    Year(2029, D("51.50"), D("96.00")),
    Year(2030, D("46.00"), D("104.00")),
)
NORTH = Structure("slope", "采掘场北帮", D(172), D(34), None, D("1.286"), D("1.200"))
SOUTH = Structure("slope", "采掘场南帮", D(165), D(31), None, D("1.172"), D("1.200"))
OUTER = Structure("dump", "外排土场", D(90), D(22), D(8640), D("1.312"), D("1.200"))
POND = Structure("tailings", "尾矿库", D(45), D(18), D(650), D("1.350"), D("1.250"), D("0.60"), D(55))
STRUCTURES = (NORTH, SOUTH, OUTER, POND)
#: GB 39496-2020, classes 1 to 5 (facts of this project: from general knowledge).
LIMITS = {
    number: PondLimit(D(freeboard), D(beach))
    for number, (freeboard, beach) in enumerate(
        (("1.5", 150), ("1.0", 100), ("0.7", 70), ("0.5", 50), ("0.4", 40)), start=1
    )
}
WORKS = (
    Work("覆土与植草", "restoration", 2026, D("5000000.00")),
    Work("削坡减载与植草", "dual", 2027, D("2000000.00"), D("62.00")),
    Work("边坡雷达", "safety", 2026, D("3000000.00")),
)
FUNDING = Funding(D("1000000.00"), (Accrual(2026, D(3000000), D(4000000)), Accrual(2027, D(3000000), D(4000000))))
WATCHES = (Watch("displacement", "采掘场各帮（GNSS）", True), Watch("video", "外排土场顶部"), Watch("rain", "尾矿库"))
PLAN = PlanFigures(
    2026,
    2030,
    YEARS,
    STRUCTURES,
    WATCHES,
    WORKS,
    FUNDING,
    MineWater(D(120), D(90), D(100)),
    Topsoil(D(95), D(90), D(75), D(60)),
)


def parts(measure: Measure) -> dict[str, D]:
    return {f"{one.key} {one.record}".strip(): one.value for one in measure.parts}


def test_every_indicator_comes_once_and_in_order() -> None:
    assert tuple(one.code for one in co_indicators.measure(PLAN, LIMITS)) == co_indicators.CODES


def test_restored_against_disturbed_of_the_worked_example() -> None:
    """docs/algorithms/co-indicators.md: 396.5 / 273 = 1.4524; the first year opens 14 hm²."""
    found = co_indicators.disturbed_restored(YEARS, 2026, 2030)
    assert found.value == D("396.5") / D(273)
    assert parts(found) == {
        "disturbed": D(273),
        "restored": D("396.5"),
        "worst-year 2026": D(-14),
        "largest-open 2026": D(14),
    }


def test_slope_angle_takes_the_steepest_slope_and_leaves_dumps_out() -> None:
    steep_dump = replace(OUTER, angle=D(60))
    assert structure_indicators.slope_angle((NORTH, SOUTH, steep_dump)).value == D(34)


def test_factor_of_safety_is_the_smallest_margin() -> None:
    found = structure_indicators.factor_of_safety(STRUCTURES)
    assert found.value == D("-0.028")
    assert parts(found) == {"margin 采掘场北帮": D("0.086"), "margin 采掘场南帮": D("-0.028")}


def test_dump_stability_takes_factor_freeboard_and_beach_of_gb_39496() -> None:
    """650 × 10⁴ m³ and 45 m are class 4: freeboard 0.5 m, dry beach 50 m; the smallest of the reserves governs."""
    found = structure_indicators.dump_stability(STRUCTURES, LIMITS)
    assert parts(found) == {
        "factor-reserve 外排土场": D("1.312") / D("1.2"),
        "factor-reserve 尾矿库": D("1.35") / D("1.25"),
        "freeboard-reserve 尾矿库": D("1.2"),
        "beach-reserve 尾矿库": D("1.1"),
    }
    assert found.value == D("1.35") / D("1.25")


def test_water_and_topsoil() -> None:
    water = co_indicators.water_use(PLAN.water)
    assert (water.value, parts(water)["demand-covered"]) == (D(75), D(90))
    soil = co_indicators.topsoil_balance(PLAN.topsoil)
    assert soil.value == D("1.2")
    assert round(parts(soil)["kept"], 2) == D("94.74")


def test_monitoring_coverage_counts_structures_not_items() -> None:
    """Rain does not watch the pond; the two walls are online, the dump is only filmed."""
    found = structure_indicators.monitoring_coverage(STRUCTURES, WATCHES)
    assert found.value == D(75)
    assert parts(found) == {"structures": D(4), "online": D(50), "unwatched 尾矿库": D(1)}


def test_cost_per_hectare_takes_the_restoration_part_of_dual_items() -> None:
    """(5,000,000 + 62 % of 2,000,000) / 396.5 hm² = 1.5738 × 10⁴ CNY."""
    found = funding_indicators.cost_per_hectare(WORKS, YEARS)
    assert found.value == D(624) / D("396.5")


def test_security_coverage_never_mixes_the_accounts() -> None:
    """7.0 m / 6.24 m = 1.1218 for restoration; a rich safety account does not lift it."""
    found = funding_indicators.security_coverage(WORKS, FUNDING)
    assert found.value == D(7000000) / D(6240000)
    rich = replace(FUNDING, accruals=tuple(replace(row, safety=row.safety * 9) for row in FUNDING.accruals))
    assert funding_indicators.security_coverage(WORKS, rich).value == found.value
    poor = replace(FUNDING, accruals=tuple(replace(row, safety=D(1)) for row in FUNDING.accruals))
    assert funding_indicators.security_coverage(WORKS, poor).value == D(2) / D(3760000)


def test_a_security_in_place_counts_for_restoration() -> None:
    more = funding_indicators.security_coverage(WORKS, replace(FUNDING, security=D(6240000)))
    assert parts(more)["restoration-covered"] == D(13240000) / D(6240000)


# Invariances


@pytest.mark.parametrize("factor", [D("0.001"), D(7), D(100000)])
def test_ratios_do_not_change_with_the_scale(factor: D) -> None:
    years = tuple(Year(row.year, row.disturbed * factor, row.restored * factor) for row in YEARS)
    plan = replace(
        PLAN,
        years=years,
        water=MineWater(*(value * factor for value in (D(120), D(90), D(100)))),
        topsoil=Topsoil(*(value * factor for value in (D(95), D(90), D(75), D(60)))),
        works=tuple(replace(row, amount=row.amount * factor) for row in WORKS),
        funding=Funding(
            FUNDING.opening * factor,
            tuple(replace(row, restoration=row.restoration * factor, safety=row.safety * factor)
                  for row in FUNDING.accruals),
        ),
    )  # fmt: skip
    before, after = co_indicators.measure(PLAN, LIMITS), co_indicators.measure(plan, LIMITS)
    for old, new in zip(before, after, strict=True):
        assert old.value is not None
        assert new.value is not None
        assert abs(old.value - new.value) < D("1e-9"), old.code


def test_the_order_of_rows_does_not_matter() -> None:
    random = Random(7)
    shuffled = replace(
        PLAN,
        **{
            name: tuple(random.sample(getattr(PLAN, name), len(getattr(PLAN, name))))
            for name in ("years", "structures", "watches", "works")
        },
    )
    assert [one.value for one in co_indicators.measure(shuffled, LIMITS)] == [
        one.value for one in co_indicators.measure(PLAN, LIMITS)
    ]


def test_rows_that_repeat_do_not_change_extremes_or_coverage() -> None:
    twice = replace(PLAN, structures=STRUCTURES * 2, watches=WATCHES * 2)
    before = {one.code: one.value for one in co_indicators.measure(PLAN, LIMITS)}
    after = {one.code: one.value for one in co_indicators.measure(twice, LIMITS)}
    assert before == after


# What is missing


def test_an_empty_plan_has_no_value_and_says_why() -> None:
    for one in co_indicators.measure(PlanFigures(), {}):
        assert one.value is None, one.code
        assert one.gaps, one.code


@pytest.mark.parametrize(
    ("measure", "field"),
    [
        (co_indicators.disturbed_restored((Year(2026, D(0), D(0)),), 2026, 2026), "disturbed"),
        (co_indicators.disturbed_restored((Year(2026, D(0), D(9)),), 2026, 2026), "disturbed"),
        (co_indicators.water_use(MineWater(D(0), D(0))), "mine_water_inflow"),
        (co_indicators.topsoil_balance(Topsoil(D(0), D(0), D(0))), "topsoil_required"),
        (funding_indicators.cost_per_hectare(WORKS, (Year(2026, D(9), D(0)),)), "restored"),
        (funding_indicators.security_coverage(WORKS[2:], FUNDING), "restoration"),
    ],
)
def test_nothing_is_divided_by_zero(measure: Measure, field: str) -> None:
    assert measure.value is None
    assert [(gap.reason, gap.field) for gap in measure.gaps] == [("zero", field)]


@pytest.mark.parametrize("position", range(5))
@pytest.mark.parametrize("name", ["disturbed", "restored"])
def test_a_year_without_a_figure_leaves_no_value(position: int, name: str) -> None:
    years = list(YEARS)
    years[position] = replace(years[position], **{name: None})
    found = co_indicators.disturbed_restored(years, 2026, 2030)
    assert found.value is None
    assert found.low is None
    assert found.high is None
    assert [(gap.record, gap.field) for gap in found.gaps] == [(str(2026 + position), name)]


def test_a_plan_year_without_a_row_is_a_gap() -> None:
    found = co_indicators.disturbed_restored(YEARS[:3] + YEARS[4:], 2026, 2031)
    assert [(gap.reason, gap.record) for gap in found.gaps] == [("no-rows", "2029"), ("no-rows", "2031")]
    assert found.value is None


def test_a_structure_without_a_figure_leaves_one_bound() -> None:
    angle = structure_indicators.slope_angle((NORTH, replace(SOUTH, angle=None)))
    assert (angle.value, angle.low, angle.high) == (D(34), D(34), None)
    margin = structure_indicators.factor_of_safety((NORTH, replace(SOUTH, required_factor=None)))
    assert (margin.low, margin.high) == (None, D("0.086"))
    dump = structure_indicators.dump_stability((OUTER, replace(POND, beach=None)), LIMITS)
    assert (dump.low, dump.high) == (None, D("1.35") / D("1.25"))


def test_a_pond_without_thresholds_for_its_class_is_a_gap() -> None:
    found = structure_indicators.dump_stability((POND,), {})
    assert {gap.field for gap in found.gaps} == {"required_freeboard", "required_beach"}
    assert found.low is None


def test_a_place_that_names_nothing_leaves_room_above() -> None:
    found = structure_indicators.monitoring_coverage(
        (NORTH, OUTER), (Watch("video", "采掘场北帮"), Watch("crack", "村庄"))
    )
    assert (found.value, found.low, found.high) == (D(50), D(50), D(100))


def test_a_dual_item_is_never_split_by_a_guess() -> None:
    works = (*WORKS[:1], replace(WORKS[1], share=None))
    found = funding_indicators.cost_per_hectare(works, YEARS)
    assert found.value is None
    assert [gap.field for gap in found.gaps] == ["restoration_share"]


@pytest.mark.parametrize(
    "measure",
    [
        co_indicators.water_use(MineWater(D(10), D(11))),
        co_indicators.topsoil_balance(Topsoil(D(10), D(11), D(5))),
    ],
)
def test_more_than_there_is_is_no_value(measure: Measure) -> None:
    assert measure.value is None
    assert [gap.reason for gap in measure.gaps] == ["implausible"]
