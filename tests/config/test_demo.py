"""The demonstration loads through the ordinary services, once, and invents nothing about real mines."""

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from config.demo.bodies import PEOPLE
from config.demo.mines import ROWS
from governance.approval.models import Case, DecisionLetter
from registry.audit.models import AuditEvent
from registry.audit.selectors import audit
from registry.mines.models import Hold, Mine, Production
from registry.mines.rules import months
from registry.mines.rules.production import RAW
from registry.mines.selectors import production
from registry.people.selectors import accounts
from registry.scope.models import Organisation, Role, User

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def demonstration(django_db_setup: None, django_db_blocker: Any) -> Any:
    """The loaded demonstration, rolled back after the module."""
    demo = override_settings(DEMO=True, DEMO_PASSWORD="Grassland-2026-demo")
    with django_db_blocker.unblock(), demo, transaction.atomic():
        call_command("load_demo", without_history=True, stdout=io.StringIO())
        yield
        transaction.set_rollback(True)


def test_every_stage_of_a_case_is_there(demonstration: None) -> None:
    shown = set(Case.objects.values_list("state", flat=True))
    assert {"draft", "submitted", "correcting", "review", "stopped", "countersigning", "approved", "refused"} <= shown
    assert DecisionLetter.objects.filter(rendered_at__isnull=False).count() == 4


def test_there_is_an_account_for_every_role(demonstration: None) -> None:
    assert {role for _, role, _ in PEOPLE.values()} == set(Role)
    assert {account.username for account in accounts.demo_accounts()} == set(PEOPLE)
    assert all(User.objects.get(username=name).check_password("Grassland-2026-demo") for name in ("applicant", "admin"))


def test_real_mines_stand_beside_nothing_invented(demonstration: None) -> None:
    real = Mine.objects.filter(is_simulated=False)
    assert real.count() > 700
    assert not real.exclude(risk_level="").exists()
    assert not Case.objects.filter(mine__is_simulated=False).exists()
    assert not real.filter(holder__is_simulated=True).exists()
    names = {row.name_zh for row in ROWS} | {row.name_en for row in ROWS}
    assert not real.filter(name_zh__in=names).exists()
    assert not real.filter(name_en__in=names).exists()
    assert not Organisation.objects.filter(is_simulated=False).exists()


def test_months_and_holds_are_those_of_invented_mines(demonstration: None) -> None:
    assert not Production.objects.filter(mine__is_simulated=False).exists()
    assert not Hold.objects.filter(mine__is_simulated=False).exists()
    assert set(Hold.objects.values_list("state", flat=True)) >= {"open", "lifted"}
    for mine in Mine.objects.filter(is_simulated=True, stage="producing"):
        last = months.back(months.of(timezone.localdate()), 1)
        assert production.missing(mine, "mine", months.back(last, 23), last) == []
        for year in range(2):
            total = production.totals(mine, months.back(last, 12 * year + 11), months.back(last, 12 * year))
            won = sum(one.figures["output"] or 0 for one in total if one.product in RAW)
            assert mine.capacity is not None
            assert 0 < won <= mine.capacity * 1_000_000, mine


def test_every_chain_of_the_trail_holds(demonstration: None) -> None:
    for case in Case.objects.all():
        assert audit.first_break(list(audit.trail(case))) is None


def test_a_second_run_changes_nothing(demonstration: None) -> None:
    before = (Mine.objects.count(), Case.objects.count(), User.objects.count(), AuditEvent.objects.count())
    call_command("load_demo", stdout=io.StringIO())
    after = (Mine.objects.count(), Case.objects.count(), User.objects.count(), AuditEvent.objects.count())
    assert after == before


def test_another_installation_refuses_it(settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError):
        call_command("load_demo")
