"""Nobody reaches another company's or another region's objects, and no answer lets a word of them through."""

import re

import pytest
from django.urls import reverse

from registry.scope.models import Role
from registry.workspace.selectors import search
from tests.factories.memberships import MembershipFactory
from tests.factories.users import UserFactory
from tests.permissions import probes
from tests.permissions.matrix import knows_no_method
from tests.permissions.requests import send
from tests.permissions.routes import Probe, all_probes
from tests.permissions.world import Objects, World

#: Who attacks whose objects. Departments of a county see both its companies, so only companies meet in one county.
ATTACKS = [
    ("rival", "ours"), ("applicant", "rival"), ("manager", "rival"), ("assessor", "ours"), ("village", "ours"),
    *(
        (who, "away")
        for who in (
            "applicant", "manager", "rival", "nr_reviewer", "em_reviewer", "ee_reviewer", "seatless", "clerk", "head",
            "office", "member", "inspector", "fund", "assessor", "village", "auditor", "security", "administrator",
        )
    ),
    ("away", "ours"), ("away", "rival"),
]  # fmt: skip
_OWNED = [probe for probe in all_probes() if probe.route in probes.OWNED and not knows_no_method(probe)]
_LISTS = (
    "registry:home", "registry:mine_list", "registry:mine_map", "registry:mine_points", "registry:mine_names",
    "registry:mine_polygons",
    "registry:mine_export", "registry:user_list", "registry:user_export", "registry:organisation_list",
    "registry:organisation_export", "registry:sign_in_log", "registry:sign_in_log_export", "registry:audit_list",
    "registry:audit_export", "registry:notification_list", "registry:mine_import", "governance:case_list",
    "governance:case_start", "api:mine-list", "api:application-list", "api:opinion-list", "api:decision-list",
    "api:organisation-list", "api:notification-list", "registry:hold_list", "registry:hold_export",
    "registry:production_list", "registry:production_export", "api:hold-list", "api:production-list",
)  # fmt: skip


def secrets(objects: Objects) -> list[str]:
    """Words that only who may see the objects may read."""
    return [
        objects.mine.name_zh, objects.mine.name_en, objects.mine.identifier, objects.case.number, objects.draft.number,
        objects.company.name_zh, objects.company.name_en, objects.company.credit_code, objects.colleague.full_name,
        objects.colleague.username, objects.right.number, objects.licence.number, objects.facility.name_zh,
    ]  # fmt: skip


def leaks(body: str, objects: Objects) -> list[str]:
    return [word for word in secrets(objects) if word and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", body)]


@pytest.mark.usefixtures("frameless")
@pytest.mark.parametrize(("who", "whose"), ATTACKS, ids=lambda part: part)
def test_objects_of_others_do_not_exist(world: World, who: str, whose: str) -> None:
    objects, found = world.objects[whose], []
    for probe in _OWNED:
        answer = send(world, who, probe.method, probe.path(world, objects), probe.body(world, objects))
        expected = _expected(probe)
        if answer.mark not in expected:
            found.append(f"{probe.key}: {answer.status}")
        if answer.written:
            found.append(f"{probe.key} wrote {sorted(set(answer.written))}")
        if words := leaks(answer.body, objects):
            found.append(f"{probe.key} says {words}")
    assert found == []


def _expected(probe: Probe) -> str:
    if probe.route == "registry:audit_detail":
        return "HDM"  # the whole log is closed to all but auditors
    return "H" if probe.route.startswith("api:") else "HM"


@pytest.mark.parametrize(("who", "whose"), ATTACKS, ids=lambda part: part)
def test_lists_hold_no_rows_of_others(world: World, who: str, whose: str) -> None:
    objects, found = world.objects[whose], []
    for route in _LISTS:
        probe = Probe(route, "", "GET")
        answer = send(world, who, "GET", probe.path(world, objects))
        assert answer.status < 500, probe.key
        if words := leaks(answer.body, objects):
            found.append(f"{route}: {words}")
    assert found == []


@pytest.mark.parametrize(("who", "whose"), ATTACKS, ids=lambda part: part)
def test_the_search_finds_nothing_of_others(world: World, who: str, whose: str) -> None:
    objects, found = world.objects[whose], []
    for word in secrets(objects):
        for group in search.find(world.people[who], word):
            shown = " ".join(f"{hit.title} {hit.detail}" for hit in group.hits)
            found += [f"{word}: {shown}"] if leaks(shown, objects) else []
    assert found == []


@pytest.mark.parametrize("whose", ["rival", "away"])
@pytest.mark.parametrize(
    ("method", "route", "child"),
    [
        ("GET", "governance:case_document", "document"),
        ("POST", "governance:dossier_document_remove", "draft_document"),
        ("DELETE", "api:document-detail", "draft_document"),
        ("GET", "api:document-content", "document"),
    ],
)
def test_a_document_of_others_does_not_come_under_ones_own_case(
    world: World, method: str, route: str, child: str, whose: str
) -> None:
    arguments = probes.OWNED[route](world.objects["ours"]) | {"document": getattr(world.objects[whose], child).pk}
    answer = send(world, "applicant", method, reverse(route, kwargs=arguments))
    assert (answer.status, answer.written) == (404, [])


@pytest.mark.parametrize("who", ["anonymous", "rival", "away", "assessor"])
@pytest.mark.parametrize("stage", ["draft", "submitted"])
def test_what_is_not_accepted_yet_is_not_public(world: World, who: str, stage: str) -> None:
    case = world.cases[stage]
    for route, arguments in (("public_case", [case.number]), ("public_letter", [case.number, "en"])):
        answer = send(world, who, "GET", reverse(f"governance:{route}", args=arguments))
        assert answer.status == 404
        assert case.title_zh not in answer.body
    for route in ("public_home", "public_decisions"):
        assert case.number not in send(world, who, "GET", reverse(f"governance:{route}")).body


def test_a_decision_that_is_only_proposed_cannot_be_verified_or_fetched(world: World) -> None:
    case = world.cases["countersigning"]
    decision = case.decisions.get()
    for route, arguments in (
        ("governance:verify_code", [decision.verification_code or "NONE"]),
        ("governance:public_letter", [case.number, "en"]),
    ):
        assert send(world, "anonymous", "GET", reverse(route, args=arguments)).status == 404
    assert send(world, "applicant", "GET", reverse("governance:letter", args=[case.pk, "en"])).status in (404, 409)


@pytest.mark.usefixtures("frameless")
def test_a_person_without_any_role_sees_no_business(world: World) -> None:
    world.people["nobody"] = UserFactory()
    for probe in _OWNED:
        assert _refused(world, "nobody", probe), probe.key


@pytest.mark.usefixtures("frameless")
def test_a_role_that_ended_gives_nothing(world: World) -> None:
    world.people["former"] = former = UserFactory()
    MembershipFactory(user=former, organisation=world.scene.company, role=Role.APPLICANT, is_over=True)
    for probe in _OWNED:
        assert _refused(world, "former", probe), probe.key


def _refused(world: World, who: str, probe: Probe) -> bool:
    objects = world.objects["ours"]
    answer = send(world, who, probe.method, probe.path(world, objects), probe.body(world, objects))
    return answer.mark in _expected(probe) and not answer.written
