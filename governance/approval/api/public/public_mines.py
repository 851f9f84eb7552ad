"""The mines and the figures that everybody may read."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from governance.approval.api.cases import case_examples as examples
from governance.approval.selectors.public import public, public_mines
from registry.mines.models import Mine
from registry.web.api.base import Resource
from registry.web.api.shared import OrganisationRefSerializer, RegionRefSerializer

_MINE = {
    **examples.BRIEF["mine"],
    "holder": examples.BRIEF["applicant"],
    "holder_name": "测试矿业有限公司",
    "mineral": "coal",
    "stage": "producing",
    "method": "underground",
    "capacity": "1.2000",
    "area": "16.9481",
    "opened_in": 2010,
    "source": "Test register",
    "source_url": "",
    "is_simulated": True,
}


@extend_schema_serializer(component_name="PublicMine", examples=[OpenApiExample("A mine", value=_MINE)])
class PublicMineSerializer(serializers.ModelSerializer[Mine]):
    """A mine of the register without coordinates, risk or contacts."""

    region = RegionRefSerializer(read_only=True)
    holder = OrganisationRefSerializer(read_only=True, allow_null=True)
    source_url = serializers.CharField(read_only=True, help_text="Empty where the source has no page.")

    class Meta:
        model = Mine
        fields: tuple[str, ...] = tuple(_MINE)
        read_only_fields = fields


class PublicMineFilter(django_filters.FilterSet):
    """By words, region, stage and mineral."""

    q = django_filters.CharFilter(method="by_words", max_length=100, label="Mine, holder or identifier.")
    region = django_filters.CharFilter(
        field_name="region_code", lookup_expr="startswith", max_length=6, label="First digits of the region's code."
    )
    stage = django_filters.ChoiceFilter(choices=Mine.Stage.choices, label="Stage.")
    mineral = django_filters.ChoiceFilter(choices=Mine.Mineral.choices, label="Mineral.")

    class Meta:
        model = Mine
        fields: tuple[str, ...] = ()

    def by_words(self, rows: QuerySet[Mine], name: str, value: str) -> QuerySet[Mine]:
        """Every word in a name, the holder's name or at the start of the identifier."""
        return rows.filter(public_mines.words_in(value))


class PublicMines(Resource):
    """The register of mines; nobody has to sign in."""

    tag = "Public"
    permission_classes = [AllowAny]
    serializer_class = PublicMineSerializer
    filterset_class = PublicMineFilter
    orders = {"name": public_mines.ORDER, "-name": ("-name_zh", "-id")}
    queryset = Mine.objects.none()

    def list(self, request: Request) -> Response:
        """List the mines of the register."""
        return self.page(public_mines.mines())

    def retrieve(self, request: Request, pk: int) -> Response:
        """Read one mine; what was decided about it is found by `mine` among the public decisions."""
        return Response(PublicMineSerializer(public_mines.access_mine(pk)).data)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "This year",
            value={"year": 2026, "under_review": 3, "decided": 12, "median_days": 14.0, "mines": 3021},
        )
    ]
)
class FiguresSerializer(serializers.Serializer[public.Figures]):
    """The figures of the front page, counted from the rows."""

    year = serializers.IntegerField()
    under_review = serializers.IntegerField(help_text="Applications on which nothing is decided yet.")
    decided = serializers.IntegerField(help_text="Decisions signed this year.")
    median_days = serializers.FloatField(
        allow_null=True, help_text="Working days from acceptance to decision this year; null where none is measured."
    )
    mines = serializers.IntegerField(help_text="Mines of the register.")


class PublicFigures(Resource):
    """How much is under review and decided; nobody has to sign in."""

    tag = "Public"
    permission_classes = [AllowAny]
    serializer_class = FiguresSerializer
    queryset = Mine.objects.none()
    pagination_class = None
    filter_backends: Any = ()

    @extend_schema(responses=forced_singular_serializer(FiguresSerializer))
    def list(self, request: Request) -> Response:
        """Read the figures of the front page."""
        return Response(FiguresSerializer(public.figures()).data)
