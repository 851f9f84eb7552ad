"""Tables of the case engine."""

from governance.models.cases import Case, CaseDocument, CorrectionNotice, DossierRevision
from governance.models.clocks import ClockEvent
from governance.models.decisions import Decision, DecisionCondition, DecisionLetter
from governance.models.numbers import NumberSeries
from governance.models.procedures import Procedure, ProcedureDocument, ProcedureSeat
from governance.models.rounds import Opinion, OpinionCondition, Round, Seat
from governance.models.schemes import MiningScheme

__all__ = [
    "Case",
    "CaseDocument",
    "ClockEvent",
    "CorrectionNotice",
    "Decision",
    "DecisionCondition",
    "DecisionLetter",
    "DossierRevision",
    "MiningScheme",
    "NumberSeries",
    "Opinion",
    "OpinionCondition",
    "Procedure",
    "ProcedureDocument",
    "ProcedureSeat",
    "Round",
    "Seat",
]
