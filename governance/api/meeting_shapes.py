"""A meeting as the API answers it, and what is sent to act on it."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from governance.api import joint_examples as examples
from governance.api import shapes
from governance.models import AgendaItem, Attendance, Choice, Conflict, Meeting
from governance.selectors import meetings as selectors
from registry.api.shared import MAX_KEY, OrganisationRefSerializer, Text, VersionSerializer

WORDS = "理由充分，依据明确，写满十个字以上。"
KEY: Any = {"min_value": 1, "max_value": MAX_KEY}


class AttendanceSerializer(serializers.ModelSerializer[Attendance]):
    """Who was invited, who votes, who is present."""

    person = shapes.PersonRefSerializer(read_only=True)
    organisation = OrganisationRefSerializer(read_only=True)

    class Meta:
        model = Attendance
        fields: tuple[str, ...] = ("person", "organisation", "is_member", "is_present")
        read_only_fields = fields


class TallySerializer(serializers.Serializer[Any]):
    """The numbers of a vote; of an open vote that is not closed only for who has voted."""

    in_favour = serializers.IntegerField()
    against = serializers.IntegerField()
    abstained = serializers.IntegerField()
    recused = serializers.IntegerField()
    present = serializers.IntegerField(required=False)
    quorum_needed = serializers.IntegerField(required=False)
    is_tie = serializers.BooleanField(required=False)
    by_chair = serializers.BooleanField(required=False)


class ItemSerializer(serializers.Serializer[selectors.Standing]):
    """One item of the agenda as you may see it."""

    id = serializers.IntegerField(source="item.pk")
    application = shapes.CaseRefSerializer(source="item.case")
    conflict = serializers.IntegerField(source="item.conflict_id", allow_null=True)
    check_code = serializers.CharField(source="item.check_code", allow_blank=True, help_text="Code of a failed check.")
    question = serializers.CharField(source="item.question")
    settlement = serializers.SerializerMethodField(help_text="What adoption means for the conflict.")
    outcome = serializers.ChoiceField(choices=AgendaItem.Outcome.choices, source="item.outcome", allow_blank=True)
    text = serializers.CharField(source="item.text", allow_blank=True)
    voted = serializers.IntegerField(source="cast", help_text="How many voted or stood aside.")
    tally = TallySerializer(allow_null=True)
    may_vote = serializers.BooleanField()
    duty_to_recuse = serializers.CharField(allow_blank=True, help_text="Why you must stand aside.")

    @extend_schema_field(serializers.ChoiceField(choices=[("", ""), *Conflict.Settlement.choices]))
    def get_settlement(self, shown: selectors.Standing) -> str:
        """The settlement that adoption brings."""
        return str(shown.item.proposal.get("settlement", ""))


@extend_schema_serializer(examples=[examples.MEETING])
class MeetingSerializer(serializers.ModelSerializer[Meeting]):
    """A meeting as a list shows it."""

    committee = OrganisationRefSerializer(read_only=True)
    office = OrganisationRefSerializer(read_only=True)
    chair = shapes.PersonRefSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Meeting
        fields: tuple[str, ...] = (
            "id", "kind", "title_zh", "title_en", "state", "committee", "office", "chair", "held_at", "place",
            "ballot", "closed_at", "is_simulated", "version",
        )  # fmt: skip
        read_only_fields = fields


@extend_schema_serializer(examples=[examples.MEETING_DETAIL])
class MeetingDetailSerializer(MeetingSerializer):
    """A meeting with attendance, agenda and minutes."""

    rules: Any = serializers.DictField(child=serializers.CharField(), read_only=True)
    attendances = AttendanceSerializer(many=True, read_only=True)
    items = ItemSerializer(many=True, read_only=True, source="shown_items")

    class Meta(MeetingSerializer.Meta):
        fields: tuple[str, ...] = (*MeetingSerializer.Meta.fields, "rules", "minutes", "attendances", "items")
        read_only_fields = fields


class DraftSerializer(serializers.Serializer[Any]):
    """A question: a conflict with the settlement to vote on, or a failed check of an application."""

    conflict = serializers.IntegerField(required=False, allow_null=True, default=None, **KEY)
    application = serializers.IntegerField(required=False, allow_null=True, default=None, **KEY)
    check_code = Text(max_length=40, allow_blank=True, default="")
    question = Text(max_length=500)
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
    title_zh = Text(max_length=200)
    title_en = Text(max_length=200, allow_blank=True, default="")
    held_at = serializers.DateTimeField()
    place = Text(max_length=200, allow_blank=True, default="")
    ballot = serializers.ChoiceField(choices=Meeting.Ballot.choices, allow_blank=True, default="")
    items: Any = serializers.ListSerializer(child=DraftSerializer(), max_length=30)


@extend_schema_serializer(examples=[OpenApiExample("Opening", value={"present": [3, 4, 5], "chair": 3})])
class OpenSerializer(VersionSerializer):
    """Who is present, and who takes the chair."""

    present: Any = serializers.ListField(child=serializers.IntegerField(**KEY), max_length=500)
    chair = serializers.IntegerField(**KEY)


@extend_schema_serializer(examples=[OpenApiExample("A vote", value={"item": 7, "choice": "for"})])
class VoteSerializer(serializers.Serializer[Any]):
    """A vote on one item, or standing aside with the reason."""

    item = serializers.IntegerField(**KEY)
    choice = serializers.ChoiceField(choices=Choice.choices, allow_blank=True, default="")
    recuse = serializers.BooleanField(default=False)
    reason = Text(max_length=300, allow_blank=True, default="")


@extend_schema_serializer(examples=[OpenApiExample("Closing", value={"item": 7, "text": WORDS})])
class CloseItemSerializer(serializers.Serializer[Any]):
    """The text of the decision; `casting` is how the chair decides a tie."""

    item = serializers.IntegerField(**KEY)
    text = Text(max_length=5000)
    casting = serializers.ChoiceField(choices=["for", "against"], allow_blank=True, default="")


@extend_schema_serializer(examples=[OpenApiExample("Minutes", value={"minutes": WORDS})])
class CloseSerializer(VersionSerializer):
    """The record of the meeting."""

    minutes = Text(max_length=5000)
