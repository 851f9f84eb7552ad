"""Time the working-day clock against a naive day-by-day loop: `python -m bench.clock`."""

import json
import random
from datetime import date, timedelta

from bench import oracle
from bench.harness import ROOT, emit, seconds
from registry.calendar.rules import clock
from registry.calendar.rules.working_days import WorkingDayTable, table_from_notices

PERIODS = 100_000
NAIVE_PERIODS = 5_000
READINGS = 10_000
NAIVE_READINGS = 500


def naive_add(table: WorkingDayTable, start: date, days: int) -> date:
    """Return the end of a working-day period by looking at one day after the other."""
    day = start
    while days:
        day += timedelta(days=1)
        days -= oracle.is_working(table, day)
    return day


def naive_count(table: WorkingDayTable, start: date, end: date) -> int:
    """Return the working days between two dates by looking at one day after the other."""
    found, day = 0, start
    while day <= end:
        found += oracle.is_working(table, day)
        day += timedelta(days=1)
    return found


def main() -> None:
    """Print the figures, each with its ratio to the naive loop (above 1: faster)."""
    payload = json.loads((ROOT / "data" / "working_days.json").read_text(encoding="utf-8"))
    table = table_from_notices(payload["version"], payload["years"])
    chance = random.Random(7)
    starts = [date(2024, 1, 1) + timedelta(days=chance.randrange(900)) for _ in range(PERIODS)]

    fast = seconds(lambda: [table.add_working_days(start, 45) for start in starts])
    slow = seconds(lambda: [naive_add(table, start, 45) for start in starts[:NAIVE_PERIODS]])
    ratio = slow / NAIVE_PERIODS * PERIODS / fast
    emit("clock", "100,000 periods of 45 working days", fast, "s", ratio=ratio, floor=5)

    ends = [start + timedelta(days=120) for start in starts]
    fast = seconds(lambda: [table.count_working_days(*pair) for pair in zip(starts, ends, strict=True)])
    pairs = list(zip(starts, ends, strict=True))[:NAIVE_PERIODS]
    slow = seconds(lambda: [naive_count(table, *pair) for pair in pairs])
    ratio = slow / NAIVE_PERIODS * PERIODS / fast
    emit("clock", "100,000 counts over 120 days", fast, "s", ratio=ratio, floor=5)

    cases = [oracle.random_case(chance) for _ in range(READINGS)]
    fast = seconds(lambda: [clock.reading(one.events, one.rule, table, one.now) for one in cases])
    slow = seconds(lambda: [oracle.opinion(one, table) for one in cases[:NAIVE_READINGS]], repeat=1)
    ratio = slow / NAIVE_READINGS * READINGS / fast
    emit("clock", "one clock reading", fast / READINGS * 1e6, "µs", ratio=ratio, floor=3)
    emit("clock", "build a table of three years", seconds(lambda: rebuilt(payload)) * 1e3, "ms")


def rebuilt(payload: dict) -> WorkingDayTable:
    """Build the table anew."""
    return table_from_notices(payload["version"], payload["years"])


if __name__ == "__main__":
    main()
