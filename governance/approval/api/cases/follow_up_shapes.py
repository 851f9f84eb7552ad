"""What follows a decision, and what the public says before it: shapes of deliveries, linked cases and notices."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from governance.approval.api.cases.shapes import CaseRefSerializer
from governance.approval.api.notices.notices import CommentSerializer
from governance.approval.models import Case, Decision, Reconsideration
from governance.approval.services.decisions import delivery
from registry.base.models import limits
from registry.base.models.catalogues import Certainty
from registry.matters.models import Matter, PublicNotice
from registry.matters.selectors import notices as selectors
from registry.matters.services import notices
from registry.web.api import columns
from registry.web.api.shared import VersionSerializer

_CASE = {"id": 7, "number": "XZ-2026-00007", "title_zh": "测试方案", "title_en": "Test plan"}
_LATER = {"id": 19, "number": "XZ-2026-00019", "title_zh": "测试方案（变更）", "title_en": "Test plan (amendment)"}
_COMMENT = {
    "id": 12,
    "application": _CASE,
    "text": "希望控制运输道路扬尘。",
    "made_at": "2026-11-20T09:30:00+08:00",
    "answer": "",
    "answered_at": None,
    "is_hidden": False,
    "hidden_reason": "",
}
NOTICE = {
    "id": 3,
    "text_zh": "现将该矿方案予以公示。",
    "text_en": "",
    "opens_on": "2026-11-16",
    "closes_on": "2026-11-27",
    "is_open": True,
    "unanswered": 1,
    "comments": [_COMMENT],
}


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "By post", value={"method": "post", "note": "EMS 1234567890", "delivered_on": "2026-11-24", "version": 7}
        ),
    ]
)
class DeliverSerializer(VersionSerializer):
    """How and when the office handed the decision over."""

    method = serializers.ChoiceField(choices=[(key.value, key.label) for key in delivery.BY_OFFICE])
    note = columns.text(
        limits.column(Decision, "delivery_note"),
        required=True,
        help_text="Who received it, or the number of the postal item.",
    )
    delivered_on = serializers.DateField(
        required=False, allow_null=True, default=None, help_text="Today when none is named."
    )


@extend_schema_serializer(
    examples=[
        OpenApiExample("A minor change", value={"scope": "minor", "title_zh": "测试方案（变更）", "title_en": ""}),
    ]
)
class AmendSerializer(serializers.Serializer[Any]):
    """What the amendment is called and how far it goes."""

    scope = serializers.ChoiceField(choices=Case.Scope.choices)
    title_zh = columns.text(limits.column(Matter, "title_zh"))
    title_en = columns.text(limits.column(Matter, "title_en"))


@extend_schema_serializer(
    examples=[OpenApiExample("Reasons", value={"reason": "决定依据的测量数据有误。", "claim": "撤销该决定。"})]
)
class ReconsiderSerializer(serializers.Serializer[Any]):
    """Why the decision should be reconsidered, and what is asked for."""

    reason = columns.text(limits.column(Reconsideration, "grounds"), help_text="What is wrong with the decision.")
    claim = columns.text(limits.column(Reconsideration, "claim"), help_text="What you ask for.")


@extend_schema_serializer(
    examples=[
        OpenApiExample("Ten days", value={"text_zh": "现将该矿方案予以公示。", "text_en": "", "days": 10, "version": 4})
    ]
)
class OpenNoticeSerializer(VersionSerializer):
    """The text and the length of a public notice."""

    text_zh = columns.text(limits.column(PublicNotice, "text_zh"))
    text_en = columns.text(limits.column(PublicNotice, "text_en"))
    days = serializers.IntegerField(
        min_value=1, max_value=notices.LONGEST_DAYS, help_text="Working days; the procedure names the least."
    )


@extend_schema_serializer(examples=[OpenApiExample("Open", value=NOTICE)])
class CaseNoticeSerializer(serializers.ModelSerializer[PublicNotice]):
    """A notice with its comments, the unanswered first; hidden ones only for those who answer."""

    is_open = serializers.SerializerMethodField(help_text="Whether comments are taken today.")
    unanswered = serializers.SerializerMethodField(help_text="How many comments still wait for an answer.")
    comments = serializers.SerializerMethodField()

    class Meta:
        model = PublicNotice
        fields: tuple[str, ...] = (
            "id", "text_zh", "text_en", "opens_on", "closes_on", "is_open", "unanswered", "comments",
        )  # fmt: skip
        read_only_fields = fields

    def to_representation(self, instance: Any) -> Any:
        """The notice of what the selector shows."""
        self.shown: selectors.Shown = instance
        return super().to_representation(instance.notice)

    def get_is_open(self, notice: PublicNotice) -> bool:
        """Whether today lies in the period."""
        return self.shown.is_open

    def get_unanswered(self, notice: PublicNotice) -> int:
        """The comments that wait."""
        return self.shown.unanswered

    @extend_schema_field(CommentSerializer(many=True))
    def get_comments(self, notice: PublicNotice) -> Any:
        """What the reader may read."""
        rows = self.shown.comments if self.context["reads_hidden"] else self.shown.published
        for row in rows:
            row.notice = notice
        return CommentSerializer(rows, many=True).data


class LinkSerializer(serializers.Serializer[Any]):
    """A linked case; `is_earlier` says that it is the one before."""

    application = CaseRefSerializer(source="case")
    state = serializers.ChoiceField(choices=Case.State.choices, source="case.state")
    relation = serializers.ChoiceField(choices=Case.Relation.choices)
    is_earlier = serializers.BooleanField()
    outcome = serializers.ChoiceField(
        choices=["", "changed", "upheld"], help_text="What a reconsideration did; empty while it is open."
    )
    reason = serializers.CharField(allow_blank=True, help_text="Why a reconsideration was asked for.")
    claim = serializers.CharField(allow_blank=True, help_text="What was asked for.")
    until = serializers.DateField(
        source="request.until", default=None, allow_null=True, help_text="The last day of the period, as it was then."
    )
    certainty = serializers.ChoiceField(
        choices=[("", ""), *Certainty.choices], source="request.certainty", default="",
        help_text="How sure the source of the period is.",
    )  # fmt: skip
    same_office = serializers.BooleanField(help_text="Whether the reconsideration lies with the office that decided.")


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Amended",
            value={
                "links": [
                    {
                        "application": _LATER,
                        "state": "draft",
                        "relation": "amendment",
                        "is_earlier": False,
                        "outcome": "",
                        "reason": "",
                        "claim": "",
                        "until": None,
                        "certainty": "",
                        "same_office": False,
                    }
                ],
                "may_amend": False,
                "may_reconsider": True,
                "reconsider_until": "2027-01-23",
            },
        )
    ]
)
class LinksSerializer(serializers.Serializer[Any]):
    """The cases before and after a decision, and what the caller may still open from it."""

    links = LinkSerializer(many=True)
    may_amend = serializers.BooleanField(source="openings.amendment")
    may_reconsider = serializers.BooleanField(source="openings.reconsideration")
    reconsider_until = serializers.DateField(source="openings.until", allow_null=True)
