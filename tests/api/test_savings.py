"""What joint review saves, by API: scope, small samples, groups."""

import datetime as dt

import pytest

from registry.scope.models import Role, User
from tests.api.clients import ROOT, browser, problem
from tests.factories import decisions
from tests.factories.figures import figure
from tests.factories.memberships import member
from tests.factories.organisations import committee, natural_resources
from tests.query_counts import assert_baseline

pytestmark = pytest.mark.django_db


@pytest.fixture
def who() -> decisions.Cast:
    return decisions.cast()


@pytest.fixture
def auditor(who: decisions.Cast) -> User:
    return member(Role.AUDITOR, committee("150621"))


def test_cases_are_listed_in_the_territory(who: decisions.Cast, auditor: User) -> None:
    figure(who)
    row = browser(auditor).get(f"{ROOT}/savings/").json()["results"][0]
    assert (row["days_real"], row["days_serial"], row["days_saved"]) == (14, 30, 16)
    assert not browser(member(Role.REVIEWER, natural_resources("140212"))).get(f"{ROOT}/savings/").json()["results"]
    problem(browser(who.applicant).get(f"{ROOT}/savings/"), 403, "not_allowed")


def test_a_small_sample_tells_only_its_number(who: decisions.Cast, auditor: User) -> None:
    for n in range(11):
        figure(who, decided_on=dt.date(2026, 10 if n < 10 else 11, 1))
    answer = browser(auditor).get(f"{ROOT}/savings/summary/").json()
    assert answer["all"]["number"] == 11
    assert answer["all"]["saved_share"] == pytest.approx(16 / 30)
    small, large = answer["groups"]
    assert (small["number"], small["is_enough"], small["median_real"]) == (1, False, None)
    assert (large["key"], large["median_real"], large["on_time"]["rate"]) == (["2026-10-01"], 14, 1)
    simulated = browser(auditor).get(f"{ROOT}/savings/summary/?is_simulated=true").json()
    assert simulated["all"]["number"] == 0
    problem(browser(auditor).get(f"{ROOT}/savings/summary/?group_by=colour"), 400, "invalid")
    problem(browser(auditor).get(f"{ROOT}/savings/summary/?method=digging"), 400, "invalid")
    problem(browser(who.applicant).get(f"{ROOT}/savings/summary/"), 403, "not_allowed")


@pytest.mark.parametrize("rows", [2, 9], ids=["few", "many"])
def test_the_list_needs_as_many_queries_for_many_rows(who: decisions.Cast, auditor: User, rows: int) -> None:
    for _ in range(rows):
        figure(who)
    client = browser(auditor)
    assert client.get(f"{ROOT}/savings/").status_code == 200
    with assert_baseline("api savings"):
        assert client.get(f"{ROOT}/savings/").status_code == 200
