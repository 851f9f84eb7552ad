"""Holds and months of a mine at the same moment, and the order of the change feed."""

import datetime as dt
import threading
import time
from decimal import Decimal

import pytest
from django.db import connection

from registry.base.rules.errors import Incomplete, Stale
from registry.base.services import units
from registry.mines.models import Hold, Mine, Production
from registry.mines.selectors import changes
from registry.mines.services import holds, production
from registry.scope.models import Role
from registry.scope.rules.grants import System
from tests.concurrency.test_cases import one_wins, race
from tests.factories.holds import GROUND, REASON, HoldFactory, room
from tests.factories.memberships import member
from tests.factories.mines import held_mine
from tests.factories.organisations import company, emergency

pytestmark = pytest.mark.django_db(transaction=True)
SYSTEM, NOTE = System("tests"), "月度产量统计表（测试）"
MARCH = dt.date(2026, 3, 1)


def place(mine: Mine) -> Hold:
    return holds.place(
        mine.pk, by=SYSTEM, source=room(), key="7", kind="order", blocks=["payments"], ground=GROUND,
        reason_zh=REASON,
    )  # fmt: skip


def record(mine: Mine, output: int, version: int | None = None) -> Production:
    return production.record(
        mine.pk, by=SYSTEM, source=production.hand(), month=MARCH, product="raw_coal", output=Decimal(output),
        note=NOTE, version=version,
    )  # fmt: skip


def test_one_record_places_one_hold() -> None:
    mine = held_mine()
    answers = race(*[lambda: place(mine)] * 2)
    assert sorted(type(one).__name__ for one in answers) == [Hold.__name__, Incomplete.__name__]
    assert Hold.objects.count() == 1


def test_two_heads_lift_one_hold() -> None:
    hold = HoldFactory(kind="hazard")
    body = emergency(hold.mine.region_code)
    heads = [member(Role.DEPARTMENT_HEAD, body) for _ in range(2)]
    acts = [
        lambda head=head: holds.lift_by_hand(hold.pk, by=head, ground=GROUND, reason=REASON, version=1)
        for head in heads
    ]
    assert isinstance(one_wins(race(*acts)), Stale)
    assert Hold.objects.get().closed_by in heads


def test_two_officers_enter_one_month() -> None:
    mine = held_mine()
    lost = one_wins(race(lambda: record(mine, 98000, 0), lambda: record(mine, 97000, 0)))
    assert isinstance(lost, Stale)
    assert Production.objects.filter(is_current=True).count() == Production.objects.count() == 1


def test_two_corrections_leave_every_version_and_one_current() -> None:
    mine = held_mine()
    record(mine, 98000)
    race(lambda: record(mine, 97000), lambda: record(mine, 96000))
    assert sorted(Production.objects.values_list("version", flat=True)) == [1, 2, 3]
    assert Production.objects.get(is_current=True).version == 3


def test_whoever_reads_up_to_a_number_has_read_everything_below_it() -> None:
    """Who is numbered second waits for the commit of the first: none appears below one that was read."""
    first, second = held_mine(), held_mine(company())
    is_numbered, may_commit = threading.Event(), threading.Event()

    def slow() -> None:
        with units.unit():
            record(first, 98000)
            units.settle()
            is_numbered.set()
            may_commit.wait(10)
        connection.close()

    def fast() -> None:
        record(second, 98000)
        connection.close()

    one, other = threading.Thread(target=slow), threading.Thread(target=fast)
    one.start()
    assert is_numbered.wait(10)
    other.start()
    time.sleep(0.5)
    assert changes.since(0) == []
    may_commit.set()
    one.join(10)
    other.join(10)
    assert [row.mine_id for row in changes.since(0)] == [first.pk, second.pk]
