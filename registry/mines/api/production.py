"""Production by month for other systems: read, and entered by the departments that keep it."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_field, extend_schema_serializer
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from registry.base.models import limits
from registry.base.rules.problems import RuleError
from registry.mines.api.holds import REGION
from registry.mines.api.mine_refs import MineRefSerializer
from registry.mines.filters.production import ProductionFilter
from registry.mines.forms.months import LONGEST
from registry.mines.models import Production
from registry.mines.policies import origins
from registry.mines.policies import production as policies
from registry.mines.rules import months
from registry.mines.selectors import mines
from registry.mines.selectors import production as selectors
from registry.mines.services import production
from registry.scope.policies.base import ensure
from registry.web.api import columns
from registry.web.api.base import Resource
from registry.web.api.shared import MAX_KEY, MAX_VERSION, Text

_GIVEN = {
    "month": "2026-10",
    "product": "raw_coal",
    "output": "98000.00",
    "sold": "95500.00",
    "sales": "52525000.00",
    "water": None,
    "energy": None,
    "people": None,
    "is_confirmed": False,
    "note": "月度产量统计表（2026年10月）",
}
_ROW = {
    "id": 31,
    "mine": {"id": 5, "identifier": "T00005", "name_zh": "测试煤矿", "name_en": "Test Coal Mine", "region": REGION},
    **_GIVEN,
    "source_kind": "registry.entry",
    "source_key": "",
    "origin": "Entered by hand",
    "at": "2026-11-03T09:00:00+08:00",
    "is_current": True,
    "version": 1,
}


@extend_schema_field({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$", "example": "2026-10"})
class MonthText(Text):
    """A month as 2026-10."""

    default_error_messages = {"not_a_month": _("Write the month as 2026-03.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": LONGEST, **kwargs})

    def to_internal_value(self, data: Any) -> Any:
        """The first day of the month."""
        try:
            return months.read(super().to_internal_value(data))
        except RuleError:
            self.fail("not_a_month")

    def run_validators(self, value: Any) -> None:
        """A text that is too long is no month."""

    def to_representation(self, value: Any) -> str:
        """Year and month."""
        return f"{value:%Y-%m}"


@extend_schema_serializer(examples=[OpenApiExample("A month of raw coal", value=_ROW)])
class ProductionSerializer(serializers.ModelSerializer[Production]):
    """One version of a month: quantities in t, sales in yuan without value-added tax, water in m³, energy in t of
    standard coal, people on the last day. A figure that is null is not known."""

    mine = MineRefSerializer(read_only=True)
    month = MonthText(read_only=True)
    origin = serializers.SerializerMethodField(help_text="The kind of record, in the language of the request.")

    class Meta:
        model = Production
        fields: tuple[str, ...] = tuple(_ROW)
        read_only_fields = fields

    @extend_schema_field(str)
    def get_origin(self, row: Production) -> str:
        """The words of the source."""
        return origins.label(row.source_kind)


def _figure(name: str) -> Any:
    return columns.figure(limits.column(Production, name), required=False, allow_null=True)


@extend_schema_serializer(examples=[OpenApiExample("A new month", value={"mine": 5, **_GIVEN, "version": 0})])
class RecordProductionSerializer(serializers.Serializer[Any]):
    """A month of a product, or of the mine as a whole (product `mine`)."""

    mine = serializers.IntegerField(min_value=1, max_value=MAX_KEY, help_text="Key of the mine.")
    month = MonthText()
    product = serializers.ChoiceField(choices=Production.Product.choices)
    output = _figure("output")
    sold = _figure("sold")
    sales = _figure("sales")
    water = _figure("water")
    energy = _figure("energy")
    people = _figure("people")
    is_confirmed = serializers.BooleanField(
        default=False, help_text="Takes figures that are far from what the capacity lets expect."
    )
    note = columns.text(limits.column(Production, "note"), required=True, help_text="Where the figures come from.")
    version = serializers.IntegerField(
        min_value=0,
        max_value=MAX_VERSION,
        help_text="The version of the month that you saw, 0 for none; when another one stands now the answer is 409.",
    )


class ProductionMonths(Resource):
    """Output, sales, water, energy and people of the mines in one's scope, by month."""

    tag = "Mines"
    serializer_class = ProductionSerializer
    filterset_class = ProductionFilter
    orders = selectors.ORDERS
    queryset = Production.objects.none()

    def list(self, request: Request) -> Response:
        """List the months as they stand now."""
        return self.page(selectors.visible(self.user))

    def retrieve(self, request: Request, pk: int) -> Response:
        """Read one version of a month."""
        return self._shown(pk)

    @extend_schema(request=RecordProductionSerializer, responses={201: ProductionSerializer})
    def create(self, request: Request) -> Response:
        """Enter a month, or correct one: a correction is a new version, and the old one stays."""
        values = self.read(RecordProductionSerializer)
        mine = mines.access_mine(values.pop("mine"), by=self.user)
        ensure(policies.may_record(self.user, mine))
        made = production.record(mine.pk, by=self.user, source=production.hand(), **values)
        return self._shown(made.pk, status=201, Location=f"{request.path}{made.pk}/")

    @extend_schema(responses=ProductionSerializer(many=True), filters=False)
    @action(detail=True, pagination_class=None, filterset_class=None)
    def versions(self, request: Request, pk: int) -> Response:
        """List every version of a month, the latest first."""
        row = policies.policy.access(self.user, pk, related=("mine",))
        rows = selectors.versions(row).select_related("mine__region")
        return Response(ProductionSerializer(rows, many=True).data)

    def _shown(self, pk: int, *, status: int = 200, **headers: str) -> Response:
        row = policies.policy.access(self.user, pk, related=("mine__region",))
        return self.answer(ProductionSerializer(row).data, status=status, version=row.version, **headers)
