"""Applications: read, opened, submitted and withdrawn by the company."""

from collections.abc import Sequence
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from governance.approval.api.cases import case_shapes as shapes
from governance.approval.api.cases.case_acts import CaseActs
from governance.approval.api.cases.case_follow_ups import CaseFollowUps
from governance.approval.api.cases.case_readings import CaseReadings
from governance.approval.filters.cases import CaseFilter
from governance.approval.policies.cases import CasePolicy
from governance.approval.selectors.cases import cases as selectors
from governance.approval.selectors.clocks import clocks
from governance.approval.services.cases import cases
from governance.approval.services.dossiers import revisions, sections
from registry.scope.policies.base import ensure
from registry.web.rules.problem_details import BadParameter

ORDERS: dict[str, tuple[str, ...]] = {
    "-created": ("-created_at", "-pk"),
    "created": ("created_at", "pk"),
    "number": ("matter__number", "pk"),
    "-number": ("-matter__number", "-pk"),
}


class Applications(CaseActs, CaseFollowUps, CaseReadings):
    """Applications in one's scope."""

    filterset_class = CaseFilter
    orders = ORDERS
    versioned = (*CaseActs.versioned, "submit", "withdraw", "deliver", "open_notice")

    @extend_schema(responses=shapes.CaseSerializer(many=True))
    def list(self, request: Request) -> Response:
        """List applications.

        A company sees its own, the bodies of a territory what was submitted there. `waiting=true` leaves those in
        which you yourself can act next.
        """
        rows = selectors.listing(self.user).defer("mine__boundary")
        waiting = request.query_params.get("waiting", "false")
        if waiting not in ("true", "false"):
            raise BadParameter({"waiting": ["true, false"]})
        if waiting == "true":
            rows = rows.filter(pk__in=selectors.waiting_for(self.user).values("pk"))
        return self.page(rows, shapes.CaseSerializer)

    def prepare(self, rows: Sequence[Any]) -> None:
        """Read the clocks of the whole page at once."""
        found = clocks.of_cases(rows)
        for row in rows:
            row.clocks = found[row.pk]

    def retrieve(self, request: Request, pk: int) -> Response:
        """Read one application.

        With its clocks, the departments' seats and opinions, who must act now, and the decision.
        """
        return self.shown(pk)

    @extend_schema(request=shapes.OpenCaseSerializer, responses={201: shapes.CaseDetailSerializer})
    def create(self, request: Request) -> Response:
        """Open an application.

        A draft for one of your company's mines, under the procedure in force today, which the application freezes.
        """
        values = self.read(shapes.OpenCaseSerializer)
        case = cases.open_case(values.pop("mine"), values.pop("procedure"), by=self.user, **values)
        return self.shown(case.pk, status=201, Location=f"{request.path}{case.pk}/")

    @extend_schema(responses=shapes.CompletenessSerializer)
    @action(detail=True)
    def completeness(self, request: Request, pk: int) -> Response:
        """Check what is missing before the draft can be submitted.

        Every missing or impossible field of every section and every missing document, at once.
        """
        case = CasePolicy().access(self.user, pk)
        ensure(CasePolicy().check(self.user, "edit_dossier", case))
        missing = sections.missing(case)
        shown = {"complete": not missing, "missing": _rows(missing), "warnings": _rows(sections.warnings(case))}
        return Response(shapes.CompletenessSerializer(shown).data)

    @extend_schema(request=shapes.ActSerializer)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: int) -> Response:
        """Submit the dossier.

        It is frozen as a revision with one hash, and the clock of the completeness check starts; a dossier changed
        under review opens the next round instead, in which only the departments that it touches speak again. What is
        missing is answered as 400 with every field of every section.
        """
        return self.act(pk, revisions.submit)

    @extend_schema(request=shapes.ReasonSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: int) -> Response:
        """Withdraw the application before it is decided."""
        return self.act(pk, cases.withdraw, shapes.ReasonSerializer)


def _rows(found: dict[str, dict[str, list[str]]]) -> list[dict[str, Any]]:
    return [
        {"section": key, "field": name, "messages": [str(text) for text in texts]}
        for key, part in found.items()
        for name, texts in part.items()
    ]
