"""Hand what a closed body held in a case to the body that took its place, so that no case waits for nobody."""

from django.utils import timezone

from governance.approval.models import Case, Conflict, Seat
from governance.approval.services.cases import announcements, cases
from governance.approval.services.seats import rounds
from registry.audit.services import audit
from registry.base.rules.errors import DomainError
from registry.base.services import units
from registry.matters.services import matters, queues
from registry.scope.models import Organisation
from registry.scope.rules.grants import System

SWEEPER = System("successions")


def sweep() -> int:
    """Hand over the open seats and the open cases of closed bodies; returns how many were handed over.

    Where nobody took the place of a body, the case keeps its holder, who is shown with the reason.
    """
    today = timezone.localdate()
    held = Seat.objects.filter(state=Seat.State.OPEN, organisation__valid_to__lt=today).values_list("pk", flat=True)
    led = (
        Case.objects.exclude(state__in=Case.ENDED)
        .filter(matter__responsible__valid_to__lt=today)
        .values_list("pk", flat=True)
    )
    return sum(succeed(pk) is not None for pk in list(held)) + sum(lead(pk) is not None for pk in list(led))


@units.unit()
def succeed(seat_id: int) -> Seat | None:
    """Give an open seat of a closed department to the one that has its function now; its clock goes on."""
    found = Seat.objects.filter(pk=seat_id).values_list("round__case", flat=True).first()
    matters.lock(found or 0)
    case = Case.objects.filter(pk=found or 0).first()
    rows = Seat.objects.select_related("organisation", "round")
    seat = rows.filter(pk=seat_id, state=Seat.State.OPEN).first()
    if case is None or seat is None or not _is_closed(seat.organisation):
        return None
    try:
        successor = rounds.department(seat.function, seat.power, case.region_code)
    except DomainError:
        return None
    if (
        successor is None
        or seat.round.seats.exclude(state=Seat.State.WITHDRAWN).filter(organisation=successor).exists()
    ):
        return None
    before = {"department": str(seat.organisation), "officer": str(seat.officer or "")}
    seat.organisation, seat.officer = successor, None
    seat.save(update_fields=["organisation", "officer"])
    case.save(update_fields=["updated_at"])
    after = {"department": str(successor)}
    audit.record("seats.succeed", case, by=SWEEPER, before=before, after=after, organisation=successor)
    announcements.succeeded(case, seat)
    queues.refresh(case)
    return seat


@units.unit()
def lead(case_id: int) -> Case | None:
    """Give a case of a closed committee's office, with its open conflicts, to the office that covers the mine now."""
    matters.lock(case_id)
    case = Case.objects.select_related("matter__responsible").filter(pk=case_id).first()
    if case is None or case.state in Case.ENDED or not _is_closed(case.office):
        return None
    try:
        successor = cases.office_of(case.region_code)
    except DomainError:
        return None
    before = {"office": str(case.office)}
    Conflict.objects.filter(case=case, state=Conflict.State.OPEN, owner=case.office).update(owner=successor)
    matters.pass_on(case, successor)
    case.save(update_fields=["updated_at"])
    after = {"office": str(successor)}
    audit.record("cases.succeed", case, by=SWEEPER, before=before, after=after, organisation=successor)
    queues.refresh(case)
    return case


def _is_closed(body: Organisation) -> bool:
    return body.valid_to is not None and body.valid_to < timezone.localdate()
