"""What the attacks send to the open sitting of the world: its chair is its only member."""

from collections.abc import Callable
from typing import Any

from tests.factories import conflicts

WORDS = "理由充分,依据明确,写满十个字以上。"
LATER = "2099-01-07T09:00:00+08:00"


def _item(objects: Any) -> int:
    return int(objects.meeting.items.get().pk)


def _arrived(_world: Any, objects: Any) -> dict[str, Any]:
    person = objects.meeting.attendances.exclude(person=objects.meeting.chair_id).first()
    return {"person": person.person_id, "is_present": True}


#: Act → what is sent.
BODIES: dict[str, Callable[[Any, Any], dict[str, Any]]] = {
    "meeting.call": lambda _w, o: {
        "kind": "committee",
        "title_zh": "会议",
        "held_at": "2030-01-07T09:00:00+08:00",
        "items": [conflicts.asked(o.conflict)],
    },
    "meeting.add-item": lambda _w, o: conflicts.asked(o.conflict),
    "meeting.remove-item": lambda _w, o: {"item": _item(o)},
    "meeting.reorder": lambda _w, o: {"order": [_item(o)]},
    "meeting.reschedule": lambda _w, _o: {"held_at": LATER, "reason": WORDS},
    "meeting.cancel": lambda _w, _o: {"reason": WORDS},
    "meeting.attendance": _arrived,
    "meeting.chair": lambda _w, o: {"person": o.meeting.chair_id, "reason": WORDS},
    "meeting.postpone-item": lambda _w, o: {"item": _item(o), "held_at": LATER, "reason": WORDS},
    "meeting.open": lambda _w, o: {"present": [o.meeting.chair_id], "chair": o.meeting.chair_id},
    "meeting.vote": lambda _w, o: {"item": _item(o), "choice": "for"},
    "meeting.close-item": lambda _w, o: {"item": _item(o), "text": WORDS},
    "meeting.close": lambda _w, _o: {"minutes": WORDS},
}
