"""The work queue: what waits for a person, for a body and for the others."""

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from governance.approval.api.cases import case_examples as examples
from governance.approval.api.cases import shapes
from governance.approval.filters.queues import HOLDERS, STATES
from governance.approval.models import CaseQueueEntry
from governance.approval.selectors.queues import queues
from registry.scope.models import Organisation
from registry.web.api.base import Resource
from registry.web.api.shared import OrganisationRefSerializer
from registry.web.rules.problem_details import BadParameter

Kind = Organisation.Kind


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A dossier under review",
            value={
                "id": 61,
                "application": {"id": 7, "number": "XZ-2026-00007", "title_zh": "测试方案", "title_en": "Test plan"},
                "mine": examples.BRIEF["mine"],
                "state": "review",
                "procedure": "mining-and-restoration-plan",
                "part": "seat",
                "task": "Give the opinion",
                "organisation": examples.SEAT["organisation"],
                "officer": None,
                "seat": 21,
                "since": "2026-11-18T09:00:00+08:00",
                "due_on": "2026-12-16",
                "days_left": 14,
                "level": "calm",
                "is_paused": False,
                "others": [examples.BRIEF["office"]],
                "is_simulated": True,
            },
        )
    ]
)
class QueueEntrySerializer(serializers.ModelSerializer[CaseQueueEntry]):
    """One body that must act on one application, with its clock as it is now."""

    application = shapes.CaseRefSerializer(source="case", read_only=True)
    mine = shapes.MineRefSerializer(source="case.mine", read_only=True)
    procedure = serializers.CharField(source="procedure_code", read_only=True, help_text="Code of the procedure.")
    task = serializers.CharField(read_only=True, help_text="In the language of the request.")
    organisation = OrganisationRefSerializer(read_only=True)
    officer = shapes.PersonRefSerializer(read_only=True, allow_null=True)
    seat = serializers.IntegerField(source="seat_id", read_only=True, allow_null=True)
    days_left = serializers.IntegerField(source="reading.shown.days_left", default=None, allow_null=True)
    level = serializers.ChoiceField(
        choices=["calm", "soon", "late", "paused", "done"], source="reading.level", default="calm"
    )
    others = OrganisationRefSerializer(many=True, read_only=True, help_text="Who holds the application besides.")

    class Meta:
        model = CaseQueueEntry
        fields: tuple[str, ...] = (
            "id", "application", "mine", "state", "procedure", "part", "task", "organisation", "officer", "seat",
            "since", "due_on", "days_left", "level", "is_paused", "others", "is_simulated",
        )  # fmt: skip
        read_only_fields = fields


class QueueFacts(django_filters.FilterSet):
    """By words, procedure, place, holder and state."""

    q = django_filters.CharFilter(method="by_words", max_length=100, label="Number, title, mine or company.")
    procedure = django_filters.CharFilter(field_name="procedure_code", max_length=40, label="Code of a procedure.")
    region = django_filters.CharFilter(
        field_name="region_code", lookup_expr="startswith", max_length=6, label="First digits of the region's code."
    )
    holder = django_filters.ChoiceFilter(
        method="by_holder", choices=HOLDERS, label="Kind of the body that must act, or function of the department."
    )
    state = django_filters.ChoiceFilter(choices=STATES, label="State of the application.")

    class Meta:
        model = CaseQueueEntry
        fields: tuple[str, ...] = ()

    def by_holder(self, rows: QuerySet[CaseQueueEntry], name: str, value: str) -> QuerySet[CaseQueueEntry]:
        """Entries of bodies of one kind, or of departments of one function."""
        if value in (Kind.COMPANY, Kind.COMMITTEE_OFFICE):
            return rows.filter(organisation__kind=value)
        return rows.filter(organisation__function=value)

    def by_words(self, rows: QuerySet[CaseQueueEntry], name: str, value: str) -> QuerySet[CaseQueueEntry]:
        """Number, title, mine or company, in either language."""
        names = ("number", "case__title_zh", "case__title_en", "case__mine__name_zh", "case__mine__name_en")
        found: Any = Q(case__applicant__name_zh__icontains=value.strip())
        for one in names:
            found |= Q(**{f"{one}__icontains": value.strip()})
        return rows.filter(found)


class Queue(Resource):
    """What must be done next, and by whom."""

    tag = "Queue"
    serializer_class = QueueEntrySerializer
    filterset_class = QueueFacts
    orders = {
        "clock": queues.URGENCY,
        "-clock": ("-urgent_on", "-id"),
        "number": ("number", "id"),
        "-number": ("-number", "-id"),
        "since": ("since", "id"),
        "-since": ("-since", "-id"),
    }
    queryset = CaseQueueEntry.objects.none()

    @extend_schema(
        parameters=[
            OpenApiParameter("tab", {"type": "string", "enum": [*queues.TABS], "default": queues.MINE},
                             description="Your own tasks, those of your bodies, of others, overdue, or stopped."),
            OpenApiParameter("person", {"type": "integer", "minimum": 1, "maximum": 2**63 - 1},
                             description="Key of a colleague of a body that you lead."),
            OpenApiParameter("body", {"type": "integer", "minimum": 1, "maximum": 2**63 - 1},
                             description="Key of one of your bodies."),
        ]
    )  # fmt: skip
    def list(self, request: Request) -> Response:
        """List what must be done next, the most urgent first."""
        asked, faults = request.query_params, {}
        tab = asked.get("tab", queues.MINE)
        if tab not in queues.TABS:
            faults["tab"] = [", ".join(queues.TABS)]
        people = {str(one.pk): one for one in queues.people(self.user)}
        bodies = {str(one.pk): one for one in queues.bodies(self.user)}
        for name, known in (("person", people), ("body", bodies)):
            if name in asked and asked[name] not in known:
                faults[name] = [_("Choose one whose queue you may see.")]
        if faults:
            raise BadParameter(faults)
        person, body = people.get(asked.get("person", "")), bodies.get(asked.get("body", ""))
        return self.page(queues.of_tab(self.user, tab, person=person, body=body))

    def prepare(self, rows: Sequence[Any]) -> None:
        """Read the clocks of the whole page at once."""
        queues.read(rows)
