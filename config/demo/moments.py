"""Let the stories of the demonstration happen on earlier days."""

import contextlib
import datetime as dt
from collections.abc import Iterator
from unittest import mock

from django.utils import timezone

from registry.calendar.rules.working_days import NotYetAnnounced
from registry.calendar.selectors import calendars


def working_days_ago(days: int, hour: int = 10, minute: int = 0) -> dt.datetime:
    """The moment `days` working days before today; calendar weeks stand in where the calendar is not announced."""
    table, day = calendars.table(), timezone.localdate()
    left = days
    while left > 0:
        day -= dt.timedelta(days=1)
        try:
            working = table.is_working(day)
        except NotYetAnnounced:
            working = day.weekday() < 5
        left -= working
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour, minute)))


@contextlib.contextmanager
def at(moment: dt.datetime) -> Iterator[None]:
    """Within the block the clock of the application stands at `moment`."""
    with mock.patch("django.utils.timezone.now", return_value=moment.astimezone(dt.UTC)):
        yield
