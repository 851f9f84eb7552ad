"""What a reader may choose from in the acts on a case: for the forms of its page and for the API."""

from governance.approval.models import Case, Decision, Seat
from governance.approval.selectors.cases import standing
from governance.approval.selectors.cases.cases import Overview
from registry.matters.models import Obligation, PauseReason
from registry.scope.models import Role, User
from registry.scope.selectors import members

#: Outcomes that the office may still choose in a state; in every other one all of them.
OUTCOMES: dict[str, tuple[str, ...]] = {Case.State.STOPPED: (Decision.Outcome.REFUSE,)}


def own_seat(view: Overview, user: User) -> Seat | None:
    """The open seat of the user's department in the current round."""
    held = {g.organisation_id for g in user.grants() if g.role in (Role.REVIEWER, Role.DEPARTMENT_HEAD)}
    for lane in view.lanes:
        if lane.seat.organisation_id in held and lane.seat.state == Seat.State.OPEN:
            return lane.seat
    return None


def department_seat(view: Overview, user: User) -> Seat | None:
    """The seat of the user's department, answered or not."""
    held = {g.organisation_id for g in user.grants()}
    return next((lane.seat for lane in view.lanes if lane.seat.organisation_id in held), None)


def officers(view: Overview, user: User) -> list[User]:
    """Who may be assigned in the user's department."""
    seat = own_seat(view, user)
    return list(members.holding([seat.organisation_id], Role.REVIEWER, Role.DEPARTMENT_HEAD)) if seat else []


def unseen(view: Overview, user: User) -> list[Decision]:
    """Later decisions on the mine that the user's department has not acknowledged."""
    seat = own_seat(view, user) or department_seat(view, user)
    return list(standing.unseen(view.case, seat)) if seat else []


def pause_reasons() -> list[PauseReason]:
    """Why a clock may stop."""
    return list(PauseReason.objects.in_force())


def obligations(view: Overview) -> list[Obligation]:
    """The pending obligations of the mine that an amendment must account for."""
    if view.case.relation != Case.Relation.AMENDMENT:
        return []
    rows = Obligation.objects.filter(mine=view.case.mine_id, state__in=Obligation.PENDING)
    return list(rows.exclude(matter=view.case.pk))


def outcomes(view: Overview) -> tuple[str, ...]:
    """The outcomes that a proposal may have in the present state."""
    return OUTCOMES.get(view.case.state, tuple(Decision.Outcome.values))
