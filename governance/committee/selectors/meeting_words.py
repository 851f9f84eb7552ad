"""The rules of a vote and the changes of a meeting in the words of page, minutes and API."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from governance.committee.models import Meeting, MeetingChange
from governance.committee.rules import voting


@dataclass(frozen=True)
class RuleWords:
    """How the vote is counted; no word on a tie where none can be."""

    quorum: str
    majority: str
    tie: str


def rules(meeting: Meeting) -> RuleWords:
    """The rules as they stood when the meeting was called, in the reader's language."""
    kept = voting.Rules.read(meeting.rules)
    share = {"share": kept.majority}
    if kept.of == voting.MEMBERS:
        half = _("more than half of the members who do not stand aside")
        more = _("at least %(share)s of the members who do not stand aside") % share
    else:
        half = _("more than half of the votes for and against")
        more = _("at least %(share)s of the votes for and against") % share
    is_half = kept.majority == voting.HALF
    tie = _("the chair decides") if kept.tie == voting.CHAIR else _("rejected")
    return RuleWords(
        quorum=_("%(share)s of the members, without those who stand aside") % {"share": kept.quorum},
        majority=half if is_half else more,
        tie=tie if is_half else "",
    )


def moment(text: str) -> str:
    """A kept moment as people read it."""
    return f"{timezone.localtime(dt.datetime.fromisoformat(text)):%Y-%m-%d %H:%M}" if text else ""


def change(row: MeetingChange) -> str:
    """What a change changed, from what to what."""
    if row.kind == MeetingChange.Kind.CHAIR:
        return f"{row.before.get('chair', '')} → {row.after.get('chair', '')}"
    parts = []
    for name in ("held_at", "place", "link"):
        then, now = row.before.get(name, ""), row.after.get(name, "")
        if then != now:
            shown = [moment(text) if name == "held_at" else text or "—" for text in (then, now)]
            parts.append(" → ".join(shown))
    return " · ".join(parts)
