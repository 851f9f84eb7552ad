"""What waits, with its clocks, its place in the queue and what it leaves to be done, and what every kind copies."""

from registry.matters.models.clocks import ClockEvent, ClockReminder, PauseReason
from registry.matters.models.kinds import KindManager, OfMatter, copies_matter
from registry.matters.models.matters import Matter
from registry.matters.models.notices import PublicComment, PublicNotice
from registry.matters.models.numbers import NumberSeries
from registry.matters.models.obligations import Obligation, ObligationReport
from registry.matters.models.queues import QueueEntry

__all__ = [
    "ClockEvent",
    "ClockReminder",
    "KindManager",
    "Matter",
    "NumberSeries",
    "Obligation",
    "ObligationReport",
    "OfMatter",
    "PauseReason",
    "PublicComment",
    "PublicNotice",
    "QueueEntry",
    "copies_matter",
]
