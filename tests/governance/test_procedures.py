"""Procedures: loaded once, frozen whole, published as new versions only."""

import datetime as dt
import json
from typing import Any

import pytest
from django.utils import timezone

from governance.models import Procedure
from governance.services import procedures
from registry.errors import Incomplete, NotAllowed, WrongState
from registry.models import AuditEvent, Role, User
from tests.factories.memberships import member
from tests.factories.organisations import committee_office, natural_resources
from tests.factories.procedures import CODE, content, data_file, joint_procedure

pytestmark = pytest.mark.django_db


def tomorrow() -> dt.date:
    return timezone.localdate() + dt.timedelta(days=1)


@pytest.fixture
def administrator() -> User:
    return member(Role.ADMINISTRATOR, committee_office())


def test_loading_twice_changes_nothing() -> None:
    assert [one.code for one in procedures.load(data_file())] == [CODE]
    assert procedures.load(data_file()) == []
    assert Procedure.objects.count() == 1
    assert AuditEvent.objects.filter(verb="procedures.publish").count() == 1


def test_the_joint_procedure_says_what_the_law_says() -> None:
    procedure = joint_procedure()
    assert (procedure.intake_days, procedure.decision_days, procedure.extension_days) == (5, 45, 15)
    assert procedure.day_type == "working"
    assert procedure.corrections_allowed == 1
    assert [(seat.function, seat.power, seat.days, seat.silence) for seat in procedure.seats.all()] == [
        ("natural_resources", "decides", 20, "blocks"),
        ("emergency_management", "veto", 20, "blocks"),
        ("ecology_environment", "decides", 20, "blocks"),
    ]


def test_every_rule_carries_its_source_in_two_languages_and_its_certainty() -> None:
    procedure = joint_procedure()
    for seat in procedure.seats.all():
        assert seat.ground_zh
        assert seat.ground_en
        assert seat.certainty in ("verified", "likely", "design")
        if seat.certainty == "design":
            assert "本平台" in seat.ground_zh
            assert "this platform" in seat.ground_en
    assert all(document.source for document in procedure.documents.all())


def test_a_snapshot_is_plain_json_and_whole() -> None:
    copy = procedures.snapshot(joint_procedure())
    assert json.loads(json.dumps(copy)) == copy
    assert set(copy) == {
        "id", "code", "version", "name_zh", "name_en", "legal_basis_zh", "legal_basis_en", "certainty", "sections",
        "intake_days", "decision_days", "extension_days", "day_type", "corrections_allowed", "conflict_settler_zh",
        "conflict_settler_en", "remedies_zh", "remedies_en", "seats", "documents", "checks", "kind", "applies", "variants",
        "section_rules", "extension_by", "delivery_days", "notice_days", "reconsideration_days", "veto_settler", "vote",
    }  # fmt: skip
    assert [seat["position"] for seat in copy["seats"]] == [0, 1, 2]
    assert {document["code"] for document in copy["documents"] if document["is_required"]} >= {
        "mining-plan",
        "restoration-plan",
        "publicity-hearing",
    }


def test_a_new_version_ends_the_one_before(administrator: User) -> None:
    before = joint_procedure()
    new = content(valid_from=tomorrow().isoformat(), decision_days=40)
    after = procedures.publish_version(before.pk, by=administrator, content=new)
    before.refresh_from_db()
    assert (after.version, after.decision_days, after.valid_from) == (before.version + 1, 40, tomorrow())
    assert before.valid_to == timezone.localdate()
    assert before.decision_days == 45
    assert after.seats.count() == 3
    event = AuditEvent.objects.get(verb="procedures.publish", object_id=str(after.pk))
    assert (event.before["decision_days"], event.after["decision_days"]) == (45, 40)


def test_only_an_administrator_publishes() -> None:
    procedure = joint_procedure()
    reviewer = member(Role.REVIEWER, natural_resources())
    with pytest.raises(NotAllowed):
        procedures.publish_version(procedure.pk, by=reviewer, content=content(valid_from=tomorrow()))
    assert Procedure.objects.count() == 1


def test_an_old_version_is_not_the_base_of_a_new_one(administrator: User) -> None:
    first = joint_procedure()
    procedures.publish_version(first.pk, by=administrator, content=content(valid_from=tomorrow()))
    with pytest.raises(WrongState):
        procedures.publish_version(first.pk, by=administrator, content=content(valid_from=tomorrow()))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"valid_from": "2020-01-01"}, "valid_from"),
        ({"valid_from": "soon"}, "valid_from"),
        ({"name_zh": ""}, "name_zh"),
        ({"decision_days": 0}, "decision_days"),
        ({"decision_days": -3}, "decision_days"),
        ({"certainty": "sure"}, "certainty"),
        ({"sections": ["mining", "horoscope"]}, "sections"),
        ({"seats": [{**content()["seats"][0], "sections": [["mining"]]}]}, "sections"),
        ({"seats": []}, "seats"),
        ({"seats": content()["seats"][:1] * 2}, "seats"),
        ({"seats": [{**content()["seats"][0], "days": 0}]}, "seats"),
        ({"seats": [{**content()["seats"][0], "ground_en": ""}]}, "seats-0-ground_en"),
        ({"documents": content()["documents"][:1] * 2}, "documents"),
    ],
)
def test_a_faulty_version_is_refused_whole(administrator: User, changes: dict[str, Any], field: str) -> None:
    procedure = joint_procedure()
    with pytest.raises(Incomplete) as caught:
        procedures.publish_version(
            procedure.pk, by=administrator, content={**content(valid_from=tomorrow().isoformat()), **changes}
        )
    assert field in caught.value.fields
    procedure.refresh_from_db()
    assert Procedure.objects.count() == 1
    assert procedure.valid_to is None
