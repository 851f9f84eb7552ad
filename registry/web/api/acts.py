"""The operations of acts: `class Meetings(ActsResource, acts=MEETING_ACTS)` has one for each."""

from collections.abc import Mapping
from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers as s
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from registry.base.rules.contributions import Clash
from registry.web.acts.acts import Act, Acts
from registry.web.api.base import Resource
from registry.web.api.parsers import FileParser


class ActsResource(Resource):
    """A resource whose acts are described once; an act that makes a row of the kind itself is its POST (`create`)."""

    #: Verb → how the row is shown that an act on a row of this kind makes.
    made: ClassVar[Mapping[str, type[s.BaseSerializer[Any]]]] = {}

    def __init_subclass__(cls, acts: Acts | None = None, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if acts is None:
            return
        carrying = tuple(act.name for act in acts if "version" in acts.carried(act).reads)
        cls.versioned = (*getattr(cls, "versioned", ()), *carrying)  # type: ignore[attr-defined]
        for act in acts:
            name = "create" if act.is_first else act.name
            if name in vars(cls):
                raise Clash(f"{cls.__name__} has an attribute {name!r} already.")
            setattr(cls, name, _operation(acts, act, cls))

    def shown(self, pk: Any, *, status: int = 200, **headers: str) -> Response:
        """The row as it is now, for this reader."""
        raise NotImplementedError


def _operation(acts: Acts, act: Act, cls: Any) -> Any:
    """The operation of an act, with its description."""

    def operation(self: Any, request: Request, pk: int | None = None) -> Response:
        data = request.data
        if "version" in acts.carried(act).reads and "If-Match" in request.headers and isinstance(data, dict):
            data = {**data, "version": self.version(data.get("version"))}
        _row, made = acts.perform(act, pk, self.user, data)
        if act.makes:
            return Response(cls.made[act.verb](made, context=self.get_serializer_context()).data, status=201)
        if act.is_first:
            return self.shown(made.pk, status=201, Location=f"{request.path}{made.pk}/")
        return self.shown(pk)

    operation.__name__ = operation.__qualname__ = "create" if act.is_first else act.name
    operation.__doc__ = act.about
    has_file = any(isinstance(f, s.FileField) for f in act.input().fields.values())
    is_new = act.is_first or act.makes
    if "examples" not in getattr(act.input, "_spectacular_annotation", {}):
        example = OpenApiExample(act.verb, value=dict(act.example), request_only=True)
        extend_schema_serializer(examples=[example])(act.input)
    described = extend_schema(
        request={"multipart/form-data": act.input} if has_file else act.input,
        responses={201 if is_new else 200: cls.made[act.verb] if act.makes else cls.serializer_class},
    )
    if act.is_first:
        return described(operation)
    parsers: Any = {"parser_classes": [FileParser]} if has_file else {}
    offered = action(detail=True, methods=["post"], url_path=act.verb, url_name=act.verb, **parsers)
    return described(offered(operation))
