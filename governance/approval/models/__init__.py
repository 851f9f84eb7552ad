"""Cases and all that belongs to them."""

from governance.approval.models.cases import Case, CaseDocument, CorrectionNotice, DossierRevision
from governance.approval.models.catalogues import CheckKind, ConflictKind, IndicatorThreshold, PauseReason
from governance.approval.models.check_records import CheckAgreement, CheckAttendee
from governance.approval.models.checks import CheckRecord, CheckResult, CheckRun, CheckState
from governance.approval.models.clocks import ClockEvent, ClockReminder
from governance.approval.models.conflicts import Conflict, ConflictSide, ConflictStep
from governance.approval.models.decisions import Acknowledgement, Decision, DecisionCondition, DecisionLetter
from governance.approval.models.effects import DecisionEffect, LicenceTerms
from governance.approval.models.figures import CaseFigure, SeatFigure
from governance.approval.models.links import Reconsideration
from governance.approval.models.notices import PublicComment, PublicNotice
from governance.approval.models.numbers import NumberSeries
from governance.approval.models.obligations import Obligation, ObligationChoice, ObligationReport
from governance.approval.models.procedures import (
    Procedure,
    ProcedureCheck,
    ProcedureDocument,
    ProcedureDraft,
    ProcedureSeat,
)
from governance.approval.models.queues import CaseQueueEntry
from governance.approval.models.rounds import Opinion, OpinionCondition, Round, Seat, Substitution
from governance.approval.models.schemes import MiningScheme

__all__ = [
    "Acknowledgement",
    "Case",
    "CaseDocument",
    "CaseFigure",
    "CaseQueueEntry",
    "CheckAgreement",
    "CheckAttendee",
    "CheckKind",
    "CheckRecord",
    "CheckResult",
    "CheckRun",
    "CheckState",
    "ClockEvent",
    "ClockReminder",
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
    "NumberSeries",
    "Obligation",
    "ObligationChoice",
    "ObligationReport",
    "Opinion",
    "OpinionCondition",
    "PauseReason",
    "Procedure",
    "ProcedureCheck",
    "ProcedureDocument",
    "ProcedureDraft",
    "ProcedureSeat",
    "PublicComment",
    "PublicNotice",
    "Reconsideration",
    "Round",
    "Seat",
    "SeatFigure",
    "Substitution",
]
