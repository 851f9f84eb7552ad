"""Periods in working and calendar days, first of all the published cases."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.calendar.rules.working_days import (
    CalendarError,
    DayType,
    NotYetAnnounced,
    WorkingDayTable,
    count_days,
    end_of_period,
    nth_day,
)

ANNOUNCED_DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))
NO_NOTICE = WorkingDayTable("bare", frozenset({2025}), frozenset(), frozenset())


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2025-09-26", 20, "2025-10-30"),
        ("2025-09-26", 5, "2025-10-10"),
        ("2025-01-22", 20, "2025-02-25"),
        ("2025-06-16", 20, "2025-07-14"),
        ("2025-06-16", 30, "2025-07-28"),
        ("2025-06-16", 45, "2025-08-18"),
        ("2025-07-01", 7, "2025-07-10"),
    ],
)
def test_worked_examples_of_2025(table, start, days, end):
    assert table.add_working_days(date.fromisoformat(start), days) == date.fromisoformat(end)
    assert end_of_period(table, date.fromisoformat(start), days) == date.fromisoformat(end)


def test_makeup_weekend_is_working_and_holiday_weekday_is_not(table):
    assert table.is_working(date(2025, 1, 26))
    assert not table.is_working(date(2025, 1, 28))
    assert not table.is_working(date(2025, 6, 21))
    assert table.is_working(date(2025, 6, 20))


def test_start_day_counts_only_when_the_rule_says_so(table):
    monday = date(2025, 6, 16)
    assert end_of_period(table, monday, 1) == date(2025, 6, 17)
    assert end_of_period(table, monday, 1, starts_next_day=False) == monday
    saturday = date(2025, 6, 21)
    assert end_of_period(table, saturday, 1, starts_next_day=False) == date(2025, 6, 23)


def test_calendar_days_roll_over_a_rest_day_when_told_to(table):
    start = date(2025, 9, 1)
    ends_in_national_day = {"days": 30, "day_type": DayType.CALENDAR}
    assert end_of_period(table, start, **ends_in_national_day) == date(2025, 10, 9)
    assert end_of_period(table, start, **ends_in_national_day, rolls_over=False) == date(2025, 10, 1)
    assert end_of_period(table, date(2025, 9, 8), 20, day_type=DayType.CALENDAR) == date(2025, 9, 28), "make-up Sunday"


def test_beyond_the_announced_years_nothing_is_guessed(table):
    with pytest.raises(NotYetAnnounced) as caught:
        table.is_working(date(2027, 1, 4))
    assert caught.value.year == 2027
    with pytest.raises(NotYetAnnounced):
        table.add_working_days(date(2026, 12, 28), 20)
    with pytest.raises(NotYetAnnounced):
        table.count_working_days(date(2026, 12, 1), date(2027, 1, 1))
    with pytest.raises(NotYetAnnounced):
        table.add_working_days(date(2023, 12, 1), 1)
    with pytest.raises(NotYetAnnounced):
        end_of_period(table, date(2026, 12, 1), 60, day_type=DayType.CALENDAR)
    with pytest.raises(NotYetAnnounced):
        table.add_working_days(date.max, 1)
    with pytest.raises(NotYetAnnounced):
        nth_day(table, DayType.CALENDAR, date.max, 5, rolls_over=False)


def test_calendar_days_without_rolling_need_no_table(table):
    end = end_of_period(table, date(2030, 1, 1), 60, day_type=DayType.CALENDAR, rolls_over=False)
    assert end == date(2030, 3, 2)


def test_years_that_are_not_neighbours_are_not_joined():
    gap = WorkingDayTable("gap", frozenset({2024, 2026}), frozenset(), frozenset())
    with pytest.raises(NotYetAnnounced) as caught:
        gap.add_working_days(date(2024, 12, 30), 5)
    assert caught.value.year == 2025
    assert gap.count_working_days(date(2026, 1, 1), date(2026, 1, 2)) == 2


@pytest.mark.parametrize(
    ("rest", "makeup", "code"),
    [
        ({date(2026, 1, 1)}, set(), "calendar.day_outside_years"),
        ({date(2025, 1, 4)}, {date(2025, 1, 4)}, "calendar.rest_and_makeup"),
        (set(), {date(2025, 1, 6)}, "calendar.makeup_on_weekday"),
    ],
)
def test_impossible_tables_are_refused(rest, makeup, code):
    with pytest.raises(CalendarError) as caught:
        WorkingDayTable("bad", frozenset({2025}), frozenset(rest), frozenset(makeup))
    assert caught.value.code == code


def test_tables_compare_by_what_was_announced():
    assert WorkingDayTable("bare", frozenset({2025}), frozenset(), frozenset()) == NO_NOTICE


def test_periods_start_at_one_day(table):
    with pytest.raises(ValueError, match="starts at 1"):
        table.add_working_days(date(2025, 6, 16), 0)
    with pytest.raises(ValueError, match="starts at 1"):
        nth_day(table, DayType.CALENDAR, date(2025, 6, 16), 0)


@given(start=ANNOUNCED_DAYS, days=st.integers(1, 200))
def test_adding_and_counting_are_inverse(table, start, days):
    try:
        end = table.add_working_days(start, days)
    except NotYetAnnounced:
        return
    assert table.is_working(end)
    assert table.count_working_days(start + timedelta(days=1), end) == days


@given(start=ANNOUNCED_DAYS, middle=ANNOUNCED_DAYS, end=ANNOUNCED_DAYS)
def test_counts_add_up(table, start, middle, end):
    start, middle, end = sorted((start, middle, end))
    whole = table.count_working_days(start, end)
    parts = table.count_working_days(start, middle) + table.count_working_days(middle, end)
    assert whole == parts - table.is_working(middle)
    assert 0 <= whole <= count_days(table, DayType.CALENDAR, start, end)
    assert table.count_working_days(end, start - timedelta(days=1)) == 0


@given(day=ANNOUNCED_DAYS)
def test_next_working_day_is_the_nearest(table, day):
    try:
        found = table.next_working_day(day)
    except NotYetAnnounced:
        return
    assert found >= day
    assert table.is_working(found)
    assert not any(table.is_working(day + timedelta(days=step)) for step in range((found - day).days))
