"""Messages to people."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from registry.messages.models import Notification, OutboxMessage
from tests.factories.users import UserFactory


class NotificationFactory(DjangoModelFactory[Notification]):
    """An unread message; `is_read` is one that was opened."""

    class Meta:
        model = Notification

    class Params:
        is_read = factory.Trait(read_at=factory.LazyFunction(timezone.now))

    recipient = factory.SubFactory(UserFactory)
    kind = "test.said"
    params = factory.LazyFunction(lambda: {"what": "something"})


class OutboxMessageFactory(DjangoModelFactory[OutboxMessage]):
    """An e-mail that is due; `is_sent` and `is_failed` are its ends."""

    class Meta:
        model = OutboxMessage

    class Params:
        is_sent = factory.Trait(state=OutboxMessage.State.SENT, sent_at=factory.LazyFunction(timezone.now), attempts=1)
        is_failed = factory.Trait(state=OutboxMessage.State.FAILED, attempts=10, last_error="refused")

    recipient = factory.Sequence(lambda n: f"reader{n}@example.org")
    subject = "A subject"
    body = "A text"
