"""The allowed transitions of a case, as one literal table."""

from governance.approval.models import Case
from registry.base.rules.transitions import Transition, TransitionTable
from registry.matters.policies.parties import COMPANY, HEADS, INTAKE, OFFICE, REVIEW
from registry.scope.models import Role

S = Case.State
EXTENDERS = (Role.DEPARTMENT_HEAD, Role.COMMITTEE_MEMBER)

CASE = TransitionTable(
    Transition(S.DRAFT, "submit", S.SUBMITTED, COMPANY),
    Transition(S.CORRECTING, "submit", S.SUBMITTED, COMPANY),
    Transition(S.DRAFT, "withdraw", S.WITHDRAWN, COMPANY),
    Transition(S.SUBMITTED, "withdraw", S.WITHDRAWN, COMPANY),
    Transition(S.CORRECTING, "withdraw", S.WITHDRAWN, COMPANY),
    Transition(S.REVIEW, "withdraw", S.WITHDRAWN, COMPANY),
    Transition(S.DECIDING, "withdraw", S.WITHDRAWN, COMPANY),
    Transition(S.STOPPED, "withdraw", S.WITHDRAWN, COMPANY),
    Transition(S.SUBMITTED, "accept", S.REVIEW, INTAKE),
    Transition(S.SUBMITTED, "ask_corrections", S.CORRECTING, INTAKE),
    Transition(S.SUBMITTED, "decline", S.NOT_ACCEPTED, INTAKE),
    Transition(S.REVIEW, "assign", S.REVIEW, HEADS),
    Transition(S.REVIEW, "give_opinion", S.REVIEW, REVIEW),
    Transition(S.REVIEW, "complete_review", S.DECIDING, REVIEW),
    Transition(S.REVIEW, "stop", S.STOPPED, REVIEW),
    Transition(S.REVIEW, "withdraw_opinion", S.REVIEW, REVIEW),
    Transition(S.DECIDING, "withdraw_opinion", S.REVIEW, REVIEW),
    Transition(S.STOPPED, "withdraw_opinion", S.REVIEW, REVIEW),
    Transition(S.REVIEW, "acknowledge", S.REVIEW, REVIEW),
    Transition(S.DECIDING, "acknowledge", S.DECIDING, REVIEW),
    Transition(S.STOPPED, "acknowledge", S.STOPPED, REVIEW),
    Transition(S.COUNTERSIGNING, "acknowledge", S.COUNTERSIGNING, REVIEW),
    Transition(S.REVIEW, "confirm", S.REVIEW, REVIEW),
    Transition(S.DECIDING, "confirm", S.DECIDING, REVIEW),
    Transition(S.REVIEW, "ask_revision", S.REVISING, OFFICE),
    Transition(S.DECIDING, "ask_revision", S.REVISING, OFFICE),
    Transition(S.STOPPED, "ask_revision", S.REVISING, OFFICE),
    Transition(S.REVISING, "resubmit", S.REVIEW, COMPANY),
    Transition(S.REVISING, "withdraw", S.WITHDRAWN, COMPANY),
    Transition(S.STOPPED, "overcome", S.REVIEW, OFFICE),
    Transition(S.REVIEW, "run_clock", S.REVIEW, OFFICE),
    Transition(S.DECIDING, "run_clock", S.DECIDING, OFFICE),
    Transition(S.REVIEW, "extend_clock", S.REVIEW, EXTENDERS),
    Transition(S.DECIDING, "extend_clock", S.DECIDING, EXTENDERS),
    Transition(S.DECIDING, "propose", S.COUNTERSIGNING, OFFICE),
    Transition(S.STOPPED, "propose", S.COUNTERSIGNING, OFFICE),
    Transition(S.COUNTERSIGNING, "countersign_approval", S.APPROVED, HEADS),
    Transition(S.COUNTERSIGNING, "countersign_refusal", S.REFUSED, HEADS),
    Transition(S.COUNTERSIGNING, "return_approval", S.DECIDING, HEADS),
    Transition(S.COUNTERSIGNING, "return_refusal", S.STOPPED, HEADS),
)

#: States in which the company may edit its dossier.
EDITABLE = (S.DRAFT, S.CORRECTING, S.REVISING)

#: States in which the checks are run and gates recorded: a frozen dossier, and no decision yet.
CHECKED = (S.SUBMITTED, S.CORRECTING, S.REVIEW, S.DECIDING, S.STOPPED, S.REVISING, S.COUNTERSIGNING)
