"""Call, prepare, open and close a meeting of the committee."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from governance import sittings
from governance.models import AgendaItem, Attendance, Case, Meeting
from governance.policies.meetings import MeetingPolicy
from governance.selectors import meetings as selectors
from governance.services import agendas, conflict_acts, meeting_news
from registry.errors import Incomplete, OutOfScope, Stale, WrongState
from registry.models import Organisation, Role, User
from registry.policies.base import ensure, grants_with
from registry.services import audit


def access(meeting_id: int, *, by: User, action: str, verb: str, version: int | None = None) -> Meeting:
    """Fetch the meeting locked, with right, state and version checked."""
    meeting = MeetingPolicy().access(by, meeting_id, lock=True)
    ensure(MeetingPolicy().check(by, action, meeting))
    sittings.MEETING.require(meeting.state, verb, label=meeting.get_state_display())
    if version is not None and version != meeting.version:
        mine = {_("Version"): version}
        theirs = {_("Version"): meeting.version, _("State"): meeting.get_state_display()}
        raise Stale(_("Somebody else acted on this meeting since you opened the page."), mine=mine, theirs=theirs)
    return meeting


def _save(meeting: Meeting, *fields: str) -> None:
    meeting.version += 1
    meeting.save(update_fields=["version", "updated_at", *fields])


@transaction.atomic
def call(
    *,
    by: User,
    kind: str,
    title_zh: str,
    held_at: dt.datetime | None,
    items: Sequence[agendas.Draft],
    title_en: str = "",
    place: str = "",
    ballot: str = "",
) -> Meeting:
    """Call a joint meeting or a sitting of the committee, and invite its members and the heads of the departments.

    Raises `Incomplete` with every fault of the agenda.
    """
    ensure(MeetingPolicy().check(by, "call"))
    _check_head(kind, title_zh, held_at)
    assert held_at is not None
    prepared = agendas.prepare(kind, items, by=by)
    office = _office(by, prepared)
    committee = agendas.committee_of(office)
    rules, ballot = agendas.rules(prepared, ballot)
    meeting = Meeting.objects.create(
        kind=kind,
        committee=committee,
        office=office,
        region_code=office.region.code if office.region else "",
        title_zh=title_zh.strip(),
        title_en=title_en.strip(),
        held_at=held_at,
        place=place.strip(),
        ballot=ballot,
        rules=rules,
        called_by=by,
        is_simulated=prepared[0].case.is_simulated,
    )
    agendas.write(meeting, prepared)
    if not _invite(meeting):
        raise Incomplete({"committee": [_("The committee has no members yet.")]})
    after = {
        "kind": kind,
        "held_at": held_at,
        "items": [item.question for item in prepared],
        "rules": rules,
        "ballot": ballot,
        "members": meeting.attendances.filter(is_member=True).count(),
    }
    audit.record("meetings.call", meeting, by=by, after=after, organisation=office)
    meeting_news.called(meeting)
    return meeting


def _check_head(kind: str, title_zh: str, held_at: dt.datetime | None) -> None:
    faults: dict[str, list[str]] = {}
    if kind not in Meeting.Kind.values:
        faults["kind"] = [_("Choose the kind of meeting.")]
    if not title_zh.strip():
        faults["title_zh"] = [_("This field is required.")]
    if held_at is None:
        faults["held_at"] = [_("This field is required.")]
    if faults:
        raise Incomplete(faults)


def _office(by: User, prepared: Sequence[agendas.Prepared]) -> Organisation:
    """The one office of the user that owns every question."""
    held = {grant.organisation_id for grant in grants_with(by, Role.COMMITTEE_OFFICE)}
    owners = {item.owner_id for item in prepared}
    if len(owners) > 1 or not owners <= held:
        raise Incomplete({"items": [_("Only the office that handles a case puts it on an agenda.")]})
    return Organisation.objects.select_related("parent", "region").get(pk=owners.pop())


def _invite(meeting: Meeting) -> int:
    """Invite whoever is not invited yet; returns how many members there are."""
    cases = list(Case.objects.filter(agenda_items__meeting=meeting).distinct())
    members, heads = selectors.invited(meeting.committee, cases)
    rows = [Attendance(meeting=meeting, person=one, organisation=meeting.committee, is_member=True) for one in members]
    rows += [Attendance(meeting=meeting, person=one, organisation=body) for one, body in heads]
    Attendance.objects.bulk_create(rows, ignore_conflicts=True)
    return len(members)


@transaction.atomic
def add_item(meeting_id: int, draft: agendas.Draft, *, by: User, version: int | None = None) -> Meeting:
    """Put one more question on the agenda while the meeting is planned."""
    meeting = access(meeting_id, by=by, action="change", verb="add_item", version=version)
    prepared = agendas.prepare(meeting.kind, [draft], by=by)
    rules, _ballot = agendas.rules(prepared, "")
    if meeting.items.exists() and rules != meeting.rules:
        raise Incomplete({"items": [_("These cases are voted on under different rules: call a meeting for each.")]})
    if prepared[0].owner_id != meeting.office_id:
        raise Incomplete({"items": [_("Only the office that handles a case puts it on an agenda.")]})
    meeting.rules = rules
    agendas.write(meeting, prepared)
    _invite(meeting)
    _save(meeting, "rules")
    after = {"question": prepared[0].question}
    audit.record("meetings.add_item", meeting, by=by, after=after, organisation=meeting.office)
    meeting_news.changed(meeting)
    return meeting


@transaction.atomic
def remove_item(meeting_id: int, *, by: User, item_id: int, version: int | None = None) -> Meeting:
    """Take a question off the agenda while the meeting is planned."""
    meeting = access(meeting_id, by=by, action="change", verb="remove_item", version=version)
    item = meeting.items.filter(pk=item_id).first()
    if item is None:
        raise OutOfScope
    question = item.question
    item.delete()
    _save(meeting)
    before = {"question": question}
    audit.record("meetings.remove_item", meeting, by=by, before=before, organisation=meeting.office)
    meeting_news.changed(meeting)
    return meeting


@transaction.atomic
def open_sitting(
    meeting_id: int, *, by: User, present: Iterable[int], chair_id: int | None, version: int | None = None
) -> Meeting:
    """Take the attendance and name the chair, a member who is present; the members may vote."""
    meeting = access(meeting_id, by=by, action="open", verb="open", version=version)
    came, faults = set(present), {}
    rows = list(meeting.attendances.select_related("person"))
    if not came & {row.person_id for row in rows} or not came <= {row.person_id for row in rows}:
        faults["present"] = [_("Note who of those invited is present.")]
    chairs = {row.person_id: row.person for row in rows if row.is_member and row.person_id in came}
    if chair_id not in chairs:
        faults["chair"] = [_("A member of the committee who is present takes the chair.")]
    if not meeting.items.exists():
        faults["items"] = [_("Put at least one item on the agenda.")]
    if faults:
        raise Incomplete(faults)
    assert chair_id is not None
    meeting.attendances.filter(person__in=came).update(is_present=True)
    meeting.chair, meeting.state = chairs[chair_id], Meeting.State.OPEN
    _save(meeting, "chair", "state")
    after = {
        "state": meeting.state,
        "chair": str(meeting.chair),
        "present": [str(row.person) for row in rows if row.person_id in came],
    }
    audit.record("meetings.open", meeting, by=by, after=after, organisation=meeting.office)
    meeting_news.opened(meeting)
    return meeting


@transaction.atomic
def note_presence(meeting_id: int, *, by: User, person_id: int, is_present: bool) -> Attendance:
    """Note that somebody who was invited came late or left; the chair stays to the end."""
    meeting = access(meeting_id, by=by, action="leave", verb="leave")
    row = meeting.attendances.select_for_update(of=("self",)).filter(person=person_id).first()
    if row is None:
        raise OutOfScope
    if row.person_id == meeting.chair_id and not is_present:
        raise WrongState(_("The chair stays until the meeting is closed."), current=meeting.state)
    row.is_present = is_present
    row.save(update_fields=["is_present"])
    _save(meeting)
    after = {"person": str(row.person), "present": is_present}
    audit.record("meetings.leave", meeting, by=by, after=after, organisation=meeting.office)
    return row


@transaction.atomic
def close(meeting_id: int, *, by: User, minutes: str, version: int | None = None) -> Meeting:
    """Sign the minutes: every item is closed, nothing changes any more, the minutes can be downloaded."""
    meeting = access(meeting_id, by=by, action="close", verb="close", version=version)
    pending = AgendaItem.objects.filter(meeting=meeting, outcome="").count()
    if pending:
        message = _("Close every item first: %(n)s are open.") % {"n": pending}
        raise WrongState(message, current=meeting.state)
    words = conflict_acts.worded(minutes, "minutes")
    meeting.minutes, meeting.state, meeting.closed_at = words, Meeting.State.CLOSED, timezone.now()
    _save(meeting, "minutes", "state", "closed_at")
    after = {"state": meeting.state, "minutes": words}
    audit.record("meetings.close", meeting, by=by, after=after, organisation=meeting.office)
    meeting_news.closed(meeting)
    return meeting
