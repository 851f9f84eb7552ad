"""When a verb belongs on the page of a case, and whether the reader has the right to it."""

from collections.abc import Callable

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from governance.approval.models import Case, ConflictKind, Seat
from governance.approval.policies.cases import CasePolicy
from governance.approval.policies.seats import SeatPolicy
from governance.approval.selectors.cases.cases import Overview
from governance.approval.selectors.decisions import choices
from governance.approval.selectors.decisions.choices import department_seat, own_seat
from registry.scope.models import Role, User
from registry.scope.policies.base import Denied, Verdict


def of_case(action: str) -> Callable[[Overview, User], Verdict]:
    """The answer of the policy of cases."""
    return lambda view, user: CasePolicy().check(user, action, view.case)


def of_seat(action: str) -> Callable[[Overview, User], Verdict]:
    """The answer of the policy of seats for the user's department."""

    def check(view: Overview, user: User) -> Verdict:
        # With an answered seat the right stands: the service then says who has spoken.
        seat = own_seat(view, user) or department_seat(view, user)
        return (
            SeatPolicy().check(user, action, seat) if seat else Denied(_("Your department has no seat in this case."))
        )

    return check


def officers(view: Overview, user: User) -> list[tuple[int, str]]:
    """Who may be assigned in the user's department."""
    return [(person.pk, str(person)) for person in choices.officers(view, user)]


def within(*states: str, roles: tuple[str, ...] = (), of: str = "") -> Callable[[Overview, User], bool]:
    """Offered in these states to holders of the roles in the case's `of` organisation (anywhere when empty)."""

    def offered(view: Overview, user: User) -> bool:
        if view.case.state not in states:
            return False
        body = getattr(view.case, f"{of}_id") if of else None
        return any(g.role in roles and (body is None or g.organisation_id == body) for g in user.grants())

    return offered


def seated(view: Overview, user: User) -> bool:
    """While the review runs and the department must speak."""
    return view.case.state == Case.State.REVIEW and own_seat(view, user) is not None


def assigns(view: Overview, user: User) -> bool:
    """While the head may still name the officer."""
    seat = own_seat(view, user)
    return seat is not None and bool(SeatPolicy().check(user, "assign", seat)) and view.case.state == Case.State.REVIEW


def signing(view: Overview, user: User) -> bool:
    """While a decision waits for the second signature of a head."""
    heads = {g.organisation_id for g in user.grants() if g.role == Role.DEPARTMENT_HEAD}
    return view.case.state == Case.State.COUNTERSIGNING and bool(
        heads & {lane.seat.organisation_id for lane in view.lanes}
    )


def decision_clock(state: str) -> Callable[[Overview, User], bool]:
    """While the clock of the decision is in the state, for the office."""
    base = within("review", "deciding", roles=(Role.COMMITTEE_OFFICE,), of="office")

    def offered(view: Overview, user: User) -> bool:
        clock = view.main_clock
        return base(view, user) and clock is not None and clock.shown.state.value == state

    return offered


def extendable(view: Overview, user: User) -> bool:
    """While the clock of the decision runs and was not extended, for everybody who might have the right."""
    clock = view.main_clock
    if view.case.state not in (Case.State.REVIEW, Case.State.DECIDING) or clock is None:
        return False
    if clock.shown.state.value != "running" or not view.case.frozen.extension_days:
        return False
    officials = (Role.COMMITTEE_OFFICE, Role.COMMITTEE_MEMBER, Role.DEPARTMENT_HEAD)
    if not any(grant.role in officials for grant in user.grants()):
        return False
    return not clock.is_extended


def seat_clock(state: str) -> Callable[[Overview, User], bool]:
    """While the clock of the user's own open seat is in the state."""

    def offered(view: Overview, user: User) -> bool:
        seat = own_seat(view, user)
        if seat is None or view.case.state != Case.State.REVIEW:
            return False
        readings = [lane.clock for lane in view.lanes if lane.seat.pk == seat.pk]
        return any(clock is not None and clock.shown.state.value == state for clock in readings)

    return offered


def confirmable(view: Overview, user: User) -> bool:
    """While the earlier opinion of the user's department stands and nobody confirmed it."""
    seat = department_seat(view, user)
    return (
        seat is not None
        and seat.state == Seat.State.CARRIED
        and seat.confirmed_at is None
        and view.case.state in (Case.State.REVIEW, Case.State.DECIDING)
    )


def withdrawable(view: Overview, user: User) -> bool:
    """While the department has spoken and nothing is decided."""
    seat = department_seat(view, user)
    if seat is None or seat.state not in (Seat.State.ANSWERED, Seat.State.CARRIED):
        return False
    return view.case.state in (Case.State.REVIEW, Case.State.DECIDING, Case.State.STOPPED)


def unseen(view: Overview, user: User) -> list[tuple[int, str]]:
    """Later decisions on the mine that the user's department has not acknowledged."""
    return [
        (decision.pk, f"{decision.document_number} · {decision.case.title_zh} · {decision.get_outcome_display()}")
        for decision in choices.unseen(view, user)
    ]


def has_unseen(view: Overview, user: User) -> bool:
    """When something was decided on the mine that the department has to see, after it has spoken."""
    seat = department_seat(view, user)
    open_states = (Case.State.REVIEW, Case.State.DECIDING, Case.State.STOPPED, Case.State.COUNTERSIGNING)
    if seat is None or seat.state == Seat.State.OPEN or view.case.state not in open_states:
        return False
    return bool(unseen(view, user))


def topics() -> list[tuple[str, str]]:
    """Both sides of every known conflict, such as `slope-flattening:safety`."""
    found = []
    is_zh = (get_language() or "zh").startswith("zh")
    for kind in ConflictKind.objects.in_force():
        for side in ConflictKind.Side:
            words = getattr(kind, f"{side.value}_{'zh' if is_zh else 'en'}")
            found.append((f"{kind.code}:{side.value}", f"{kind.name} · {side.label}: {words}"))
    return found


def pause_reasons() -> list[tuple[str, str]]:
    """Why a clock may stop."""
    return [(reason.code, str(reason)) for reason in choices.pause_reasons()]


def obligations(view: Overview) -> list[tuple[int, str]]:
    """The pending obligations of the mine that an amendment must account for."""
    return [(row.pk, f"{row.text} ({row.due_on:%Y-%m-%d})") for row in choices.obligations(view)]
