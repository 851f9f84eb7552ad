"""What the office and the company do around a decision: deliver it, lay it open, amend it, have it reconsidered."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from governance.approval.api.cases import case_shapes
from governance.approval.api.cases import follow_up_shapes as shapes
from governance.approval.api.cases.case_base import CaseResource
from governance.approval.models import Case
from governance.approval.policies import notices as notice_policies
from governance.approval.policies.cases import CasePolicy
from governance.approval.selectors.cases import links as link_selectors
from governance.approval.services.cases import links
from governance.approval.services.decisions import delivery
from governance.approval.services.notices import notices
from registry.matters.selectors import notices as readings


class CaseFollowUps(CaseResource):
    """Deliveries, notices and linked cases."""

    @extend_schema(request=shapes.DeliverSerializer)
    @action(detail=True, methods=["post"])
    def deliver(self, request: Request, pk: int) -> Response:
        """Record how the office delivered the signed decision.

        A person of the applicant company who fetches the letter delivers it too; only the first time counts.
        """
        delivery.deliver(pk, by=self.user, **self.seen(shapes.DeliverSerializer))
        return self.shown(pk)

    @extend_schema(request=shapes.AmendSerializer, responses={201: case_shapes.CaseDetailSerializer})
    @action(detail=True, methods=["post"])
    def amend(self, request: Request, pk: int) -> Response:
        """Open the amendment of an approved plan.

        The draft starts from what was approved. The obligations of the decision stay: the amending decision carries
        each over or ends it with a reason (`obligations` of the proposal).
        """
        return self._opened(links.open_amendment(pk, by=self.user, **self.read(shapes.AmendSerializer)))

    @extend_schema(request=shapes.ReconsiderSerializer, responses={201: case_shapes.CaseDetailSerializer})
    @action(detail=True, methods=["post"])
    def reconsider(self, request: Request, pk: int) -> Response:
        """Ask to reconsider a signed decision, once and in time.

        It goes to the office of the next larger territory, where there is one.
        """
        return self._opened(links.open_reconsideration(pk, by=self.user, **self.read(shapes.ReconsiderSerializer)))

    @extend_schema(responses=shapes.LinksSerializer, filters=False)
    @action(detail=True, filterset_class=None)
    def links(self, request: Request, pk: int) -> Response:
        """Read the linked cases, and what may still be opened from the decision."""
        case = CasePolicy().access(self.user, pk)
        found = {
            "links": link_selectors.linked_cases(case, self.user),
            "openings": link_selectors.openings(case, self.user),
        }
        return Response(shapes.LinksSerializer(found).data)

    @extend_schema(responses=shapes.CaseNoticeSerializer(many=True), filters=False)
    @action(detail=True, pagination_class=None, filterset_class=None)
    def notices(self, request: Request, pk: int) -> Response:
        """List the public notices of an application with what people said, the unanswered first."""
        return self._notices(pk)

    @extend_schema(request=shapes.OpenNoticeSerializer, responses={201: shapes.CaseNoticeSerializer(many=True)})
    @notices.mapping.post
    def open_notice(self, request: Request, pk: int) -> Response:
        """Open a public notice from today for so many working days; one at a time."""
        CasePolicy().access(self.user, pk)
        notices.open_notice(pk, by=self.user, **self.seen(shapes.OpenNoticeSerializer))
        return self._notices(pk, status=201)

    def _notices(self, pk: int, *, status: int = 200) -> Response:
        case = CasePolicy().access(self.user, pk)
        context = {"reads_hidden": bool(notice_policies.answers(self.user, case))}
        shown: Any = readings.of_matter(case.matter)
        return Response(shapes.CaseNoticeSerializer(shown, many=True, context=context).data, status=status)

    def _opened(self, case: Case) -> Response:
        """The new case, with its address."""
        there = self.request.path.split("/")
        return self.shown(case.pk, status=201, Location="/".join([*there[:-3], str(case.pk), ""]))
