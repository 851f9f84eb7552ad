"""A page and its operation give the same answer: the same state refuses both, with the same words and fields."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from django.forms import BaseForm
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from governance.approval.models import Case
from registry.audit.models import AuditEvent
from registry.layers.services import layers
from registry.scope.models import Role, User
from tests.api.clients import ROOT, browser
from tests.factories import attachments, conflicts, follow_ups, seen
from tests.factories import cases as stages
from tests.factories import checks as gates
from tests.factories import layers as drawn
from tests.factories.memberships import member
from tests.stages.approval import Played

pytestmark = pytest.mark.django_db

WORDS = "理由充分,依据明确,写满十个字以上。"
FUTURE, PAST = "2099-01-01", "2020-01-01"
#: The status of the operation for the status of the page; a page that was obeyed leads on.
SAME = {302: (200, 201, 204), 403: (403,), 404: (404,), 409: (409,), 422: (400,)}
#: What a reader compares: letters only, for a page may break lines and mark words.
_BLANK = re.compile(r"\s+")


@dataclass
class Twin:
    """One act as a person and as a machine do it, with what must come of both."""

    who: User
    route: str
    keys: dict[str, Any]
    form: dict[str, Any]
    path: str
    body: dict[str, Any]
    status: int
    fields: set[str] = field(default_factory=set)
    method: str = "post"


def _told(text: str) -> str:
    return _BLANK.sub(" ", html.unescape(text))


def _tried(act: Callable[[], Any]) -> tuple[Any, list[tuple[str, str]]]:
    """What was answered and which acts were written, taken back."""
    last = AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    with transaction.atomic():
        answer = act()
        rows = AuditEvent.objects.filter(pk__gt=last).order_by("object_type", "verb")
        written = list(rows.values_list("object_type", "verb"))
        transaction.set_rollback(True)
    return answer, written


def refused(page: Any) -> Any:
    """What the forms of a page say against what was sent."""
    values = [value for part in page.context or () for value in part.flatten().values()]
    return [form.errors for form in values if isinstance(form, BaseForm) and form.is_bound]


def hold(twin: Twin) -> None:
    """Do both, and hold the answers beside one another."""
    with translation.override("en"):
        address = reverse(twin.route, kwargs=twin.keys)
    person = Client()
    person.force_login(twin.who, backend="django.contrib.auth.backends.ModelBackend")
    page, of_page = _tried(lambda: person.post(address, twin.form))
    machine = browser(twin.who)
    has_file = any(hasattr(value, "read") for value in twin.body.values())
    for value in (*twin.form.values(), *twin.body.values()):
        if hasattr(value, "seek"):
            value.seek(0)
    called, of_call = _tried(
        lambda: getattr(machine, twin.method)(
            f"{ROOT}/{twin.path}", twin.body, format="multipart" if has_file else "json"
        )
    )
    assert page.status_code == twin.status, (page.status_code, refused(page))
    assert called.status_code in SAME[twin.status], (called.status_code, called.content.decode())
    assert of_page == of_call
    if twin.status >= 400:
        _compare(_told(page.content.decode()), called.json(), twin)


def _compare(page: str, problem: dict[str, Any], twin: Twin) -> None:
    """Every word of the problem stands on the page, and every field that was expected is named."""
    faults = problem.get("errors", [])
    words = [fault["detail"] for fault in faults] or [problem.get("detail", "")]
    if twin.status != 404:
        assert [text for text in words if _told(text) not in page] == []
    assert {fault["pointer"].removeprefix("#/") for fault in faults} == twin.fields


@pytest.fixture
def here(settings: Any, tmp_path: Any, played: Played) -> stages.Scene:
    settings.MEDIA_ROOT = tmp_path
    return played.here


def act(who: User, case: Case, key: str, status: int, path: str, form: Any = None, body: Any = None) -> Twin:
    """An act on the page of a case as it is now; the machine sends the same values unless others are given."""
    route, keys = "governance:case_act", {"pk": case.pk, "key": key}
    now = seen.row(case)
    sent = {**now, **(form or {})}
    content = sent if body is None else {**now, **body}
    return Twin(who, route, keys, sent, f"applications/{case.pk}/{path}/", content, status)


@pytest.mark.stage("submitted")
def test_intake(here: stages.Scene, case: Case) -> None:
    rival = stages.scene("140212").applicant
    hold(act(here.clerk, case, "accept", 302, "accept"))
    hold(act(here.reviewers["natural_resources"], case, "accept", 403, "accept"))
    hold(act(rival, case, "accept", 404, "accept"))
    hold(act(here.clerk, case, "accept", 409, "accept", {"version": 999}))
    hold(act(here.clerk, case, "decline", 302, "decline", {"reason": WORDS}))
    empty = act(here.clerk, case, "decline", 422, "decline", {"reason": ""})
    empty.fields = {"reason"}
    hold(empty)
    late = act(
        here.clerk, case, "corrections", 422, "ask-corrections", {"text": "缺少计算", "due_on": PAST},
        {"items": [{"text": "缺少计算"}], "due_on": PAST},
    )  # fmt: skip
    late.fields = {"due_on"}
    hold(late)
    hold(act(here.applicant, case, "withdraw", 302, "withdraw", {"reason": WORDS}))


@pytest.mark.stage("in_review")
def test_a_wrong_state(here: stages.Scene, case: Case) -> None:
    hold(act(here.clerk, case, "accept", 409, "accept"))
    hold(act(here.officer, case, "propose", 409, "propose", {"outcome": "approve", "reasons": stages.REASONS}))
    head = here.heads["natural_resources"]
    hold(act(head, case, "countersign", 409, "countersign"))
    hold(act(here.officer, case, "resume", 409, "clock/resume"))


@pytest.mark.stage("unchecked")
def test_the_opinion_of_a_department(here: stages.Scene, case: Case) -> None:
    function = "natural_resources"
    seat, reviewer = here.seat(case, function), here.reviewers[function]

    def speak(status: int, who: User = reviewer, **given: Any) -> Twin:
        keys = {"pk": case.pk, "key": "opinion"}
        given = {**seen.seat(seat), **given}
        return Twin(who, "governance:case_act", keys, given, f"seats/{seat.pk}/opinion/", given, status)

    hold(speak(302, kind="support"))
    objection = speak(422, kind="object")
    objection.fields = {"ground", "reasons"}
    hold(objection)
    looker = member(Role.INSPECTOR, here.departments[function])
    hold(speak(403, who=looker, kind="support"))
    stages.speak(here, case, function)
    hold(speak(409, kind="support"))
    hold(speak(409, who=here.heads[function], kind="not_relevant", reasons=WORDS))


@pytest.mark.stage("unchecked")
def test_an_approval_whose_checks_are_unknown(here: stages.Scene, case: Case) -> None:
    case = gates.ask(case, "gate-security")
    for function in here.departments:
        stages.speak(here, case, function)
    case.refresh_from_db()
    sent = {"outcome": "approve", "reasons": stages.REASONS}
    held = act(here.officer, case, "propose", 422, "propose", sent)
    held.fields = {"checks"}
    hold(held)
    record = {"state": "pass", "happened_on": FUTURE, "text": gates.EVIDENCE, "revision": 1, "version": 0}
    keys, path = {"pk": case.pk, "code": "gate-security"}, f"applications/{case.pk}/checks/gate-security/record/"
    land = here.reviewers["natural_resources"]
    route = "governance:check_record"
    hold(Twin(land, route, keys, record, path, record, 422, {"happened_on"}))
    done = record | {"happened_on": timezone.localdate().isoformat()}
    hold(Twin(land, route, keys, done, path, done, 302))
    hold(Twin(here.applicant, route, keys, done, path, done, 403))


@pytest.mark.stage("countersigning")
def test_the_second_signature(here: stages.Scene, case: Case) -> None:
    head = here.heads["natural_resources"]
    hold(act(head, case, "countersign", 302, "countersign"))
    hold(act(here.officer, case, "countersign", 403, "countersign"))
    hold(act(head, case, "return", 302, "return", {"reason": WORDS}))


@pytest.mark.stage("decided")
def test_deliveries_and_linked_cases(here: stages.Scene, case: Case) -> None:
    follow_ups.amendment_procedure()
    follow_ups.reconsideration_procedure()

    def later(name: str, who: User, status: int, *fields: str, **sent: Any) -> Twin:
        path = f"applications/{case.pk}/{name}/"
        sent = {**seen.row(case), **sent} if name == "deliver" else sent
        return Twin(who, f"governance:case_{name}", {"pk": case.pk}, sent, path, sent, status, set(fields))

    today = timezone.localdate().isoformat()
    hold(later("deliver", here.clerk, 302, method="post", note="EMS 1", delivered_on=today))
    hold(later("deliver", here.clerk, 422, "note", method="post", note="", delivered_on=today))
    hold(later("deliver", here.clerk, 422, "delivered_on", method="post", note="EMS 1", delivered_on=PAST))
    hold(later("deliver", here.clerk, 422, "delivered_on", method="in_person", note="EMS 1", delivered_on=FUTURE))
    hold(later("deliver", here.applicant, 403, method="post", note="EMS 1", delivered_on=today))
    hold(later("amend", here.applicant, 302, scope="minor", title_zh="变更"))
    hold(later("amend", here.applicant, 422, "title_zh", scope="minor", title_zh=""))
    hold(later("amend", here.officer, 403, scope="minor", title_zh="变更"))
    hold(later("reconsider", here.applicant, 302, reason=WORDS, claim=WORDS))
    hold(later("reconsider", here.applicant, 422, "reason", reason="短", claim=WORDS))
    hold(later("reconsider", here.applicant, 422, "reason", "claim", reason="", claim=""))
    browser(here.clerk).post(
        f"{ROOT}/applications/{case.pk}/deliver/", {"method": "post", "note": "EMS 1", **seen.row(case)}
    )
    hold(later("deliver", here.clerk, 409, method="post", note="EMS 2", delivered_on=today))
    for name, sent in (
        ("amend", {"scope": "minor", "title_zh": "变更"}),
        ("reconsider", {"reason": WORDS, "claim": WORDS}),
    ):
        made = browser(here.applicant).post(f"{ROOT}/applications/{case.pk}/{name}/", sent)
        assert made.status_code == 201, made.content.decode()
        assert Case.objects.get(pk=made.json()["id"]).parent == case
        assert made["Location"] == f"{ROOT}/applications/{made.json()['id']}/"
        hold(later(name, here.applicant, 409, **sent))


@pytest.mark.stage("in_review")
def test_an_undecided_case_is_neither_amended_nor_delivered(here: stages.Scene, case: Case) -> None:
    today = timezone.localdate().isoformat()
    for name, who, sent, status in (
        ("amend", here.applicant, {"scope": "minor", "title_zh": "变更"}, 409),
        ("reconsider", here.applicant, {"reason": WORDS, "claim": WORDS}, 409),
        ("deliver", here.clerk, {"method": "post", "note": "EMS 1", "delivered_on": today}, 404),
    ):
        sent = {**seen.row(case), **sent} if name == "deliver" else sent
        path = f"applications/{case.pk}/{name}/"
        hold(Twin(who, f"governance:case_{name}", {"pk": case.pk}, sent, path, sent, status))


@pytest.mark.stage("unchecked")
def test_notices_and_what_people_say(here: stages.Scene, case: Case) -> None:

    def notice(who: User, status: int, *fields: str, **sent: Any) -> Twin:
        path = f"applications/{case.pk}/notices/"
        sent |= seen.row(case)
        return Twin(who, "governance:case_notice", {"pk": case.pk}, sent, path, sent, status, set(fields))

    hold(notice(here.officer, 302, text_zh=WORDS, days=20))
    hold(notice(here.officer, 422, "text_zh", text_zh="短", days=20))
    hold(notice(here.applicant, 403, text_zh=WORDS, days=20))
    comment = follow_ups.comment(follow_ups.notice(case))
    hold(notice(here.officer, 409, text_zh=WORDS, days=20))
    for name, key in (("answer", "text"), ("hide", "reason")):
        for who, sent, status, fields in (
            (here.officer, {key: WORDS}, 302, set()),
            (here.officer, {key: "短"}, 422, {key}),
            (here.applicant, {key: WORDS}, 403, set()),
        ):
            path = f"comments/{comment.pk}/{name}/"
            sent |= seen.row(comment)
            hold(Twin(who, f"governance:comment_{name}", {"pk": comment.pk}, sent, path, sent, status, fields))


@pytest.mark.stage("decided")
def test_obligations(here: stages.Scene, case: Case) -> None:
    decision = case.decisions.get()
    verifier = here.departments["ecology_environment"]
    owed = follow_ups.obligation(decision, verifier)
    reported = follow_ups.obligation(decision, verifier, state="reported")
    reported.reports.create(text=WORDS, by=here.applicant)

    def on(row: Any, name: str, who: User, status: int, *fields: str, **sent: Any) -> Twin:
        path = f"obligations/{row.pk}/{name}/"
        sent |= seen.row(row)
        return Twin(who, f"governance:obligation_{name}", {"pk": row.pk}, sent, path, sent, status, set(fields))

    checker = here.reviewers["ecology_environment"]
    hold(on(owed, "report", here.applicant, 302, text=WORDS, file=attachments.upload()))
    hold(on(owed, "report", checker, 403, text=WORDS, file=attachments.upload()))
    hold(on(reported, "verify", checker, 302, verdict="accepted", text=""))
    hold(on(reported, "verify", checker, 422, "text", verdict="returned", text=""))
    hold(on(owed, "verify", checker, 409, verdict="accepted", text=""))


def test_conflicts(here: stages.Scene) -> None:
    at = conflicts.table(here)
    conflict = conflicts.contradicted(at.scene)

    def on(key: str, name: str, who: User, status: int, *fields: str, **sent: Any) -> Twin:
        keys, path = {"pk": conflict.pk, "key": key}, f"conflicts/{conflict.pk}/{name}/"
        sent |= seen.row(conflict)
        return Twin(who, "governance:conflict_act", keys, sent, path, sent, status, set(fields))

    hold(on("raise", "raise", here.officer, 302, reason=WORDS))
    hold(on("raise", "raise", here.officer, 422, "reason", reason="短"))
    hold(on("settle", "settle", here.officer, 409, text=WORDS))
    hold(on("state", "state", here.applicant, 404, text=WORDS))


def test_layers(here: stages.Scene) -> None:
    land = here.reviewers["natural_resources"]
    file = drawn.collection(drawn.line((100.0, 30.0), (100.1, 30.0)))

    def hand_in(who: User, status: int, *fields: str, **given: Any) -> Twin:
        said = {
            "kind": "railway", "name_zh": "铁路", "region_code": here.mine.region_code, "data_date": "2026-05-01",
            "source": "测试", "certainty": "likely", "file": attachments.upload("layer.geojson", file), **given,
        }  # fmt: skip
        return Twin(who, "registry:layer_import", {}, said, "layer-imports/", said, status, set(fields))

    hold(hand_in(land, 302))
    hold(hand_in(land, 422, "data_date", "region_code", data_date=FUTURE, region_code="110101"))
    hold(hand_in(land, 422, "file", file=attachments.upload("layer.geojson", b"{}")))
    hold(hand_in(here.applicant, 403))
    checked = layers.check(
        attachments.upload("layer.geojson", file),
        drawn.described(name_zh="铁路", kind="railway", region_code=here.mine.region_code),
        by=land,
    )
    keys, path = {"pk": checked.pk}, f"layer-imports/{checked.pk}/load/"
    hold(Twin(land, "registry:layer_load", keys, {}, path, {}, 302))
    hold(Twin(here.officer, "registry:layer_load", keys, {}, path, {}, 404))
    layers.load(checked.pk, by=land)
    hold(Twin(land, "registry:layer_load", keys, {}, path, {}, 409))


def test_registers(here: stages.Scene) -> None:
    land = here.reviewers["natural_resources"]

    def hand_in(who: User, name: str, content: bytes, status: int, *fields: str) -> Twin:
        sent = {"file": attachments.upload(name, content)}
        return Twin(who, "registry:mine_import", {}, sent, "mine-imports/", sent, status, set(fields))

    hold(hand_in(land, "mines.csv", "矿山编号,名称\nX,Y\n".encode(), 302))
    hold(hand_in(land, "mines.exe", b"MZ\x00\xff" * 50, 422, "file"))
    hold(hand_in(here.applicant, "mines.csv", "矿山编号,名称\nX,Y\n".encode(), 403))
