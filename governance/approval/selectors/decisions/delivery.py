"""Whether signed decisions were delivered in time (Administrative Licensing Law art. 44: within 10 working days)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from governance.approval.models import Case, Decision
from registry.calendar.rules import working_days
from registry.calendar.rules.working_days import NotYetAnnounced, WorkingDayTable
from registry.calendar.selectors import calendars
from registry.matters.policies.parties import INTAKE
from registry.scope.models import User
from registry.scope.policies.base import grants_with


@dataclass(frozen=True)
class Status:
    """The delivery of one decision; `due` is None beyond the announced calendar."""

    decision: Decision
    days: int
    due: dt.date | None
    delivered_on: dt.date | None

    @property
    def is_delivered(self) -> bool:
        """Whether the applicant has the decision."""
        return self.delivered_on is not None

    @property
    def overdue(self) -> bool:
        """Whether it was, or still is, later than the law allows."""
        return self.due is not None and self.due < (self.delivered_on or timezone.localdate())

    @property
    def level(self) -> str:
        """How urgent, as a tone."""
        if self.is_delivered:
            return "warn" if self.overdue else "ok"
        return "bad" if self.overdue else "wait"


def status(decision: Decision, *, table: WorkingDayTable | None = None) -> Status:
    """The due date of a signed decision and whether it was met."""
    days = decision.case.frozen.delivery_days
    due = None
    if decision.countersigned_at is not None:
        try:
            signed = timezone.localtime(decision.countersigned_at).date()
            due = working_days.end_of_period(table or calendars.table(), signed, days)
        except NotYetAnnounced:
            due = None
    delivered = timezone.localtime(decision.delivered_at).date() if decision.delivered_at else None
    return Status(decision, days, due, delivered)


def statuses(decisions: Iterable[Decision]) -> list[Status]:
    """The deliveries of many decisions by one calendar."""
    table = calendars.table()
    return [status(decision, table=table) for decision in decisions]


def pending(case: Case) -> Status | None:
    """What the office still has to deliver in a decided case; None when there is nothing."""
    if case.state not in (Case.State.APPROVED, Case.State.REFUSED):
        return None
    decision = case.decisions.filter(state=Decision.State.SIGNED, delivered_at__isnull=True).first()
    if decision is None:
        return None
    decision.case = case
    return status(decision)


def to_deliver(user: User) -> QuerySet[Decision]:
    """The decisions that the user's office still has to deliver, oldest first."""
    own = [grant.organisation_id for grant in grants_with(user, *INTAKE)]
    if not own:
        return Decision.objects.none()
    rows = Decision.objects.filter(
        state=Decision.State.SIGNED, delivered_at__isnull=True, case__matter__responsible__in=own
    )
    shown = rows.select_related("case__matter", "case__mine", "case__applicant").defer("case__mine__boundary")
    return shown.order_by("countersigned_at", "pk")
