"""The allowed transitions of a draft of a procedure, as one literal table."""

from governance.approval.models import ProcedureDraft
from registry.base.rules.transitions import Transition, TransitionTable
from registry.scope.models import Role

S = ProcedureDraft.State
ADMINISTRATORS = (Role.ADMINISTRATOR,)

#: "return" and "publish" are for another administrator than the author (`ProcedureDraftPolicy`).
DRAFT = TransitionTable(
    Transition(S.DRAFT, "save", S.DRAFT, ADMINISTRATORS),
    Transition(S.DRAFT, "submit", S.SUBMITTED, ADMINISTRATORS),
    Transition(S.SUBMITTED, "return", S.DRAFT, ADMINISTRATORS),
    Transition(S.SUBMITTED, "publish", S.PUBLISHED, ADMINISTRATORS),
    Transition(S.DRAFT, "discard", S.DISCARDED, ADMINISTRATORS),
    Transition(S.SUBMITTED, "discard", S.DISCARDED, ADMINISTRATORS),
)
