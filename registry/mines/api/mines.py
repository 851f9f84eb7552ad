"""The register of mines."""

import json
from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from registry.mines.acts.facilities import FACILITIES, MINES
from registry.mines.api import mine_shapes as shapes
from registry.mines.api.mine_parts import MineParts, RightEntrySerializer, named
from registry.mines.models import Facility, Mine
from registry.mines.policies import facilities as facility_policies
from registry.mines.policies import mines as policies
from registry.mines.selectors import mines as selectors
from registry.mines.services import boundaries, mines
from registry.mines.services import rights as right_services
from registry.scope.policies.base import ensure
from registry.web.api.acts import ActsResource

ORDERS = {
    sign + name: tuple(sign + column for column in columns)
    for name, columns in selectors.ORDERS.items()
    if "capacity_known" not in columns
    for sign in ("", "-")
}


class MineFilter(django_filters.FilterSet):
    """Words, territory, stage, method, mineral, hazards, holder, and whether a mine is real."""

    q = django_filters.CharFilter(method="by_words", max_length=100, label="Words of names, identifier or holder.")
    region = django_filters.CharFilter(
        field_name="region_code", lookup_expr="startswith", max_length=6, label="First digits of the region's code."
    )
    stage = django_filters.ChoiceFilter(choices=Mine.Stage.choices, label="Stage.")
    method = django_filters.ChoiceFilter(choices=Mine.Method.choices, label="Mining method.")
    mineral = django_filters.ChoiceFilter(choices=Mine.Mineral.choices, label="Mineral.")
    gas_rating = django_filters.ChoiceFilter(choices=Mine.GasRating.choices, label="Gas rating.")
    risk_level = django_filters.ChoiceFilter(choices=Mine.RiskLevel.choices, label="Risk level.")
    holder = django_filters.NumberFilter(min_value=1, max_value=2**63 - 1, label="Key of the holder.")
    is_simulated = django_filters.BooleanFilter(label="Demonstration data only, or real rows only.")

    class Meta:
        model = Mine
        fields: tuple[str, ...] = ()

    def by_words(self, rows: QuerySet[Mine], name: str, value: str) -> QuerySet[Mine]:
        """Rows in whose names, identifier or holder every word stands."""
        return selectors.matching(rows, value)


