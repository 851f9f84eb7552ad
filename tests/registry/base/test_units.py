"""Units of work: what is owed is done once, last, in the transaction of the act, and never after it failed."""

import datetime as dt
from contextlib import suppress

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError

from registry.base.services import units
from registry.scope.models import Region

pytestmark = pytest.mark.django_db


@pytest.fixture
def done() -> list[list[int]]:
    return []


def region(code: str) -> Region:
    return Region.objects.create(code=code, level="district", name_zh=code, valid_from=dt.date(2026, 1, 1))


@units.unit()
def refused(debt: units.Debt, code: str = "990001") -> None:
    """Write a row, owe something, and be refused."""
    region(code)
    units.owe(debt, 1)
    raise Refused


class Refused(Exception):
    """Whatever stops an act."""


def test_what_is_owed_often_is_done_once_at_the_end(done: list[list[int]]) -> None:
    with units.unit():
        for key in (2, 1, 2):
            units.owe(done.append, key)
        with units.unit():
            units.owe(done.append, 3)
        assert done == []
    assert done == [[1, 2, 3]]


def test_outside_of_a_unit_it_is_done_at_once(done: list[list[int]]) -> None:
    units.owe(done.append, 1)
    with transaction.atomic():
        units.owe(done.append, 2)
        assert done == [[1], [2]]


def test_it_is_done_inside_the_transaction_and_its_fault_undoes_everything() -> None:
    def fail(_keys: list[int]) -> None:
        assert Region.objects.filter(code="990001").exists()
        raise Refused

    @units.unit()
    def act() -> None:
        region("990001")
        units.owe(fail, 1)

    with pytest.raises(Refused):
        act()
    assert not Region.objects.filter(code="990001").exists()


def test_a_unit_that_failed_owes_nothing_to_the_next(done: list[list[int]]) -> None:
    with pytest.raises(Refused):
        refused(done.append)
    with units.unit():
        region("990002")
    assert done == []


def test_who_must_read_it_settles_first(done: list[list[int]]) -> None:
    with units.unit():
        units.owe(done.append, 1)
        units.settle()
        assert done == [[1]]
        units.owe(done.append, 2)
    units.settle()
    assert done == [[1], [2]]


def test_what_a_debt_owes_is_done_too(done: list[list[int]]) -> None:
    with units.unit():
        units.owe(lambda keys: units.owe(done.append, keys[0] + 1), 1)
    assert done == [[2]]


def test_a_refusal_inside_is_survived_behind_a_savepoint(done: list[list[int]]) -> None:
    with units.unit():
        with pytest.raises(Refused), transaction.atomic():
            refused(done.append, "990002")
        region("990003")
    assert set(Region.objects.filter(code__startswith="99000").values_list("code", flat=True)) == {"990003"}
    assert done == [[1]]


def test_a_refusal_inside_cannot_be_swallowed(done: list[list[int]]) -> None:
    @units.unit()
    def swallows() -> None:
        with suppress(Refused):
            refused(done.append)
        region("990002")

    with pytest.raises(TransactionManagementError):
        swallows()
    assert not Region.objects.filter(code__startswith="99000").exists()
    assert done == []
