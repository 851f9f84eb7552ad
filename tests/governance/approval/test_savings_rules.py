"""The rules of what joint review saves, on numbers worked by hand."""

import datetime as dt
import json
from fractions import Fraction

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from governance.approval.rules.cases import case_days
from governance.approval.rules.savings import savings
from registry.calendar.rules import clock
from registry.calendar.rules.working_days import table_from_notices

VALUES = [14, 9, 22, 17, 11, 30, 12, 15, 19, 16]


def test_median_and_p90_of_the_worked_sample() -> None:
    assert savings.median(VALUES) == 15.5
    assert savings.percentile(VALUES) == 22
    assert savings.median(VALUES[:9]) == 15.0
    assert savings.percentile([5]) == 5
    assert savings.median([]) is None
    assert savings.percentile([]) is None


def test_p90_is_exact_where_floating_point_is_not() -> None:
    assert savings.percentile(list(range(1, 11))) == 9
    assert savings.percentile(list(range(1, 101))) == 90
    assert savings.percentile(list(range(1, 101)), Fraction(1)) == 100


def test_share_and_gain_are_two_readings_of_the_same_days() -> None:
    share, gain = savings.saved_share(14, 27), savings.gain(14, 27)
    assert share == pytest.approx(0.481481, abs=1e-6)
    assert gain == pytest.approx(0.928571, abs=1e-6)
    assert savings.saved_share(0, 0) is None
    assert savings.gain(0, 5) is None
    assert savings.saved_share(12, 10) == pytest.approx(-0.2)


def test_wilson_interval_of_the_worked_rate() -> None:
    found = savings.wilson(9, 10)
    assert found is not None
    assert (found.rate, round(found.low, 4), round(found.high, 4)) == (0.9, 0.5958, 0.9821)
    assert savings.wilson(0, 0) is None


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_rate_and_stays_between_0_and_1(pair: tuple[int, int]) -> None:
    found = savings.wilson(*pair)
    assert found is not None
    assert -1e-9 <= found.low <= found.rate + 1e-9
    assert found.rate - 1e-9 <= found.high <= 1


@given(st.lists(st.integers(0, 400), min_size=1, max_size=60))
def test_at_least_nine_in_ten_do_not_exceed_p90(values: list[int]) -> None:
    found = savings.percentile(values)
    assert found is not None
    assert sum(value <= found for value in values) >= 0.9 * len(values)
    assert sum(value < found for value in values) < 0.9 * len(values)


def test_ten_cases_are_enough_and_nine_are_not() -> None:
    assert savings.is_enough(10)
    assert not savings.is_enough(9)


def _reading(*pauses: tuple[dt.date, dt.date | None]) -> clock.ClockReading:
    spans = tuple(clock.Interval(first, last, paused=True) for first, last in pauses)
    return clock.ClockReading(
        clock.ClockState.STOPPED, 0, 20, 0, None, False, False, dt.date(2025, 6, 16), None, spans, ()
    )


def test_pauses_of_two_clocks_on_the_same_days_are_one() -> None:
    d = dt.date
    main = _reading((d(2025, 6, 20), d(2025, 7, 10)))
    seat = _reading((d(2025, 7, 1), d(2025, 7, 15)), (d(2025, 8, 1), None))
    spans = case_days.paused_spans([main, seat], d(2025, 8, 4))
    assert spans == [(d(2025, 6, 20), d(2025, 7, 15)), (d(2025, 8, 1), d(2025, 8, 4))]
    payload = json.loads((settings.DATA_DIR / "working_days.json").read_text(encoding="utf-8"))
    assert case_days.days_in(spans, table_from_notices("1", payload["years"])) == 20
