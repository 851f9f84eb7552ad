"""The statutory clock: the published case, the edges, and a day-by-day oracle."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.oracle import disagreement, random_case
from registry.calendar.rules import clock
from registry.calendar.rules.clock import (
    SHANGHAI,
    ClockError,
    ClockEvent,
    ClockEventKind,
    ClockState,
    Interval,
    PeriodRule,
)
from registry.calendar.rules.working_days import DayType

TWENTY = PeriodRule(base_days=20, extension_days=10)


def at(day: str, hour: int = 10, minute: int = 0) -> datetime:
    """A moment in China."""
    return datetime.fromisoformat(day).replace(hour=hour, minute=minute, tzinfo=SHANGHAI)


def event(kind: str, day: str, hour: int = 10, days: int | None = None) -> ClockEvent:
    return ClockEvent(ClockEventKind(kind), at(day, hour), days)


def read(table, *events, now="2025-12-31", rule=TWENTY):
    return clock.reading(events, rule, table, at(now, 23))


def test_worked_example_stopped_for_expert_review(table):
    events = event("start", "2025-06-16"), event("pause", "2025-06-20"), event("resume", "2025-07-10")
    shown = read(table, *events, now="2025-07-11")
    assert shown.due == date(2025, 8, 4)
    assert shown.days_used == 4
    assert shown.intervals == (
        Interval(date(2025, 6, 17), date(2025, 6, 19), paused=False),
        Interval(date(2025, 6, 20), date(2025, 7, 10), paused=True),
        Interval(date(2025, 7, 11), None, paused=False),
    )


def test_without_events_the_clock_has_not_started(table):
    shown = read(table)
    assert shown.state is ClockState.NOT_STARTED
    assert (shown.days_used, shown.days_allowed, shown.days_left, shown.due) == (0, 20, 20, None)


def test_a_start_in_the_future_has_not_happened(table):
    assert read(table, event("start", "2025-06-16"), now="2025-06-15").state is ClockState.NOT_STARTED


@pytest.mark.parametrize(
    ("now", "used", "left", "overdue"),
    [
        ("2025-06-16", 0, 20, False),
        ("2025-06-17", 1, 19, False),
        ("2025-06-22", 4, 16, False),
        ("2025-07-14", 20, 0, False),
        ("2025-07-15", 21, 0, True),
    ],
)
def test_days_are_used_one_by_one_and_overdue_starts_after_the_due_day(table, now, used, left, overdue):
    shown = read(table, event("start", "2025-06-16"), now=now)
    assert (shown.days_used, shown.days_left, shown.overdue) == (used, left, overdue)
    assert shown.due == date(2025, 7, 14)


def test_a_weekend_after_the_due_friday_is_overdue_though_no_day_was_counted(table):
    shown = read(table, event("start", "2025-06-16"), now="2025-07-19", rule=PeriodRule(base_days=24))
    assert shown.due == date(2025, 7, 18)
    assert (shown.days_used, shown.overdue) == (24, True)


def test_pause_and_resume_on_one_day_take_that_day_out(table):
    shown = read(
        table, event("start", "2025-06-16"), event("pause", "2025-06-18", 9), event("resume", "2025-06-18", 17)
    )
    assert shown.due == date(2025, 7, 15)


def test_several_pauses_add_up_and_overlapping_days_count_once(table):
    shown = read(
        table,
        event("start", "2025-06-16"),
        event("pause", "2025-06-18", 9),
        event("resume", "2025-06-18", 11),
        event("pause", "2025-06-18", 15),
        event("resume", "2025-06-19"),
        event("pause", "2025-06-23"),
        event("resume", "2025-06-24"),
    )
    assert shown.due == date(2025, 7, 18)


def test_pause_before_the_first_counted_day(table):
    shown = read(
        table, event("start", "2025-06-16", 9), event("pause", "2025-06-16"), event("resume", "2025-06-16", 11)
    )
    assert shown.due == date(2025, 7, 14), "the day of the start was not counted anyway"
    shown = read(table, event("start", "2025-06-16", 9), event("pause", "2025-06-16"), event("resume", "2025-06-17"))
    assert shown.due == date(2025, 7, 15)


def test_a_paused_clock_has_no_due_date_yet(table):
    shown = read(table, event("start", "2025-06-16"), event("pause", "2025-06-20"), now="2025-09-01")
    assert (shown.state, shown.due, shown.days_used, shown.days_left) == (ClockState.PAUSED, None, 3, 17)
    assert not shown.overdue


def test_a_pause_after_the_due_date_does_not_undo_the_delay(table):
    shown = read(table, event("start", "2025-06-16"), event("pause", "2025-07-16"), now="2025-07-20")
    assert shown.due == date(2025, 7, 14)
    assert shown.overdue


def test_extension_during_a_pause(table):
    shown = read(
        table,
        event("start", "2025-06-16"),
        event("pause", "2025-06-20"),
        event("extend", "2025-06-25"),
        event("resume", "2025-07-10"),
    )
    assert (shown.days_allowed, shown.due) == (30, date(2025, 8, 18))


def test_extension_of_some_days(table):
    shown = read(table, event("start", "2025-06-16"), event("extend", "2025-07-14", days=5))
    assert (shown.days_allowed, shown.due, shown.late_extensions) == (25, date(2025, 7, 21), ())


def test_an_extension_after_the_due_date_adds_nothing(table):
    shown = read(table, event("start", "2025-06-16"), event("extend", "2025-07-15"), now="2025-07-16")
    assert (shown.days_allowed, shown.overdue, shown.late_extensions) == (20, True, (date(2025, 7, 15),))


def test_stop_fixes_the_days_used(table):
    shown = read(table, event("start", "2025-06-16"), event("stop", "2025-06-25"), now="2026-03-01")
    assert (shown.state, shown.days_used, shown.days_left, shown.overdue) == (ClockState.STOPPED, 7, 13, False)
    assert (shown.due, shown.ended_on) == (date(2025, 7, 14), date(2025, 6, 25))


def test_stop_after_the_due_date_stays_overdue(table):
    assert read(table, event("start", "2025-06-16"), event("stop", "2025-07-15")).overdue


def test_stop_on_the_day_of_the_start_uses_no_day(table):
    shown = read(table, event("start", "2025-06-16", 9), event("stop", "2025-06-16", 16))
    assert (shown.days_used, shown.intervals) == (0, ())


def test_stop_while_paused(table):
    shown = read(table, event("start", "2025-06-16"), event("pause", "2025-06-20"), event("stop", "2025-06-27"))
    assert (shown.days_used, shown.due) == (3, None)
    assert shown.intervals[-1] == Interval(date(2025, 6, 20), date(2025, 6, 27), paused=True)


def test_the_day_turns_at_midnight_in_china(table):
    before = ClockEvent(ClockEventKind.START, datetime(2025, 6, 15, 15, 59, 59, tzinfo=UTC))
    after = ClockEvent(ClockEventKind.START, datetime(2025, 6, 15, 16, 0, tzinfo=UTC))
    assert clock.reading([before], TWENTY, table, at("2025-06-20")).due == date(2025, 7, 11)
    assert clock.reading([after], TWENTY, table, at("2025-06-20")).due == date(2025, 7, 14)
    assert clock.reading([after], TWENTY, table, datetime(2025, 7, 14, 15, 59, tzinfo=UTC)).overdue is False
    assert clock.reading([after], TWENTY, table, datetime(2025, 7, 14, 16, 0, tzinfo=UTC)).overdue is True


def test_calendar_days_with_a_due_date_rolled_over_the_holidays(table):
    rule = PeriodRule(base_days=30, day_type=DayType.CALENDAR)
    shown = read(table, event("start", "2025-09-01"), now="2025-10-08", rule=rule)
    assert (shown.due, shown.days_used, shown.days_left, shown.overdue) == (date(2025, 10, 9), 37, 0, False)


def test_beyond_the_table_the_due_date_is_not_yet_announced(table):
    shown = read(table, event("start", "2026-12-21"), now="2026-12-31")
    assert (shown.due, shown.not_yet_announced, shown.days_used, shown.days_left) == (None, True, 8, 12)
    shown = read(table, event("start", "2026-12-21"), now="2027-01-05")
    assert (shown.days_used, shown.days_left, shown.overdue) == (None, None, False)


def test_a_due_date_inside_the_table_is_known_even_when_today_is_not(table):
    shown = read(table, event("start", "2026-11-02"), event("pause", "2027-02-01"), now="2027-02-02")
    assert (shown.due, shown.overdue, shown.days_used) == (date(2026, 11, 30), True, None)


@pytest.mark.parametrize(
    ("events", "code"),
    [
        ([event("pause", "2025-06-16")], "clock.wrong_state"),
        ([event("start", "2025-06-16"), event("start", "2025-06-17")], "clock.wrong_state"),
        ([event("start", "2025-06-16"), event("resume", "2025-06-17")], "clock.wrong_state"),
        (
            [event("start", "2025-06-16"), event("stop", "2025-06-17"), event("pause", "2025-06-18")],
            "clock.wrong_state",
        ),
        ([event("start", "2025-06-16"), event("pause", "2025-06-15")], "clock.out_of_order"),
        ([event("start", "2025-06-16"), event("extend", "2025-06-17", days=11)], "clock.extension_too_long"),
        ([event("start", "2025-06-16"), event("extend", "2025-06-17", days=0)], "clock.extension_too_short"),
        ([event("start", "2025-06-16", days=3)], "clock.days_without_extension"),
        ([ClockEvent(ClockEventKind.START, datetime(2025, 6, 16))], "clock.naive_time"),
    ],
)
def test_impossible_histories_are_refused(table, events, code):
    with pytest.raises(ClockError) as caught:
        read(table, *events)
    assert caught.value.code == code


def test_impossible_rules_are_refused(table):
    with pytest.raises(ClockError):
        PeriodRule(base_days=0)
    with pytest.raises(ClockError):
        PeriodRule(base_days=1, extension_days=-1)
    with pytest.raises(ClockError):
        clock.reading([event("start", "2025-06-16")], TWENTY, table, datetime(2025, 6, 16))


def test_seats_in_parallel_beside_the_same_seats_in_a_row(table):
    seats = [
        read(table, event("start", "2025-06-16"), event("stop", stop), now="2025-12-31")
        for stop in ("2025-06-20", "2025-06-27", "2025-07-04")
    ]
    compared = clock.serial_counterfactual(seats, table, date(2025, 12, 31))
    assert (compared.seat_days, compared.days_passed, compared.days_saved) == (27, 14, 13)
    assert clock.serial_counterfactual([read(table)], table, date(2025, 6, 1)).seat_days == 0


def test_an_open_seat_counts_up_to_today(table):
    seats = [read(table, event("start", "2025-06-16"), now="2025-06-18")]
    assert clock.serial_counterfactual(seats, table, date(2025, 6, 18)).seat_days == 2
    far = clock.serial_counterfactual(seats, table, date(2027, 6, 18))
    assert (far.seat_days, far.days_passed, far.days_saved) == (None, None, None)


def test_five_thousand_random_histories_agree_with_the_oracle(table):
    chance = random.Random(20251122)
    differences = [found for _ in range(5_000) if (found := disagreement(random_case(chance), table))]
    assert not differences, differences[0]


@settings(max_examples=200)
@given(seed=st.integers(0, 2**32), wait=st.integers(0, 90))
def test_time_takes_no_day_back_and_no_delay(table, seed, wait):
    case = random_case(random.Random(seed))
    sooner = clock.reading(case.events, case.rule, table, case.now)
    later = clock.reading(case.events, case.rule, table, case.now + timedelta(days=wait))
    if sooner.days_used is not None and later.days_used is not None:
        assert later.days_used >= sooner.days_used - 1, "only a pause that begins today takes a day back"
    if sooner.overdue and not later.not_yet_announced:
        assert later.overdue
