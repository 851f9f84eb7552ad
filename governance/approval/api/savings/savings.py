"""What decided cases took, for machines: case by case, and summed up."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from governance.approval.filters.figures import FigureFacts
from governance.approval.models import CaseFigure
from governance.approval.policies.figures import FigurePolicy
from governance.approval.rules.savings import savings
from governance.approval.selectors.savings import figures
from registry.scope.models import Organisation
from registry.scope.policies.base import ensure
from registry.web.api.base import Resource
from registry.web.rules.problem_details import BadParameter


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "An approval",
            value={
                "number": "XZ-2026-00007",
                "procedure_code": "mining-and-restoration-plan",
                "region_code": "150621",
                "method": "open_pit",
                "size": "large",
                "outcome": "approve",
                "accepted_on": "2026-09-14",
                "decided_on": "2026-10-15",
                "days_real": 14,
                "days_serial": 30,
                "days_saved": 16,
                "days_paused": 0,
                "pauses": 0,
                "rounds": 1,
                "on_time": True,
                "is_simulated": True,
                "calendar_version": 1,
            },
        )
    ]
)
class CaseFigureSerializer(serializers.ModelSerializer[CaseFigure]):
    """What one decided case took, in working days."""

    number = serializers.CharField(source="case.number", read_only=True, help_text="Number of the application.")
    days_saved = serializers.SerializerMethodField(
        help_text="Days in series minus days in reality; negative where joint work took longer."
    )

    class Meta:
        model = CaseFigure
        fields: tuple[str, ...] = (
            "number", "procedure_code", "region_code", "method", "size", "outcome", "accepted_on", "decided_on",
            "days_real", "days_serial", "days_saved", "days_paused", "pauses", "rounds", "on_time", "is_simulated",
            "calendar_version",
        )  # fmt: skip
        read_only_fields = fields

    def get_days_saved(self, figure: CaseFigure) -> int | None:
        """Days in series minus days in reality."""
        if figure.days_real is None or figure.days_serial is None:
            return None
        return figure.days_serial - figure.days_real


class RateSerializer(serializers.Serializer[Any]):
    """A rate with its Wilson score interval of 95 %, between 0 and 1."""

    rate = serializers.FloatField()
    low = serializers.FloatField()
    high = serializers.FloatField()


class SummarySerializer(serializers.Serializer[Any]):
    """What a set of cases took, in working days; below the minimum only the number is told, the rest is null."""

    key = serializers.ListField(child=serializers.CharField(), help_text="What the cases share; empty for all.")
    number = serializers.IntegerField(help_text="Cases in the sample.")
    is_enough = serializers.BooleanField(help_text="Whether the sample is large enough to say anything.")
    median_real = serializers.FloatField(allow_null=True, help_text="Median of the days in reality.")
    p90_real = serializers.IntegerField(allow_null=True, help_text="Days that nine in ten cases did not exceed.")
    median_serial = serializers.FloatField(allow_null=True, help_text="Median of the sum of the seats' days.")
    p90_serial = serializers.IntegerField(allow_null=True)
    saved_days = serializers.IntegerField(allow_null=True, help_text="Days in series minus days in reality.")
    saved_share = serializers.FloatField(allow_null=True, help_text="`saved_days` over the days in series.")
    gain = serializers.FloatField(allow_null=True, help_text="Days in series over days in reality, minus one.")
    on_time = RateSerializer(allow_null=True)


ALL = {
    "key": [],
    "number": 11,
    "is_enough": True,
    "median_real": 14.0,
    "p90_real": 14,
    "median_serial": 30.0,
    "p90_serial": 30,
    "saved_days": 176,
    "saved_share": 0.533333,
    "gain": 1.142857,
    "on_time": {"rate": 1.0, "low": 0.741164, "high": 1.0},
}
FEW: dict[str, Any] = dict.fromkeys(ALL) | {"key": ["2026-11-01"], "number": 1, "is_enough": False}


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "By month",
            value={
                "minimum": savings.MINIMUM,
                "is_simulated": False,
                "all": ALL,
                "groups": [FEW, ALL | {"key": ["2026-10-01"], "number": 10, "saved_days": 160}],
            },
        )
    ]
)
class SavingsSerializer(serializers.Serializer[Any]):
    """All the cases, and the same by group."""

    minimum = serializers.IntegerField(help_text="The smallest sample for which statistics are told.")
    is_simulated = serializers.BooleanField(help_text="Whether these are cases of the demonstration.")
    all = SummarySerializer()
    groups = SummarySerializer(many=True)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "One department",
            value={
                "function": "natural_resources",
                "number": 11,
                "is_enough": True,
                "median_used": 9.0,
                "p90_used": 12,
                "median_allowed": 15.0,
                "on_time": {"rate": 1.0, "low": 0.741164, "high": 1.0},
            },
        )
    ]
)
class DepartmentSerializer(serializers.Serializer[Any]):
    """How one kind of department kept its periods; below the minimum only the number is told."""

    function = serializers.ChoiceField(choices=Organisation.Function.choices)
    number = serializers.IntegerField(help_text="Seats in the sample.")
    is_enough = serializers.BooleanField(help_text="Whether the sample is large enough to say anything.")
    median_used = serializers.FloatField(allow_null=True, help_text="Median of the working days used.")
    p90_used = serializers.IntegerField(allow_null=True)
    median_allowed = serializers.FloatField(allow_null=True)
    on_time = RateSerializer(allow_null=True)


class Savings(Resource):
    """What joint review saves, for the authorities and the committee."""

    tag = "Savings"
    serializer_class = CaseFigureSerializer
    filterset_class = FigureFacts
    orders = {"-decided": figures.LIST_ORDER, "decided": ("decided_on", "case_id")}
    queryset = CaseFigure.objects.none()

    def list(self, request: Request) -> Response:
        """List what decided cases took.

        Case by case, the latest decision first. `is_simulated` parts real cases from those of the demonstration.
        """
        ensure(FigurePolicy().check(self.user, "view"))
        return self.page(figures.listing(self.user))

    @extend_schema(
        parameters=[
            OpenApiParameter("group_by", {"type": "string", "enum": [*figures.GROUPS], "default": figures.MONTH})
        ],
        responses=SavingsSerializer,
    )
    @action(detail=False, pagination_class=None)
    def summary(self, request: Request) -> Response:
        """Sum up what decided cases took.

        Medians, 90th percentiles, shares and rates of all cases in scope and of each group, with the sample size. Real
        cases unless `is_simulated=true`: the two are never mixed.
        """
        ensure(FigurePolicy().check(self.user, "view"))
        by = request.query_params.get("group_by", figures.MONTH)
        if by not in figures.GROUPS:
            raise BadParameter({"group_by": [", ".join(figures.GROUPS)]})
        rows, simulated = self._sample()
        groups = [_told(group.summary, group.key) for group in figures.by_group(rows, by)]
        answer = {
            "minimum": savings.MINIMUM,
            "is_simulated": simulated,
            "all": _told(figures.summary(rows), ()),
            "groups": groups,
        }
        return Response(SavingsSerializer(answer).data)

    @extend_schema(responses=DepartmentSerializer(many=True))
    @action(detail=False, pagination_class=None)
    def departments(self, request: Request) -> Response:
        """Tell how each kind of department kept its periods.

        Over all cases in which it spoke; real cases unless `is_simulated=true`.
        """
        ensure(FigurePolicy().check(self.user, "view"))
        rows, _simulated = self._sample()
        told = ("median_used", "p90_used", "median_allowed", "on_time")
        found = [
            {
                "function": one.function,
                "number": one.number,
                "is_enough": one.is_enough,
                **{name: getattr(one, name) if one.is_enough else None for name in told},
            }
            for one in figures.departments(rows)
        ]
        return Response(DepartmentSerializer(found, many=True).data)

    def _sample(self) -> tuple[QuerySet[CaseFigure], bool]:
        """The cases that were asked for; real and invented ones are never mixed."""
        rows = self.filter_queryset(figures.listing(self.user))
        simulated = self.request.query_params.get("is_simulated", "false").lower() == "true"
        return rows.filter(is_simulated=simulated), simulated


_TOLD = (
    "median_real", "p90_real", "median_serial", "p90_serial", "saved_days", "saved_share", "gain", "on_time",
)  # fmt: skip


def _told(one: figures.Summary, key: tuple[str, ...]) -> dict[str, Any]:
    facts = {name: getattr(one, name) if one.is_enough else None for name in _TOLD}
    return {"key": list(key), "number": one.number, "is_enough": one.is_enough, **facts}
