"""What a new working-day calendar moves, as its editor sees it before publishing."""

import dataclasses
import datetime as dt

import pytest

from governance.approval.models import Case
from governance.approval.selectors.clocks import clocks
from governance.approval.views.cases import case_providers
from registry.calendar.selectors import calendars

pytestmark = pytest.mark.django_db


@pytest.mark.stage("in_review")
def test_a_day_off_more_moves_the_open_deadlines(case: Case) -> None:
    table = calendars.table()
    due = [clock.shown.due for clock in clocks.of_case(case) if clock.is_open and clock.shown.due]
    day = next(day for day in _days_before(min(due)) if table.is_working(day) and day not in table.makeup)
    impact = case_providers.moved(table, dataclasses.replace(table, rest=table.rest | {day}))
    assert impact.count == len(due)
    assert case.number in impact.examples[0]


@pytest.mark.stage("in_review")
def test_the_same_days_move_nothing() -> None:
    assert case_providers.moved(calendars.table(), calendars.table()).count == 0


def _days_before(day: dt.date) -> list[dt.date]:
    return [day - dt.timedelta(days=back) for back in range(14)]
