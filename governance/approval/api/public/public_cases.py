"""Applications as everybody may see them: under review or decided; departments are named, persons are not."""

from collections.abc import Sequence
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
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from governance.approval.api.cases import case_examples as examples
from governance.approval.api.cases import shapes
from governance.approval.models import Case, Clock, Opinion, Seat
from governance.approval.selectors.clocks import clocks
from governance.approval.selectors.decisions import letters
from governance.approval.selectors.dossiers import plan_totals
from governance.approval.selectors.public import public
from registry.matters.models import ClockEvent
from registry.web.api.base import Resource
from registry.web.api.shared import OrganisationRefSerializer

_BRIEF = {
    **{name: examples.BRIEF[name] for name in (
        "number", "title_zh", "title_en", "state", "procedure", "mine", "applicant", "office", "submitted_at",
        "accepted_at", "decided_at", "is_simulated",
    )},
    "days_used": 6,
}  # fmt: skip
_NUMBER = OpenApiParameter("number", {"type": "string", "maxLength": 30}, OpenApiParameter.PATH)


@extend_schema_serializer(examples=[OpenApiExample("Under review", value=_BRIEF)])
class PublicCaseSerializer(serializers.ModelSerializer[Case]):
    """An application under review or decided."""

    procedure = shapes.ProcedureRefSerializer(source="frozen", read_only=True)
    mine = shapes.MineRefSerializer(read_only=True)
    applicant = OrganisationRefSerializer(read_only=True)
    office = OrganisationRefSerializer(read_only=True)
    days_used = serializers.IntegerField(
        read_only=True, allow_null=True, help_text="Days that the clock of the decision has used."
    )

    class Meta:
        model = Case
        fields: tuple[str, ...] = tuple(_BRIEF)
        read_only_fields = fields


class PublicSeatSerializer(serializers.ModelSerializer[Seat]):
    """A department in the review; what it said is told once the decision is signed."""

    organisation = OrganisationRefSerializer(read_only=True)
    days_used = serializers.IntegerField(read_only=True, allow_null=True)
    has_spoken = serializers.BooleanField(read_only=True)
    opinion = serializers.ChoiceField(choices=[("", ""), *Opinion.Kind.choices], source="told.kind", default="")
    ground = serializers.CharField(source="told.ground", default="")
    reasons = serializers.CharField(source="told.reasons", default="")

    class Meta:
        model = Seat
        fields: tuple[str, ...] = (
            "organisation", "function", "power", "days", "days_used", "state", "has_spoken", "opinion", "ground",
            "reasons",
        )  # fmt: skip
        read_only_fields = fields


class PublicEventSerializer(serializers.ModelSerializer[ClockEvent]):
    """A clock that stopped, ran again or was extended, with the legal basis and without names."""

    clock = serializers.ChoiceField(choices=Clock.choices, read_only=True)
    organisation = OrganisationRefSerializer(source="seat.organisation", default=None, allow_null=True, read_only=True)

    class Meta:
        model = ClockEvent
        fields: tuple[str, ...] = ("clock", "kind", "at", "organisation", "legal_basis")
        read_only_fields = fields


class TotalsSerializer(serializers.Serializer[plan_totals.PlanTotals]):
    """Published totals: hectares, and 10⁴ CNY of an approved plan; null where the dossier holds no such figure."""

    disturbed_ha = serializers.DecimalField(14, 4, source="restoration.disturbed", default=None, allow_null=True)
    restored_ha = serializers.DecimalField(14, 4, source="restoration.restored", default=None, allow_null=True)
    accepted_ha = serializers.DecimalField(14, 4, source="acceptance.accepted", default=None, allow_null=True)
    restoration_cost = serializers.DecimalField(16, 2, allow_null=True)
    safety_cost = serializers.DecimalField(16, 2, allow_null=True)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Under review",
            value={
                **_BRIEF,
                "seats": [
                    {
                        "organisation": examples.SEAT["organisation"],
                        "function": "natural_resources",
                        "power": "decides",
                        "days": 15,
                        "days_used": 4,
                        "state": "open",
                        "has_spoken": False,
                        "opinion": "",
                        "ground": "",
                        "reasons": "",
                    }
                ],
                "events": [],
                "totals": None,
                "serial": None,
                "decided": False,
            },
        )
    ]
)
class PublicCaseDetailSerializer(PublicCaseSerializer):
    """An application with its departments, the events of its clocks and its totals."""

    seats = PublicSeatSerializer(many=True, read_only=True, source="shown_seats")
    events = PublicEventSerializer(many=True, read_only=True, source="shown_events")
    totals = TotalsSerializer(read_only=True, allow_null=True, source="shown_totals")
    serial = serializers.SerializerMethodField(help_text="What joint review saved, once it is decided.")
    decided = serializers.BooleanField(read_only=True, help_text="Then the decision is read by the same number.")

    class Meta(PublicCaseSerializer.Meta):
        fields: tuple[str, ...] = (
            *PublicCaseSerializer.Meta.fields, "seats", "events", "totals", "serial", "decided",
        )  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(shapes.SerialSerializer(allow_null=True))
    def get_serial(self, case: Any) -> Any:
        """The comparison of a decided case."""
        return shapes.SerialSerializer(case.comparison).data if case.comparison else None


