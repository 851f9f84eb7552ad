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
from governance.approval.filters.queues import HOLDERS
from governance.approval.models import Case, Part
from governance.approval.services.cases.case_kind import KIND
from registry.matters.api.shapes import MatterRefSerializer
from registry.matters.models import QueueEntry
from registry.matters.selectors import queues
from registry.scope.models import Organisation
from registry.web.api.base import Resource
from registry.web.api.shared import OrganisationRefSerializer, PersonRefSerializer
from registry.web.rules.problem_details import BadParameter

Kind = Organisation.Kind
STATES = [(code, shown.label) for code, shown in KIND.states.items()]


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A dossier under review",
            value={
                "id": 61,
                "application": {
                    "id": 7,
                    "kind": "case",
                    "number": "XZ-2026-00007",
                    "title_zh": "测试方案",
                    "title_en": "Test plan",
                },
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
class QueueEntrySerializer(serializers.ModelSerializer[QueueEntry]):
    """One body that must act on one application, with its clock as it is now."""

    application = MatterRefSerializer(source="matter", read_only=True)
    mine = shapes.MineRefSerializer(source="matter.mine", read_only=True)
    procedure = serializers.CharField(source="category", read_only=True, help_text="Code of the procedure.")
    task = serializers.CharField(read_only=True, help_text="In the language of the request.")
    organisation = OrganisationRefSerializer(read_only=True)
    officer = PersonRefSerializer(read_only=True, allow_null=True)
    part = serializers.ChoiceField(choices=Part.choices, read_only=True)
    state = serializers.ChoiceField(choices=Case.State.choices, read_only=True)
    seat = serializers.IntegerField(source="subject_key", read_only=True, allow_null=True)
    days_left = serializers.IntegerField(source="reading.shown.days_left", default=None, allow_null=True)
    level = serializers.ChoiceField(
        choices=["calm", "soon", "late", "paused", "done"], source="reading.level", default="calm"
    )
    others = OrganisationRefSerializer(many=True, read_only=True, help_text="Who holds the application besides.")

    class Meta:
        model = QueueEntry
        fields: tuple[str, ...] = (
            "id", "application", "mine", "state", "procedure", "part", "task", "organisation", "officer", "seat",
            "since", "due_on", "days_left", "level", "is_paused", "others", "is_simulated",
        )  # fmt: skip
        read_only_fields = fields


class QueueFacts(django_filters.FilterSet):
    """By words, procedure, place, holder and state."""

    q = django_filters.CharFilter(method="by_words", max_length=100, label="Number, title, mine or company.")
    procedure = django_filters.CharFilter(field_name="category", max_length=40, label="Code of a procedure.")
    region = django_filters.CharFilter(
        field_name="region_code", lookup_expr="startswith", max_length=6, label="First digits of the region's code."
    )
    holder = django_filters.ChoiceFilter(
        method="by_holder", choices=HOLDERS, label="Kind of the body that must act, or function of the department."
    )
    state = django_filters.ChoiceFilter(choices=STATES, label="State of the application.")

    class Meta:
        model = QueueEntry
        fields: tuple[str, ...] = ()

    def by_holder(self, rows: QuerySet[QueueEntry], name: str, value: str) -> QuerySet[QueueEntry]:
        """Entries of bodies of one kind, or of departments of one function."""
        if value in (Kind.COMPANY, Kind.COMMITTEE_OFFICE):
            return rows.filter(organisation__kind=value)
        return rows.filter(organisation__function=value)

    def by_words(self, rows: QuerySet[QueueEntry], name: str, value: str) -> QuerySet[QueueEntry]:
        """Number, title, mine or company, in either language."""
        names = ("number", "matter__title_zh", "matter__title_en", "matter__mine__name_zh", "matter__mine__name_en")
        found: Any = Q(company__name_zh__icontains=value.strip())
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
    queryset = QueueEntry.objects.none()

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
