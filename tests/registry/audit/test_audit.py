"""The audit trail: one chain per object, which nobody can change unseen."""

import io
import threading
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client, RequestFactory
from django.utils import translation

from config.local import databases
from registry.audit.models import AuditEvent
from registry.audit.selectors import audit as selectors
from registry.audit.selectors import audit_values, history
from registry.audit.services import audit
from registry.base.rules import request_context
from registry.mines.models import Mine
from registry.scope.models import Organisation, Role, User
from registry.scope.rules.grants import System
from tests.factories import organisations
from tests.factories.memberships import member
from tests.factories.mines import MineFactory
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def body() -> Organisation:
    return organisations.natural_resources()


def _three_acts(body: Organisation) -> list[AuditEvent]:
    by = member(Role.REVIEWER, body)
    return [
        audit.record("organisation.changed", body, by=by, after={"name_zh": name}, organisation=body)
        for name in ("一", "二", "三")
    ]


def _tamper(statement: str) -> None:
    """Change rows as somebody with the owner's rights could: with the triggers off."""
    databases.execute(
        "ALTER TABLE registry_auditevent DISABLE TRIGGER USER;"
        f"{statement} AND object_type = 'registry.organisation';"
        "ALTER TABLE registry_auditevent ENABLE TRIGGER USER",
        database=connection.settings_dict["NAME"],
    )


def test_an_act_keeps_who_when_what_and_where(body: Organisation) -> None:
    by = member(Role.REVIEWER, body, username="li", full_name="李文")
    token = request_context.enter(request_context.RequestContext(request_id="r" * 12, ip="10.0.0.9"))
    try:
        event = audit.record("mine.changed", MineFactory(), by=by, before={"stage": "new"}, organisation=body)
    finally:
        request_context.leave(token)
    event.refresh_from_db()
    assert (event.actor_text, event.role, event.organisation_text) == ("李文 (li)", "reviewer", body.name_zh)
    assert (event.request_id, event.ip, event.object_type) == ("r" * 12, "10.0.0.9", "registry.mine")
    assert selectors.holds(event)


def test_the_chain_links_the_acts_on_one_object(body: Organisation) -> None:
    first, second, third = _three_acts(body)
    other = audit.record("organisation.changed", organisations.company(), by=System("test"))
    assert [event.sequence for event in (first, second, third, other)] == [1, 2, 3, 1]
    assert (second.previous_hash, third.previous_hash, other.previous_hash) == (first.hash, second.hash, "")
    assert selectors.first_break([third, first, second]) is None


@pytest.mark.parametrize("change", ["UPDATE registry_auditevent SET verb = 'x'", "DELETE FROM registry_auditevent"])
def test_no_act_is_changed_or_removed(body: Organisation, change: str) -> None:
    _three_acts(body)
    with (
        pytest.raises(DatabaseError, match="Cannot update or delete"),
        transaction.atomic(),
        connection.cursor() as cur,
    ):
        cur.execute(change)
    assert AuditEvent.objects.filter(verb="organisation.changed").count() == 3


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("statement", "place"),
    [
        ("UPDATE registry_auditevent SET actor_text = 'nobody' WHERE sequence = 2", 2),
        ("UPDATE registry_auditevent SET after = '{}' WHERE sequence = 3", 3),
        ("DELETE FROM registry_auditevent WHERE sequence = 2", 3),
        ("DELETE FROM registry_auditevent WHERE sequence = 1", 2),
        ("UPDATE registry_auditevent SET at = at + interval '1 second' WHERE sequence = 1", 1),
    ],
)
def test_a_changed_row_breaks_the_chain(body: Organisation, statement: str, place: int) -> None:
    _three_acts(body)
    _tamper(statement)
    assert list(selectors.broken_chains()) == [("registry.organisation", str(body.pk), place)]
    assert not selectors.panel(body).is_whole
    with pytest.raises(CommandError):
        call_command("verify_audit", stderr=io.StringIO())


def test_whole_chains_verify(body: Organisation) -> None:
    _three_acts(body)
    said = io.StringIO()
    call_command("verify_audit", stdout=said)
    assert "All chains hold" in said.getvalue()


