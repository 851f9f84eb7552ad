"""The caller's inbox."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_field, extend_schema_serializer
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from registry.messages.models import Notification
from registry.messages.rules import notification_kinds
from registry.messages.services import notifications
from registry.web.api.base import Resource


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A dossier to review",
            value={
                "id": 41,
                "kind": "cases.to_review",
                "title": "XZ-2026-00007: a dossier waits for your department",
                "body": "",
                "link": "/cases/7/",
                "created_at": "2026-11-23T09:00:00+08:00",
                "read_at": None,
            },
        )
    ]
)
class NotificationSerializer(serializers.ModelSerializer[Notification]):
    """A message in the language of the request; `link` is the path of its page without the language."""

    title = serializers.SerializerMethodField()
    body = serializers.SerializerMethodField()

    class Meta:
        model = Notification
        fields: tuple[str, ...] = ("id", "kind", "title", "body", "link", "created_at", "read_at")
        read_only_fields = fields

    @extend_schema_field(str)
    def get_title(self, row: Notification) -> str:
        """The message in one line."""
        return notification_kinds.word(row.kind, row.params)[0]

    @extend_schema_field(str)
    def get_body(self, row: Notification) -> str:
        """What there is to say besides."""
        return notification_kinds.word(row.kind, row.params)[1]


@extend_schema_serializer(examples=[OpenApiExample("Three", value={"marked": 3})])
class CountSerializer(serializers.Serializer[Any]):
    """How many messages were marked."""

    marked = serializers.IntegerField()


class NotificationFilter(django_filters.FilterSet):
    """Unread ones only, or one kind."""

    unread = django_filters.BooleanFilter(field_name="read_at", lookup_expr="isnull", label="Unread ones only.")
    kind = django_filters.CharFilter(max_length=60, label="One kind of message.")

    class Meta:
        model = Notification
        fields: tuple[str, ...] = ()


class Notifications(Resource):
    """The caller's inbox."""

    tag = "Notifications"
    serializer_class = NotificationSerializer
    filterset_class = NotificationFilter
    orders = {"-created": ("-created_at", "-pk"), "created": ("created_at", "pk")}
    queryset = Notification.objects.none()

    def list(self, request: Request) -> Response:
        """List your messages, the latest first."""
        rows: QuerySet[Notification] = Notification.objects.filter(recipient=self.user)
        return self.page(rows)

    @extend_schema(request=None, responses=NotificationSerializer)
    @action(detail=True, methods=["post"])
    def read(self, request: Request, pk: int) -> Response:  # type: ignore[override]
        """Mark one message as read."""
        return Response(NotificationSerializer(notifications.mark_read(pk, by=self.user)).data)

    @extend_schema(request=None, responses=CountSerializer, filters=False)
    @action(detail=False, methods=["post"], url_path="read")
    def read_all(self, request: Request) -> Response:
        """Mark all messages that have arrived by now as read."""
        return Response({"marked": notifications.mark_all_read(by=self.user, until=timezone.now())})
