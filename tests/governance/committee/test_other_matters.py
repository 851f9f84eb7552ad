"""The committee votes on a matter that is no case, and never learns what it is."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from governance.committee.selectors import meetings as selectors
from governance.committee.services import agendas, meeting_votes, meetings, minutes
from registry.base.rules.errors import Incomplete, WrongState
from registry.matters.models import Matter, QueueEntry
from registry.scope.models import User
from tests.factories import conflicts as factory
from tests.factories import orders as invented
from tests.factories.conflicts import WORDS, Table
from tests.factories.orders import LONGER, Orders

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def orders() -> Iterator[Orders]:
    with invented.known() as found:
        yield found


@pytest.fixture
def order(orders: Orders, at: Table) -> Matter:
    return orders.give(at.scene.mine, at.scene.office)


def longer(order: Matter) -> agendas.Draft:
    return agendas.Draft(order.pk, *LONGER, question=f"是否延长整改期限？{WORDS}", settlement="grant")


def test_an_order_is_asked_voted_and_settled(orders: Orders, order: Matter, at: Table) -> None:
    assert [one.matter for one in selectors.questions(at.scene.officer, "committee")] == [order]
    assert selectors.questions(at.scene.officer, "joint") == []
    meeting = factory.sitting(at, longer(order))
    assert selectors.questions(at.scene.officer, "committee") == []
    factory.voted(at, meeting, "for", "for", "against")
    (answer,) = orders.answers
    assert (answer.subject, answer.proposal.settlement, answer.outcome) == (LONGER, "grant", "adopted")
    assert (answer.body, answer.text) == (at.committee, WORDS)
    assert QueueEntry.objects.filter(matter=order).exists(), "its holders are named anew"


def test_what_its_kind_does_not_know_stands_on_no_agenda(order: Matter, at: Table) -> None:
    with pytest.raises(Incomplete):
        factory.planned(at, agendas.Draft(order.pk, "conflict", 1, question=WORDS))
    with pytest.raises(Incomplete):
        factory.planned(at, agendas.Draft(10**9, *LONGER, question=WORDS))
    factory.planned(at, longer(order))
    with pytest.raises(Incomplete):
        factory.planned(at, longer(order))


def test_nothing_is_left_to_decide_once_it_is_done(orders: Orders, order: Matter, at: Table) -> None:
    meeting = factory.sitting(at, longer(order))
    orders.states[order.pk] = "done"
    (shown,) = selectors.standings(meeting, at.members[0])
    assert (shown.is_moot, shown.may_vote) == (True, False)
    with pytest.raises(WrongState):
        meeting_votes.vote(shown.item.pk, by=at.members[0], choice="for")
    assert meeting_votes.close_item(shown.item.pk, by=at.members[0], text=WORDS).outcome == "noted"


def test_page_and_minutes_tell_it_in_its_own_words(order: Matter, at: Table) -> None:
    meeting = factory.voted(at, factory.sitting(at, longer(order)), "for", "for", "for")
    body = signed_in(at.scene.officer).get(reverse("governance:meeting_detail", args=[meeting.pk])).content.decode()
    assert f'href="/orders/{order.pk}/"' in body
    assert "the holder gets longer" in body
    meetings.close(meeting.pk, by=at.members[0], minutes=WORDS)
    assert minutes.render(meeting.pk).size > 1000
