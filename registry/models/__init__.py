"""The registry's tables, one module per noun."""

from registry.models.attachments import Attachment
from registry.models.audit import AuditEvent
from registry.models.calendars import CalendarDay, CalendarVersion
from registry.models.facilities import Facility
from registry.models.idempotency import IdempotencyRecord
from registry.models.imports import ImportProblem, ImportRun
from registry.models.layers import LayerFeature, LayerImport, MapLayer
from registry.models.memberships import Membership, Role
from registry.models.mines import Mine, MineDocument, MineHolder
from registry.models.notifications import Notification, NotificationPreference, OutboxMessage
from registry.models.organisations import Organisation
from registry.models.regions import Region
from registry.models.rights import MiningLicence, MiningRight
from registry.models.sections import PlanSection
from registry.models.sessions import Session
from registry.models.tokens import ApiToken
from registry.models.users import FormerPassword, SignInEvent, User

__all__ = [
    "ApiToken",
    "Attachment",
    "AuditEvent",
    "CalendarDay",
    "CalendarVersion",
    "Facility",
    "FormerPassword",
    "IdempotencyRecord",
    "ImportProblem",
    "ImportRun",
    "LayerFeature",
    "LayerImport",
    "MapLayer",
    "Membership",
    "Mine",
    "MineDocument",
    "MineHolder",
    "MiningLicence",
    "MiningRight",
    "Notification",
    "NotificationPreference",
    "Organisation",
    "OutboxMessage",
    "PlanSection",
    "Region",
    "Role",
    "Session",
    "SignInEvent",
    "User",
]
