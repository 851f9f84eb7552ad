"""A fault at every writing statement of each verb: all of it happens or nothing, never something between."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pytest
from django.apps import apps
from django.db import OperationalError, connection, transaction

from tests.factories import cases as stages
from tests.governance.approval import faults

pytestmark = pytest.mark.django_db
WRITES = ("INSERT", "UPDATE", "DELETE")
#: What no verb writes, and what is too long to read at every statement.
RULES = ("Procedure", "Catalogue", "CheckKind", "ConflictKind", "Threshold")
ROOMS = ("governance", "restoration", "safety", "funds")
Execute = Callable[[str, Any, bool, Any], Any]


class Faults:
    """Counts the writing statements and lets one of them fail as a lost connection would."""

    def __init__(self, at: int = 0) -> None:
        self.at, self.seen = at, 0

    def __call__(self, execute: Execute, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(WRITES):
            self.seen += 1
            if self.seen == self.at:
                raise OperationalError(f"Statement {self.at} failed on purpose: {sql[:200]}")
        return execute(sql, params, many, context)


@contextmanager
def failing(at: int = 0) -> Iterator[Faults]:
    """Let the statement number `at` fail; 0 only counts."""
    found = Faults(at)
    with connection.execute_wrapper(found):
        yield found


@cache
def tables() -> list[str]:
    """The tables that a verb may write: its rooms', those of matters, the audit trail, the inbox and the outbox."""
    models = [
        model
        for room in ROOMS
        for model in apps.get_app_config(room).get_models()
        if not any(word in model.__name__ for word in RULES)
    ]
    named = [f"registry.{name}" for name in ("AuditEvent", "Notification", "OutboxMessage", "Attachment", "Mine")]
    everything = apps.get_app_config("registry").get_models()
    matters = [model for model in everything if model.__module__.startswith("registry.matters.")]
    return sorted({model._meta.db_table for model in [*models, *matters, *map(apps.get_model, named)]})


def fingerprint() -> dict[str, Any]:
    """The content of each of these tables, and what waits for the commit."""
    parts = [
        f"SELECT '{name}', md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {name} t"
        for name in tables()
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"({part})" for part in parts))
        return dict(cursor.fetchall()) | {"on commit": len(connection.run_on_commit)}


@pytest.mark.parametrize("verb", faults.VERBS)
def test_a_fault_at_any_statement_leaves_no_trace(here: stages.Scene, verb: str) -> None:
    act = faults.VERBS[verb](here)
    before = fingerprint()
    with failing() as counted, transaction.atomic():
        act()
        assert fingerprint() != before
        transaction.set_rollback(True)
    assert counted.seen, "the verb writes"
    assert fingerprint() == before
    for at in range(1, counted.seen + 1):
        with failing(at), pytest.raises(OperationalError, match="failed on purpose"):
            act()
        assert fingerprint() == before, f"statement {at} of {counted.seen} left something behind"
    act()
    assert fingerprint() != before


def test_the_fingerprint_sees_a_change_in_any_room() -> None:
    """The guard itself: it covers the seats, the decisions, the clocks, the audit trail and the outbox."""
    read = set(tables())
    wanted = {"governance_case", "governance_seat", "governance_decision", "registry_matter", "registry_clockevent"}
    assert wanted | {"registry_auditevent", "registry_notification", "registry_outboxmessage"} <= read
    before = fingerprint()
    stages.draft(stages.scene(), complete=False)
    assert fingerprint() != before
