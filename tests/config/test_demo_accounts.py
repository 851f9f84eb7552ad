"""The accounts that a demonstration shows."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.utils import timezone

from config.demo import moments
from registry.people.services import memberships, users
from registry.scope.models import Role
from registry.scope.rules.grants import System
from tests.factories import organisations

pytestmark = pytest.mark.django_db
BY = System("demo")


@pytest.fixture
def demonstration(settings):
    settings.DEMO, settings.DEMO_PASSWORD = True, "Grassland-of-the-test-1"
    return settings.DEMO_PASSWORD


def test_an_account_opened_in_the_past_of_the_story_is_shown(demonstration, capsys):
    body = organisations.committee_office(is_simulated=True, valid_from=dt.date(2020, 1, 1))
    with moments.at(timezone.now() - dt.timedelta(days=300)):
        opened = users.create(by=BY, username="clerk", full_name="何静", home=body, password=demonstration)
        memberships.grant(by=BY, user_id=opened.user.pk, organisation_id=body.pk, role=Role.INTAKE_CLERK)
    call_command("demo_accounts")
    shown = capsys.readouterr().out
    assert "clerk" in shown
    assert demonstration in shown


def test_nothing_is_shown_outside_a_demonstration(settings, capsys):
    settings.DEMO = False
    call_command("demo_accounts")
    assert not capsys.readouterr().out
