"""The sections of a dossier: each read and written as the room that owns it keeps it."""

import re
from collections.abc import Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from governance.approval.models import Case
from governance.approval.policies import case_states
from governance.approval.policies.cases import CasePolicy
from governance.approval.services.dossiers import dossiers, sections
from governance.approval.services.dossiers.sections import SectionKind
from registry.base.rules.errors import OutOfScope
from registry.dossiers.selectors import sections as readings
from registry.dossiers.services.section_checks import MOST_ROWS
from registry.scope.policies.base import Allowed
from registry.web.api import columns
from registry.web.api.base import Resource
from registry.web.api.shared import MAX_KEY, MAX_VERSION, Text
from registry.web.rules import problem_details
from registry.web.rules.problem_details import BadParameter

_CELL = re.compile(r"^([a-z_]+)-(\d+)-([a-z_]+)$")
_REVISION = OpenApiParameter(
    "revision",
    {"type": "integer", "minimum": 0, "maximum": 9999},
    OpenApiParameter.QUERY,
    description="0 is the draft, which only the applicant sees; the newest you may see when none is named.",
)


def _column(field: Any) -> serializers.Field[Any, Any, Any, Any]:
    """How one column is sent: everything may be left empty in a draft."""
    told: dict[str, Any] = {"required": False, "allow_null": True, "help_text": _told(field)}
    if isinstance(field, models.ForeignKey):
        return serializers.IntegerField(min_value=1, max_value=MAX_KEY, **told)
    if isinstance(field, models.BooleanField):
        return serializers.BooleanField(**told)
    if isinstance(field, models.DecimalField):
        return columns.figure(field, **told)
    if isinstance(field, models.DateField):
        return serializers.DateField(**told)
    if isinstance(field, models.IntegerField):
        return columns.figure(field, **told)
    if field.choices:
        return serializers.ChoiceField(choices=field.choices, allow_blank=True, **told)
    return Text(max_length=field.max_length, allow_blank=True, **told)


def _told(field: Any) -> str:
    unit = str(field.help_text)
    return f"{field.verbose_name!s}{f' ({unit})' if unit else ''}"


def _columns(model: type[models.Model], names: Sequence[str]) -> dict[str, Any]:
    return {name: _column(model._meta.get_field(name)) for name in names}


def _shape(name: str, doc: str, fields: dict[str, Any], *examples: OpenApiExample) -> type[serializers.Serializer[Any]]:
    made = type(f"{name}Serializer", (serializers.Serializer,), {"__doc__": doc, **fields})
    return extend_schema_serializer(component_name=name, examples=list(examples))(made)


def _of_kind(kind: SectionKind) -> tuple[Any, Any]:
    """The shapes in which a section is sent and answered."""
    name, layout = kind.key.capitalize(), kind.layout
    fields = _shape(f"{name}Fields", f"The {kind.key} section's own columns.", _columns(layout.model, layout.fields))
    lists: dict[str, Any] = {
        row.relation: serializers.ListSerializer(
            child=_shape(f"{name}{row.relation.capitalize()}Row", "One row.", _columns(row.model, row.fields))(),
            required=False,
            max_length=MOST_ROWS,
        )
        for row in layout.rows
    }
    rows = _shape(f"{name}Rows", "The tables; one that is named is replaced as a whole.", lists)
    version = {"version": serializers.IntegerField(min_value=1, max_value=MAX_VERSION, required=False)}
    first = next(iter(layout.fields))
    example = {"fields": {first: None}, "rows": {row.relation: [] for row in layout.rows}, "version": 1}
    sent = _shape(
        f"{name}Draft",
        "What is sent; columns that are not named stay as they are.",
        {"fields": fields(required=False), "rows": rows(required=False), **version},
        OpenApiExample("Half-filled", value=example, request_only=True),
    )
    answered = _shape(
        f"{name}Section",
        "One section of one revision; revision 0 is the draft.",
        {
            "key": serializers.ChoiceField(choices=[kind.key]),
            "revision": serializers.IntegerField(),
            "status": serializers.ChoiceField(choices=["draft", "frozen", "approved", "refused", "superseded"]),
            "fields": fields(),
            "rows": rows(),
            "version": serializers.IntegerField(),
        },
        OpenApiExample(
            "A draft", value={"key": kind.key, "revision": 0, "status": "draft", **example}, response_only=True
        ),
    )
    return sent, answered


