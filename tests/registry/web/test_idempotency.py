"""A repeated request is answered, not carried out, again."""

import datetime as dt
import threading
from collections.abc import Callable

import pytest
from django.db import connection
from django.utils import timezone

from registry.base.rules.errors import Incomplete
from registry.scope.models import User
from registry.web.models import IdempotencyRecord
from registry.web.services import idempotency
from registry.web.services.idempotency import Answer, KeyInUse, KeyReused
from tests.factories.users import UserFactory


@pytest.fixture
def user(db: None) -> User:
    return UserFactory()


def _run(user: User, run: Callable[[], Answer], **fields: object) -> Answer:
    given: dict[str, object] = {"key": "k-1", "method": "POST", "path": "/api/v1/x", "body": b"{}", **fields}
    return idempotency.replay_or_run(user=user, run=run, **given)  # type: ignore[arg-type]


class _Effect:
    """Counts how often it is carried out."""

    def __init__(self, status: int = 201) -> None:
        self.calls = 0
        self.status = status

    def __call__(self) -> Answer:
        self.calls += 1
        return Answer(self.status, b'{"id": %d}' % self.calls, {"Location": "/x/1"})


def test_the_same_request_gets_the_same_answer(user: User) -> None:
    effect = _Effect()
    first, second = _run(user, effect), _run(user, effect)
    assert effect.calls == 1
    assert (first.is_replayed, second.is_replayed) == (False, True)
    assert (second.status, second.body, dict(second.headers)) == (first.status, first.body, dict(first.headers))


@pytest.mark.parametrize("change", [{"body": b'{"a":1}'}, {"path": "/api/v1/y"}, {"method": "PUT"}])
def test_another_request_under_the_key_is_refused(user: User, change: dict[str, object]) -> None:
    effect = _Effect()
    _run(user, effect)
    with pytest.raises(KeyReused):
        _run(user, effect, **change)
    assert effect.calls == 1


def test_keys_belong_to_one_user(user: User) -> None:
    effect = _Effect()
    _run(user, effect)
    _run(UserFactory(), effect)
    assert effect.calls == 2


@pytest.mark.parametrize("status", [400, 404, 409, 422, 500])
def test_a_refusal_is_not_kept(user: User, status: int) -> None:
    effect = _Effect(status)
    _run(user, effect)
    _run(user, effect, body=b"corrected")
    assert effect.calls == 2
    assert not IdempotencyRecord.objects.exists()


@pytest.mark.parametrize("key", ["", " ", "a b", "k" * 201, "ключ", "a\n", "a\x00"])
def test_a_key_is_printable(user: User, key: str) -> None:
    with pytest.raises(Incomplete):
        _run(user, _Effect(), key=key)


def test_neither_effect_nor_answer_survives_a_failure(user: User) -> None:
    def fail() -> Answer:
        user.full_name = "changed"
        user.save()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        _run(user, fail)
    user.refresh_from_db()
    assert user.full_name != "changed"
    assert not IdempotencyRecord.objects.exists()


def test_old_answers_are_forgotten(user: User) -> None:
    effect = _Effect()
    _run(user, effect)
    old = timezone.now() - idempotency.KEEP - dt.timedelta(minutes=1)
    IdempotencyRecord.objects.update(created_at=old)
    _run(user, effect, body=b"other")
    assert effect.calls == 2
    assert idempotency.sweep_expired() == 0
    IdempotencyRecord.objects.update(created_at=old)
    assert idempotency.sweep_expired() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_exactly_one_is_carried_out() -> None:
    user = UserFactory()
    inside, leave = threading.Event(), threading.Event()
    effect, found = _Effect(), []

    def slow() -> Answer:
        inside.set()
        assert leave.wait(20)
        return effect()

    def first() -> None:
        try:
            found.append(_run(user, slow))
        finally:
            connection.close()

    thread = threading.Thread(target=first)
    thread.start()
    try:
        assert inside.wait(20)
        with pytest.raises(KeyInUse):
            _run(user, effect)
    finally:
        leave.set()
        thread.join(20)
    assert effect.calls == 1
    assert _run(user, effect).body == found[0].body
    assert effect.calls == 1
