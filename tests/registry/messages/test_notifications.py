"""Messages to people: the inbox and the e-mail outbox."""

import pytest
from django.core import mail
from django.db import transaction

from registry.base.rules.contributions import contributions
from registry.messages.models import Notification, NotificationPreference, OutboxMessage
from registry.messages.rules.notification_kinds import Kind
from registry.messages.services import notifications, outbox
from registry.scope.models import User
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = {"test.said": Kind("Said", "%(mine)s said %(what)s", "Body: %(what)s")}
    monkeypatch.setitem(contributions._slots, "message_kinds", kinds)


@pytest.fixture
def reader() -> User:
    return UserFactory(language="en")


def _tell(*people: User, **fields: object) -> list[Notification]:
    params = {"what": "hello", "mine": {"zh": "一号矿", "en": "Mine One"}}
    return notifications.notify(people, "test.said", params=params, **fields)  # type: ignore[arg-type]


def test_a_message_goes_to_the_inbox_and_the_outbox(reader: User) -> None:
    (row,) = _tell(reader, link="/en/cases/5/")
    message = OutboxMessage.objects.get(notification=row)
    assert row.link == "/cases/5/"
    assert message.subject == "Mine One said hello"
    assert message.body.endswith("/en/cases/5/")


def test_each_reader_is_written_to_once_in_his_language(reader: User) -> None:
    chinese, gone = UserFactory(language="zh-hans"), UserFactory(is_active=False)
    _tell(reader, chinese, reader, gone)
    assert Notification.objects.count() == 2
    assert set(OutboxMessage.objects.values_list("subject", flat=True)) == {"Mine One said hello", "一号矿 said hello"}


def test_no_e_mail_where_none_is_wanted_or_possible(reader: User) -> None:
    NotificationPreference.objects.create(user=reader, kind="test.said", by_email=False)
    _tell(reader, UserFactory(email=""))
    assert Notification.objects.count() == 2
    assert not OutboxMessage.objects.exists()


def test_a_message_dies_with_the_act_it_tells_of(reader: User) -> None:
    def act() -> None:
        with transaction.atomic():
            _tell(reader)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        act()
    assert not Notification.objects.exists()
    assert not OutboxMessage.objects.exists()


def test_the_sweep_sends_what_is_due_once(reader: User) -> None:
    _tell(reader)
    assert outbox.sweep() == 1
    assert outbox.sweep() == 0
    row = OutboxMessage.objects.get()
    assert mail.outbox[0].extra_headers["Message-ID"] == outbox.message_id(row)
    assert (row.state, row.attempts) == (OutboxMessage.State.SENT, 1)
