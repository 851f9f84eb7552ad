"""What is sent to the API to call a meeting and to act on it."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from governance.committee.models import AgendaItem, Choice, Meeting, MeetingChange, Vote
from governance.committee.services import agendas
from registry.base.models import limits
from registry.web.api import columns
from registry.web.api.shared import MAX_KEY, MAX_VERSION, VersionSerializer

WORDS = "理由充分，依据明确，写满十个字以上。"
KEY: Any = {"min_value": 1, "max_value": MAX_KEY}


class DraftSerializer(serializers.Serializer[Any]):
    """A question: a conflict with the settlement to vote on, or a failed check of an application."""

    conflict = serializers.IntegerField(required=False, allow_null=True, default=None, **KEY)
    application = serializers.IntegerField(required=False, allow_null=True, default=None, **KEY)
    check_code = columns.text(limits.column(AgendaItem, "check_code"))
    question = columns.text(limits.column(AgendaItem, "question"))
    settlement = serializers.ChoiceField(choices=["upheld", "overridden", "chosen"], allow_blank=True, default="")
    falls: Any = serializers.ListField(child=serializers.IntegerField(**KEY), default=list, max_length=50)


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
    items: Any = serializers.ListSerializer(child=DraftSerializer(), max_length=agendas.MOST_ITEMS)


@extend_schema_serializer(
    examples=[
        OpenApiExample("A conflict", value={"conflict": 3, "question": WORDS, "settlement": "upheld", "version": 2})
    ]
)
class AddItemSerializer(DraftSerializer, VersionSerializer):
    """One more question."""


@extend_schema_serializer(examples=[OpenApiExample("An item", value={"item": 7, "version": 2})])
class RemoveItemSerializer(VersionSerializer):
    """The item that is taken off the agenda."""

    item = serializers.IntegerField(**KEY)


@extend_schema_serializer(examples=[OpenApiExample("An order", value={"order": [8, 7], "version": 2})])
class OrderSerializer(VersionSerializer):
    """The keys of all items in their new order."""

    order: Any = serializers.ListField(child=serializers.IntegerField(**KEY), max_length=50)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A week later",
            value={"held_at": "2030-01-14T09:00:00+08:00", "place": "一号会议室", "reason": WORDS, "version": 1},
        )
    ]
)
class RescheduleSerializer(VersionSerializer):
    """Time, venue and link as they are from now on, and why."""

    held_at = serializers.DateTimeField()
    place = columns.text(limits.column(Meeting, "place"))
    link = columns.text(limits.column(Meeting, "link"), help_text="Begins with https://.")
    reason = columns.text(limits.column(MeetingChange, "reason"))


@extend_schema_serializer(examples=[OpenApiExample("A reason", value={"reason": WORDS, "version": 1})])
class CancelSerializer(VersionSerializer):
    """Why the meeting does not take place."""

    reason = columns.text(limits.column(MeetingChange, "reason"))


@extend_schema_serializer(examples=[OpenApiExample("Left", value={"person": 4, "is_present": False, "version": 3})])
class AttendanceActSerializer(VersionSerializer):
    """Who arrived or left."""

    person = serializers.IntegerField(**KEY)
    is_present = serializers.BooleanField()


@extend_schema_serializer(
    examples=[OpenApiExample("Another chair", value={"person": 4, "reason": WORDS, "version": 3})]
)
class ChairSerializer(VersionSerializer):
    """The member who takes the chair, and why."""

    person = serializers.IntegerField(**KEY)
    reason = columns.text(limits.column(MeetingChange, "reason"))


@extend_schema_serializer(
    examples=[
        OpenApiExample("To a planned meeting", value={"item": 7, "reason": WORDS, "meeting": 9, "version": 3}),
        OpenApiExample(
            "To a meeting called now",
            value={"item": 7, "reason": WORDS, "held_at": "2030-01-14T09:00:00+08:00", "version": 3},
        ),
    ]
)
class PostponeSerializer(VersionSerializer):
    """Where an item goes on: in a planned meeting, or in one that is called for `held_at`."""

    item = serializers.IntegerField(**KEY)
    reason = columns.text(limits.column(MeetingChange, "reason"))
    meeting = serializers.IntegerField(required=False, allow_null=True, default=None, **KEY)
    held_at = serializers.DateTimeField(required=False, allow_null=True, default=None)
    place = columns.text(limits.column(Meeting, "place"))
    link = columns.text(limits.column(Meeting, "link"))


@extend_schema_serializer(examples=[OpenApiExample("Opening", value={"present": [3, 4, 5], "chair": 3, "version": 2})])
class OpenSerializer(VersionSerializer):
    """Who is present, and who takes the chair."""

    present: Any = serializers.ListField(child=serializers.IntegerField(**KEY), max_length=500)
    chair = serializers.IntegerField(**KEY)


@extend_schema_serializer(examples=[OpenApiExample("A vote", value={"item": 7, "choice": "for", "version": 1})])
class VoteSerializer(serializers.Serializer[Any]):
    """A vote on one item, or standing aside with the reason."""

    version = serializers.IntegerField(
        min_value=1, max_value=MAX_VERSION, help_text="The version of the item that you saw; not that of the meeting."
    )
    item = serializers.IntegerField(**KEY)
    choice = serializers.ChoiceField(choices=Choice.choices, allow_blank=True, default="")
    recuse = serializers.BooleanField(default=False)
    reason = columns.text(limits.column(Vote, "reason"))


@extend_schema_serializer(examples=[OpenApiExample("Closing", value={"item": 7, "text": WORDS, "version": 3})])
class CloseItemSerializer(VersionSerializer):
    """The text of the decision; `casting` is how the chair decides a tie."""

    item = serializers.IntegerField(**KEY)
    text = columns.text(limits.column(AgendaItem, "text"), required=True)
    casting = serializers.ChoiceField(choices=["for", "against"], allow_blank=True, default="")


@extend_schema_serializer(examples=[OpenApiExample("Minutes", value={"minutes": WORDS, "version": 4})])
class CloseSerializer(VersionSerializer):
    """The record of the meeting."""

    minutes = columns.text(limits.column(Meeting, "minutes"), required=True)
