"""Let silence count where an article says so."""

from django.utils import timezone

from governance.approval.models import Case, Clock, ProcedureSeat, Seat
from governance.approval.selectors.clocks import clocks as readings
from governance.approval.services.cases import announcements, cases, settling
from governance.approval.services.clocks import clocks
from registry.audit.services import audit
from registry.base.services import units
from registry.matters.models import ClockEvent
from registry.matters.services import matters
from registry.scope.rules.grants import System

SWEEPER = System("reminders")


def sweep() -> int:
    """Count the silence of every overdue seat whose procedure cites the article for it; returns how many."""
    waiting = Seat.objects.filter(state=Seat.State.OPEN, silence=ProcedureSeat.Silence.CONSENTS).exclude(
        deemed_basis_zh=""
    )
    return sum(deem(pk) is not None for pk in list(waiting.values_list("pk", flat=True)))


@units.unit()
def deem(seat_id: int) -> Seat | None:
    """Let the silence of one overdue seat count as no objection; None when it spoke first or is not overdue."""
    found = Seat.objects.filter(pk=seat_id).values_list("round__case", flat=True).first()
    matters.lock(found or 0)
    case = Case.objects.filter(pk=found or 0, state=Case.State.REVIEW).first()
    seat = Seat.objects.filter(pk=seat_id, state=Seat.State.OPEN).first()
    if case is None or seat is None or seat.silence != ProcedureSeat.Silence.CONSENTS or not seat.deemed_basis_zh:
        return None
    reading = readings.one(case, Clock.SEAT, seat)
    if reading is None or not reading.shown.overdue:
        return None
    seat.round.case = case
    seat.state, seat.closed_at = Seat.State.DEEMED, timezone.now()
    seat.save(update_fields=["state", "closed_at"])
    clocks.write(case, Clock.SEAT, ClockEvent.Kind.STOP, by=SWEEPER, seat=seat)
    after = {"department": str(seat.organisation), "basis": seat.deemed_basis_zh}
    audit.record("seats.deem", case, by=SWEEPER, after=after, organisation=seat.organisation)
    announcements.deemed(seat)
    settling.settle_round(case, by=SWEEPER)
    if case.state == Case.State.REVIEW:
        cases.move(case, "give_opinion")
    return seat
