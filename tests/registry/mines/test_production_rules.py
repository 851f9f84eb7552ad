"""Months as people write them, and what a month may say."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.base.rules import bars
from registry.base.rules.problems import RuleError
from registry.mines.rules import months, production
from registry.mines.rules.production import Setting

TODAY = dt.date(2026, 12, 1)
SETTING = Setting(Decimal("1.2"), 2010, TODAY)
MARCH = dt.date(2026, 3, 1)


@pytest.mark.parametrize(
    "text",
    ["2026-03", "2026-3", "2026/03", "2026.3", "2026年3月", "２０２６－０３", " 2026-03-01 ", "2026-03-01 00:00:00"],
)
def test_a_month_as_people_write_it(text: str) -> None:
    assert months.read(text) == MARCH


@pytest.mark.parametrize(
    "text", ["2026", "2026-13", "2026-00", "2026-03-15", "March 2026", "202603", "0000-01", "三月"]
)
def test_no_month(text: str) -> None:
    with pytest.raises(RuleError):
        months.read(text)


def test_a_blank_is_no_month() -> None:
    assert months.read("  ") is None


@given(st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1)), st.integers(0, 400))
def test_going_back_and_forth(day: dt.date, count: int) -> None:
    month = months.of(day)
    earlier = months.back(month, count)
    assert months.back(earlier, -count) == month
    between = months.between(earlier, month)
    assert (between[0], between[-1], len(between)) == (earlier, month, count + 1)
    assert all(one.day == 1 for one in between)


def codes(
    figures: dict[str, object], product: str = "raw_coal", month: dt.date = MARCH, **more: object
) -> dict[str, str]:
    asked = {"is_confirmed": False, **more}
    found = production.faults(month, product, figures, SETTING, **asked)  # type: ignore[arg-type]
    return {name: problems[0].code for name, problems in found.items()}


@pytest.mark.parametrize(
    ("figures", "product", "found"),
    [
        ({"output": Decimal(100_000)}, "raw_coal", {}),
        ({"output": Decimal(0)}, "raw_coal", {}),
        ({"water": Decimal(5)}, "mine", {}),
        ({}, "raw_coal", {"output": "production.no_figure"}),
        ({}, "mine", {"water": "production.no_figure"}),
        ({"output": Decimal(1), "people": 3}, "clean_coal", {"people": "production.figure_of_mine"}),
        ({"water": Decimal(1), "sold": Decimal(3)}, "mine", {"sold": "production.figure_of_product"}),
        # 10 (10⁴ t) typed as t, and the other way round.
        ({"output": Decimal(10)}, "raw_coal", {"output": "production.unusual_output"}),
        ({"output": Decimal(1_000_000)}, "raw_coal", {"output": "production.unusual_output"}),
        # The capacity counts what is mined, not what is washed.
        ({"output": Decimal(10)}, "clean_coal", {}),
        # 5,500 (10⁴ yuan) typed as yuan.
        ({"sold": Decimal(100_000), "sales": Decimal(5500)}, "raw_coal", {"sales": "production.unusual_price"}),
        ({"sold": Decimal(0), "sales": Decimal(5500)}, "raw_coal", {}),
    ],
)
def test_figures(figures: dict[str, object], product: str, found: dict[str, str]) -> None:
    assert codes(figures, product) == found


def test_what_is_unusual_is_taken_when_confirmed_and_what_is_impossible_never() -> None:
    assert codes({"output": Decimal(10)}, is_confirmed=True) == {}
    assert codes({"people": 3}, is_confirmed=True) == {
        "people": "production.figure_of_mine", "output": "production.no_figure",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("month", "code"),
    [
        (dt.date(2027, 1, 1), "month.in_future"),
        (dt.date(1989, 12, 1), "month.too_early"),
        (dt.date(2009, 12, 1), "month.before_opening"),
        (dt.date(2026, 3, 2), "month.not_a_month"),
    ],
)
def test_months(month: dt.date, code: str) -> None:
    assert codes({"output": Decimal(1000)}, month=month) == {"month": code}


def test_without_a_capacity_nothing_is_unusual() -> None:
    found = production.faults(
        MARCH, "raw_coal", {"output": Decimal(10)}, Setting(None, None, TODAY), is_confirmed=False
    )
    assert found == {}


def test_columns_stand_on_one_scale_and_leave_gaps() -> None:
    stood = bars.stand_up([("a", [Decimal(10), None, Decimal(5)]), ("b", [Decimal(20), Decimal(0), None])])
    assert [(one.tone, round(one.height)) for one in stood] == [("a", 50), ("a", 25), ("b", 100)]
    assert all(one.x >= 0 and one.x + one.width <= 100 and one.y + one.height == pytest.approx(100) for one in stood)
    assert bars.stand_up([("a", [None, Decimal(0)])]) == []
