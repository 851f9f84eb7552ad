"""Drafts of procedures over the API: the same two persons as on the pages."""

import pytest
from rest_framework.test import APIClient

from governance.approval.models import Procedure
from registry.scope.models import Role, User
from tests.api.clients import ROOT, browser, problem
from tests.factories.memberships import member
from tests.factories.organisations import committee_office
from tests.factories.procedures import CODE, joint_procedure

pytestmark = pytest.mark.django_db
DRAFTS = f"{ROOT}/procedure-drafts/"


def administrator() -> User:
    return member(Role.ADMINISTRATOR, committee_office())


def client(user: User) -> APIClient:
    return browser(user)


def test_a_version_is_drafted_submitted_and_published() -> None:
    before = joint_procedure()
    author, other = client(administrator()), client(administrator())
    made = author.post(DRAFTS, {"code": CODE})
    assert made.status_code == 201
    draft = made.json()
    address = made["Location"]
    assert (draft["base"], draft["state"], draft["version"]) == (before.pk, "draft", 1)
    changed = {"content": {**draft["content"], "decision_days": 40}, "version": 1}
    saved = author.put(address, changed)
    assert (saved.json()["version"], saved["ETag"]) == (2, '"2"')
    problem(author.put(address, changed), 409, "stale")
    assert author.post(f"{address}submit/", {"version": 2}).json()["state"] == "submitted"
    problem(author.post(f"{address}publish/"), 403, "not_allowed")
    back = other.post(f"{address}return/", {"reason": "期限有误"})
    assert (back.json()["state"], back.json()["return_reason"]) == ("draft", "期限有误")
    author.post(f"{address}submit/")
    published = other.post(f"{address}publish/")
    assert published.status_code == 201
    told = published.json()
    assert (told["decision_days"], told["version"], told["kind"]) == (40, before.version + 1, "plan")
    assert told["vote"]["quorum"] == "2/3"
    problem(other.post(f"{address}discard/"), 409, "wrong_state")
    listed = other.get(DRAFTS, {"state": "published"}).json()["results"]
    assert [one["published"] for one in listed] == [told["id"]]


def test_every_fault_is_told_at_once() -> None:
    joint_procedure()
    author = client(administrator())
    address = author.post(DRAFTS, {"code": CODE})["Location"]
    saved = author.put(
        address, {"content": {"name_zh": "甲", "seats": [{"function": "water", "days": "x"}]}, "version": 1}
    )
    assert saved.status_code == 200
    fields = [fault["pointer"] for fault in problem(author.post(f"{address}submit/"), 400, "incomplete")["errors"]]
    assert len(fields) > 5


@pytest.mark.parametrize("content", [{}, {"code": "Not A Code"}, {"code": 5}, {"code": "x" * 99}])
def test_a_bad_code_is_refused(content: dict[str, object]) -> None:
    assert client(administrator()).post(DRAFTS, content).status_code == 400


@pytest.mark.parametrize("sent", ["x", [], {"seats": "x"}, {"documents": [1]}, {"checks": [{}] * 61}])
def test_a_content_of_another_shape_is_refused(sent: object) -> None:
    author = client(administrator())
    address = author.post(DRAFTS, {"code": "brand-new"})["Location"]
    assert author.put(address, {"content": sent, "version": 1}).status_code == 400


def test_procedures_tell_their_kind() -> None:
    joint_procedure()
    found = APIClient().get(f"{ROOT}/procedures/", {"kind": "reconsideration"}).json()["results"]
    assert [one["code"] for one in found] == ["reconsideration"]
    assert found[0]["sections"] == []
    assert Procedure.objects.filter(kind="reconsideration").count() == 1
