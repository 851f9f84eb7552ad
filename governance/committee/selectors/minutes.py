"""What the minutes of a meeting say, in both languages: facts of the closed meeting."""

from typing import Any

from django.utils import timezone, translation

from governance.committee.models import AgendaItem, Attendance, Choice, Meeting, MeetingChange, Vote
from governance.committee.rules import recusals
from governance.committee.selectors import meeting_opinions, meeting_words, meetings
from registry.files.rules import typesetting

TONGUES = {"zh": "zh-hans", "en": "en"}


def content(meeting: Meeting) -> dict[str, Any]:
    """Each language's words under its key, and what both share."""
    return {"simulated": meeting.is_simulated, **{tongue: _words(meeting, tongue) for tongue in TONGUES}}


def _words(meeting: Meeting, tongue: str) -> dict[str, Any]:
    with translation.override(TONGUES[tongue]):
        attended = meetings.attendances(meeting)
        rules = meeting_words.rules(meeting)
        return {
            "title": typesetting.one_line(meeting.title),
            "number": meeting.minutes_number,
            "kind": meeting.kind,
            "committee": typesetting.one_line(meeting.committee.name),
            "office": typesetting.one_line(meeting.office.name),
            "held": f"{typesetting.day(meeting.held_at, tongue)} {timezone.localtime(meeting.held_at):%H:%M}",
            "closed": typesetting.day(meeting.closed_at, tongue),
            "place": typesetting.one_line(meeting.place),
            "link": typesetting.one_line(meeting.link),
            "chair": typesetting.one_line(str(meeting.chair or "")),
            "recorder": typesetting.one_line(str(meeting.closed_by or "")),
            "ballot": str(meeting.get_ballot_display()),
            "quorum": rules.quorum,
            "majority": rules.majority,
            "tie": rules.tie,
            "present": [_person(row) for row in attended if row.is_present],
            "absent": [_person(row) for row in attended if not row.is_present],
            "items": [_item(meeting, item) for item in _items(meeting)],
            "changes": [_change(row) for row in meeting.changes.all()],
            "minutes": typesetting.paragraphs(meeting.minutes),
        }


def _change(row: MeetingChange) -> str:
    parts = [str(row.get_kind_display()), meeting_words.change(row), row.reason]
    return typesetting.one_line(" · ".join(filter(None, parts)))


def _items(meeting: Meeting) -> list[AgendaItem]:
    return list(meeting.items.select_related("matter__mine").prefetch_related("votes__member"))


def _person(row: Attendance) -> dict[str, Any]:
    return {
        "name": typesetting.one_line(str(row.person)),
        "body": typesetting.one_line(row.organisation.name),
        "votes": row.is_member and row.meeting.kind == Meeting.Kind.COMMITTEE,
    }


def _item(meeting: Meeting, item: AgendaItem) -> dict[str, Any]:
    votes = list(item.votes.all())
    return {
        "case": f"{item.matter.number} {item.matter.mine.name}",
        "question": typesetting.one_line(item.question),
        "outcome": str(item.get_outcome_display()),
        "means": meetings.meaning(item),
        "tone": item.outcome,
        "text": typesetting.paragraphs(item.text),
        "tally": item.tally or None,
        "votes": _named(meeting, votes),
        "recused": [
            {"name": str(vote.member), "reason": typesetting.one_line(recusals.told(vote.reason))}
            for vote in votes
            if vote.is_recused
        ],
        "dropped": _dropped(item),
        "opinions": _opinions(item) if meeting.kind == Meeting.Kind.JOINT else [],
    }


def _named(meeting: Meeting, votes: list[Vote]) -> list[dict[str, str]]:
    """Who voted how in an open vote; a secret one names nobody."""
    if meeting.ballot == Meeting.Ballot.SECRET:
        return []
    labels = dict(Choice.choices)
    return [
        {"name": str(vote.member), "choice": str(labels[Choice(vote.choice)])} for vote in votes if not vote.is_recused
    ]


def _dropped(item: AgendaItem) -> list[str]:
    """What fell by this item."""
    if item.outcome != AgendaItem.Outcome.ADOPTED:
        return []
    return [typesetting.one_line(text) for text in meetings.fallen([item])[item.pk]]


def _opinions(item: AgendaItem) -> list[dict[str, str]]:
    """What the departments said when the item was closed, and before the meeting where that was something else."""
    return [
        {"department": typesetting.one_line(one.department), "opinion": one.opinion, "before": one.before}
        for one in meeting_opinions.revised(item)
    ]
