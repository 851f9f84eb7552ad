"""Examples of meetings in the API's documentation."""

from typing import Any

from drf_spectacular.utils import OpenApiExample

LAND = {"id": 12, "name_zh": "测试旗自然资源局", "name_en": "Test Banner Natural Resources Bureau"}
OFFICE = {"id": 14, "name_zh": "测试协治办", "name_en": "Test Office"}
_COMMITTEE = {"id": 15, "name_zh": "测试协治委员会", "name_en": "Test Committee"}
_CHAIR = {"id": 31, "full_name": "测试主任"}
_MEETING: dict[str, Any] = {
    "id": 6,
    "kind": "committee",
    "title_zh": "委员会第三次会议",
    "title_en": "Third sitting of the committee",
    "state": "open",
    "committee": _COMMITTEE,
    "office": OFFICE,
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
    "matter": {"id": 7, "kind": "case", "number": "LS-2026-0007", "title_zh": "测试方案", "title_en": "Test plan"},
    "topic": "conflict",
    "subject": 4,
    "code": "",
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
MEETING = OpenApiExample("Sitting", value=_MEETING)
MEETING_DETAIL = OpenApiExample(
    "Sitting, with its agenda",
    value={
        **_MEETING,
        "rules": {"quorum": "2/3", "majority": "1/2", "tie": "rejected"},
        "minutes": "",
        "attendances": [{"person": _CHAIR, "organisation": LAND, "is_member": True, "is_present": True}],
        "changes": [],
        "items": [_ITEM],
    },
)
