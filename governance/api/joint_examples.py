"""Examples of conflicts and meetings in the API's documentation."""

from typing import Any

from drf_spectacular.utils import OpenApiExample

_LAND = {"id": 12, "name_zh": "测试旗自然资源局", "name_en": "Test Banner Natural Resources Bureau"}
_SAFETY = {"id": 13, "name_zh": "测试旗应急管理局", "name_en": "Test Banner Emergency Management Bureau"}
_OFFICE = {"id": 14, "name_zh": "测试协治办", "name_en": "Test Office"}
_COMMITTEE = {"id": 15, "name_zh": "测试协治委员会", "name_en": "Test Committee"}
_CASE = {"id": 7, "number": "LS-2026-0007", "title_zh": "测试方案", "title_en": "Test plan"}
_CHAIR = {"id": 31, "full_name": "测试主任"}
_CONFLICT: dict[str, Any] = {
    "id": 4,
    "application": _CASE,
    "kind": "opinions",
    "key": "opinions",
    "topic": None,
    "level": "desk",
    "state": "open",
    "owner": _OFFICE,
    "due_on": "2026-12-08",
    "opened_at": "2026-11-24T10:00:00+08:00",
    "settlement": "",
    "settlement_text": "",
    "settled_at": None,
}
_SIDE = {"id": 9, "seat": 21, "organisation": _SAFETY, "side": "", "condition": None, "is_dropped": False}
_STEP = {
    "kind": "opened",
    "level": "desk",
    "text": "",
    "agrees": False,
    "falls": [],
    "organisation": None,
    "at": "2026-11-24T10:00:00+08:00",
}
_MEETING: dict[str, Any] = {
    "id": 6,
    "kind": "committee",
    "title_zh": "委员会第三次会议",
    "title_en": "Third sitting of the committee",
    "state": "open",
    "committee": _COMMITTEE,
    "office": _OFFICE,
    "chair": _CHAIR,
    "held_at": "2026-12-01T09:00:00+08:00",
    "place": "第一会议室",
    "link": "https://meet.example.org/3",
    "ballot": "open",
    "closed_at": None,
    "minutes_number": "",
    "cancel_reason": "",
    "cancelled_at": None,
    "is_simulated": False,
    "version": 3,
}
_ITEM = {
    "id": 8,
    "application": _CASE,
    "conflict": 4,
    "check_code": "",
    "question": "是否推翻应急管理部门的反对意见？",
    "settlement": "overridden",
    "outcome": "",
    "text": "",
    "voted": 1,
    "tally": None,
    "may_vote": True,
    "duty_to_recuse": "",
    "votes": [],
    "recused": [],
    "falls": [],
    "is_moot": False,
    "opinions": [],
    "continues": None,
    "continued_in": None,
}
CONFLICT = OpenApiExample("Open", value=_CONFLICT)
CONFLICT_DETAIL = OpenApiExample(
    "Open, with its sides", value={**_CONFLICT, "sides": [_SIDE], "steps": [_STEP], "is_agreed": False}
)
MEETING = OpenApiExample("Sitting", value=_MEETING)
MEETING_DETAIL = OpenApiExample(
    "Sitting, with its agenda",
    value={
        **_MEETING,
        "rules": {"quorum": "2/3", "majority": "1/2", "tie": "rejected"},
        "minutes": "",
        "attendances": [{"person": _CHAIR, "organisation": _LAND, "is_member": True, "is_present": True}],
        "changes": [],
        "items": [_ITEM],
    },
)