class SectionResource(Resource):
    """One section of the dossier of an application."""

    tag = "Dossier"
    kind: SectionKind
    sent: Any
    queryset = Case.objects.none()
    pagination_class = None
    filter_backends: Any = ()
    versioned = ("update",)

    def pointer_to(self, name: str) -> str:
        """Cells are named `relation-index-column` by the services."""
        if cell := _CELL.match(name):
            return problem_details.pointer(f"rows.{cell[1]}.{cell[2]}.{cell[3]}")
        relations = {row.relation for row in self.kind.layout.rows}
        return problem_details.pointer(f"{'rows' if name in relations else 'fields'}.{name}" if name else "")

    def read_section(self, pk: int) -> Response:
        """The section in the revision that is asked for."""
        case = CasePolicy().access(self.user, pk)
        self._require_kind(case)
        writes = isinstance(CasePolicy().check(self.user, "edit_dossier", case), Allowed)
        return self._shown(case, self._revision(case, writes))

    def save_section(self, pk: int) -> Response:
        """Save the draft with what was sent."""
        values = self.read(self.sent)
        case = CasePolicy().access(self.user, pk)
        self._require_kind(case)
        version = self.version(values.get("version"))
        data, rows = values.get("fields", {}), values.get("rows", {})
        dossiers.save(pk, self.kind.key, by=self.user, data=data, rows=rows, version=version)
        return self._shown(case, 0)

    def _require_kind(self, case: Case) -> None:
        if self.kind.key not in case.frozen.sections:
            raise OutOfScope

    def _revision(self, case: Case, writes: bool) -> int:
        wanted = self.request.query_params.get("revision")
        frozen = case.revisions.count()
        if wanted is None:
            number = 0 if writes and (case.state in case_states.EDITABLE or not frozen) else frozen
        elif wanted.isascii() and wanted.isdigit() and len(wanted) < 5:
            number = int(wanted)
        else:
            raise BadParameter({"revision": [_("Give the number of a revision.")]})
        if number == 0 and not writes:
            raise OutOfScope
        return number

    def _shown(self, case: Case, number: int) -> Response:
        layout = self.kind.layout
        section = readings.revision(layout, case.application, number)
        if section is None:
            raise OutOfScope
        content = readings.canonical(layout, readings.read(layout, section))
        shown = {
            "key": self.kind.key,
            "revision": section.revision,
            "status": section.status,
            "fields": content["fields"],
            "rows": content["rows"],
            "version": section.version,
        }
        return self.answer(shown, version=section.version)


def _resource(section: SectionKind) -> type[SectionResource]:
    """The resource of one kind, with its own shapes in the description."""
    taken, answered = _of_kind(section)

    class OfKind(SectionResource):
        kind, sent, serializer_class = section, taken, answered

        @extend_schema(responses=answered, parameters=[_REVISION])
        def retrieve(self, request: Request, pk: int) -> Response:
            return self.read_section(pk)

        @extend_schema(request=taken, responses=answered)
        def update(self, request: Request, pk: int) -> Response:
            return self.save_section(pk)

    OfKind.retrieve.__doc__ = (
        f"Read the {section.key} section.\n\nThe applicant reads the draft while it may be edited, everybody else what "
        "was frozen."
    )
    OfKind.update.__doc__ = (
        f"Save the draft of the {section.key} section.\n\nHalf-filled is fine; impossible values are refused, all at "
        "once. A table that is named is replaced as a whole. A version that is not the present one is answered with "
        "both."
    )
    return OfKind


RESOURCES = {key: _resource(kind) for key, kind in sections.KINDS.items()}
