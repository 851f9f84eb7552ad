"""The address and the body of every request that the attacks make."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from tests.factories.attachments import upload
from tests.factories.layers import collection, line
from tests.factories.mines import BOUNDARY
from tests.permissions import acts, follow_ups, holds, parity
from tests.permissions.world import Objects, World

Address = Callable[[Objects], dict[str, Any]]
Body = Callable[[World, Objects], dict[str, Any]]

WORDS = "理由充分,依据明确,写满十个字以上。"
LAYER_FILE = collection(line((100.0, 30.0), (100.1, 30.0)))
_FUTURE = dt.date(2099, 1, 1).isoformat()


def _pk(name: str) -> Address:
    return lambda objects: {"pk": getattr(objects, name).pk}


def _file(name: str) -> Address:
    return lambda objects: {"pk": objects.case.pk, "document": getattr(objects, name).pk}


def _evidence(objects: Objects) -> dict[str, Any]:
    return {"pk": objects.case.pk, "record": objects.check_record.pk}


def _draft_file(objects: Objects) -> dict[str, Any]:
    return {"pk": objects.draft.pk, "document": objects.draft_document.pk}


def _with(base: Address, **fixed: Any) -> Address:
    return lambda objects: {**base(objects), **fixed}


#: Addresses of things that belong to somebody: route → arguments.
OWNED: dict[str, Address] = {
    **follow_ups.OWNED,
    **holds.OWNED,
    **parity.OWNED,
    **acts.OWNED,
    **{f"registry:{name}": _pk("mine") for name in (
        "mine_detail", "mine_edit", "mine_boundary", "mine_boundary_edit", "mine_rights", "right_create",
        "mine_transfer", "mine_facilities", "mine_documents", "mine_timeline", "mine_audit",
    )},
    "registry:mine_stage": _with(_pk("mine"), verb="suspend"),
    "registry:right_edit": _pk("right"),
    "registry:right_end": _pk("right"),
    "registry:licence_create": _pk("right"),
    "registry:licence_edit": _pk("licence"),
    "registry:licence_status": _pk("licence"),
    "registry:mine_document": _pk("mine_document"),
    "registry:mine_document_withdraw": _pk("mine_document"),
    "registry:import_run": _pk("run"),
    "registry:import_load": _pk("run"),
    "registry:import_problems": _with(_pk("run"), kind="csv"),
    **{f"registry:layer_{name}": _pk("layer") for name in ("detail", "features")},
    "registry:layer_report": _pk("layer_import"),
    "registry:layer_load": _pk("layer_import"),
    "registry:layer_problems": _with(_pk("layer_import"), kind="csv"),
    "api:layer-detail": _pk("layer"),
    **{f"registry:{name}": _pk("colleague") for name in ("user_detail", "user_edit", "membership_grant")},
    "registry:user_verb": _with(_pk("colleague"), verb="disable"),
    "registry:membership_end": _pk("membership"),
    **{f"registry:organisation_{name}": _pk("company") for name in ("detail", "edit", "end", "invite")},
    "registry:notification_open": _pk("notification"),
    "registry:notification_read": _pk("notification"),
    "registry:audit_detail": _pk("event"),
    "registry:token_revoke": lambda o: {"key": o.token.token_key},
    "governance:case_detail": _pk("case"),
    "governance:case_act": _with(_pk("case"), key="opinion"),
    "governance:dossier_documents": _pk("draft"),
    "governance:dossier_upload": _with(_pk("draft"), code="mining-plan"),
    "governance:dossier_document_remove": _draft_file,
    "governance:dossier_check": _pk("draft"),
    "governance:dossier_submit": _pk("draft"),
    "governance:dossier_edit": _with(_pk("draft"), section="safety"),
    "governance:dossier_revision": _with(_pk("case"), number=1),
    "governance:case_document": _file("document"),
    "governance:conflict_detail": _pk("conflict"),
    "governance:conflict_act": _with(_pk("conflict"), key="option"),
    "governance:meeting_detail": _pk("meeting"),
    "governance:meeting_add": _pk("meeting"),
    "governance:meeting_minutes": _pk("meeting"),
    "governance:substitution_end": _pk("substitution"),
    **{f"api:substitution-{name}": _pk("substitution") for name in ("detail", "end")},
    **{f"api:conflict-{name}": _pk("conflict") for name in ("detail", "state", "option", "raise-level", "settle")},
    **{f"api:meeting-{name}": _pk("meeting") for name in ("detail", "minutes")},
    "governance:letter": _with(_pk("decided"), language="zh-hans"),
    "governance:case_checks": _pk("case"),
    "governance:checks_run": _pk("case"),
    "governance:check_record": _with(_pk("case"), code="gate-security"),
    "governance:check_evidence": _evidence,
    "api:check-list": _pk("case"),
    "api:check-run": _pk("case"),
    "api:check-record": _with(_pk("case"), code="gate-security"),
    "api:check-content": _evidence,
    **{f"api:{name}-section": _pk("draft") for name in ("mining", "restoration", "safety", "funds")},
    "api:acceptance-section": _pk("acceptance"),
    "api:document-list": _pk("draft"),
    "api:document-detail": _draft_file,
    "api:document-content": _file("document"),
    **{f"api:application-{name}": _pk("case") for name in (
        "detail", "accept", "ask-corrections", "completeness", "countersign", "decline", "extend", "pause", "propose",
        "resume", "return-to-office", "submit", "withdraw", "ask-revision",
    )},
    **{f"api:seat-{name}": _pk("seat") for name in (
        "detail", "assign", "opinion", "pause", "resume", "withdraw-opinion", "confirm", "acknowledge"
    )},
    "api:opinion-detail": _pk("opinion"),
    "api:decision-detail": lambda o: {"pk": o.decided.decisions.get().pk},
    "api:decision-letter": lambda o: {"pk": o.decided.decisions.get().pk, "language": "zh-hans"},
    **{f"api:mine-{name}": _pk("mine") for name in (
        "detail", "boundary", "facilities", "holders", "rights", "stage", "transfer"
    )},
    "api:organisation-detail": _pk("company"),
    "api:notification-read": _pk("notification"),
}  # fmt: skip

#: Addresses of what is the same for everybody.
OPEN: dict[str, Address] = {
    **follow_ups.OPEN,
    **holds.OPEN,
    **parity.OPEN,
    **{f"registry:{name}_export": lambda _o: {"kind": "csv"} for name in (
        "mine", "user", "organisation", "sign_in_log", "audit", "layer"
    )},
    "registry:import_template": lambda _o: {"kind": "csv"},
    "governance:procedure_detail": lambda o: {"pk": o.case.procedure_id},
    **{f"governance:procedure_draft{name}": _pk("procedure_draft") for name in (
        "", "_edit", "_submit", "_return", "_publish", "_discard"
    )},
    **{f"api:procedure-draft-{name}": _pk("procedure_draft") for name in (
        "detail", "submit", "return-to-author", "publish", "discard"
    )},
    "governance:verify_code": lambda o: {"code": o.decided.decisions.get().verification_code},
    "governance:public_case": lambda o: {"number": o.decided.number},
    "governance:public_letter": lambda o: {"number": o.decided.number, "language": "zh-hans"},
    "governance:public_mine": _pk("mine"),
    "api:public-decision-detail": lambda o: {"number": o.decided.number},
    "api:procedure-detail": lambda o: {"pk": o.case.procedure_id},
    "api:region-detail": lambda _o: {"code": "150621"},
    "api:region-subtree": lambda _o: {"code": "150600"},
}  # fmt: skip


def _said(**said: Any) -> Body:
    return lambda _world, _objects: dict(said)


def _revised(world: World, objects: Objects) -> dict[str, Any]:
    mine = objects.mine
    return {
        "version": mine.version, "name_zh": mine.name_zh, "name_en": mine.name_en, "method": mine.method,
        "holder_name": mine.holder_name, "mineral": mine.mineral, "capacity": "1.3", "gas_rating": mine.gas_rating,
        "water_class": mine.water_class, "fire_class": mine.fire_class, "longitude": mine.longitude,
        "latitude": mine.latitude, "source": mine.source, "province": mine.region_code[:2] + "0000",
        "city": mine.region_code[:4] + "00", "district": mine.region_code,
    }  # fmt: skip


def _stand_in(world: World) -> dict[str, Any]:
    body, head = world.scene.departments["natural_resources"], world.scene.heads["natural_resources"]
    return {
        "organisation": body.pk, "officer": head.pk, "substitute": world.people["nr_reviewer"].pk,
        "valid_from": _FUTURE, "valid_to": _FUTURE, "reason": "休假",
    }  # fmt: skip


def _person(world: World, objects: Objects) -> dict[str, Any]:
    colleague = objects.colleague
    return {"full_name": "改名", "language": "en", "home": colleague.home_id, "version": colleague.version}


def _body(world: World, objects: Objects) -> dict[str, Any]:
    company = objects.company
    return {
        "name_zh": "改名有限公司",
        "kind": company.kind,
        "credit_code": company.credit_code,
        "version": company.version,
    }


_PLACE = '{"type": "Point", "coordinates": [110.01, 40.01]}'
_PAUSE = {
    "reason": WORDS, "reason_code": "hearing", "legal_basis": "行政许可法第四十五条", "told_by": "何静,书面",
    "notice": WORDS, "expected_days": 10,
}  # fmt: skip
_EXTEND = {"reason": WORDS, "legal_basis": "行政许可法第四十二条"}
_GATE = {"state": "pass", "happened_on": "2026-01-05", "text": WORDS}
_MISSING = [{"section": "safety", "text": "缺少稳定性计算"}]

#: Bodies that a person with the right could send: "route METHOD" (with the act after a slash) → fields.
BODIES: dict[str, Body] = {
    **follow_ups.BODIES,
    **holds.BODIES,
    **parity.BODIES,
    "registry:set_theme POST": _said(theme="dark"),
    "registry:mine_edit POST": _revised,
    "registry:mine_boundary_edit POST": lambda _w, o: {
        "geojson": '{"type":"Polygon","coordinates":[[[110,40],[110.01,40],[110.01,40.01],[110,40.01],[110,40]]]}',
        "source": "测试测量", "version": o.mine.version,
    },
    "registry:mine_transfer POST": lambda w, o: {
        "organisation": w.rival.company.pk, "valid_from": timezone.localdate().isoformat(), "reason": WORDS,
    },
    "registry:mine_stage POST": _said(reason=WORDS),
    "registry:right_end POST": _said(status="cancelled", reason=WORDS),
    "registry:licence_status POST": _said(status="suspend", reason=WORDS),
    "registry:licence_create POST": lambda _w, _o: {
        "number": "L9999992026000001", "issued_on": "2026-01-01", "valid_to": "2030-01-01", "capacity": "1",
        "is_provisional": "",
    },
    "registry:mine_documents POST": lambda _w, _o: {"kind": "report", "title": "新报告", "file": upload()},
    "registry:mine_import POST": lambda _w, _o: {"file": upload("mines.csv", "矿山编号,名称\nX,Y\n".encode())},
    "registry:layer_import POST": lambda _w, o: {
        "kind": "railway", "name_zh": "铁路", "region_code": o.mine.region_code, "data_date": "2026-05-01",
        "source": "测试", "certainty": "likely", "file": upload("layer.geojson", LAYER_FILE),
    },
    "registry:user_create POST": lambda w, o: {
        "username": "fresh", "full_name": "新人", "email": "n@example.org", "language": "en", "home": o.company.pk,
    },
    "registry:user_edit POST": _person,
    "registry:membership_grant POST": lambda _w, o: {
        "organisation": o.company.pk, "role": "applicant", "valid_from": "2031-01-01", "valid_to": "2031-02-01",
    },
    "registry:organisation_create POST": lambda _w, o: {
        "name_zh": "新村民委员会", "name_en": "New", "kind": "village_committee", "region": o.mine.region_id,
    },
    "registry:organisation_edit POST": _body,
    "registry:organisation_end POST": lambda _w, o: {"on": "2031-01-01", "version": o.company.version},
    "registry:organisation_invite POST": _said(username="invited", full_name="受邀人", email="i@example.org"),
    "governance:case_act/opinion POST": _said(kind="support", rows="1"),
    "governance:case_act/accept POST": _said(),
    "governance:case_act/corrections POST": _said(text="缺少稳定性计算", due_on=_FUTURE),
    "governance:case_act/decline POST": _said(reason=WORDS),
    "governance:case_act/assign POST": lambda w, o: {"officer": w.people["nr_reviewer"].pk},
    "governance:case_act/propose POST": _said(outcome="approve", reasons=WORDS),
    "governance:case_act/countersign POST": _said(),
    "governance:case_act/return POST": _said(reason=WORDS),
    "governance:case_act/pause POST": _said(**_PAUSE),
    "governance:case_act/resume POST": _said(),
    "governance:case_act/extend POST": _said(**_EXTEND),
    "governance:case_act/withdraw POST": _said(reason=WORDS),
    "governance:case_act/revise POST": _said(text=WORDS),
    "governance:case_act/withdraw-opinion POST": _said(reason=WORDS),
    "governance:case_act/pause-seat POST": _said(**_PAUSE),
    "governance:conflict_act POST": _said(text=WORDS),
    "api:conflict-state POST": _said(text=WORDS),
    "api:conflict-option POST": _said(text=WORDS),
    "api:conflict-raise-level POST": _said(reason=WORDS),
    "api:conflict-settle POST": _said(text=WORDS),
    "governance:substitution_list POST": lambda w, _o: _stand_in(w),
    "api:substitution-list POST": lambda w, _o: _stand_in(w),
    "governance:case_start POST": lambda w, o: {"mine": w.free_mine.pk, "procedure": "mining-and-restoration-plan"},
    "governance:check_record POST": lambda _w, _o: _GATE,
    "api:check-record POST": lambda _w, _o: _GATE,
    "governance:dossier_upload POST": lambda _w, _o: {"mining-plan": upload()},
    "governance:dossier_submit POST": lambda _w, o: {"declared": "1", "version": o.draft.version},
    "api:application-list POST": lambda w, _o: {
        "mine": w.free_mine.pk, "procedure": "mining-and-restoration-plan", "title_zh": "测试",
    },
    "api:procedure-draft-return-to-author POST": _said(reason=WORDS),
    "api:application-accept POST": _said(),
    "api:application-ask-corrections POST": _said(items=_MISSING),
    "api:application-ask-revision POST": _said(items=_MISSING),
    "api:seat-withdraw-opinion POST": _said(reason=WORDS),
    "api:seat-acknowledge POST": _said(decisions=[1]),
    "api:application-decline POST": _said(reason=WORDS),
    "api:application-withdraw POST": _said(reason=WORDS),
    "api:application-propose POST": _said(outcome="approve", reasons=WORDS),
    "api:application-return-to-office POST": _said(reason=WORDS),
    "api:application-pause POST": _said(**_PAUSE),
    "api:application-extend POST": _said(**_EXTEND),
    "api:seat-assign POST": lambda w, _o: {"officer": w.people["nr_reviewer"].pk},
    "api:seat-opinion POST": _said(kind="support"),
    "api:seat-pause POST": _said(**_PAUSE),
    "api:mine-list POST": _said(
        identifier="API1", name_zh="新矿", region="150621", stage="new", method="open_pit", mineral="coal",
        longitude=110.0, latitude=40.0, source="测试",
    ),
    "api:mine-detail PATCH": lambda _w, o: {"version": o.mine.version, "capacity": "1.3"},
    "api:mine-stage POST": _said(verb="suspend", reason=WORDS),
    "api:mine-transfer POST": lambda w, _o: {
        "organisation": w.rival.company.pk, "reason": WORDS, "valid_from": timezone.localdate().isoformat()
    },
    "api:mine-boundary PUT": lambda _w, o: {"version": o.mine.version, "source": "测试", "geojson": BOUNDARY},
    "api:document-list POST": lambda _w, _o: {"code": "mining-plan", "file": upload()},
}  # fmt: skip

#: In which stage a case must stand for an act to be possible at all.
STAGE = {
    "accept": "submitted", "corrections": "submitted", "ask-corrections": "submitted", "decline": "submitted",
    "propose": "deciding", "countersign": "countersigning", "return": "countersigning",
    "return-to-office": "countersigning", "submit": "draft", "completeness": "draft",
}  # fmt: skip
ACTS = (
    "accept", "corrections", "decline", "opinion", "assign", "propose", "countersign", "return", "pause", "resume",
    "extend", "withdraw", "revise", "confirm", "acknowledge", "withdraw-opinion", "pause-seat", "resume-seat",
)  # fmt: skip
