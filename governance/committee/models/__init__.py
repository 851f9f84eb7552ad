"""Meetings, agenda and ballots."""

from governance.committee.models.meetings import (
    AgendaItem,
    Attendance,
    BallotPaper,
    Choice,
    Meeting,
    MeetingChange,
    Vote,
)

__all__ = ["AgendaItem", "Attendance", "BallotPaper", "Choice", "Meeting", "MeetingChange", "Vote"]
