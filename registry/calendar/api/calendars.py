"""The working-day calendar and deadlines computed from it."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from registry.base.rules.errors import OutOfScope
from registry.calendar.models import CalendarVersion
from registry.calendar.rules import working_days
from registry.calendar.rules.working_days import DayType, NotYetAnnounced
from registry.calendar.selectors import calendars
from registry.web.api.base import Resource
from registry.web.rules.problem_details import BadParameter

MAX_DAYS = 3650


class CalendarDaySerializer(serializers.Serializer[Any]):
    """A rest day, or a weekend day on which people work."""

    day = serializers.DateField()
    is_working = serializers.BooleanField()
    name_zh = serializers.CharField(source="name")
    name_en = serializers.CharField()


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Version 1",
            value={
                "version": 1,
                "years": [2024, 2025, 2026],
                "sources": {"2026": "国办发明电〔2025〕7号"},
                "published_at": "2026-11-01T09:00:00+08:00",
                "note": "",
                "days": [{"day": "2026-10-01", "is_working": False, "name_zh": "国庆节", "name_en": "National Day"}],
            },
        )
    ]
)
class CalendarSerializer(serializers.Serializer[Any]):
    """The table in force; a weekday that is not listed is a working day, a weekend day is not."""

    version = serializers.IntegerField(source="number")
    years = serializers.ListField(child=serializers.IntegerField(), help_text="The announced years.")
    sources = serializers.DictField(child=serializers.CharField(allow_blank=True), help_text="The notice per year.")
    published_at = serializers.DateTimeField()
    note = serializers.CharField(allow_blank=True)
    days = CalendarDaySerializer(many=True)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "20 working days over National Day",
            value={
                "start": "2026-09-14",
                "days": 20,
                "day_type": "working",
                "deadline": "2026-10-16",
                "calendar_version": 1,
                "is_announced": True,
                "not_announced_year": None,
            },
        )
    ]
)
class DeadlineSerializer(serializers.Serializer[Any]):
    """The last day of a period; null when it lies beyond the announced years."""

    start = serializers.DateField()
    days = serializers.IntegerField()
    day_type = serializers.ChoiceField(choices=[str(kind) for kind in DayType])
    deadline = serializers.DateField(allow_null=True)
    calendar_version = serializers.IntegerField()
    is_announced = serializers.BooleanField(help_text="Whether every year that the answer needs is announced.")
    not_announced_year = serializers.IntegerField(allow_null=True)


class Calendar(Resource):
    """The working-day calendar."""

    tag = "Calendar"
    serializer_class = CalendarSerializer
    queryset = CalendarVersion.objects.none()
    pagination_class = None
    filter_backends = ()

    @extend_schema(responses=forced_singular_serializer(CalendarSerializer))
    def list(self, request: Request) -> Response:
        """Read the working-day table in force.

        Rest days and make-up working days of the announced years, with the State Council's notices they come from.
        """
        version = calendars.current_version()
        if version is None:
            raise OutOfScope(_("No working-day calendar has been published yet."))
        version.days_listed = calendars.rows(version)  # type: ignore[attr-defined]
        shown = {name: getattr(version, name) for name in ("number", "years", "sources", "published_at", "note")}
        return self.answer(CalendarSerializer({**shown, "days": calendars.rows(version)}).data, version=version.number)

    @extend_schema(
        responses=DeadlineSerializer,
        parameters=[
            OpenApiParameter("start", dt.date, required=True, description="The day of the event; the next can count."),
            OpenApiParameter("days", {"type": "integer", "minimum": 1, "maximum": MAX_DAYS}, required=True,
                             description="The length of the period."),
            OpenApiParameter("day_type", {"type": "string", "enum": [str(k) for k in DayType], "default": "working"},
                             description="What is counted."),
        ],
    )  # fmt: skip
    @action(detail=False)
    def deadline(self, request: Request) -> Response:
        """Compute the last day of a period.

        The day after `start` is the first that can count (Civil Code art. 201). A calendar-day period that ends on a
        rest day ends on the next working day (art. 203).
        """
        start, days, day_type = _asked(request)
        table = calendars.table()
        shown = {"start": start, "days": days, "day_type": day_type, "calendar_version": int(table.version)}
        try:
            last = working_days.end_of_period(table, start, days, day_type=day_type)
        except NotYetAnnounced as error:
            found: dict[str, Any] = {"deadline": None, "is_announced": False, "not_announced_year": error.year}
        else:
            found = {"deadline": last, "is_announced": True, "not_announced_year": None}
        return Response(DeadlineSerializer({**shown, **found}).data)


def _asked(request: Request) -> tuple[dt.date, int, DayType]:
    wanted, faults = request.query_params, {}
    start, days, kind = dt.date.min, 0, wanted.get("day_type", "working")
    try:
        start = dt.datetime.strptime(wanted.get("start", ""), "%Y-%m-%d").date()
    except ValueError:
        faults["start"] = [_("Give a day as YYYY-MM-DD.")]
    text = wanted.get("days", "")
    if text.isascii() and text.isdigit() and len(text) < 6:
        days = int(text)
    if not 1 <= days <= MAX_DAYS:
        faults["days"] = [_("Give a number of days from 1 to %(most)d.") % {"most": MAX_DAYS}]
    if kind not in list(DayType):
        faults["day_type"] = [", ".join(DayType)]
    if faults:
        raise BadParameter(faults)
    return start, days, DayType(kind)
