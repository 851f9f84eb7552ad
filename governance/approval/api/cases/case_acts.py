"""What the office and the second signatory do with an application."""

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from governance.approval.api.cases import case_shapes as shapes
from governance.approval.api.cases.case_base import CaseResource
from governance.approval.services.cases import intake
from governance.approval.services.clocks import clocks
from governance.approval.services.decisions import decisions, licence_terms
from governance.approval.services.dossiers import revisions
from governance.approval.services.obligations.obligation_carrying import Wish


class CaseActs(CaseResource):
    """The acts of the bodies."""

    versioned: tuple[str, ...] = (
        "accept",
        "ask_corrections",
        "ask_revision",
        "decline",
        "propose",
        "countersign",
        "return_to_office",
        "pause",
        "resume",
        "extend",
    )

    @extend_schema(request=shapes.ActSerializer)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: int) -> Response:
        """Accept the complete application.

        The statutory period and every department's own clock start now.
        """
        return self.act(pk, intake.accept)

    @extend_schema(request=shapes.AskCorrectionsSerializer)
    @action(detail=True, methods=["post"], url_path="ask-corrections")
    def ask_corrections(self, request: Request, pk: int) -> Response:
        """Ask the applicant for corrections, once and for everything that is missing."""
        return self.act(pk, intake.ask_corrections, shapes.AskCorrectionsSerializer)

    @extend_schema(request=shapes.ReasonSerializer)
    @action(detail=True, methods=["post"])
    def decline(self, request: Request, pk: int) -> Response:
        """Do not accept the application, with a written reason."""
        return self.act(pk, intake.decline, shapes.ReasonSerializer)

    @extend_schema(request=shapes.AskCorrectionsSerializer)
    @action(detail=True, methods=["post"], url_path="ask-revision")
    def ask_revision(self, request: Request, pk: int) -> Response:
        """Give the dossier under review back to the company to change it; the clock of the decision stops meanwhile."""
        return self.act(pk, revisions.ask_revision, shapes.AskCorrectionsSerializer)

    @extend_schema(request=shapes.ProposeSerializer)
    @action(detail=True, methods=["post"])
    def propose(self, request: Request, pk: int) -> Response:
        """Propose the decision.

        The conditions of all departments become obligations. A stopped case can only be refused. For an amendment,
        `obligations` says what becomes of pending obligations of the mine; those that are not named are carried over.
        Where an approval issues a mining licence, `licence` holds its number, validity and capacity.
        """
        values = self.read(shapes.ProposeSerializer)
        choices = {row["obligation"]: Wish(row["is_carried"], row["reason"]) for row in values.pop("obligations")}
        licence = values.pop("licence")
        values["licence"] = licence_terms.Wish(**licence) if licence else None
        values["version"] = self.version(values.get("version"))
        decisions.propose(pk, by=self.user, choices=choices, **values)
        return self.shown(pk)

    @extend_schema(request=shapes.ActSerializer)
    @action(detail=True, methods=["post"])
    def countersign(self, request: Request, pk: int) -> Response:
        """Sign the decision as the second person.

        The head of another department that sits in the case signs; the decision takes effect and is published.
        """
        return self.act(pk, decisions.countersign)

    @extend_schema(request=shapes.ReturnSerializer)
    @action(detail=True, methods=["post"], url_path="return")
    def return_to_office(self, request: Request, pk: int) -> Response:
        """Return the proposed decision to the office with the reason."""
        return self.act(pk, decisions.return_to_office, shapes.ReturnSerializer)

    @extend_schema(request=shapes.PauseSerializer)
    @action(detail=True, methods=["post"], url_path="clock/pause")
    def pause(self, request: Request, pk: int) -> Response:
        """Stop the decision clock, not the work.

        For expert review, hearing or testing (Administrative Licensing Law art. 45).
        """
        return self.act(pk, clocks.pause, shapes.PauseSerializer)

    @extend_schema(request=shapes.ActSerializer)
    @action(detail=True, methods=["post"], url_path="clock/resume")
    def resume(self, request: Request, pk: int) -> Response:
        """Start the decision clock again."""
        return self.act(pk, clocks.resume)

    @extend_schema(request=shapes.ExtendSerializer)
    @action(detail=True, methods=["post"], url_path="clock/extend")
    def extend(self, request: Request, pk: int) -> Response:
        """Extend the period for the decision once, as the procedure allows (art. 42)."""
        return self.act(pk, clocks.extend, shapes.ExtendSerializer)
