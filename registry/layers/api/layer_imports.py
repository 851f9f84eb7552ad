"""The import of map layers: a file is checked first, and loaded when its report was read."""

from collections.abc import Sequence
from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_field, extend_schema_serializer
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from registry.base.models import limits
from registry.base.rules import problem_words
from registry.base.rules.problems import Problem
from registry.files.models import Attachment
from registry.layers.api.layers import LayerSerializer
from registry.layers.models import LayerImport, MapLayer
from registry.layers.policies.layers import import_policy, policy
from registry.layers.selectors import layers as selectors
from registry.layers.services import layers
from registry.scope.policies import base
from registry.web.api import columns
from registry.web.api.base import Resource
from registry.web.api.parsers import FileParser

#: An answer holds no more features that were left out; `bad_count` tells how many there are.
MOST_PROBLEMS = 200
_SAID = {
    "kind": "basic_farmland",
    "name_zh": "测试永久基本农田",
    "name_en": "Test farmland",
    "region_code": "150621",
    "source": "测试来源",
    "data_date": "2026-05-01",
    "certainty": "likely",
    "is_simulated": False,
    "note": "",
}


class LeftOutSerializer(serializers.Serializer[Any]):
    """A feature that is left out, and why."""

    number = serializers.IntegerField(help_text="Its place in the file.")
    name = serializers.CharField(allow_blank=True)
    field = serializers.CharField(allow_blank=True)
    code = serializers.CharField()
    text = serializers.SerializerMethodField(help_text="In the language of the request.")

    @extend_schema_field(str)
    def get_text(self, row: dict[str, Any]) -> str:
        """The reason in words."""
        return problem_words.text_of(Problem(row["code"], row["params"]))


@extend_schema_serializer(component_name="LayerDescription")
class SaidSerializer(serializers.Serializer[Any]):
    """What was said of the layer."""

    kind = serializers.ChoiceField(choices=MapLayer.Kind.choices)
    name_zh = serializers.CharField()
    name_en = serializers.CharField(allow_blank=True)
    region_code = serializers.CharField(allow_blank=True)
    # DRF takes declared fields out of the class, so the member does not hide `Field.source`.
    source = serializers.CharField()  # type: ignore[assignment]
    data_date = serializers.DateField()
    certainty = serializers.ChoiceField(choices=MapLayer.Certainty.choices)
    is_simulated = serializers.BooleanField()
    note = serializers.CharField(allow_blank=True)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Checked",
            value={
                "id": 4,
                "file": "farmland.geojson",
                "file_state": "clean",
                "said": _SAID,
                "feature_count": 12,
                "bad_count": 1,
                "problems": [
                    {"number": 3, "name": "", "field": "geometry", "code": "feature.empty", "text": "It is empty."}
                ],
                "is_same": False,
                "layer": None,
                "checked_at": "2026-11-20T09:00:00+08:00",
                "loaded_at": None,
            },
        )
    ]
)
class LayerImportSerializer(serializers.ModelSerializer[LayerImport]):
    """The report on a file: how many features would be loaded, and why the others would not."""

    file = serializers.CharField(source="attachment.name", read_only=True)
    file_state = serializers.ChoiceField(
        choices=Attachment.State.choices, source="attachment.state", read_only=True, help_text="Of the virus check."
    )
    said = SaidSerializer(source="fields", read_only=True)
    problems = serializers.SerializerMethodField(help_text=f"The first {MOST_PROBLEMS}.")
    is_same = serializers.SerializerMethodField(help_text="Whether the very same layer is in force already.")
    layer = serializers.IntegerField(
        source="layer_id", read_only=True, allow_null=True, help_text="The layer that was made of it."
    )

    class Meta:
        model = LayerImport
        fields: tuple[str, ...] = (
            "id", "file", "file_state", "said", "feature_count", "bad_count", "problems", "is_same", "layer",
            "checked_at", "loaded_at",
        )  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(LeftOutSerializer(many=True))
    def get_problems(self, kept: LayerImport) -> Any:
        """The first features that are left out."""
        return LeftOutSerializer(kept.problems[:MOST_PROBLEMS], many=True).data

    def get_is_same(self, kept: LayerImport) -> bool:
        """Whether loading would change nothing."""
        return kept.content_hash in self.context["in_force"]


