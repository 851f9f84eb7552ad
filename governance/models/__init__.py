"""Tables of the case engine."""

from governance.models.cases import Case, CaseDocument, CorrectionNotice, DossierRevision
from governance.models.catalogues import CheckKind, ConflictKind, IndicatorThreshold, PauseReason
from governance.models.check_records import CheckAgreement, CheckAttendee
from governance.models.checks import CheckRecord, CheckResult, CheckRun, CheckState
from governance.models.clocks import ClockEvent, ClockReminder
from governance.models.conflicts import Conflict, ConflictSide, ConflictStep
from governance.models.decisions import Acknowledgement, Decision, DecisionCondition, DecisionLetter
from governance.models.effects import DecisionEffect, LicenceTerms
from governance.models.figures import CaseFigure, SeatFigure
from governance.models.lifts import CheckLift
from governance.models.links import Reconsideration
from governance.models.meetings import AgendaItem, Attendance, BallotPaper, Choice, Meeting, MeetingChange, Vote
from governance.models.notices import PublicComment, PublicNotice
from governance.models.numbers import NumberSeries
from governance.models.obligations import Obligation, ObligationChoice, ObligationReport
from governance.models.procedures import Procedure, ProcedureCheck, ProcedureDocument, ProcedureDraft, ProcedureSeat
from governance.models.queues import CaseQueueEntry
from governance.models.rounds import Opinion, OpinionCondition, Round, Seat, Substitution
from governance.models.schemes import MiningScheme

__all__ = [
    "Acknowledgement",
    "AgendaItem",
    "Attendance",
    "BallotPaper",
    "Case",
    "CaseDocument",
    "CaseFigure",
    "CaseQueueEntry",
    "CheckAgreement",
    "CheckAttendee",
    "CheckKind",
    "CheckLift",
    "CheckRecord",
    "CheckResult",
    "CheckRun",
    "CheckState",
    "Choice",
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
    "Meeting",
    "MeetingChange",
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
    "Vote",
]
