"""Meetings, agenda, ballots, and what a vote lifted."""

from governance.committee.models.lifts import CheckLift
from governance.committee.models.meetings import (
    AgendaItem,
    Attendance,
    BallotPaper,
    Choice,
    Meeting,
    MeetingChange,
    Vote,
)

__all__ = ["AgendaItem", "Attendance", "BallotPaper", "CheckLift", "Choice", "Meeting", "MeetingChange", "Vote"]
