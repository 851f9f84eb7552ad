"""Which threshold counts, and the verdict on a measure."""

import datetime as dt
from decimal import Decimal as D
from itertools import permutations

import pytest

from governance.approval.rules.indicators import thresholds
from governance.approval.rules.indicators.measures import Gap, Measure
from governance.approval.rules.indicators.thresholds import Limits, Place

PIT = Place("open_pit", "coal", "150621")
GAP = (Gap("no-figure", "safety", "structures", "北帮", "angle"),)


def row(key: int, **given: object) -> Limits:
    return Limits(code="slope-angle", unit="°", key=key, **given)  # type: ignore[arg-type]


ROWS = [
    row(1),
    row(2, mineral_group="coal"),
    row(3, method="open_pit"),
    row(4, method="open_pit", mineral_group="coal"),
    row(5, region_code="15"),
    row(6, region_code="1506", mineral_group="noncoal"),
    row(7, region_code="61", method="open_pit"),
]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([1], 1), ([1, 2], 2), ([2, 3], 3), ([1, 2, 3, 4], 4), ([1, 2, 3, 4, 5], 5), ([1, 2, 3, 4, 5, 6, 7], 5),
    ],
)  # fmt: skip
def test_the_most_specific_row_wins_in_any_order(rows: list[int], expected: int) -> None:
    """Longest region, then method, then mineral."""
    chosen = [one for one in ROWS if one.key in rows]
    for order in list(permutations(chosen))[:50]:
        found = thresholds.choose("slope-angle", order, PIT)
        assert found is not None
        assert found.key == expected


def test_rows_of_other_mines_and_other_indicators_do_not_count() -> None:
    assert thresholds.choose("slope-angle", [row(6, region_code="1506", mineral_group="noncoal")], PIT) is None
    assert thresholds.choose("slope-angle", [row(8, method="underground")], PIT) is None
    assert thresholds.choose("water-use", ROWS, PIT) is None


def test_a_mine_that_digs_both_ways_answers_both_and_its_own_kind_first() -> None:
    both = Place("both", "coal", "150621")
    rows = [row(1), row(2, method="underground"), row(3, method="open_pit")]
    assert thresholds.choose("slope-angle", rows, both) == rows[2]
    assert thresholds.choose("slope-angle", [*rows, row(4, method="both")], both) == row(4, method="both")
    assert thresholds.choose("slope-angle", rows, Place("unknown", "coal", "150621")) == rows[0]


def test_of_two_equal_rows_the_later_one_counts() -> None:
    old, new = row(2, valid_from=dt.date(2020, 1, 1)), row(1, valid_from=dt.date(2026, 1, 1))
    assert thresholds.choose("slope-angle", [new, old], PIT) == new


def exact(value: str) -> Measure:
    return Measure("slope-angle", "°", D(value), D(value), D(value))


@pytest.mark.parametrize(
    ("value", "result"),
    [("44.999999999", "pass"), ("45", "pass"), ("45.000000001", "fail"), ("10", "pass"), ("9.99999", "fail")],
)
def test_both_limits_are_inclusive_and_taken_exactly(value: str, result: str) -> None:
    assert thresholds.judge(exact(value), row(1, minimum=D(10), maximum=D(45))).result == result


def test_without_a_limit_or_in_another_unit_nothing_is_known() -> None:
    assert thresholds.judge(exact("1"), None).why == "no-threshold"
    assert thresholds.judge(exact("1"), row(1)).why == "no-threshold"
    other = Limits(code="slope-angle", unit="%", maximum=D(45))
    assert thresholds.judge(exact("1"), other) == thresholds.Verdict("unknown", "other-unit")


@pytest.mark.parametrize(
    ("low", "high", "minimum", "maximum", "result"),
    [
        (D(34), None, None, D(45), "unknown"), (D(50), None, None, D(45), "fail"),
        (None, D(34), D(30), None, "unknown"), (None, D(34), D(35), None, "fail"),
        (None, None, D(30), D(45), "unknown"),
        # Bounds that lie inside are no pass either while a figure is missing.
        (D(34), D(40), D(30), D(45), "unknown"), (D(34), None, D(30), None, "unknown"),
    ],
)  # fmt: skip
def test_with_a_gap_a_measure_fails_or_is_unknown_and_never_passes(
    low: D | None, high: D | None, minimum: D | None, maximum: D | None, result: str
) -> None:
    measure = Measure("slope-angle", "°", low or high, low, high, gaps=GAP)
    assert thresholds.judge(measure, row(1, minimum=minimum, maximum=maximum)).result == result


@pytest.mark.parametrize(("minimum", "result"), [(80, "pass"), (90, "pass"), (95, "unknown"), (100, "unknown")])
def test_a_place_that_names_nothing_is_held_against_nobody_and_helps_nobody(minimum: int, result: str) -> None:
    """The share that is surely watched may pass; a share that could be higher is no failure."""
    gaps = (Gap("no-match", "safety", "monitoring", "村庄", "place"),)
    measure = Measure("monitoring-coverage", "%", D(90), D(90), D(100), gaps=gaps)
    limits = Limits(code="monitoring-coverage", unit="%", minimum=D(minimum))
    assert thresholds.judge(measure, limits).result == result
