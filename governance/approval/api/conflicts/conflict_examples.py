"""Examples of conflicts in the API's documentation."""

from typing import Any

from drf_spectacular.utils import OpenApiExample

LAND = {"id": 12, "name_zh": "测试旗自然资源局", "name_en": "Test Banner Natural Resources Bureau"}
SAFETY = {"id": 13, "name_zh": "测试旗应急管理局", "name_en": "Test Banner Emergency Management Bureau"}
OFFICE = {"id": 14, "name_zh": "测试协治办", "name_en": "Test Office"}
CASE = {"id": 7, "number": "LS-2026-0007", "title_zh": "测试方案", "title_en": "Test plan"}
_CONFLICT: dict[str, Any] = {
    "id": 4,
    "application": CASE,
    "kind": "opinions",
    "key": "opinions",
    "topic": None,
    "level": "desk",
    "state": "open",
    "owner": OFFICE,
    "due_on": "2026-12-08",
    "opened_at": "2026-11-24T10:00:00+08:00",
    "settlement": "",
    "settlement_text": "",
    "settled_at": None,
    "version": 2,
}
_SIDE = {"id": 9, "seat": 21, "organisation": SAFETY, "side": "", "condition": None, "is_dropped": False}
_STEP = {
    "kind": "opened",
    "level": "desk",
    "text": "",
    "agrees": False,
    "falls": [],
    "organisation": None,
    "at": "2026-11-24T10:00:00+08:00",
}
CONFLICT = OpenApiExample("Open", value=_CONFLICT)
CONFLICT_DETAIL = OpenApiExample(
    "Open, with its sides", value={**_CONFLICT, "sides": [_SIDE], "steps": [_STEP], "is_agreed": False}
)
