"""Call, prepare, open and close a meeting of the committee."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from governance.committee.models import AgendaItem, Attendance, Meeting
from governance.committee.policies.meetings import MeetingPolicy
from governance.committee.services import agendas, meeting_news, meeting_rows
from registry.audit.services import audit
from registry.base.models import limits
from registry.base.rules.errors import Incomplete, OutOfScope, WrongState
from registry.base.services import units, validation
from registry.matters.services import numbers
from registry.scope.models import Organisation, Role, User
from registry.scope.policies.base import ensure, grants_with


@units.unit()
def call(
    *,
    by: User,
    kind: str,
    title_zh: str,
    held_at: dt.datetime | None,
    items: Sequence[agendas.Draft],
    title_en: str = "",
    place: str = "",
    link: str = "",
    ballot: str = "",
) -> Meeting:
    """Call a joint meeting or a sitting of the committee, and invite its members and the heads of the departments.

    Raises `Incomplete` with every fault of the agenda.
    """
    ensure(MeetingPolicy().check(by, "call"))
    _check_head({"kind": kind, "title_zh": title_zh, "title_en": title_en, "ballot": ballot}, held_at, place, link)
    assert held_at is not None
    prepared = agendas.prepare(kind, items, by=by)
    office = _office(by, prepared)
    committee = agendas.committee_of(office)
    rules, ballot = agendas.rules(prepared, ballot)
    head = {"title_zh": title_zh.strip(), "title_en": title_en.strip()}
    meeting = meeting_rows.create(
        office, committee, by=by, kind=kind, held_at=held_at, place=place, link=link, ballot=ballot, rules=rules,
        is_simulated=prepared[0].matter.is_simulated, **head,
    )  # fmt: skip
    agendas.write(meeting, prepared)
    if not meeting_rows.invite(meeting):
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
    meeting_rows.refresh(item.matter for item in prepared)
    meeting_news.CALLED.send(meeting)
    return meeting


def _check_head(given: dict[str, str], held_at: dt.datetime | None, place: str, link: str) -> None:
    faults = validation.columns(Meeting, given, needed=("kind", "title_zh"))
    faults |= meeting_rows.when_and_where(held_at, place, link)
    if faults:
        raise Incomplete(faults)


def _office(by: User, prepared: Sequence[agendas.Prepared]) -> Organisation:
    """The one office of the user that owns every question."""
    held = {grant.organisation_id for grant in grants_with(by, Role.COMMITTEE_OFFICE)}
    owners = {item.owner_id for item in prepared}
    if len(owners) > 1 or not owners <= held:
        raise Incomplete({"items": [_("Only the office that handles a case puts it on an agenda.")]})
    return Organisation.objects.select_related("parent", "region").get(pk=owners.pop())


@units.unit()
def add_item(meeting_id: int, draft: agendas.Draft, *, by: User, version: int | None = None) -> Meeting:
    """Put one more question on the agenda while the meeting is planned."""
    meeting = meeting_rows.access(meeting_id, by=by, verb="add_item", version=version)
    prepared = agendas.prepare(meeting.kind, [draft], by=by)
    rules, _ballot = agendas.rules(prepared, "")
    if meeting.items.exists() and rules != meeting.rules:
        raise Incomplete({"items": [_("These cases are voted on under different rules: call a meeting for each.")]})
    if prepared[0].owner_id != meeting.office_id:
        raise Incomplete({"items": [_("Only the office that handles a case puts it on an agenda.")]})
    meeting.rules = rules
    agendas.write(meeting, prepared)
    meeting_rows.invite(meeting)
    meeting_rows.save(meeting, "rules")
    after = {"question": prepared[0].question}
    audit.record("meetings.add_item", meeting, by=by, after=after, organisation=meeting.office)
    meeting_rows.refresh(item.matter for item in prepared)
    meeting_news.CHANGED.send(meeting)
    return meeting


@units.unit()
def remove_item(meeting_id: int, *, by: User, item_id: int, version: int | None = None) -> Meeting:
    """Take a question off the agenda while the meeting is planned."""
    meeting = meeting_rows.access(meeting_id, by=by, verb="remove_item", version=version)
    item = meeting.items.filter(pk=item_id).first()
    if item is None:
        raise OutOfScope
    held = [matter for matter in meeting_rows.matters_of(meeting) if matter.pk == item.matter_id]
    question = item.question
    item.delete()
    meeting_rows.save(meeting)
    before = {"question": question}
    audit.record("meetings.remove_item", meeting, by=by, before=before, organisation=meeting.office)
    meeting_rows.refresh(held)
    meeting_news.CHANGED.send(meeting)
    return meeting


@units.unit()
def reorder(meeting_id: int, *, by: User, order: Sequence[int], version: int | None = None) -> Meeting:
    """Put the questions of a planned meeting in another order; `order` names each of them once."""
    meeting = meeting_rows.access(meeting_id, by=by, verb="reorder", version=version)
    items = {item.pk: item for item in meeting.items.all()}
    if sorted(order) != sorted(items):
        raise Incomplete({"order": [_("Name every item of the agenda once.")]})
    before = [item.question for item in items.values()]
    if list(order) == list(items):
        return meeting
    for place, key in enumerate(order):
        items[key].position = place
    AgendaItem.objects.bulk_update(items.values(), ["position"])
    meeting_rows.save(meeting)
    after = {"items": [items[key].question for key in order]}
    audit.record("meetings.reorder", meeting, by=by, before={"items": before}, after=after, organisation=meeting.office)
    return meeting


@units.unit()
def open_sitting(
    meeting_id: int, *, by: User, present: Iterable[int], chair_id: int | None, version: int | None = None
) -> Meeting:
    """Take the attendance and name the chair, a member who is present; the members may vote."""
    meeting = meeting_rows.access(meeting_id, by=by, verb="open", version=version)
    meeting_rows.invite(meeting)
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
    meeting_rows.save(meeting, "chair", "state")
    after = {
        "state": meeting.state,
        "chair": str(meeting.chair),
        "present": [str(row.person) for row in rows if row.person_id in came],
    }
    audit.record("meetings.open", meeting, by=by, after=after, organisation=meeting.office)
    meeting_news.OPENED.send(meeting)
    return meeting


@units.unit()
def note_presence(
    meeting_id: int, *, by: User, person_id: int, is_present: bool, version: int | None = None
) -> Attendance:
    """Note that somebody who was invited came late or left; the chair stays to the end."""
    meeting = meeting_rows.access(meeting_id, by=by, verb="attendance", version=version)
    row = meeting.attendances.select_for_update(of=("self",)).filter(person=person_id).first()
    if row is None:
        raise OutOfScope
    if row.person_id == meeting.chair_id and not is_present:
        raise WrongState(_("The chair stays until the meeting is closed."), current=meeting.state)
    if row.is_present == is_present:
        return row
    row.is_present = is_present
    row.save(update_fields=["is_present"])
    meeting_rows.save(meeting)
    verb = "meetings.arrive" if is_present else "meetings.leave"
    after = {"person": str(row.person), "present": is_present}
    audit.record(verb, meeting, by=by, after=after, organisation=meeting.office)
    return row


@units.unit()
def close(meeting_id: int, *, by: User, minutes: str, version: int | None = None) -> Meeting:
    """Sign the minutes: every item is closed, nothing changes any more, the minutes can be downloaded."""
    meeting = meeting_rows.access(meeting_id, by=by, verb="close", version=version)
    pending = AgendaItem.objects.filter(meeting=meeting, outcome="").count()
    if pending:
        message = _("Close every item first: %(n)s are open.") % {"n": pending}
        raise WrongState(message, current=meeting.state)
    words = validation.worded(minutes, "minutes", limits.column(Meeting, "minutes"))
    meeting.minutes, meeting.state, meeting.closed_at = words, Meeting.State.CLOSED, timezone.now()
    meeting.closed_by = by
    meeting.minutes_number = numbers.next_minutes_number(meeting.office, timezone.localdate().year)
    meeting_rows.save(meeting, "minutes", "state", "closed_at", "closed_by", "minutes_number")
    after = {"state": meeting.state, "number": meeting.minutes_number, "minutes": words}
    audit.record("meetings.close", meeting, by=by, after=after, organisation=meeting.office)
    meeting_news.CLOSED.send(meeting)
    return meeting
