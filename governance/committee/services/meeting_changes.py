"""What may change after a meeting was called: its time and place, its chair, and whether it takes place at all."""

import datetime as dt

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.committee.models import AgendaItem, Meeting, MeetingChange, Vote
from governance.committee.services import meeting_news, meeting_rows
from registry.audit.services import audit
from registry.base.models import limits
from registry.base.rules.errors import Incomplete, WrongState
from registry.base.services import units, validation
from registry.scope.models import Role, User
from registry.scope.selectors import members

Kind = MeetingChange.Kind


@units.unit()
def reschedule(
    meeting_id: int,
    *,
    by: User,
    held_at: dt.datetime | None,
    reason: str,
    place: str = "",
    link: str = "",
    version: int | None = None,
) -> Meeting:
    """Hold a planned meeting at another time or place, and tell everybody who was or now is invited.

    Raises `Incomplete` with every fault.
    """
    meeting = meeting_rows.access(meeting_id, by=by, verb="reschedule", version=version)
    faults = meeting_rows.when_and_where(held_at, place, link)
    before = _when_and_where(meeting)
    words = _reason(reason, faults)
    if not faults:
        meeting.held_at, meeting.place, meeting.link = held_at or meeting.held_at, place.strip(), link.strip()
        if _when_and_where(meeting) == before:
            faults["held_at"] = [_("Change the time, the venue or the link.")]
    if faults:
        raise Incomplete(faults)
    was_invited = meeting_news.everybody(meeting)
    meeting_rows.invite(meeting)
    meeting_rows.save(meeting, "held_at", "place", "link")
    after = _when_and_where(meeting)
    _keep(meeting, Kind.RESCHEDULED, words, by=by, before=before, after=after)
    audit.record(
        "meetings.reschedule", meeting, by=by, before=before, after=after | {"reason": words},
        organisation=meeting.office,
    )  # fmt: skip
    meeting_rows.refresh(meeting_rows.matters_of(meeting))
    was = meeting_news.moment(dt.datetime.fromisoformat(before["held_at"]))
    meeting_news.RESCHEDULED.send(meeting, also=was_invited, reason=words, was=was)
    return meeting


@units.unit()
def cancel(meeting_id: int, *, by: User, reason: str, version: int | None = None) -> Meeting:
    """Cancel a meeting that has decided nothing; the office must call another one for its questions."""
    meeting = meeting_rows.access(meeting_id, by=by, verb="cancel", version=version)
    words = validation.worded(reason, "reason", limits.column(MeetingChange, "reason"))
    if has_begun(meeting):
        message = _("The meeting has begun to decide: close it with its minutes.")
        raise WrongState(message, current=meeting.state)
    held, now = meeting_rows.matters_of(meeting), timezone.now()
    before = {"state": meeting.state}
    meeting.items.filter(outcome="").update(outcome=AgendaItem.Outcome.CANCELLED, closed_at=now)
    meeting.state, meeting.cancel_reason, meeting.cancelled_at = Meeting.State.CANCELLED, words, now
    meeting_rows.save(meeting, "state", "cancel_reason", "cancelled_at")
    _keep(meeting, Kind.CANCELLED, words, by=by)
    after = {"state": meeting.state, "reason": words}
    audit.record("meetings.cancel", meeting, by=by, before=before, after=after, organisation=meeting.office)
    meeting_rows.refresh(held)
    meeting_news.CANCELLED.send(meeting, reason=words)
    return meeting


@units.unit()
def name_chair(meeting_id: int, *, by: User, person_id: int, reason: str, version: int | None = None) -> Meeting:
    """Let another member who is present take the chair of an open meeting.

    While an item is being voted on the chair changes only if the one before can act no more: otherwise the office
    could choose who decides a tie.
    """
    meeting = meeting_rows.access(meeting_id, by=by, verb="chair", version=version)
    faults: dict[str, list[str]] = {}
    words = _reason(reason, faults)
    row = meeting.attendances.filter(person=person_id, is_member=True, is_present=True).select_related("person").first()
    if row is None or row.person_id == meeting.chair_id:
        faults["person"] = [_("Another member of the committee who is present takes the chair.")]
    if faults or row is None:
        raise Incomplete(faults)
    acting = members.holding([meeting.committee_id], Role.COMMITTEE_MEMBER).filter(pk=meeting.chair_id or 0)
    if Vote.objects.filter(item__meeting=meeting, item__outcome="").exists() and acting.exists():
        message = _("An item is being voted on: close it before another chair is named.")
        raise WrongState(message, current=meeting.state)
    before, meeting.chair = {"chair": str(meeting.chair or "")}, row.person
    meeting_rows.save(meeting, "chair")
    after = {"chair": str(row.person)}
    _keep(meeting, Kind.CHAIR, words, by=by, before=before, after=after)
    audit.record(
        "meetings.chair", meeting, by=by, before=before, after=after | {"reason": words}, organisation=meeting.office
    )
    return meeting


def _reason(reason: str, faults: dict[str, list[str]]) -> str:
    """The reason; what is wrong with it joins the other faults."""
    try:
        return validation.worded(reason, "reason", limits.column(MeetingChange, "reason"))
    except Incomplete as error:
        faults |= {name: [str(text) for text in texts] for name, texts in error.fields.items()}
        return ""


def _when_and_where(meeting: Meeting) -> dict[str, str]:
    return {"held_at": timezone.localtime(meeting.held_at).isoformat(), "place": meeting.place, "link": meeting.link}


def has_begun(meeting: Meeting) -> bool:
    """Whether somebody has voted or an item was closed: then it ends with minutes."""
    return meeting.items.filter(~Q(outcome="") | Q(votes__isnull=False)).exists()


def _keep(
    meeting: Meeting,
    kind: str,
    reason: str,
    *,
    by: User,
    before: dict[str, str] | None = None,
    after: dict[str, str] | None = None,
) -> None:
    MeetingChange.objects.create(
        meeting=meeting, kind=kind, reason=reason, by=by, at=timezone.now(), before=before or {}, after=after or {}
    )
