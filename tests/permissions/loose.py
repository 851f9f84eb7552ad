"""Operations and pages whose own checks are off, so that only the services stand between a request and a row."""

import contextlib
import traceback
from collections.abc import Iterator
from typing import Any
from unittest import mock

from rest_framework import serializers

from registry.base.rules.errors import Incomplete
from registry.web.acts.acts import Act, Acts
from registry.web.api.base import Resource


def _loosen(field: Any) -> None:
    """Let everything through that can be handed on: missing, blank, too long, out of range, of no choice."""
    field.allow_null, field.validators = True, []
    if field.required and not isinstance(field, serializers.BaseSerializer):
        field.required, field.default = False, None
    match field:
        case serializers.BaseSerializer() if hasattr(field, "fields"):
            for inner in field.fields.values():
                _loosen(inner)
        case serializers.ListSerializer():
            field.allow_empty, field.max_length, field.min_length = True, None, None
            _loosen(field.child)
        case serializers.ListField():
            field.allow_empty = True
            _loosen(field.child)
        case serializers.ChoiceField():
            field.allow_blank, field.to_internal_value = True, lambda data: data
        case serializers.DecimalField():
            field.max_digits = field.decimal_places = field.max_whole_digits = None
        case serializers.CharField():
            field.allow_blank = True


@contextlib.contextmanager
def unchecked(raised: list[Exception]) -> Iterator[None]:
    """Read what is sent without a check, and note what the service raised."""

    def read(self: Resource, serializer: Any = None, *, partial: bool = False) -> dict[str, Any]:
        shape = serializer or self.get_serializer_class()
        form = shape(data=self.request.data, partial=partial, context=self.get_serializer_context())
        _loosen(form)
        form.is_valid(raise_exception=True)
        return dict(form.validated_data)

    def read_partial(self: Resource, serializer: Any) -> dict[str, Any]:
        return read(self, serializer, partial=True)

    def given(self: Acts, act: Act, row: Any, user: Any, data: Any) -> Any:
        form = act.input(data=data, context={"row": row, "user": user})
        _loosen(form)
        return form

    answer = Resource.handle_exception

    def note(self: Resource, error: Exception) -> Any:
        raised.append(error)
        return answer(self, error)

    with (
        mock.patch.object(Resource, "read", read),
        mock.patch.object(Acts, "read", given),
        mock.patch.object(Resource, "read_partial", read_partial),
        mock.patch.object(Resource, "handle_exception", note),
    ):
        yield


def of_service(error: Exception) -> bool:
    """Whether a service refused what it was given."""
    places = [frame.filename for frame in traceback.extract_tb(error.__traceback__)]
    return isinstance(error, Incomplete) and any("/services/" in place for place in places)
