"""The allowed transitions of an obligation, as one literal table."""

from registry.base.rules.transitions import Transition, TransitionTable
from registry.matters.models import Obligation
from registry.matters.policies.parties import COMPANY
from registry.scope.models import Role

S = Obligation.State
VERIFIERS = (Role.REVIEWER, Role.DEPARTMENT_HEAD, Role.COMMITTEE_OFFICE)
SIGNERS = (Role.DEPARTMENT_HEAD,)

OBLIGATION = TransitionTable(
    Transition(S.OPEN, "report", S.REPORTED, COMPANY),
    Transition(S.REPORTED, "accept", S.VERIFIED, VERIFIERS),
    Transition(S.REPORTED, "return", S.OPEN, VERIFIERS),
    Transition(S.OPEN, "carry", S.CARRIED, SIGNERS),
    Transition(S.REPORTED, "carry", S.CARRIED, SIGNERS),
    Transition(S.OPEN, "end", S.ENDED, SIGNERS),
    Transition(S.REPORTED, "end", S.ENDED, SIGNERS),
    Transition(S.OPEN, "pass_on", S.PASSED, VERIFIERS),
    Transition(S.REPORTED, "pass_on", S.PASSED, VERIFIERS),
)
