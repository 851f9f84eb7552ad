"""Numbers: without gaps and without repetition, whoever draws at the same time."""

import threading
from typing import Any

import pytest
from django.db import connection, transaction

from registry.matters.models import NumberSeries
from registry.matters.services import numbers
from registry.scope.models import Organisation, Region


@pytest.mark.django_db
def test_numbers_count_up_per_year_and_scope() -> None:
    drawn = [numbers.next_case_number(2026), numbers.next_case_number(2026), numbers.next_case_number(2027)]
    assert drawn == ["LS-2026-0001", "LS-2026-0002", "LS-2027-0001"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "prefix", "name", "short"),
    [
        ("150000", "15", "内蒙古自治区", "蒙矿协审"),
        ("150600", "1506", "鄂尔多斯市", "蒙鄂尔多斯市矿协审"),
        (None, None, None, "国矿协审"),
    ],
)
def test_the_office_signs_with_its_territory(code: str, prefix: str, name: str, short: str) -> None:
    region = Region(code=code, prefix=prefix, name_zh=name) if code else None
    office = Organisation(name_zh="协治办", kind=Organisation.Kind.COMMITTEE_OFFICE, region=region)
    assert numbers.next_document_number(office, 2026) == f"{short}〔2026〕1号"
    assert numbers.next_document_number(office, 2026) == f"{short}〔2026〕2号"


def test_codes_are_grouped_and_differ() -> None:
    codes = {numbers.verification_code() for _ in range(500)}
    assert len(codes) == 500
    assert all(numbers.normalise_code(code) == code for code in codes)


@pytest.mark.parametrize(
    "typed",
    ["7k2qx m0rvt 49zdh b8c3n", "7K2QX-MORVT-49ZDH-B8C3N", "7K2QXM0RVT49ZDHB8C3N", " 7K2QX–M0RVT–49ZDH–B8C3N。"],
)
def test_a_code_is_understood_as_people_type_it(typed: str) -> None:
    assert numbers.normalise_code(typed) == "7K2QX-M0RVT-49ZDH-B8C3N"


@pytest.mark.django_db(transaction=True)
def test_two_transactions_leave_no_gap_and_no_pair() -> None:
    """The second waits for the first; a failed act gives its number back."""
    drawn: list[str] = []
    first_has_drawn, may_fail = threading.Event(), threading.Event()

    class Failed(Exception):
        pass

    def fails() -> None:
        try:
            with transaction.atomic():
                numbers.next_case_number(2026)
                first_has_drawn.set()
                may_fail.wait(10)
                raise Failed
        except Failed:
            pass
        finally:
            connection.close()

    def draws() -> None:
        try:
            first_has_drawn.wait(10)
            with transaction.atomic():
                drawn.append(numbers.next_case_number(2026))
        finally:
            connection.close()

    threads = [threading.Thread(target=target) for target in (fails, draws, draws)]
    for thread in threads:
        thread.start()
    first_has_drawn.wait(10)
    assert drawn == []
    may_fail.set()
    for thread in threads:
        thread.join(20)
    assert sorted(drawn) == ["LS-2026-0001", "LS-2026-0002"]
    assert NumberSeries.objects.get(kind="case", year=2026).last == 2


@pytest.mark.django_db(transaction=True)
def test_a_number_is_drawn_inside_a_transaction_only(transactional_db: Any) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        numbers.next_case_number(2026)
