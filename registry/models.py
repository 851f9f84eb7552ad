"""Every table of the room, gathered for Django alone: whoever needs one imports it from its inner room."""

from registry.audit.models import AuditEvent
from registry.calendar.models import CalendarDay, CalendarVersion
from registry.dossiers.models import PlanSection
from registry.files.models import Attachment
from registry.layers.models import LayerFeature, LayerImport, MapLayer
from registry.matters.models import (
    ClockEvent,
    ClockReminder,
    Matter,
    NumberSeries,
    Obligation,
    ObligationReport,
    PauseReason,
    PublicComment,
    PublicNotice,
    QueueEntry,
)
from registry.messages.models import Notification, NotificationPreference, OutboxMessage
from registry.mines.models import (
    Change,
    Facility,
    Hold,
    ImportProblem,
    ImportRun,
    Mine,
    MineDocument,
    MineHolder,
    MiningLicence,
    MiningRight,
    Production,
)
from registry.people.models import ApiToken, Session
from registry.scope.models import FormerPassword, Membership, Organisation, Region, Role, SignInEvent, User
from registry.web.models import IdempotencyRecord

__all__ = [
    "ApiToken",
    "Attachment",
    "AuditEvent",
    "CalendarDay",
    "CalendarVersion",
    "Change",
    "ClockEvent",
    "ClockReminder",
    "Facility",
    "FormerPassword",
    "Hold",
    "IdempotencyRecord",
    "ImportProblem",
    "ImportRun",
    "LayerFeature",
    "LayerImport",
    "MapLayer",
    "Matter",
    "Membership",
    "Mine",
    "MineDocument",
    "MineHolder",
    "MiningLicence",
    "MiningRight",
    "Notification",
    "NotificationPreference",
    "NumberSeries",
    "Obligation",
    "ObligationReport",
    "Organisation",
    "OutboxMessage",
    "PauseReason",
    "PlanSection",
    "Production",
    "PublicComment",
    "PublicNotice",
    "QueueEntry",
    "Region",
    "Role",
    "Session",
    "SignInEvent",
    "User",
]
