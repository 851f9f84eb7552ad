"""The e-mail outbox: retried, given up, and never lost when the worker is killed."""

import datetime as dt
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from typing import Any

import pytest
from django.conf import settings as project
from django.core import mail
from django.db import connection, transaction
from django.utils import timezone

from registry.messages.models import OutboxMessage
from registry.messages.services import outbox
from tests.factories.notifications import OutboxMessageFactory

State = OutboxMessage.State


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **kwargs: Any) -> int:
        raise ConnectionRefusedError("no mail server")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)


@pytest.mark.django_db
class TestSweep:
    def test_a_failed_attempt_is_tried_again_later(self, broken: None) -> None:
        row, before = OutboxMessageFactory(), timezone.now()
        assert outbox.sweep() == 0
        row.refresh_from_db()
        assert (row.state, row.attempts) == (State.WAITING, 1)
        assert row.due_at >= before + outbox.FIRST_RETRY
        assert "no mail server" in row.last_error
        assert outbox.sweep() == 0
        row.refresh_from_db()
        assert row.attempts == 1

    def test_after_the_last_attempt_it_is_given_up(self, broken: None) -> None:
        row = OutboxMessageFactory(attempts=outbox.MAX_ATTEMPTS - 1)
        outbox.sweep()
        row.refresh_from_db()
        assert (row.state, row.attempts) == (State.FAILED, outbox.MAX_ATTEMPTS)

    def test_one_bad_message_does_not_hold_up_the_others(self) -> None:
        bad = OutboxMessageFactory(recipient="a\nb@example.org")
        good = OutboxMessageFactory()
        assert outbox.sweep() == 1
        bad.refresh_from_db()
        good.refresh_from_db()
        assert (bad.state, good.state) == (State.WAITING, State.SENT)

    def test_only_what_is_due_and_waiting_is_sent(self) -> None:
        OutboxMessageFactory(due_at=timezone.now() + dt.timedelta(hours=1))
        OutboxMessageFactory(is_sent=True)
        OutboxMessageFactory(is_failed=True)
        assert outbox.sweep() == 0
        assert not mail.outbox

    def test_the_sweep_keeps_to_its_limit(self) -> None:
        OutboxMessageFactory.create_batch(5)
        assert outbox.sweep(limit=3) == 3
        assert outbox.sweep(seconds=0) == 0
        assert outbox.sweep() == 2

    @pytest.mark.parametrize(("attempts", "minutes"), [(1, 1), (2, 2), (3, 4), (9, 256), (10, 360), (500, 360)])
    def test_waits_double_up_to_six_hours(self, attempts: int, minutes: int) -> None:
        assert outbox.wait_after(attempts) == dt.timedelta(minutes=minutes)

    def test_the_message_id_stays_the_same(self) -> None:
        row = OutboxMessageFactory()
        first = outbox.message_id(row)
        outbox.sweep()
        row.refresh_from_db()
        assert outbox.message_id(row) == first == mail.outbox[0].extra_headers["Message-ID"]


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_send_each_message_once() -> None:
    row, other = OutboxMessageFactory(), OutboxMessageFactory()
    sent: list[int] = []

    def sweep_elsewhere() -> None:
        try:
            sent.append(outbox.sweep())
        finally:
            connection.close()

    with transaction.atomic():
        OutboxMessage.objects.select_for_update().get(pk=row.pk)
        thread = threading.Thread(target=sweep_elsewhere)
        thread.start()
        thread.join(20)
    assert sent == [1]
    row.refresh_from_db()
    other.refresh_from_db()
    assert (row.state, other.state) == (State.WAITING, State.SENT)


_WORKER = """
    import sys, time
    import django
    django.setup()
    from django.core.mail.backends import locmem
    from registry.messages.services import outbox

    def hang(backend, messages):
        print("sending", flush=True)
        time.sleep(600)

    locmem.EmailBackend.send_messages = hang
    outbox.sweep()
"""


@pytest.mark.django_db(transaction=True)
def test_a_message_survives_the_kill_of_its_worker() -> None:
    row = OutboxMessageFactory()
    worker = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(_WORKER)],
        cwd=project.BASE_DIR,
        env=os.environ | {"DATABASE_URL": _database_url(), "DJANGO_SETTINGS_MODULE": "config.settings.test"},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert worker.stdout is not None
        assert worker.stdout.readline().strip() == "sending"
        worker.send_signal(signal.SIGKILL)
    finally:
        worker.kill()
        worker.wait(20)
    _wait_until_free(row.pk)
    assert outbox.sweep() == 1
    row.refresh_from_db()
    assert (row.state, row.attempts) == (State.SENT, 1)


def _database_url() -> str:
    """The address of this process's own test database."""
    base, name = project.DATABASES["default"], connection.settings_dict["NAME"]
    host, port = base["HOST"], base["PORT"]
    user, secret = base["USER"], base["PASSWORD"]
    credentials = f"{user}:{secret}" if secret else user
    place = f"{host.replace('/', '%2F')}:{port}" if port else host.replace("/", "%2F")
    return f"postgresql://{credentials}@{place}/{name}"


def _wait_until_free(pk: int) -> None:
    """Wait until the server has noticed that the killed client is gone."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        with transaction.atomic():
            if OutboxMessage.objects.select_for_update(skip_locked=True).filter(pk=pk).exists():
                return
    raise AssertionError("The row stayed locked.")


def test_every_beat_expires_before_the_next_and_names_a_task() -> None:
    from config import heartbeat
    from config.celery import app

    app.loader.import_default_modules()
    for name, entry in heartbeat.sweeps().items():
        assert entry["task"] in app.tasks, name
        assert 0 < entry["options"]["expires"] <= _seconds(entry["schedule"]), name


def _seconds(schedule: Any) -> float:
    return (
        schedule if isinstance(schedule, int | float) else schedule.seconds if hasattr(schedule, "seconds") else 86400
    )
