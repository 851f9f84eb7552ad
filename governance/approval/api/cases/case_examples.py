"""Examples of applications for the description of the API."""

from typing import Any

from drf_spectacular.utils import OpenApiExample

_OFFICE = {"id": 2, "name_zh": "测试旗矿区协同治理办公室", "name_en": "Test Banner Joint Governance Office"}
_COMPANY = {"id": 9, "name_zh": "测试矿业有限公司", "name_en": "Test Mining Co., Ltd."}
_LAND = {"id": 12, "name_zh": "测试旗自然资源局", "name_en": "Test Banner Natural Resources Bureau"}
CLOCK = {
    "clock": "decision",
    "seat": None,
    "state": "running",
    "level": "calm",
    "day_type": "working",
    "days_allowed": 20,
    "days_used": 6,
    "days_left": 14,
    "due": "2026-12-15",
    "overdue": False,
    "not_yet_announced": False,
    "started_on": "2026-11-17",
    "ended_on": None,
    "pause_reason": "",
}
BRIEF: dict[str, Any] = {
    "id": 7,
    "number": "XZ-2026-00007",
    "title_zh": "测试煤矿2026—2030年开采方案与矿区生态修复方案",
    "title_en": "Mining and restoration plan of the test mine 2026–2030",
    "state": "review",
    "procedure": {
        "code": "mining-and-restoration-plan",
        "version": 1,
        "name_zh": "开采方案与矿区生态修复方案联合审批",
        "name_en": "Joint approval of the mining plan and the ecological restoration plan",
    },
    "mine": {
        "id": 5,
        "identifier": "T00005",
        "name_zh": "测试煤矿",
        "name_en": "Test Coal Mine",
        "region": {"code": "150621", "name_zh": "达拉特旗", "name_en": "Dalad Banner"},
    },
    "region_code": "150621",
    "applicant": _COMPANY,
    "office": _OFFICE,
    "parent": None,
    "relation": "",
    "scope": "",
    "receipt_number": "SL-2026-0007",
    "created_at": "2026-11-10T09:12:00+08:00",
    "submitted_at": "2026-11-13T16:20:00+08:00",
    "accepted_at": "2026-11-17T10:05:00+08:00",
    "decided_at": None,
    "corrections_asked": 0,
    "closing_reason": "",
    "is_simulated": True,
    "clocks": [CLOCK],
    "version": 3,
    "updated_at": "2026-11-17T10:05:00+08:00",
}
OPINION_VALUE = {
    "id": 31,
    "kind": "conditions",
    "ground": "",
    "reasons": "",
    "conditions": [
        {"id": 4, "text": "补充监测井两口", "due_on": "2027-06-30", "evidence": "监测数据", "topic": "", "side": ""}
    ],
    "revision": 1,
    "author_text": "测试人员",
    "made_at": "2026-11-20T11:00:00+08:00",
}
SEAT = {
    "id": 21,
    "organisation": _LAND,
    "function": "natural_resources",
    "power": "decides",
    "ground_zh": "《矿产资源法》第三十三条",
    "ground_en": "Mineral Resources Law art. 33",
    "sections": ["mining", "restoration"],
    "days": 15,
    "day_type": "working",
    "silence": "blocks",
    "officer": {"id": 14, "full_name": "测试人员"},
    "state": "answered",
    "closed_at": "2026-11-20T11:00:00+08:00",
    "opinion": OPINION_VALUE,
    "carried_from": None,
    "confirmed_at": None,
    "version": 2,
}
ACKNOWLEDGE = OpenApiExample("Seen", value={"decisions": [3], "revision": 1, "version": 2})
DECISION_VALUE = {
    "id": 3,
    "outcome": "approve",
    "state": "signed",
    "reasons": "方案符合有关规定，同意实施。",
    "conditions": [{"id": 2, "text": "补充监测井两口", "due_on": "2027-06-30"}],
    "revision": 1,
    "drafted_for": _OFFICE,
    "drafted_at": "2026-11-21T09:00:00+08:00",
    "countersigned_for": _LAND,
    "countersigned_at": "2026-11-21T15:00:00+08:00",
    "return_reason": "",
    "document_number": "测协治审〔2026〕1号",
    "verification_code": "7K3M-9QXT-2FHA",
}

CASE = OpenApiExample("Under review", value=BRIEF)
CASE_DETAIL = OpenApiExample(
    "Under review",
    value={
        **BRIEF,
        "holders": [
            {
                "organisation": _LAND,
                "task": "Give the opinion",
                "seat": 21,
                "level": "calm",
                "since": "2026-11-18T09:00:00+08:00",
                "due": "2026-12-16",
                "days_left": 14,
                "why": "",
            }
        ],
        "round": 1,
        "seats": [SEAT],
        "decision": None,
        "proposal": None,
        "revisions": [{"number": 1, "frozen_at": "2026-11-13T16:20:00+08:00", "content_hash": "ab" * 32}],
        "corrections": [],
        "serial": {"seat_days": 14, "days_passed": 6},
        "effects": [],
    },
)
OPEN = OpenApiExample(
    "The joint plan",
    value={
        "mine": 5,
        "procedure": "mining-and-restoration-plan",
        "title_zh": "测试煤矿2026—2030年开采方案与矿区生态修复方案",
        "title_en": "Mining and restoration plan of the test mine 2026–2030",
    },
)
VERSION = OpenApiExample("With the version seen", value={"version": 3})
REASON = OpenApiExample("A reason", value={"reason": "方案需要重新测量。", "version": 3})
CORRECTIONS = OpenApiExample(
    "Two things are missing",
    value={
        "items": [
            {"section": "safety", "text": "补充排土场稳定性分析"},
            {"section": "", "text": "补充土地权属证明"},
        ],
        "due_on": "2027-01-15",
        "version": 2,
    },
)
PROPOSE = OpenApiExample(
    "Approval", value={"outcome": "approve", "reasons": "方案符合有关规定，同意实施。", "version": 6}
)
ASSIGN = OpenApiExample("An officer", value={"officer": 14, "revision": 1, "version": 1})
OPINION = OpenApiExample(
    "Support with a condition",
    value={
        "kind": "conditions",
        "conditions": [{"text": "补充监测井两口", "due_on": "2027-06-30"}],
        "revision": 1,
        "version": 1,
    },
)
_PAUSE = {
    "reason_code": "expert-review",
    "reason": "专家评审",
    "legal_basis": "《行政许可法》第四十五条",
    "notice": "专家评审所需时间不计入期限，预计二十日，特此书面告知。",
    "expected_days": 20,
    "told_by": "张三，2026-11-18 书面送达",
}
PAUSE = OpenApiExample("Expert review", value={**_PAUSE, "version": 4})
SEAT_PAUSE = OpenApiExample("Expert review", value={**_PAUSE, "revision": 1, "version": 1})
SEAT_ACT = OpenApiExample("On what was seen", value={"revision": 2, "version": 1})
SEAT_REASON = OpenApiExample("A reason", value={"reason": "意见依据的数据有误。", "revision": 1, "version": 2})
EXTEND = OpenApiExample(
    "Ten days", value={"reason": "情况复杂", "legal_basis": "《行政许可法》第四十二条", "version": 4}
)
COMPLETENESS = OpenApiExample(
    "One field is missing",
    value={
        "complete": False,
        "missing": [{"section": "mining", "field": "start_year", "messages": ["Fill in “first year”."]}],
        "warnings": [],
    },
)
