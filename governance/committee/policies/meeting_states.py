"""The allowed transitions of a meeting, as one literal table."""

from governance.committee.models import Meeting
from registry.base.rules.transitions import Transition, TransitionTable
from registry.scope.models import Role

S = Meeting.State
OFFICE = (Role.COMMITTEE_OFFICE,)
MEMBERS = (Role.COMMITTEE_MEMBER,)
#: The chair is a member of the committee.
CHAIR = (Role.COMMITTEE_OFFICE, Role.COMMITTEE_MEMBER)

MEETING = TransitionTable(
    Transition(S.PLANNED, "add_item", S.PLANNED, OFFICE),
    Transition(S.PLANNED, "remove_item", S.PLANNED, OFFICE),
    Transition(S.PLANNED, "reorder", S.PLANNED, OFFICE),
    Transition(S.PLANNED, "reschedule", S.PLANNED, OFFICE),
    Transition(S.PLANNED, "cancel", S.CANCELLED, OFFICE),
    Transition(S.PLANNED, "open", S.OPEN, OFFICE),
    Transition(S.OPEN, "leave", S.OPEN, OFFICE),
    Transition(S.OPEN, "vote", S.OPEN, MEMBERS),
    Transition(S.OPEN, "chair", S.OPEN, OFFICE),
    Transition(S.OPEN, "postpone", S.OPEN, OFFICE),
    Transition(S.OPEN, "close_item", S.OPEN, CHAIR),
    Transition(S.OPEN, "close", S.CLOSED, CHAIR),
    Transition(S.OPEN, "cancel", S.CANCELLED, OFFICE),
)
