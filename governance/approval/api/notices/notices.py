"""Public notices: everybody reads and comments, office and seated departments answer."""

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    extend_schema,
    extend_schema_field,
    extend_schema_serializer,
)
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import SimpleRateThrottle

from governance.approval.policies.notices import CommentPolicy
from governance.approval.selectors.notices import notices as selectors
from governance.approval.selectors.public import public
from governance.approval.services.notices import notices
from registry.base.models import limits
from registry.base.rules.errors import OutOfScope
from registry.matters.api.shapes import MatterRefSerializer
from registry.matters.models import PublicComment, PublicNotice
from registry.matters.selectors import notices as readings
from registry.web.api import columns
from registry.web.api.base import Resource
from registry.web.api.shared import VersionSerializer
from registry.web.views.middleware import client_ip

_COMMENT = {
    "text": "希望控制运输道路扬尘。",
    "made_at": "2026-11-20T09:30:00+08:00",
    "answer": "已要求企业洒水抑尘。",
    "answered_at": "2026-11-21T15:00:00+08:00",
}
_CASE = {"id": 7, "kind": "case", "number": "XZ-2026-00007", "title_zh": "测试方案", "title_en": "Test plan"}
_NOTICE = {
    "id": 3, "application": _CASE, "text_zh": "现将该矿方案予以公示。", "text_en": "", "opens_on": "2026-11-16",
    "closes_on": "2026-11-27", "is_open": True, "comments": [_COMMENT],
}  # fmt: skip
_OWN = {**_COMMENT, "reference": "A1B2C3D4E5", "is_hidden": False, "hidden_reason": "", "version": 1}
_WORK = {**_COMMENT, "id": 12, "application": _CASE, "is_hidden": False, "hidden_reason": ""}


class PublicCommentSerializer(serializers.ModelSerializer[PublicComment]):
    """A comment and its answer as everybody reads them; no names."""

    class Meta:
        model = PublicComment
        fields: tuple[str, ...] = ("text", "made_at", "answer", "answered_at")
        read_only_fields = fields


@extend_schema_serializer(examples=[OpenApiExample("Open", value=_NOTICE)])
class PublicNoticeSerializer(serializers.ModelSerializer[PublicNotice]):
    """A notice with the comments that are published."""

    application = MatterRefSerializer(source="matter", read_only=True)
    is_open = serializers.SerializerMethodField(help_text="Whether comments are taken today.")
    comments = serializers.SerializerMethodField()

    class Meta:
        model = PublicNotice
        fields: tuple[str, ...] = (
            "id", "application", "text_zh", "text_en", "opens_on", "closes_on", "is_open", "comments",
        )  # fmt: skip
        read_only_fields = fields

    def get_is_open(self, notice: PublicNotice) -> bool:
        """Whether today lies in the period."""
        return readings.takes_comments(notice)

    @extend_schema_field(PublicCommentSerializer(many=True))
    def get_comments(self, notice: PublicNotice) -> Any:
        """What is published."""
        return PublicCommentSerializer([row for row in notice.comments.all() if not row.is_hidden], many=True).data


@extend_schema_serializer(examples=[OpenApiExample("A comment", value={"text": "希望控制扬尘。", "name": ""})])
class CommentRequestSerializer(serializers.Serializer[Any]):
    """What somebody says; name and contact are never published."""

    text = columns.text(limits.column(PublicComment, "text"))
    name = columns.text(limits.column(PublicComment, "name"))
    contact = columns.text(limits.column(PublicComment, "contact"))


@extend_schema_serializer(examples=[OpenApiExample("Sent", value=_OWN)])
class OwnCommentSerializer(PublicCommentSerializer):
    """A comment for who knows its reference."""

    class Meta(PublicCommentSerializer.Meta):
        fields: tuple[str, ...] = (*PublicCommentSerializer.Meta.fields, "reference", "is_hidden", "hidden_reason")
        read_only_fields = fields


@extend_schema_serializer(examples=[OpenApiExample("Answered", value=_WORK)])
class CommentSerializer(PublicCommentSerializer):
    """A comment as the authorities work on it; name and contact stand on the page only."""

    application = MatterRefSerializer(source="notice.matter", read_only=True)

    class Meta(PublicCommentSerializer.Meta):
        fields: tuple[str, ...] = (
            "id", "application", *PublicCommentSerializer.Meta.fields, "is_hidden", "hidden_reason", "version",
        )  # fmt: skip
        read_only_fields = fields


@extend_schema_serializer(examples=[OpenApiExample("Answer", value={"text": "已要求企业洒水抑尘。", "version": 1})])
class AnswerSerializer(VersionSerializer):
    """The answer, published beside the comment."""

    text = columns.text(limits.column(PublicComment, "answer"), required=True)


