"""What every part of an application shares."""

from collections.abc import Callable
from typing import Any

from rest_framework.response import Response

from governance.approval.api.cases import case_shapes as shapes
from governance.approval.models import Case
from governance.approval.policies.cases import CasePolicy
from governance.approval.selectors.cases import cases as selectors
from registry.web.api.base import Resource


class CaseResource(Resource):
    """What every part of an application shares."""

    tag = "Applications"
    serializer_class = shapes.CaseDetailSerializer
    queryset = Case.objects.none()

    def shown(self, pk: int, *, status: int = 200, **headers: str) -> Response:
        """The application as it is now."""
        case = CasePolicy().access(self.user, pk)
        overview = selectors.overview(case, reader=self.user)
        case.clocks = overview.clocks  # type: ignore[attr-defined]
        context = {**self.get_serializer_context(), "overview": overview}
        data = shapes.CaseDetailSerializer(case, context=context).data
        return self.answer(data, status=status, version=case.version, **headers)

    def act(self, pk: int, verb: Callable[..., Any], shape: Any = shapes.ActSerializer) -> Response:
        """Run a verb on the application with what was sent, and answer the application after it."""
        values = self.read(shape)
        values["version"] = self.version(values.get("version"))
        verb(pk, by=self.user, **values)
        return self.shown(pk)
