"""What is sent to the API to call a meeting."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from governance.committee.acts.meetings import WORDS, DraftInput
from governance.committee.models import Meeting
from governance.committee.services import agendas
from registry.base.models import limits
from registry.web.api import columns


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A sitting",
            value={
                "kind": "committee", "title_zh": "委员会会议", "held_at": "2030-01-07T09:00:00+08:00",
                "items": [{"conflict": 3, "question": WORDS, "settlement": "upheld"}],
            },
        )
    ]
)  # fmt: skip
class CallSerializer(serializers.Serializer[Any]):
    """What calls a meeting."""

    kind = serializers.ChoiceField(choices=Meeting.Kind.choices)
    title_zh = columns.text(limits.column(Meeting, "title_zh"))
    title_en = columns.text(limits.column(Meeting, "title_en"))
    held_at = serializers.DateTimeField()
    place = columns.text(limits.column(Meeting, "place"))
    link = columns.text(limits.column(Meeting, "link"))
    ballot = serializers.ChoiceField(choices=Meeting.Ballot.choices, allow_blank=True, default="")
    items: Any = serializers.ListSerializer(child=DraftInput(), max_length=agendas.MOST_ITEMS)
