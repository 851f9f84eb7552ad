"""Pages of procedures: every rule with its source and certainty; only administrators publish."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from governance.forms.procedures import VersionForms
from governance.models import Procedure
from registry.models import Role
from tests.factories.memberships import member
from tests.factories.organisations import committee_office, natural_resources
from tests.factories.procedures import joint_procedure

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english() -> Any:
    with translation.override("en"):
        yield


def filled(procedure: Procedure, **changes: str) -> dict[str, Any]:
    """What a browser sends back of the untouched form, with changes."""
    forms = VersionForms(procedure)
    data: dict[str, Any] = {}
    parts = [forms.main, forms.seats.management_form, *forms.seats, forms.documents.management_form, *forms.documents]
    for part in parts:
        for field in part:
            value = field.value()
            if isinstance(value, dt.date):
                value = value.isoformat()
            if value is not None and value is not False:
                data[field.html_name] = value
    return {**data, **changes}


def test_everybody_reads_the_rules(client: Client) -> None:
    procedure = joint_procedure()
    said = client.get(reverse("governance:procedure_list")).content.decode()
    assert procedure.name_en in said
    said = client.get(reverse("governance:procedure_detail", args=[procedure.pk])).content.decode()
    for words in ["Mineral Resources Law", "arts 33 and 46", "Proposal of this platform", "Verified in the source"]:
        assert words in said, words
    assert said.count("Proposal of this platform") >= 3
    assert "Publish a new version" not in said


def test_the_rules_are_there_in_chinese(client: Client) -> None:
    procedure = joint_procedure()
    with translation.override("zh-hans"):
        said = client.get(reverse("governance:procedure_detail", args=[procedure.pk])).content.decode()
    assert "本平台的制度设计" in said
    assert "行政复议法" in said


def test_an_unknown_procedure_is_not_found(client: Client) -> None:
    assert client.get(reverse("governance:procedure_detail", args=[999])).status_code == 404


def test_an_administrator_publishes_the_next_version(client: Client) -> None:
    procedure = joint_procedure()
    client.force_login(member(Role.ADMINISTRATOR, committee_office()))
    url = reverse("governance:procedure_publish", args=[procedure.pk])
    assert client.get(url).status_code == 200
    answer = client.post(url, filled(procedure, decision_days="40"))
    newest = Procedure.objects.order_by("-version")[0]
    assert answer.status_code == 302
    assert answer["Location"] == reverse("governance:procedure_detail", args=[newest.pk])
    assert (newest.version, newest.decision_days) == (procedure.version + 1, 40)
    assert newest.valid_from == timezone.localdate() + dt.timedelta(days=1)
    assert [seat.function for seat in newest.seats.all()] == [seat.function for seat in procedure.seats.all()]
    assert newest.documents.count() == procedure.documents.count()
    assert newest.seats.first().sections == procedure.seats.first().sections
    assert client.post(url, filled(procedure)).status_code == 409


def test_a_seat_and_a_document_can_be_taken_out(client: Client) -> None:
    procedure = joint_procedure()
    client.force_login(member(Role.ADMINISTRATOR, committee_office()))
    changes = {"seats-1-DELETE": "on", "documents-0-DELETE": "on"}
    client.post(reverse("governance:procedure_publish", args=[procedure.pk]), filled(procedure, **changes))
    newest = Procedure.objects.order_by("-version")[0]
    assert newest.seats.count() == procedure.seats.count() - 1
    assert newest.documents.count() == procedure.documents.count() - 1


@pytest.mark.parametrize(
    "changes",
    [
        {"valid_from": "2020-01-01"},
        {"valid_from": "tomorrow"},
        {"decision_days": "-1"},
        {"decision_days": "9" * 20},
        {"seats-0-ground_en": ""},
        {"seats-0-days": "0"},
        {"seats-0-function": "horoscope"},
        {"seats-0-sections_read": "horoscope"},
        {"seats-TOTAL_FORMS": "100000"},
        {"documents-0-code": "restoration-plan"},
        {"name_zh": "甲" * 201},
    ],
)
def test_a_faulty_form_comes_back_with_what_was_typed(client: Client, changes: dict[str, str]) -> None:
    procedure = joint_procedure()
    client.force_login(member(Role.ADMINISTRATOR, committee_office()))
    answer = client.post(
        reverse("governance:procedure_publish", args=[procedure.pk]), filled(procedure, remedies_en="KEPT", **changes)
    )
    assert answer.status_code == 422
    assert b"KEPT" in answer.content
    assert Procedure.objects.count() == 1


@pytest.mark.parametrize("missing", ["seats-TOTAL_FORMS", "documents-INITIAL_FORMS"])
def test_a_cut_form_is_no_server_error(client: Client, missing: str) -> None:
    procedure = joint_procedure()
    client.force_login(member(Role.ADMINISTRATOR, committee_office()))
    data = filled(procedure)
    del data[missing]
    assert client.post(reverse("governance:procedure_publish", args=[procedure.pk]), data).status_code == 422


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.AUDITOR, Role.COMMITTEE_OFFICE])
def test_nobody_else_publishes(client: Client, role: Role) -> None:
    procedure = joint_procedure()
    client.force_login(member(role, natural_resources()))
    url = reverse("governance:procedure_publish", args=[procedure.pk])
    assert client.get(url).status_code == 403
    assert client.post(url, filled(procedure)).status_code == 403
    assert Procedure.objects.count() == 1