@extend_schema_serializer(examples=[OpenApiExample("A file", value={**_SAID, "file": "(binary)"})])
class CheckLayerSerializer(serializers.Serializer[Any]):
    """A GeoJSON FeatureCollection and what is said of it; all that is wrong is answered at once."""

    file = serializers.FileField(allow_empty_file=True, help_text="CGCS2000 or WGS 84 degrees, at most 30 MB.")
    kind = serializers.ChoiceField(choices=MapLayer.Kind.choices)
    name_zh = columns.text(
        limits.column(MapLayer, "name_zh"), help_text="A layer of the same kind, region and Chinese name is replaced."
    )
    name_en = columns.text(limits.column(MapLayer, "name_en"), required=False)
    region_code = columns.text(limits.column(MapLayer, "region_code"), help_text="Empty for the whole nation.")
    data_date = serializers.DateField()
    # DRF takes declared fields out of the class, so the member does not hide `Field.source`.
    source = columns.text(limits.column(MapLayer, "source"))  # type: ignore[assignment]
    certainty = serializers.ChoiceField(choices=MapLayer.Certainty.choices)
    is_simulated = serializers.BooleanField(default=False, help_text="Invented layers count for invented mines only.")
    note = columns.text(limits.column(MapLayer, "note"))


class LayerImports(Resource):
    """Files handed in for map layers by one's office."""

    tag = "Map layers"
    serializer_class = LayerImportSerializer
    orders = {"-id": ("-pk",), "id": ("pk",)}
    filter_backends: Any = ()
    queryset = LayerImport.objects.none()

    def list(self, request: Request) -> Response:
        """List the files that your office handed in."""
        base.ensure(policy.check(self.user, "import"))
        return self.page(selectors.imports(self.user))

    def prepare(self, rows: Sequence[Any]) -> None:
        """Look for the same contents in force once for the whole page."""
        self.in_force = _in_force(rows)

    def retrieve(self, request: Request, pk: int) -> Response:
        """Read the report on one file."""
        return self._shown(pk)

    @extend_schema(request={"multipart/form-data": CheckLayerSerializer}, responses={201: LayerImportSerializer})
    def create(self, request: Request) -> Response:
        """Hand in a file and have it checked: a dry run that makes no layer."""
        base.ensure(policy.check(self.user, "import"))
        values = self.read(CheckLayerSerializer)
        made = layers.check(values.pop("file"), layers.Description(**values), by=self.user)
        return self._shown(made.pk, status=201, Location=f"{request.path}{made.pk}/")

    @extend_schema(request=None, responses={200: LayerSerializer, 201: LayerSerializer})
    @action(detail=True, methods=["post"])
    def load(self, request: Request, pk: int) -> Response:
        """Load what was checked.

        A new layer is answered with 201; the very same one that is in force already with 200, nothing changed.
        """
        found = layers.load(pk, by=self.user)
        return Response(LayerSerializer(found.layer).data, status=201 if found.is_new else 200)

    def get_parsers(self) -> Any:
        """A file comes as a multipart form."""
        return [FileParser()] if getattr(self, "action_map", {}).get("post") == "create" else super().get_parsers()

    def get_serializer_context(self) -> dict[str, Any]:
        """With the contents that are in force."""
        return {**super().get_serializer_context(), "in_force": getattr(self, "in_force", set())}

    def _shown(self, pk: int, *, status: int = 200, **headers: Any) -> Response:
        kept = import_policy.access(self.user, pk)
        context = {"in_force": _in_force([kept])}
        return self.answer(LayerImportSerializer(kept, context=context).data, status=status, **headers)


def _in_force(rows: Sequence[Any]) -> set[str]:
    hashes = [row.content_hash for row in rows]
    found = MapLayer.objects.filter(content_hash__in=hashes, valid_to__isnull=True)
    return set(found.order_by().values_list("content_hash", flat=True))
