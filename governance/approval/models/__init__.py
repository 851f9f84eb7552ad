"""Cases and all that belongs to them."""

from governance.approval.models.cases import Case, CaseDocument, CorrectionNotice, DossierRevision
from governance.approval.models.catalogues import CheckKind, ConflictKind, IndicatorThreshold
from governance.approval.models.check_records import CheckAgreement, CheckAttendee
from governance.approval.models.checks import CheckRecord, CheckResult, CheckRun, CheckState
from governance.approval.models.clocks import Clock, Part
from governance.approval.models.conflicts import Conflict, ConflictSide, ConflictStep
from governance.approval.models.decisions import Acknowledgement, Decision, DecisionCondition, DecisionLetter
from governance.approval.models.effects import DecisionEffect, LicenceTerms
from governance.approval.models.figures import CaseFigure, SeatFigure
from governance.approval.models.lifts import CheckLift
from governance.approval.models.links import Reconsideration
from governance.approval.models.obligations import ObligationChoice
from governance.approval.models.procedures import (
    Procedure,
    ProcedureCheck,
    ProcedureDocument,
    ProcedureDraft,
    ProcedureSeat,
)
from governance.approval.models.rounds import Opinion, OpinionCondition, Round, Seat, Substitution
from governance.approval.models.schemes import MiningScheme

__all__ = [
    "Acknowledgement",
    "Case",
    "CaseDocument",
    "CaseFigure",
    "CheckAgreement",
    "CheckAttendee",
    "CheckKind",
    "CheckLift",
    "CheckRecord",
    "CheckResult",
    "CheckRun",
    "CheckState",
    "Clock",
    "Conflict",
    "ConflictKind",
    "ConflictSide",
    "ConflictStep",
    "CorrectionNotice",
    "Decision",
    "DecisionCondition",
    "DecisionEffect",
    "DecisionLetter",
    "DossierRevision",
    "IndicatorThreshold",
    "LicenceTerms",
    "MiningScheme",
    "ObligationChoice",
    "Opinion",
    "OpinionCondition",
    "Part",
    "Procedure",
    "ProcedureCheck",
    "ProcedureDocument",
    "ProcedureDraft",
    "ProcedureSeat",
    "Reconsideration",
    "Round",
    "Seat",
    "SeatFigure",
    "Substitution",
]
