"""Organisations: entering, changing, ending, and who sees them."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from registry.audit.models import AuditEvent
from registry.audit.selectors import audit
from registry.base.rules.errors import Incomplete, NotAllowed, OutOfScope, Stale, WrongState
from registry.people.policies.organisations import policy
from registry.people.services import organisations as service
from registry.scope.models import Organisation, Role
from registry.scope.rules.grants import System
from tests.factories import organisations
from tests.factories.memberships import member
from tests.factories.organisations import credit_code
from tests.factories.regions import region
from tests.query_counts import assert_baseline

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
DEMO = System("demo")


def company_fields(**more: Any) -> dict[str, Any]:
    """The fields of a good company."""
    fields = {"kind": "company", "name_zh": "新矿业", "credit_code": credit_code(77), "region": region("150621")}
    return fields | more


def test_an_administrator_enters_an_organisation_of_his_territory() -> None:
    administrator = member(Role.ADMINISTRATOR, organisations.natural_resources("150600"))
    made = service.create(by=administrator, **company_fields())
    (event,) = audit.trail(made)
    assert event.verb == "organisation.created"
    assert (event.actor, event.role, event.region_code) == (administrator, "administrator", "150621")
    assert event.after["credit_code"] == credit_code(77)


def test_the_territory_binds_the_administrator() -> None:
    administrator = member(Role.ADMINISTRATOR, organisations.natural_resources("150600"))
    with pytest.raises(NotAllowed):
        service.create(by=administrator, **company_fields(region=region("150302")))
    with pytest.raises(NotAllowed):
        service.create(by=administrator, **company_fields(region=None))
    assert not Organisation.objects.filter(kind="company").exists()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_only_administrators_enter_organisations(role: Role) -> None:
    body = organisations.natural_resources()
    user = member(role, body)
    with pytest.raises(NotAllowed):
        service.create(by=user, **company_fields())
    assert not AuditEvent.objects.exists()


def test_every_fault_is_named_at_once() -> None:
    with pytest.raises(Incomplete) as caught:
        service.create(by=DEMO, kind="company", name_zh=" ", credit_code="91150621MA0000000A")
    assert {"name_zh", "credit_code"} <= caught.value.fields.keys()


def test_a_company_needs_a_credit_code_and_a_department_a_function() -> None:
    with pytest.raises(Incomplete) as caught:
        service.create(by=DEMO, kind="company", name_zh="甲")
    assert "credit_code" in caught.value.fields
    with pytest.raises(Incomplete) as caught:
        service.create(by=DEMO, kind="department", name_zh="乙")
    assert "function" in caught.value.fields


def test_a_credit_code_is_taken_in_any_writing_and_used_once() -> None:
    code = credit_code(5)
    made = service.create(by=DEMO, **company_fields(credit_code=f" {code[:8]} {code[8:].lower()} "))
    assert made.credit_code == code
    with pytest.raises(Incomplete) as caught:
        service.create(by=DEMO, **company_fields(credit_code=code))
    assert any("credit code" in str(message) for messages in caught.value.fields.values() for message in messages)


def test_a_change_keeps_what_was_before() -> None:
    administrator = member(Role.ADMINISTRATOR, organisations.natural_resources("150600"))
    body = organisations.emergency("150621")
    service.update(body.pk, by=administrator, version=1, name_en="Emergency bureau")
    body.refresh_from_db()
    assert (body.name_en, body.version) == ("Emergency bureau", 2)
    assert audit.trail(body).get().after == {"name_en": "Emergency bureau"}
    service.update(body.pk, by=administrator, version=2, name_en="Emergency bureau")
    assert audit.trail(body).count() == 1


def test_the_second_of_two_administrators_sees_both_versions() -> None:
    first = member(Role.ADMINISTRATOR, organisations.natural_resources("150600"))
    second = member(Role.ADMINISTRATOR, organisations.natural_resources("150600"))
    body = organisations.emergency("150621", name_en="Old")
    service.update(body.pk, by=first, version=1, name_en="First")
    with pytest.raises(Stale) as caught:
        service.update(body.pk, by=second, version=1, name_en="Second")
    assert caught.value.mine == {"English name": "Second"}
    assert caught.value.theirs == {"English name": "First"}


def test_a_body_cannot_stand_below_itself() -> None:
    top = organisations.committee("150600")
    below = organisations.committee_office("150600", parent=top)
    with pytest.raises(Incomplete) as caught:
        service.update(top.pk, by=DEMO, parent=below)
    assert "parent" in caught.value.fields


def test_the_kind_stays_while_people_hold_roles() -> None:
    body = organisations.committee("150600")
    member(Role.COMMITTEE_MEMBER, body)
    with pytest.raises(Incomplete) as caught:
        service.update(body.pk, by=DEMO, kind="committee_office")
    assert "kind" in caught.value.fields


def test_an_end_takes_the_rights_away() -> None:
    body = organisations.ecology("150621")
    user = member(Role.REVIEWER, body)
    service.end(body.pk, by=DEMO, on=dt.date(2025, 1, 1))
    user.forget_grants()
    assert user.grants() == []
    with pytest.raises(WrongState):
        service.end(body.pk, by=DEMO)


def test_a_failing_audit_undoes_the_change(monkeypatch: pytest.MonkeyPatch) -> None:
    body = organisations.ecology("150621", name_en="Old")

    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(service.audit, "record", fail)
    with pytest.raises(RuntimeError):
        service.update(body.pk, by=DEMO, name_en="New")
    body.refresh_from_db()
    assert (body.name_en, body.version) == ("Old", 1)


def test_a_company_sees_itself_and_public_bodies_only() -> None:
    own, other = organisations.company(), organisations.company(region=region("150621"))
    department = organisations.natural_resources("140212")
    seen = policy.scope(member(Role.APPLICANT, own))
    assert own in seen
    assert department in seen
    assert other not in seen
    with pytest.raises(OutOfScope):
        service.update(other.pk, by=member(Role.APPLICANT, own), name_en="Mine now")


def test_a_regulator_sees_the_companies_of_its_territory() -> None:
    here, elsewhere = organisations.company(region=region("150621")), organisations.company(region=region("140212"))
    seen = policy.scope(member(Role.REVIEWER, organisations.emergency("150600")))
    assert here in seen
    assert elsewhere not in seen
    assert set(policy.scope(member(Role.REVIEWER, organisations.emergency("")))) >= {here, elsewhere}


def test_a_village_representative_sees_no_company() -> None:
    company = organisations.company(region=region("150621"))
    user = member(Role.VILLAGE_REPRESENTATIVE, organisations.village_committee("150621"))
    assert company not in policy.scope(user)


def test_the_pages_of_an_administrator(client: Client) -> None:
    administrator = member(Role.ADMINISTRATOR, organisations.natural_resources("150600"))
    client.force_login(administrator)
    new = reverse("registry:organisation_create")
    fields = {"kind": "company", "name_zh": "新矿业", "credit_code": "91150621MA0000000A"}
    fields["region"] = str(region("150621").pk)
    refused = client.post(new, fields)
    assert refused.status_code == 422
    assert "新矿业" in refused.content.decode()
    assert client.post(new, fields | {"credit_code": credit_code(9)}).status_code == 302
    made = Organisation.objects.get(credit_code=credit_code(9))
    edit = reverse("registry:organisation_edit", args=[made.pk])
    assert client.get(edit).status_code == 200
    changed = fields | {"credit_code": credit_code(9), "name_en": "First", "version": "1"}
    assert client.post(edit, changed).status_code == 302
    stale = client.post(edit, changed | {"name_en": "Second"})
    assert stale.status_code == 409
    assert {"First", "Second"} <= set(stale.content.decode().replace("<", " ").replace(">", " ").split())
    end = reverse("registry:organisation_end", args=[made.pk])
    assert client.post(end, {"on": "2001-01-01", "version": "2"}).status_code == 422
    assert client.post(end, {"on": "2030-01-01", "version": "2"}).status_code == 302


def test_the_pages_deny_with_the_reason(client: Client) -> None:
    client.force_login(member(Role.REVIEWER, organisations.natural_resources("150600")))
    body = organisations.emergency("150621")
    answer = client.get(reverse("registry:organisation_edit", args=[body.pk]))
    assert answer.status_code == 403
    assert "Only an administrator" in answer.content.decode()
    company = organisations.company(region=region("140212"))
    assert client.get(reverse("registry:organisation_detail", args=[company.pk])).status_code == 404


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_export_holds_what_the_list_shows(client: Client, kind: str) -> None:
    client.force_login(member(Role.APPLICANT, organisations.company()))
    other = organisations.company(region=region("150621"))
    body = b"".join(client.get(reverse("registry:organisation_export", args=[kind])).streaming_content)
    assert body
    assert other.credit_code.encode() not in body


def test_the_pages_ask_as_often_with_many_rows_as_with_few(client: Client) -> None:
    administrator = member(Role.ADMINISTRATOR, organisations.natural_resources("150600"))
    body = organisations.emergency("150621")
    client.force_login(administrator)
    client.get(reverse("registry:organisation_list"))
    for _size in range(2):
        member(Role.REVIEWER, body)
        with assert_baseline("organisation_list"):
            client.get(reverse("registry:organisation_list"))
        with assert_baseline("organisation_detail"):
            client.get(reverse("registry:organisation_detail", args=[body.pk]))
        for _number in range(8):
            organisations.ecology("150621")
            member(Role.REVIEWER, body)