@extend_schema_serializer(
    examples=[OpenApiExample("Insult", value={"reason": "含有侮辱性语言，不予公开。", "version": 1})]
)
class HideSerializer(VersionSerializer):
    """Why a comment is not published."""

    reason = columns.text(limits.column(PublicComment, "hidden_reason"), required=True)


class CommentThrottle(SimpleRateThrottle):
    """Who comments, by address: few at a time."""

    scope, rate = "comment", "30/hour"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        """One count per address, for comments only."""
        if request.method != "POST":
            return None
        return f"api-comment-{client_ip(request._request)}"


class NoticeFilter(django_filters.FilterSet):
    """By application."""

    application = django_filters.CharFilter(
        field_name="matter__number", max_length=30, label="Number of an application."
    )

    class Meta:
        model = PublicNotice
        fields: tuple[str, ...] = ()


class PublicNotices(Resource):
    """Public notices; nobody has to sign in."""

    tag = "Public"
    permission_classes = [AllowAny]
    serializer_class = PublicNoticeSerializer
    filterset_class = NoticeFilter
    orders = {"-opens": ("-opens_on", "-id"), "opens": ("opens_on", "id")}
    queryset = PublicNotice.objects.none()

    def get_throttles(self) -> Any:
        """Comments are slowed down further."""
        return [*super().get_throttles(), CommentThrottle()]

    def list(self, request: Request) -> Response:
        """List public notices, the latest first."""
        return self.page(self._rows())

    def retrieve(self, request: Request, pk: int) -> Response:
        """Read one notice with its comments and their answers."""
        return Response(PublicNoticeSerializer(self._one(pk)).data)

    @extend_schema(request=CommentRequestSerializer, responses={201: OwnCommentSerializer})
    @action(detail=True, methods=["post"])
    def comments(self, request: Request, pk: int) -> Response:
        """Comment on an open notice.

        The reference in the answer finds the comment and its answer again; it is told to nobody else.
        """
        matter = self._one(pk).matter
        made = notices.comment(matter.number, **self.read(CommentRequestSerializer))
        return Response(OwnCommentSerializer(made).data, status=201)

    @extend_schema(
        filters=False,
        parameters=[OpenApiParameter("reference", {"type": "string", "maxLength": 12}, OpenApiParameter.PATH)],
        responses=OwnCommentSerializer,
    )
    @action(detail=False, url_path="comments/<str:reference>")
    def comment(self, request: Request, reference: str) -> Response:
        """Read one's own comment by its reference."""
        found = selectors.by_reference(reference)
        if found is None:
            raise OutOfScope
        return Response(OwnCommentSerializer(found).data)

    def _one(self, pk: int) -> PublicNotice:
        found = self._rows().filter(pk=pk).first()
        if found is None:
            raise OutOfScope
        return found

    def _rows(self) -> "QuerySet[PublicNotice]":
        signed = Exists(public.decisions().filter(case=OuterRef("matter")))
        open_cases = Q(matter__case__state__in=public.UNDER_REVIEW, matter__case__accepted_at__isnull=False)
        rows = PublicNotice.objects.filter(open_cases | Q(signed, matter__case__state__in=public.DECIDED))
        return rows.select_related("matter").prefetch_related("comments")


class CommentFilter(django_filters.FilterSet):
    """By application."""

    application = django_filters.NumberFilter(
        field_name="notice__matter", min_value=1, max_value=2**63 - 1, label="Key of an application."
    )

    class Meta:
        model = PublicComment
        fields: tuple[str, ...] = ()


class Comments(Resource):
    """Comments on the notices of the applications one sees."""

    tag = "Public notices"
    versioned = ("reply", "hide")
    serializer_class = CommentSerializer
    filterset_class = CommentFilter
    orders = {"-made": ("-made_at", "-id"), "made": ("made_at", "id")}
    queryset = PublicComment.objects.none()

    def list(self, request: Request) -> Response:
        """List comments on public notices."""
        return self.page(CommentPolicy().scope(self.user).select_related("notice__matter"))

    def retrieve(self, request: Request, pk: int) -> Response:
        """Read one comment."""
        return self.shown(pk)

    @extend_schema(request=AnswerSerializer, responses=CommentSerializer)
    @action(detail=True, methods=["post"], url_path="answer")
    def reply(self, request: Request, pk: int) -> Response:
        """Answer a comment, once; the answer is published."""
        notices.answer(pk, by=self.user, **self.seen(AnswerSerializer))
        return self.shown(pk)

    @extend_schema(request=HideSerializer, responses=CommentSerializer)
    @action(detail=True, methods=["post"])
    def hide(self, request: Request, pk: int) -> Response:
        """Publish a comment no longer; it is kept, the reason is published."""
        notices.hide(pk, by=self.user, **self.seen(HideSerializer))
        return self.shown(pk)

    def shown(self, pk: int) -> Response:
        """The comment as it is now, for who answers with its reference."""
        row = CommentPolicy().access(self.user, pk)
        return self.answer(CommentSerializer(row).data, version=row.version)
