"""A meeting as the API answers it, and what is sent to act on it."""

from typing import Any

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from governance.committee.api import meeting_examples as examples
from governance.committee.models import AgendaItem, Attendance, Choice, Meeting, MeetingChange
from governance.committee.selectors import meeting_words
from governance.committee.selectors import meetings as selectors
from registry.matters.api.shapes import MatterRefSerializer
from registry.web.api.shared import OrganisationRefSerializer, PersonRefSerializer


class AttendanceSerializer(serializers.ModelSerializer[Attendance]):
    """Who was invited, who votes, who is present."""

    person = PersonRefSerializer(read_only=True)
    organisation = OrganisationRefSerializer(read_only=True)

    class Meta:
        model = Attendance
        fields: tuple[str, ...] = ("person", "organisation", "is_member", "is_present")
        read_only_fields = fields


class TallySerializer(serializers.Serializer[Any]):
    """The numbers of a vote; of an open vote that is not closed only for who has voted.

    Of a secret vote in which so few took part that its numbers would tell who voted how, they are left out.
    """

    in_favour = serializers.IntegerField(required=False)
    against = serializers.IntegerField(required=False)
    abstained = serializers.IntegerField(required=False)
    is_withheld = serializers.BooleanField(required=False, help_text="Whether the numbers are left out.")
    recused = serializers.IntegerField()
    present = serializers.IntegerField(required=False)
    quorum_needed = serializers.IntegerField(required=False)
    is_tie = serializers.BooleanField(required=False)
    by_chair = serializers.BooleanField(required=False)


class BallotSerializer(serializers.Serializer[selectors.Ballot]):
    """How a member voted in an open vote that is closed."""

    member = PersonRefSerializer()
    choice = serializers.ChoiceField(choices=Choice.choices)


class StoodAsideSerializer(serializers.Serializer[selectors.StoodAside]):
    """Who stood aside and why."""

    member = PersonRefSerializer()
    reason = serializers.CharField()


class SaidSerializer(serializers.Serializer[Any]):
    """What a department says; `before` is what it said before a joint meeting, where that was something else."""

    department = serializers.CharField()
    opinion = serializers.CharField()
    before = serializers.CharField(allow_blank=True)


class ChangeSerializer(serializers.ModelSerializer[MeetingChange]):
    """What was changed after the meeting was called."""

    by = PersonRefSerializer(read_only=True)
    text = serializers.SerializerMethodField(help_text="From what to what.")

    class Meta:
        model = MeetingChange
        fields: tuple[str, ...] = ("kind", "reason", "text", "by", "at")
        read_only_fields = fields

    def get_text(self, row: MeetingChange) -> str:
        """From what to what, in the reader's language."""
        return meeting_words.change(row)


class ItemSerializer(serializers.Serializer[selectors.Standing]):
    """One item of the agenda as you may see it."""

    id = serializers.IntegerField(source="item.pk")
    matter = MatterRefSerializer(source="item.matter")
    topic = serializers.CharField(source="item.topic", help_text="What is asked about: a conflict, a check.")
    subject = serializers.IntegerField(source="item.subject", help_text="Key of the conflict; 0 without one.")
    code = serializers.CharField(source="item.code", allow_blank=True, help_text="Code of a failed check.")
    question = serializers.CharField(source="item.question")
    settlement = serializers.SerializerMethodField(help_text="What adoption does.")
    outcome = serializers.ChoiceField(choices=AgendaItem.Outcome.choices, source="item.outcome", allow_blank=True)
    text = serializers.CharField(source="item.text", allow_blank=True)
    voted = serializers.IntegerField(source="cast", help_text="How many voted or stood aside.")
    tally = TallySerializer(allow_null=True)
    may_vote = serializers.BooleanField()
    duty_to_recuse = serializers.CharField(allow_blank=True, help_text="Why you must stand aside.")
    votes = BallotSerializer(many=True, source="names", help_text="Of an open vote that is closed.")
    recused = StoodAsideSerializer(many=True)
    falls: Any = serializers.ListField(child=serializers.CharField(), help_text="Conditions that adoption lets fall.")
    is_moot = serializers.BooleanField(help_text="Whether nothing is left to decide.")
    opinions = SaidSerializer(many=True, help_text="Of the departments, in a joint meeting.")
    continues = serializers.IntegerField(
        source="item.continues_id", allow_null=True, help_text="The item of an earlier meeting that it takes up."
    )
    version = serializers.IntegerField(source="item.version", help_text="Of the item; a vote names it.")
    continued_in = serializers.IntegerField(allow_null=True, help_text="The meeting in which it goes on.")

    def get_settlement(self, shown: selectors.Standing) -> str:
        """The settlement that adoption brings."""
        return str(shown.item.proposal.get("settlement", ""))


@extend_schema_serializer(examples=[examples.MEETING])
class MeetingSerializer(serializers.ModelSerializer[Meeting]):
    """A meeting as a list shows it."""

    committee = OrganisationRefSerializer(read_only=True)
    office = OrganisationRefSerializer(read_only=True)
    chair = PersonRefSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Meeting
        fields: tuple[str, ...] = (
            "id", "kind", "title_zh", "title_en", "state", "committee", "office", "chair", "held_at", "place",
            "link", "ballot", "closed_at", "minutes_number", "cancel_reason", "cancelled_at", "is_simulated", "version",
        )  # fmt: skip
        read_only_fields = fields


@extend_schema_serializer(examples=[examples.MEETING_DETAIL])
class MeetingDetailSerializer(MeetingSerializer):
    """A meeting with attendance, agenda and minutes."""

    rules: Any = serializers.DictField(child=serializers.CharField(), read_only=True)
    attendances = AttendanceSerializer(many=True, read_only=True)
    changes = ChangeSerializer(many=True, read_only=True)
    items = ItemSerializer(many=True, read_only=True, source="shown_items")

    class Meta(MeetingSerializer.Meta):
        fields: tuple[str, ...] = (
            *MeetingSerializer.Meta.fields, "rules", "minutes", "attendances", "changes", "items",
        )  # fmt: skip
        read_only_fields = fields
