"""Imports of mines and of their production: a dry run first, then loaded when its problems were read."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_field, extend_schema_serializer
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from registry.mines import tasks as import_tasks
from registry.mines.filters.imports import ProblemFilter
from registry.mines.models import ImportProblem, ImportRun
from registry.mines.policies import imports
from registry.mines.selectors import import_words
from registry.mines.selectors import imports as selectors
from registry.mines.services.imports import runs
from registry.regions.selectors import regions
from registry.scope.policies import base
from registry.web.api.base import Resource
from registry.web.api.filters import Filters
from registry.web.api.parsers import FileParser


class KindCountSerializer(serializers.Serializer[Any]):
    """How many problems there are of one kind."""

    kind = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    number = serializers.IntegerField()


_RUN = {
    "id": 9,
    "kind": "mines",
    "file": "register.csv",
    "is_dry_run": True,
    "checked_in": None,
    "state": "done",
    "rows_total": 120,
    "rows_read": 120,
    "created_count": 100,
    "changed_count": 12,
    "unchanged_count": 6,
    "bad_count": 2,
    "warned_count": 3,
    "boundary_count": 80,
    "problem_count": 5,
    "failure": "",
    "created_at": "2026-11-20T09:00:00+08:00",
    "finished_at": "2026-11-20T09:00:04+08:00",
}


@extend_schema_serializer(examples=[OpenApiExample("Checked", value=_RUN)])
class ImportRunSerializer(serializers.ModelSerializer[ImportRun]):
    """One reading of a register: checked (dry run) or loaded."""

    file = serializers.CharField(source="file_name", read_only=True)
    checked_in = serializers.IntegerField(
        source="checked_in_id", read_only=True, allow_null=True, help_text="The dry run before."
    )
    failure = serializers.SerializerMethodField(help_text="Why the file could not be read; empty otherwise.")

    class Meta:
        model = ImportRun
        fields: tuple[str, ...] = tuple(_RUN)
        read_only_fields = fields

    @extend_schema_field(str)
    def get_failure(self, run: ImportRun) -> str:
        """The reason in the language of the request."""
        return str(import_words.failure(run) or "")


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Checked", value={**_RUN, "kinds": [{"kind": "coordinates", "label": "Coordinates", "number": 2}]}
        )
    ]
)
class ImportRunDetailSerializer(ImportRunSerializer):
    """One run with its problems by kind."""

    kinds = serializers.SerializerMethodField()

    class Meta(ImportRunSerializer.Meta):
        fields: tuple[str, ...] = (*ImportRunSerializer.Meta.fields, "kinds")
        read_only_fields = fields

    @extend_schema_field(KindCountSerializer(many=True))
    def get_kinds(self, run: ImportRun) -> Any:
        """The problems by kind, the most frequent first."""
        return [{"kind": kind, "label": str(label), "number": number} for kind, label, number in selectors.by_kind(run)]


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Exchanged",
            value={
                "id": 31,
                "file": "mines",
                "line": 14,
                "column": "纬度",
                "severity": "error",
                "identifier": "T00014",
                "code": "coordinates.swapped",
                "text": "Latitude and longitude seem to be exchanged (110.1, 40.2).",
            },
        )
    ]
)
class ImportProblemSerializer(serializers.ModelSerializer[ImportProblem]):
    """Something wrong in a file: an error keeps the row out, a warning is a remark on a row that is loaded."""

    text = serializers.SerializerMethodField(help_text="In the language of the request.")

    class Meta:
        model = ImportProblem
        fields: tuple[str, ...] = ("id", "file", "line", "column", "severity", "identifier", "code", "text")
        read_only_fields = fields

    @extend_schema_field(str)
    def get_text(self, row: ImportProblem) -> str:
        """What is wrong."""
        return import_words.sentence(row.code, row.params, self.context["names"])


@extend_schema_serializer(examples=[OpenApiExample("A register", value={"file": "(binary)"})])
class StartImportSerializer(serializers.Serializer[Any]):
    """A register of mines (and a file of boundaries if there is one), or production by month."""

    kind = serializers.ChoiceField(choices=ImportRun.Kind.choices, default=ImportRun.Kind.MINES)

    file = serializers.FileField(allow_empty_file=True, help_text="CSV (UTF-8 or GB 18030) or XLSX.")
    boundaries = serializers.FileField(
        required=False, allow_empty_file=True, help_text="GeoJSON; each feature names its mine by identifier."
    )


class MineImports(Resource):
    """Runs of the imports of one's office."""

    tag = "Mines"
    serializer_class = ImportRunSerializer
    orders = {"-id": ("-pk",), "id": ("pk",)}
    filter_backends: Any = ()
    filterset_class: Any = None
    queryset = ImportRun.objects.none()

    def list(self, request: Request) -> Response:
        """List the runs of your office; an auditor lists those of the territory."""
        rows = selectors.visible(self.user)
        if not rows.exists():
            base.ensure(imports.policy.check(self.user, "start"))
        return self.page(rows)

    @extend_schema(responses=ImportRunDetailSerializer)
    def retrieve(self, request: Request, pk: int) -> Response:
        """Read one run: its progress, its figures, and its problems by kind."""
        return self._shown(pk)

    @extend_schema(request={"multipart/form-data": StartImportSerializer}, responses={201: ImportRunDetailSerializer})
    def create(self, request: Request) -> Response:
        """Hand in a file and have it checked: a dry run that changes nothing."""
        base.ensure(imports.policy.check(self.user, "start"))
        values = self.read(StartImportSerializer)
        made = runs.start(values.pop("file"), by=self.user, **values)
        transaction.on_commit(lambda: import_tasks.nudge_imports(made.pk))
        return self._shown(made.pk, status=201, Location=f"{request.path}{made.pk}/")

    @extend_schema(request=None, responses={201: ImportRunDetailSerializer})
    @action(detail=True, methods=["post"])
    def load(self, request: Request, pk: int) -> Response:
        """Load what was checked; the run that does it is answered."""
        made = runs.load(pk, by=self.user)
        transaction.on_commit(lambda: import_tasks.nudge_imports(made.pk))
        return self._shown(made.pk, status=201)

    @extend_schema(responses=ImportProblemSerializer(many=True))
    @action(
        detail=True,
        filter_backends=[Filters],
        filterset_class=ProblemFilter,
        queryset=ImportProblem.objects.none(),
        orders={"line": ("id",)},
    )
    def problems(self, request: Request, pk: int) -> Response:
        """List the problems of a run in the order of the file."""
        return self.page(selectors.problems(imports.policy.access(self.user, pk)), ImportProblemSerializer)

    def prepare(self, rows: Sequence[Any]) -> None:
        """Read the names of regions once, where a sentence may need one."""
        told = any(getattr(row, "code", "").startswith(("coordinates", "row")) for row in rows)
        self.names = regions.names_by_code() if told else {}

    def get_parsers(self) -> Any:
        """A register comes as a multipart form."""
        return [FileParser()] if getattr(self, "action_map", {}).get("post") == "create" else super().get_parsers()

    def get_serializer_context(self) -> dict[str, Any]:
        """With the names of regions."""
        return {**super().get_serializer_context(), "names": getattr(self, "names", {})}

    def _shown(self, pk: int, *, status: int = 200, **headers: Any) -> Response:
        run = imports.policy.access(self.user, pk)
        return self.answer(ImportRunDetailSerializer(run).data, status=status, **headers)
