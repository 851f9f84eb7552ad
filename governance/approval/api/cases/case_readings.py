"""What the page of a case shows beside its progress: its story, what can be chosen, and one revision."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from governance.approval.api.cases import reading_shapes as shapes
from governance.approval.api.cases.case_base import CaseResource
from governance.approval.models import Case, ConflictKind, DossierRevision
from governance.approval.policies.cases import CasePolicy
from governance.approval.selectors.cases import cases as selectors
from governance.approval.selectors.cases import stories
from governance.approval.selectors.decisions import choices
from governance.approval.selectors.dossiers import documents
from governance.approval.services.dossiers import section_crosschecks, sections
from governance.approval.services.indicators import co_indicators
from registry.base.rules.errors import OutOfScope
from registry.scope.policies.base import Allowed

#: Revisions are counted with a small integer.
MOST_REVISIONS = 32767


class CaseReadings(CaseResource):
    """What is read of an application."""

    @extend_schema(responses=shapes.StorySerializer, filters=False)
    @action(detail=True, filterset_class=None)
    def timeline(self, request: Request, pk: int) -> Response:
        """Read the story of an application, the latest act first.

        The company does not read of a proposal before it is signed, nor of a dispute between departments.
        """
        view = selectors.overview(CasePolicy().access(self.user, pk), reader=self.user)
        return Response(shapes.StorySerializer(stories.of(view)).data)

    @extend_schema(responses=shapes.ChoicesSerializer, filters=False)
    @action(detail=True, filterset_class=None)
    def choices(self, request: Request, pk: int) -> Response:
        """Read what you can choose from when you act on an application.

        Officers, reasons of a pause, known conflicts, later decisions and obligations; what your role does not need is
        empty.
        """
        view = selectors.overview(CasePolicy().access(self.user, pk), reader=self.user)
        seat = choices.own_seat(view, self.user) or choices.department_seat(view, self.user)
        found = {
            "seat": seat.pk if seat else None,
            "outcomes": choices.outcomes(view),
            "officers": choices.officers(view, self.user),
            "pause_reasons": choices.pause_reasons(),
            "topics": list(ConflictKind.objects.in_force()),
            "later_decisions": choices.unseen(view, self.user),
            "obligations": choices.obligations(view),
        }
        return Response(shapes.ChoicesSerializer(found).data)

    @extend_schema(
        responses=shapes.RevisionDetailSerializer,
        filters=False,
        parameters=[OpenApiParameter("number", OpenApiTypes.INT, OpenApiParameter.PATH, description="0: the draft.")],
    )
    @action(detail=True, url_path="revisions/<int:number>", filterset_class=None)
    def revision(self, request: Request, pk: int, number: int) -> Response:
        """Read one revision of the dossier.

        With what differs from the one before, warnings, co-indicators and documents; the draft (0) is read by the
        applicant only.
        """
        case = CasePolicy().access(self.user, pk)
        rows = case.revisions.filter(number=number) if number <= MOST_REVISIONS else case.revisions.none()
        found = rows.first()
        writes = isinstance(CasePolicy().check(self.user, "edit_dossier", case), Allowed)
        if found is None and (number != 0 or not writes):
            raise OutOfScope
        return Response(shapes.RevisionDetailSerializer(_read(case, found)).data)


def _read(case: Case, revision: DossierRevision | None) -> dict[str, Any]:
    """The revision, or the draft, with what a reader holds it against."""
    number = revision.number if revision else 0
    earlier = [other for other in case.revisions.values_list("number", flat=True) if not number or other < number]
    before = max(earlier, default=None)
    changes = sections.difference(case, before, number) if before is not None else {}
    texts = section_crosschecks.warnings(section_crosschecks.read(case, number))
    indicators: Any = []
    if co_indicators.apply_to(case):
        indicators = co_indicators.of(case, revision) if revision else co_indicators.of_draft(case)
    return {
        "number": number,
        "before": before,
        "frozen_at": revision.frozen_at if revision else None,
        "content_hash": revision.content_hash if revision else "",
        "sections": [kind.key for kind in sections.of(case)],
        "differences": [{"section": key, "changes": found} for key, found in changes.items()],
        "warnings": [
            {"section": key, "messages": [str(text) for part in found.values() for text in part]}
            for key, found in texts.items()
            if found
        ],
        "indicators": indicators,
        "documents": documents.in_revision(case, revision) if revision else documents.in_draft(case),
    }
