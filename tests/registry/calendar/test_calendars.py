"""The versioned working-day calendar."""

import datetime as dt
import threading

import pytest
from django.conf import settings
from django.db import connection
from django.utils import translation

from registry.audit.models import AuditEvent
from registry.base.rules.errors import Incomplete, NotAllowed, Stale
from registry.calendar.models import CalendarVersion
from registry.calendar.rules.calendar_days import DayRow
from registry.calendar.rules.working_days import NotYetAnnounced
from registry.calendar.selectors import calendars as selectors
from registry.calendar.services import calendars
from registry.scope.models import Role, User
from registry.scope.rules.grants import System
from tests.factories import organisations
from tests.factories.memberships import member

pytestmark = pytest.mark.django_db
FILE = settings.DATA_DIR / "working_days.json"
SEEDER = System("test")


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def administrator() -> User:
    return member(Role.ADMINISTRATOR, organisations.committee_office())


def _publish(by: User | System, days: list[DayRow] | None = None, **fields: object) -> CalendarVersion:
    given: dict[str, object] = {"years": [2027], "sources": {"2027": "a notice"}, "note": "", **fields}
    return calendars.publish(days or [], by=by, **given)  # type: ignore[arg-type]


def test_the_seed_is_published_once() -> None:
    assert calendars.seed_from_file(FILE, by=SEEDER) is not None
    assert calendars.seed_from_file(FILE, by=SEEDER) is None
    table = selectors.table()
    assert table.years == {2024, 2025, 2026}
    assert not table.is_working(dt.date(2026, 10, 1))
    with pytest.raises(NotYetAnnounced):
        table.is_working(dt.date(2027, 1, 4))


def test_before_the_first_version_nothing_is_announced() -> None:
    assert selectors.current_version() is None
    with pytest.raises(NotYetAnnounced):
        selectors.table().is_working(dt.date(2026, 1, 5))


def test_old_versions_stay_as_they_were(administrator: User) -> None:
    first = _publish(administrator, [DayRow(dt.date(2027, 1, 1), False, "元旦", "New Year's Day")])
    _publish(administrator, based_on=1)
    assert not selectors.table(first).is_working(dt.date(2027, 1, 1))
    assert not selectors.table(1).is_working(dt.date(2027, 1, 1))
    assert selectors.table().is_working(dt.date(2027, 1, 1))


def test_publishing_is_audited(administrator: User) -> None:
    version = _publish(administrator)
    event = AuditEvent.objects.get(verb="calendar.published")
    assert (event.object_id, event.actor) == (str(version.pk), administrator)


def test_only_administrators_publish() -> None:
    with pytest.raises(NotAllowed):
        _publish(member(Role.REVIEWER, organisations.natural_resources()))
    assert not CalendarVersion.objects.exists()


def test_who_edited_an_older_version_sees_who_was_first(administrator: User) -> None:
    _publish(administrator)
    _publish(administrator, based_on=1)
    with pytest.raises(Stale) as stale:
        _publish(administrator, based_on=1)
    assert administrator.full_name in str(stale.value.message)
    assert stale.value.theirs["Version in force"] == 2


@pytest.mark.parametrize(
    ("days", "fields", "field"),
    [
        ([], {"years": []}, "years"),
        ([], {"sources": {}}, "sources"),
        ([DayRow(dt.date(2028, 1, 3), False)], {}, "days"),
        ([DayRow(dt.date(2027, 1, 4), True)], {}, "days"),
        ([DayRow(dt.date(2027, 1, 2), True), DayRow(dt.date(2027, 1, 2), False)], {}, "days"),
        ([DayRow(dt.date(2027, 1, 2), False, "a"), DayRow(dt.date(2027, 1, 2), False, "b")], {}, "days"),
    ],
)
def test_an_impossible_calendar_is_refused(
    administrator: User, days: list[DayRow], fields: dict[str, object], field: str
) -> None:
    with pytest.raises(Incomplete) as refused:
        _publish(administrator, days, **fields)
    assert list(refused.value.fields) == [field]
    assert not CalendarVersion.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_publish_at_once_one_wins_and_the_other_learns_why() -> None:
    first, second = (member(Role.ADMINISTRATOR, organisations.committee_office()) for _ in range(2))
    _publish(SEEDER)
    gate = threading.Barrier(2)
    answers: list[object] = []

    def publish(by: User) -> None:
        try:
            gate.wait(20)
            answers.append(_publish(by, based_on=1))
        except Stale as error:
            answers.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=publish, args=(by,)) for by in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    (lost,) = [answer for answer in answers if isinstance(answer, Stale)]
    (won,) = [answer for answer in answers if isinstance(answer, CalendarVersion)]
    assert won.number == 2
    assert won.published_by is not None
    assert won.published_by.full_name in str(lost.message)
