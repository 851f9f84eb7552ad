"""A second, invented kind of matter: clock, queue, reminders and holders serve it and know no case."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from config.demo.moments import at as moment
from governance.approval.models import Case
from registry.base.rules.errors import WrongState
from registry.matters.models import ClockEvent, ClockReminder, Matter, Obligation, QueueEntry
from registry.matters.selectors import clocks as readings
from registry.matters.selectors import kinds
from registry.matters.selectors import notices as notice_readings
from registry.matters.selectors import obligations as obligation_readings
from registry.matters.selectors import queues as reading
from registry.matters.services import (
    clocks,
    matters,
    notices,
    numbers,
    obligation_reminders,
    obligations,
    queues,
    reminders,
)
from registry.scope.models import Role, User
from registry.scope.rules.grants import System
from tests.factories import cases as stages
from tests.factories import matters as factory
from tests.factories import orders as invented
from tests.factories.memberships import member
from tests.factories.orders import MEND, ORDER, Orders

pytestmark = pytest.mark.django_db
BY = System("orders")
MONDAY = timezone.make_aware(dt.datetime(2026, 3, 2, 10, 0))
Kind = ClockEvent.Kind
PAUSED: dict[str, Any] = {
    "reason": "等待鉴定", "legal_basis": "行政许可法第四十五条", "notice": "书面告知", "told_by": "何静",
    "expected_days": 5,
}  # fmt: skip


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def orders() -> Iterator[Orders]:
    with invented.known() as found:
        yield found


@pytest.fixture
def order(orders: Orders, here: stages.Scene) -> Matter:
    """An order of a department, whose clock began long ago."""
    given = orders.give(here.mine, here.departments["emergency_management"])
    with moment(MONDAY):
        clocks.write(given, MEND, Kind.START, by=BY)
    return given


def held(user: User, tab: str) -> list[str]:
    return list(reading.of_tab(user, tab).values_list("number", flat=True))


def test_everybody_who_holds_it_is_named(orders: Orders, order: Matter, here: stages.Scene) -> None:
    (holder,) = kinds.who_is_blocking(order)
    assert (holder.organisation, str(holder.task), holder.part) == (here.mine.holder, invented.TASK, "holder")
    assert holder.clock is not None
    assert (holder.clock.clock, holder.level) == (MEND, "late")
    orders.states[order.pk] = "done"
    assert list(kinds.who_is_blocking(order)) == []


def test_it_stands_in_the_queue_of_who_must_act(orders: Orders, order: Matter, here: stages.Scene) -> None:
    reviewer = here.reviewers["emergency_management"]
    assert held(here.applicant, "mine") == [order.number]
    assert held(reviewer, "mine") == []
    assert held(reviewer, "waiting") == [order.number]
    assert held(here.applicant, "overdue") == [order.number]
    orders.states[order.pk] = "reported"
    queues.refresh(order)
    assert held(here.applicant, "mine") == []
    assert held(reviewer, "mine") == [order.number]
    assert held(here.reviewers["ecology_environment"], "department") == []
    orders.states[order.pk] = "done"
    queues.refresh(order)
    assert not QueueEntry.objects.filter(matter=order).exists()


def test_the_sweep_of_the_queue_heals_it(orders: Orders, order: Matter) -> None:
    QueueEntry.objects.all().delete()
    assert list(queues.stale()) == [order]
    assert queues.sweep() == 1
    assert not queues.stale().exists()
    Matter.objects.filter(pk=order.pk).update(version=9)
    assert list(queues.stale()) == [order]


def test_page_and_api_show_it_beside_cases(order: Matter, here: stages.Scene) -> None:
    page = signed_in(here.applicant).get(reverse("governance:queue"))
    body = page.content.decode()
    assert page.status_code == 200
    assert f'href="/orders/{order.pk}/"' in body
    assert "To be put right" in body or "整改指令" not in body
    rows = signed_in(here.applicant).get("/api/v1/queue/").json()["results"]
    assert [(row["application"]["kind"], row["application"]["number"]) for row in rows] == [(ORDER, order.number)]


def test_its_clock_pauses_and_goes_on(order: Matter) -> None:
    clocks.write(order, MEND, Kind.PAUSE, by=BY, **PAUSED)
    assert readings.standing_pause(order.pk, MEND) is not None
    (shown,) = kinds.clocks([order])[order.pk]
    assert (shown.level, shown.pause_reason) == ("paused", PAUSED["reason"])
    assert QueueEntry.objects.get(matter=order).is_paused
    clocks.write(order, MEND, Kind.RESUME, by=BY)
    assert readings.standing_pause(order.pk, MEND) is None


def test_who_holds_it_is_reminded_once_a_step(orders: Orders, order: Matter, here: stages.Scene) -> None:
    manager = member(Role.COMPANY_MANAGER, here.mine.holder)
    assert reminders.sweep() == 2
    assert reminders.sweep() == 0
    assert {step for _key, step, _people, _task in orders.reminded} == {"overdue", "superior"}
    assert set(ClockReminder.objects.values_list("matter", "clock", "subject")) == {(order.pk, MEND, 0)}
    told = {person for _key, _step, people, _task in orders.reminded for person in people}
    assert here.heads["emergency_management"] in told
    assert manager not in told, "a company has no head that the platform tells"


def test_a_forgotten_pause_is_remembered_to_its_keeper(orders: Orders, order: Matter, here: stages.Scene) -> None:
    with moment(timezone.now() - dt.timedelta(days=30)):
        clocks.write(order, MEND, Kind.PAUSE, by=BY, **PAUSED)
    assert reminders.sweep() == 1
    ((_key, step, people, task),) = orders.reminded
    assert (step, task) == ("overdue", "End the pause")
    assert people == [here.heads["emergency_management"]]


def test_what_it_leaves_is_reported_verified_and_remembered(order: Matter, here: stages.Scene) -> None:
    manager = member(Role.COMPANY_MANAGER, here.company)
    due = timezone.localdate() - dt.timedelta(days=1)
    owed = Obligation.objects.create(
        matter=order, source=order.number, mine=order.mine, region_code=order.region_code, holder=here.company,
        verifier=order.responsible, text="设置警示标志", due_on=due,
    )  # fmt: skip
    assert obligation_reminders.send_due() == 1
    assert list(obligation_readings.to_report(manager)) == [owed]
    obligations.report(owed.pk, by=manager, text="已设置警示标志，并拍照留存。")
    reviewer = here.reviewers["emergency_management"]
    assert list(obligation_readings.to_verify(reviewer)) == [owed]
    obligations.verify(owed.pk, by=reviewer, verdict="accepted")
    owed.refresh_from_db()
    assert owed.state == Obligation.State.VERIFIED
    page = signed_in(reviewer).get(reverse("governance:obligation_detail", args=[owed.pk])).content.decode()
    assert order.number in page


def test_it_is_laid_open_heard_and_answered(order: Matter, here: stages.Scene) -> None:
    days = {"days": 5, "text_zh": "现将整改情况予以公示。"}
    with moment(MONDAY):
        opened = notices.lay_open(order, by=here.officer, **days)
        with pytest.raises(WrongState):
            notices.lay_open(order, by=here.officer, **days)
        said = notices.take(order, text="希望尽快整改。")
        (shown,) = notice_readings.of_matter(order)
        assert (shown.notice, shown.is_open, shown.unanswered) == (opened, True, 1)
        notices.answer(said, by=here.officer, text="已要求限期整改，并将复查。")
        notices.hide(said, reason="含有他人电话号码，不予公开。")
    with pytest.raises(WrongState):
        notices.take(order, text="公示期已过。")
    (shown,) = notice_readings.of_matter(order)
    assert (shown.is_open, shown.published, shown.hidden) == (False, [], [said])


def test_a_kind_is_registered_once(orders: Orders) -> None:
    with pytest.raises(ValueError, match=ORDER):
        kinds.register(invented.kind_of(orders))
    with pytest.raises(KeyError):
        kinds.of("nothing")


def test_the_lock_leaves_out_what_is_not_there(order: Matter) -> None:
    assert matters.lock(order.pk)
    assert not matters.lock(10**9)
    assert matters.lock_all([order.pk, 10**9]) == [order.pk]


@pytest.mark.stage("in_review")
def test_a_case_copies_where_its_matter_lies(case: Case) -> None:
    for field, value in (("region_code", "000000"), ("mine", stages.scene().mine.pk)):
        with pytest.raises(DatabaseError), transaction.atomic():
            Case.objects.filter(pk=case.pk).update(**{field: value})
        with pytest.raises(DatabaseError), transaction.atomic():
            Matter.objects.filter(pk=case.pk).update(**{field: value})


def test_a_case_needs_a_matter_of_its_kind(order: Matter, here: stages.Scene) -> None:
    made = stages.draft(here, complete=False)
    with pytest.raises(DatabaseError), transaction.atomic():
        Case.of(
            order, procedure=made.procedure, procedure_copy=made.procedure_copy, applicant=made.applicant,
            opened_by=made.opened_by, state=Case.State.WITHDRAWN,
        ).save(force_insert=True)  # fmt: skip


@pytest.mark.stage("in_review")
def test_every_act_raises_the_version_once(case: Case) -> None:
    before = factory.version(case)
    factory.act(case)
    assert factory.version(case) == before + 1
    assert Case.objects.get(pk=case.pk).version == before + 1


def test_numbers_are_drawn_by_series(order: Matter) -> None:
    assert numbers.next_number("order", 2026) == 1
    assert numbers.next_number("order", 2026) == 2
    assert numbers.next_number("order", 2027) == 1
