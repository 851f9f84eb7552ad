"""What joint review saves: SQL agrees with the rules, small samples say so, invented cases are never mixed in."""

import csv
import datetime as dt
import io
import random

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from governance.approval.models import CaseFigure
from governance.approval.rules.savings import savings
from governance.approval.selectors.savings import figures as selectors
from registry.scope.models import Role, User
from tests.factories import decisions
from tests.factories.figures import figure
from tests.factories.memberships import member
from tests.factories.organisations import committee, natural_resources
from tests.query_counts import assert_baseline

pytestmark = pytest.mark.django_db
URL = "governance:savings"


@pytest.fixture
def who() -> decisions.Cast:
    return decisions.cast()


@pytest.fixture
def auditor(who: decisions.Cast) -> User:
    return member(Role.AUDITOR, committee("150621"))


@pytest.fixture(autouse=True)
def _english() -> object:
    with translation.override("en"):
        yield


def opened(user: User, **query: str) -> tuple[str, dict]:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(reverse(URL), query)
    assert answer.status_code == 200
    return answer.content.decode(), answer.context


@pytest.mark.parametrize("number", [1, 2, 9, 10, 11, 20])
def test_sql_agrees_with_the_rules(who: decisions.Cast, auditor: User, number: int) -> None:
    dice = random.Random(number)
    pairs = [(dice.randint(1, 40), dice.randint(1, 90)) for _ in range(number)]
    for real, serial in pairs:
        figure(who, real=real, serial=serial)
    found = selectors.summary(selectors.listing(auditor))
    reals, serials = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    assert found.number == number
    assert (found.median_real, found.p90_real) == (savings.median(reals), savings.percentile(reals))
    assert (found.median_serial, found.p90_serial) == (savings.median(serials), savings.percentile(serials))
    assert found.saved_days == sum(serials) - sum(reals)


def test_nine_cases_are_too_few_and_the_page_says_so(who: decisions.Cast, auditor: User) -> None:
    for _ in range(9):
        figure(who)
    body, context = opened(auditor)
    assert "n = 9 is too small a sample" in body
    assert "40 %" in body
    assert [lead.value for lead in context["leads"]][1:] == ["—"] * 5
    assert "too few to say" in body


def test_ten_cases_give_an_answer_with_its_sample(who: decisions.Cast, auditor: User) -> None:
    for n in range(10):
        figure(who, late="ecology_environment" if n == 0 else "", on_time=n > 0)
    body, context = opened(auditor)
    assert "53 % fewer working days" in body
    assert "+114 %" in body
    assert "(n = 10)" in body
    assert [lead.value for lead in context["leads"]] == ["10", "14", "30", "53 %", "90 %", "0"]
    assert [lead.unit for lead in context["leads"]][1:3] == ["working days · P90 14", "working days · P90 30"]
    assert len(context["case_chart"].rows) == 10
    assert "60 % – 98 %" in body
    assert all(lead.definition for lead in context["leads"])
    rates = {row[0].text: row[2].text for row in context["departments"].rows}
    assert rates["Ecology and environment"] == "90 % (60 % – 98 %)"
    assert rates["Emergency management"].startswith("100 %")
    assert "<c-" not in body


def test_invented_and_real_cases_are_never_mixed(who: decisions.Cast, auditor: User) -> None:
    for _ in range(10):
        figure(who, is_simulated=True)
    body, context = opened(auditor)
    assert context["is_simulated"]
    assert "These cases are invented" in body
    figure(who, real=5)
    body, context = opened(auditor)
    assert not context["is_simulated"]
    assert "These cases are invented" not in body
    assert len(context["page"].rows) == 1
    _body, context = opened(auditor, data="simulated")
    assert len(context["page"].rows) == 10


@pytest.mark.parametrize("group", ["month", "province", "city", "procedure", "mine"])
def test_groups(who: decisions.Cast, auditor: User, group: str) -> None:
    for n in range(12):
        figure(
            who,
            decided_on=dt.date(2026, 10, 1) if n < 10 else dt.date(2026, 11, 1),
            method="open_pit" if n < 10 else "underground",
        )
    body, context = opened(auditor, group=group)
    counts = sorted(int(row[1].text) for row in context["chart"].table.rows)
    assert counts == ([2, 10] if group in ("month", "mine") else [12])
    if group == "month":
        assert [bool(row.bars) for row in context["chart"].rows] == [False, True]
        assert "October 2026" in body


def test_each_body_compares_its_own_territory(who: decisions.Cast, auditor: User) -> None:
    figure(who, region_code="140212")
    _body, context = opened(auditor)
    assert not context["page"].rows
    stranger = member(Role.REVIEWER, natural_resources("140212"))
    _body, context = opened(stranger)
    assert len(context["page"].rows) == 1


def test_companies_are_turned_away(who: decisions.Cast) -> None:
    client = Client()
    client.force_login(who.applicant, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse(URL)).status_code == 403


def test_filters_and_broken_ones(who: decisions.Cast, auditor: User) -> None:
    figure(who)
    for query, found in (
        ({"method": "open_pit"}, 1),
        ({"method": "underground"}, 0),
        ({"size": "large", "outcome": "approve"}, 1),
        ({"decided_after": "2026-10-16"}, 0),
        ({"decided_after": "no day"}, 0),
        ({"group": "nonsense"}, 0),
        ({"procedure": "nonsense"}, 0),
    ):
        _body, context = opened(auditor, **query)
        assert len(context["page"].rows) == found, query


def test_the_export_holds_every_case(who: decisions.Cast, auditor: User) -> None:
    figure(who)
    client = Client()
    client.force_login(auditor, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(reverse(URL), {"export": "csv"})
    lines = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert lines[1][9:12] == ["14", "30", "16"]


def test_a_year_that_is_not_announced_is_left_out_and_said(who: decisions.Cast, auditor: User) -> None:
    figure(who)
    CaseFigure.objects.update(days_real=None)
    body, context = opened(auditor)
    assert "1 case is left out" in body
    assert context["leads"][0].value == "0"


@pytest.mark.parametrize("rows", [2, 12], ids=["few", "many"])
def test_the_page_needs_as_many_queries_for_many_rows(who: decisions.Cast, auditor: User, rows: int) -> None:
    for n in range(rows):
        figure(who, decided_on=dt.date(2026, 1 + n % 10, 1))
    client = Client()
    client.force_login(auditor, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse(URL)).status_code == 200
    with assert_baseline("governance:savings"):
        assert client.get(reverse(URL)).status_code == 200