class Mines(MineParts, ActsResource, acts=MINES):
    """The mines in one's scope."""

    made = {"add-facility": shapes.FacilitySerializer}
    tag = "Mines"
    serializer_class = shapes.MineSerializer
    filterset_class = MineFilter
    orders = ORDERS
    queryset = Mine.objects.none()
    http_method_names = ["get", "head", "post", "put", "patch"]
    versioned = ("partial_update", "set_boundary", "stage", "transfer")

    def list(self, request: Request) -> Response:
        """List mines.

        Offices see those of their territory, a company those it holds.
        """
        return self.page(selectors.listed(selectors.visible(self.user)))

    def retrieve(self, request: Request, pk: int) -> Response:
        """Read one mine."""
        return self._shown(pk)

    @extend_schema(request=shapes.RegisterMineSerializer, responses={201: shapes.MineSerializer})
    def create(self, request: Request) -> Response:
        """Register a mine.

        By officers of the natural resources department of its territory; the coordinates must lie in its province.
        """
        made = mines.register(by=self.user, **self.read(shapes.RegisterMineSerializer))
        return self._shown(made.pk, status=201, Location=f"{request.path}{made.pk}/")

    @extend_schema(request=shapes.ReviseMineSerializer)
    def partial_update(self, request: Request, pk: int) -> Response:
        """Revise what the register says of a mine.

        A version that is not the present one is answered with both.
        """
        selectors.access_mine(pk, by=self.user)
        values = self.read_partial(shapes.ReviseMineSerializer)
        version = self.version(values.pop("version", None))
        mines.revise(pk, by=self.user, version=version, **values)
        return self._shown(pk)

    @extend_schema(request=shapes.StageSerializer)
    @action(detail=True, methods=["post"])
    def stage(self, request: Request, pk: int) -> Response:
        """Move a mine to its next stage."""
        mines.set_stage(pk, by=self.user, **self.seen(shapes.StageSerializer))
        return self._shown(pk)

    @extend_schema(request=shapes.TransferSerializer)
    @action(detail=True, methods=["post"])
    def transfer(self, request: Request, pk: int) -> Response:
        """Make another company the holder; the restoration duty goes with the mine."""
        values = self.seen(shapes.TransferSerializer)
        mines.transfer_holder(pk, by=self.user, organisation_id=values.pop("organisation"), **values)
        return self._shown(pk)

    @extend_schema(responses=shapes.BoundarySerializer)
    @action(detail=True)
    def boundary(self, request: Request, pk: int) -> Response:
        """Read the boundary with its area."""
        return self._boundary(pk)

    @extend_schema(request=shapes.SetBoundarySerializer, responses=shapes.BoundarySerializer)
    @boundary.mapping.put
    def set_boundary(self, request: Request, pk: int) -> Response:
        """Set the boundary.

        From GeoJSON, or from corner points in a CGCS2000 Gauss–Krüger zone; the area is computed geodesically.
        """
        selectors.access_mine(pk, by=self.user)
        values = self.read(shapes.SetBoundarySerializer)
        version = self.version(values.pop("version", None))
        geojson = values.pop("geojson", None)
        text = json.dumps(geojson) if geojson is not None else ""
        boundaries.set_boundary(pk, by=self.user, version=version, geojson=text, **values)
        return self._boundary(pk)

    @extend_schema(responses=shapes.HoldingSerializer(many=True), filters=False)
    @action(detail=True, pagination_class=None, filterset_class=None)
    def holders(self, request: Request, pk: int) -> Response:
        """List who held the mine, the latest first."""
        rows = selectors.holders(selectors.access_mine(pk, by=self.user))
        return Response(shapes.HoldingSerializer(rows, many=True).data)

    @extend_schema(responses=shapes.RightSerializer(many=True), filters=False)
    @action(detail=True, pagination_class=None, filterset_class=None)
    def rights(self, request: Request, pk: int) -> Response:
        """List the mining rights over the mine with their licences."""
        rows = selectors.rights(selectors.access_mine(pk, by=self.user))
        return Response(shapes.RightSerializer(rows, many=True).data)

    @extend_schema(request=RightEntrySerializer, responses={201: shapes.RightSerializer})
    @rights.mapping.post
    def register_right(self, request: Request, pk: int) -> Response:
        """Enter a mining right over the mine."""
        mine = selectors.access_mine(pk, by=self.user)
        ensure(policies.policy.check(self.user, "manage_rights", mine))
        made = right_services.register(pk, by=self.user, **named(self.read(RightEntrySerializer)))
        return Response(shapes.RightSerializer(made).data, status=201)

    @extend_schema(responses=shapes.FacilitySerializer(many=True), filters=False)
    @action(detail=True, pagination_class=None, filterset_class=None)
    def facilities(self, request: Request, pk: int) -> Response:
        """List the facilities of the mine, those in use first."""
        rows = selectors.facilities(selectors.access_mine(pk, by=self.user))
        return Response(shapes.FacilitySerializer(rows, many=True).data)

    def _shown(self, pk: int, *, status: int = 200, **headers: str) -> Response:
        mine = selectors.access_mine(pk, by=self.user)
        return self.answer(shapes.MineSerializer(mine).data, status=status, version=mine.version, **headers)

    def _boundary(self, pk: int) -> Response:
        mine = selectors.access_mine(pk, by=self.user)
        mine.differs = bool(mine.boundary) and boundaries.compare(mine).differs  # type: ignore[attr-defined]
        return self.answer(shapes.BoundarySerializer(mine).data, version=mine.version)


class Facilities(ActsResource, acts=FACILITIES):
    """The facilities of mines in one's scope."""

    tag = "Mines"
    serializer_class = shapes.FacilitySerializer
    queryset = Facility.objects.none()
    http_method_names = ["post"]
    pagination_class = None
    filter_backends: Any = ()

    def shown(self, pk: Any, *, status: int = 200, **headers: str) -> Response:
        """The facility as it is now."""
        facility = facility_policies.policy.access(self.user, pk)
        data = shapes.FacilitySerializer(facility).data
        return self.answer(data, status=status, version=facility.version, **headers)
