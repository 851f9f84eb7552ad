"""Assign the officer who speaks for a department."""

from django.db import transaction
from django.utils.translation import gettext as _

from governance import workflows
from governance.models import Seat
from governance.policies.cases import CasePolicy
from governance.policies.seats import SeatPolicy
from governance.services import announcements, queues
from registry.errors import Incomplete, WrongState
from registry.models import Role, User
from registry.policies.base import ensure
from registry.selectors import members
from registry.services import audit


def access(seat_id: int, *, by: User, action: str, verb: str) -> Seat:
    """Fetch the seat with its case locked first, then the seat, with the right and both states checked."""
    seat = SeatPolicy().access(by, seat_id)
    case = CasePolicy().access(by, seat.round.case_id, lock=True)
    seat = (
        Seat.objects.select_for_update(no_key=True, of=("self",))
        .select_related("round", "organisation")
        .get(pk=seat_id)
    )
    seat.round.case = case
    ensure(SeatPolicy().check(by, action, seat))
    if seat.state != Seat.State.OPEN:
        raise WrongState(_taken(seat), current=seat.state)
    workflows.CASE.require(case.state, verb, label=case.get_state_display())
    return seat


def _taken(seat: Seat) -> str:
    """Why the seat is no longer open: who was first."""
    opinion = getattr(seat, "opinion", None)
    if opinion is None:
        return _("The review ended before this department spoke.")
    words = {
        "name": opinion.author_text,
        "kind": opinion.get_kind_display(),
        "department": seat.organisation,
        "time": opinion.made_at.astimezone().strftime("%Y-%m-%d %H:%M"),
    }
    return _("%(name)s has already spoken for %(department)s: %(kind)s, %(time)s.") % words


@transaction.atomic
def assign(seat_id: int, *, by: User, officer_id: int) -> Seat:
    """Name the reviewer of the department who handles the matter."""
    seat = access(seat_id, by=by, action="assign", verb="assign")
    allowed = members.holding([seat.organisation_id], Role.REVIEWER, Role.DEPARTMENT_HEAD)
    officer = allowed.filter(pk=officer_id).first()
    if officer is None:
        raise Incomplete({"officer": [_("Choose a reviewer of your department.")]})
    before = {"officer": str(seat.officer or "")}
    seat.officer = officer
    seat.save(update_fields=["officer"])
    queues.refresh(seat.round.case)
    after = {"department": str(seat.organisation), "officer": str(officer)}
    audit.record("seats.assign", seat.round.case, by=by, before=before, after=after, organisation=seat.organisation)
    announcements.assigned(seat)
    return seat
