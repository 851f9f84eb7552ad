"""What the attacks send to the open sitting of the world: its chair is its only member."""

from collections.abc import Callable
from typing import Any

WORDS = "理由充分,依据明确,写满十个字以上。"
#: The acts of the page that the matrix names.
ACTS = ("vote", "reschedule", "cancel", "postpone", "chair", "move")
LATER = "2099-01-07T09:00:00+08:00"


def _item(objects: Any) -> int:
    return int(objects.meeting.items.get().pk)


def _arrived(_world: Any, objects: Any) -> dict[str, Any]:
    person = objects.meeting.attendances.exclude(person=objects.meeting.chair_id).first()
    return {"person": person.person_id, "is_present": True}


#: Route and method → what is sent.
BODIES: dict[str, Callable[[Any, Any], dict[str, Any]]] = {
    "api:meeting-add-item POST": lambda _w, o: {"conflict": o.conflict.pk, "question": WORDS, "settlement": "upheld"},
    "api:meeting-remove-item POST": lambda _w, o: {"item": _item(o)},
    "api:meeting-reorder POST": lambda _w, o: {"order": [_item(o)]},
    "api:meeting-reschedule POST": lambda _w, _o: {"held_at": LATER, "reason": WORDS},
    "api:meeting-cancel POST": lambda _w, _o: {"reason": WORDS},
    "api:meeting-attendance POST": _arrived,
    "api:meeting-chair POST": lambda _w, o: {"person": o.meeting.chair_id, "reason": WORDS},
    "api:meeting-postpone-item POST": lambda _w, o: {"item": _item(o), "held_at": LATER, "reason": WORDS},
    "governance:meeting_act/vote POST": lambda _w, o: {"item": _item(o), "choice": "for"},
    "governance:meeting_act/reschedule POST": lambda _w, _o: {"held_at": "2099-01-07T09:00", "reason": WORDS},
    "governance:meeting_act/cancel POST": lambda _w, _o: {"reason": WORDS},
    "governance:meeting_act/postpone POST": lambda _w, o: {
        "item": _item(o), "held_at": "2099-01-07T09:00", "reason": WORDS,
    },
    "governance:meeting_act/chair POST": lambda _w, o: {"person": o.meeting.chair_id, "reason": WORDS},
    "governance:meeting_act/move POST": lambda _w, o: {"item": _item(o), "up": "on"},
}  # fmt: skip
