"""Holds and production for other systems."""

import pytest

from registry.mines.models import Hold, Production
from registry.scope.models import Role
from tests.api.clients import ROOT, browser, problem
from tests.factories.holds import GROUND, REASON, HoldFactory
from tests.factories.memberships import member
from tests.factories.mines import held_mine
from tests.factories.organisations import company, emergency, natural_resources
from tests.factories.production import ProductionFactory
from tests.query_counts import assert_baseline

pytestmark = pytest.mark.django_db
NOTE = "月度产量统计表（测试）"


@pytest.fixture
def mine():
    return held_mine()


def head(mine):
    return browser(member(Role.DEPARTMENT_HEAD, emergency(mine.region_code)))


def test_a_hold_is_placed_read_and_lifted(mine) -> None:
    caller = head(mine)
    sent = {"mine": mine.pk, "kind": "hazard", "blocks": ["payments"], "ground": GROUND, "reason_zh": REASON}
    answer = caller.post(f"{ROOT}/holds/", sent)
    made = answer.json()
    assert (answer.status_code, made["state"], made["is_standing"], made["blocks"]) == (201, "open", True, ["payments"])
    path = answer["Location"]
    assert caller.get(path).json()["mine"]["id"] == mine.pk
    assert [row["id"] for row in caller.get(f"{ROOT}/holds/", {"state": "open"}).json()["results"]] == [made["id"]]
    lift = {"ground": GROUND, "reason": REASON}
    problem(caller.post(f"{path}lift/", {**lift, "version": 7}), 409, "stale")
    lifted = caller.post(f"{path}lift/", {**lift, "version": made["version"]}).json()
    assert (lifted["state"], lifted["lift_reason"], lifted["is_standing"]) == ("lifted", REASON, False)
    problem(caller.post(f"{path}lift/", {**lift, "version": lifted["version"]}), 409, "wrong_state")
    assert caller.get(f"{ROOT}/holds/", {"state": "open"}).json()["results"] == []


def test_every_fault_of_a_hold_is_told_at_once(mine) -> None:
    sent = {"mine": mine.pk, "kind": "hazard", "blocks": ["scores"], "ground": GROUND, "reason_zh": "短", "facility": 9}
    body = problem(head(mine).post(f"{ROOT}/holds/", sent), 400, "incomplete")
    assert {fault["pointer"] for fault in body["errors"]} == {"#/reason_zh", "#/facility"}
    assert not Hold.objects.exists()


def test_a_company_reads_its_own_and_places_none(mine) -> None:
    ours = HoldFactory(mine=mine)
    theirs = HoldFactory(mine=held_mine(company()))
    firm = browser(member(Role.APPLICANT, mine.holder))
    assert [row["id"] for row in firm.get(f"{ROOT}/holds/").json()["results"]] == [ours.pk]
    problem(firm.get(f"{ROOT}/holds/{theirs.pk}/"), 404, "not_found")
    sent = {"mine": mine.pk, "kind": "hazard", "blocks": ["payments"], "ground": GROUND, "reason_zh": REASON}
    problem(firm.post(f"{ROOT}/holds/", sent), 403, "not_allowed")
    problem(browser().get(f"{ROOT}/holds/"), 401, "not_authenticated")


def test_a_month_is_entered_corrected_and_read_with_its_versions(mine) -> None:
    caller = browser(member(Role.REVIEWER, natural_resources(mine.region_code)))
    sent = {"mine": mine.pk, "month": "2026-03", "product": "raw_coal", "output": "98000", "note": NOTE, "version": 0}
    answer = caller.post(f"{ROOT}/production/", sent)
    made = answer.json()
    assert (answer.status_code, made["month"], made["output"], made["sold"]) == (201, "2026-03", "98000.00", None)
    problem(caller.post(f"{ROOT}/production/", {**sent, "output": "97000"}), 409, "stale")
    newer = caller.post(f"{ROOT}/production/", {**sent, "output": "97000", "version": 1}).json()
    assert (newer["version"], newer["is_current"]) == (2, True)
    versions = caller.get(f"{ROOT}/production/{made['id']}/versions/").json()
    assert [row["output"] for row in versions] == ["97000.00", "98000.00"]
    found = caller.get(f"{ROOT}/production/", {"first": "2026-01", "last": "2026-03", "product": "raw_coal"}).json()
    assert [row["id"] for row in found["results"]] == [newer["id"]]
    problem(caller.get(f"{ROOT}/production/", {"first": "soon"}), 400, "invalid")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"month": "2026-3-9"}, "month"), ({"month": 202603}, "month"), ({"product": "gold"}, "product"),
        ({"output": "-1"}, "output"), ({"output": "9.8"}, "output"), ({"note": ""}, "note"), ({"people": 3}, "people"),
        ({"version": -1}, "version"),
    ],
)  # fmt: skip
def test_faults_of_a_month(mine, wrong, field) -> None:
    caller = browser(member(Role.REVIEWER, natural_resources(mine.region_code)))
    sent = {"mine": mine.pk, "month": "2026-03", "product": "raw_coal", "output": "98000", "note": NOTE, "version": 0}
    answer = caller.post(f"{ROOT}/production/", sent | wrong)
    assert answer.status_code == 400
    assert f"#/{field}" in {fault["pointer"] for fault in answer.json()["errors"]}
    assert not Production.objects.exists()


def test_query_counts_do_not_grow(mine) -> None:
    caller = browser(member(Role.REVIEWER, natural_resources(mine.region_code)))
    HoldFactory(mine=mine)
    ProductionFactory(mine=mine)
    caller.get(f"{ROOT}/me/")  # the session notes its first use
    for many in (False, True):
        if many:
            for _ in range(20):
                HoldFactory(mine=held_mine())
                ProductionFactory(mine=held_mine())
        for name in ("holds", "production"):
            with assert_baseline(f"api {name}"):
                assert caller.get(f"{ROOT}/{name}/").status_code == 200