class PublicCaseFilter(django_filters.FilterSet):
    """By words, region and state."""

    q = django_filters.CharFilter(method="by_words", max_length=100, label="Mine, place, title or number.")
    region = django_filters.CharFilter(
        field_name="region_code", lookup_expr="startswith", max_length=6, label="First digits of the region's code."
    )
    under_review = django_filters.BooleanFilter(
        method="by_review", label="True: nothing is decided yet; false: decided ones."
    )

    class Meta:
        model = Case
        fields: tuple[str, ...] = ()

    def by_words(self, rows: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
        """Every word in the mine, its place, the title or the number."""
        return rows.filter(public.words_in(value, ""))

    def by_review(self, rows: QuerySet[Case], name: str, value: bool) -> QuerySet[Case]:
        """Whether it is still under review."""
        return rows.filter(state__in=public.UNDER_REVIEW if value else public.DECIDED)


class PublicCases(Resource):
    """Applications under review and decided; nobody has to sign in."""

    tag = "Public"
    permission_classes = [AllowAny]
    serializer_class = PublicCaseSerializer
    filterset_class = PublicCaseFilter
    orders = {"-accepted": ("-accepted_at", "-pk"), "accepted": ("accepted_at", "pk")}
    queryset = Case.objects.none()
    lookup_field = "number"
    lookup_value_converter = "str"

    def list(self, request: Request) -> Response:
        """List applications under review and decided ones, the latest accepted first."""
        signed = Exists(public.decisions().filter(case=OuterRef("pk")))
        shown = Q(state__in=public.UNDER_REVIEW, accepted_at__isnull=False) | Q(signed, state__in=public.DECIDED)
        rows = Case.objects.filter(shown, accepted_at__isnull=False)
        return self.page(
            rows.select_related("mine__region", "applicant", "matter__responsible").defer("mine__boundary")
        )

    def prepare(self, rows: Sequence[Any]) -> None:
        """Read the clocks of the whole page at once."""
        used = public.days_used(rows)
        for row in rows:
            row.days_used = used.get(row.pk)

    @extend_schema(parameters=[_NUMBER], responses=PublicCaseDetailSerializer)
    def retrieve(self, request: Request, number: str) -> Response:
        """Read one application as everybody may see it.

        Opinions are told once the decision is signed; money only of an approved plan.
        """
        case: Any = public.access_case(number)
        decision = public.decision_of(case)
        readings = clocks.of_case(case)
        revision = decision.revision.number if decision else case.revisions.count()
        approved = decision is not None and decision.outcome == decision.Outcome.APPROVE
        case.days_used = next((one.shown.days_used for one in readings if one.clock == clocks.Clock.DECISION), None)
        case.shown_seats = [_seat(seat, readings, told=decision is not None) for seat in letters.latest_seats(case)]
        case.shown_events = public.clock_events(case)
        case.shown_totals = plan_totals.of(case, revision, with_money=approved)
        case.comparison = clocks.counterfactual(case, readings) if decision else None
        case.decided = decision is not None
        return Response(PublicCaseDetailSerializer(case).data)


def _seat(seat: Any, readings: list[clocks.CaseClock], *, told: bool) -> Any:
    """A seat with the days it used, and its opinion where it is told."""
    reading = next((one for one in readings if one.seat and one.seat.pk == seat.pk), None)
    opinion = getattr(seat, "opinion", None)
    seat.days_used = reading.shown.days_used if reading else None
    seat.has_spoken, seat.told = opinion is not None, opinion if told else None
    return seat