def test_the_panel_shows_the_latest_acts_in_words(body: Organisation) -> None:
    _three_acts(body)
    panel = selectors.panel(body, limit=2)
    assert panel.is_whole
    assert (len(panel.entries), panel.hidden) == (2, 1)
    latest = panel.entries[0]
    assert (latest["title"], latest["detail"]) == ("Organisation changed", "Chinese name: 三")
    assert body.name_zh in latest["by"]


def test_a_panel_may_hide_the_names_of_people(body: Organisation) -> None:
    _three_acts(body)
    assert selectors.panel(body, names_people=False).entries[0]["by"] == body.name_zh


def test_a_long_chain_is_verified_from_its_latest_acts(body: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selectors, "PANEL_VERIFIES", 2)
    _three_acts(body)
    assert selectors.panel(body).is_whole


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("stage", "producing", "Producing"),
        ("stage", "no such", "no such"),
        ("is_simulated", True, "yes"),
        ("is_simulated", False, "no"),
        ("capacity", "12.5000", "12.5000"),
        ("risk_as_of", "2026-11-23", "Nov. 23, 2026"),
        ("updated_at", "2026-11-23T00:00:00+00:00", "Nov. 23, 2026, 8 a.m."),
        ("boundary", {"type": "Polygon"}, "type: Polygon"),
        ("anything", ["a", "b"], "a, b"),
        ("anything", None, ""),
        ("anything", "2026-99-99", "2026-99-99"),
        ("anything", "x" * 500, "x" * 299 + "…"),
    ],
)
def test_values_are_worded(field: str, value: object, words: str) -> None:
    (change,) = audit_values.changes("registry.mine", {}, {field: value})
    assert change.after == words


def test_an_object_of_a_model_that_is_gone_is_still_readable() -> None:
    assert audit_values.type_label("old.thing") == "old.thing"
    assert audit_values.summary("old.thing", {}, {"size": 3}) == "size: 3"


class TestRowHistory:
    def test_a_change_knows_its_user_and_request(self, body: Organisation) -> None:
        from registry.web.views.middleware import row_history

        mine, by = MineFactory(stage="new"), member(Role.REVIEWER, body)

        def change(request: Any) -> str:
            found = Mine.objects.get(pk=mine.pk)
            found.stage, found.holder = "producing", organisations.company(name_en="Holder Ltd")
            found.save()
            return "done"

        request = RequestFactory().post("/")
        request.user = by
        token = request_context.enter(request_context.RequestContext(request_id="req-123456"))
        try:
            row_history(change)(request)
        finally:
            request_context.leave(token)
        latest, first = history.versions(mine)
        assert (latest.by, latest.request_id, latest.is_first) == (str(by), "req-123456", False)
        assert {row.label: (row.before, row.after) for row in latest.changes} == {
            "stage": ("New", "Producing"),
            "holder": (str(mine.holder) if mine.holder else "", "Holder Ltd"),
        }
        assert first.is_first

    def test_a_model_without_history_has_none(self) -> None:
        assert history.versions(UserFactory()) == []

    def test_reading_leaves_no_history(self, client: Client) -> None:
        mine = MineFactory()
        client.force_login(UserFactory())
        client.get("/en/workspace/")
        assert len(history.versions(mine)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_acts_at_once_make_one_chain() -> None:
    body = organisations.natural_resources()
    gate = threading.Barrier(4)

    def act() -> None:
        try:
            with transaction.atomic():
                gate.wait(20)
                audit.record("organisation.changed", body, by=System("test"))
        finally:
            connection.close()

    threads = [threading.Thread(target=act) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    events = list(selectors.trail(body))
    assert [event.sequence for event in events] == [4, 3, 2, 1]
    assert selectors.first_break(events) is None


def test_a_user_is_named_though_the_account_changes(body: Organisation) -> None:
    by: User = member(Role.REVIEWER, body, username="old", full_name="旧名")
    event = audit.record("organisation.changed", body, by=by)
    by.full_name = "新名"
    by.save()
    event.refresh_from_db()
    assert event.actor_text == "旧名 (old)"
