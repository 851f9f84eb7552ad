"""What every act on a meeting needs: its row locked, its people invited, the holders of its matters named anew."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.committee.models import Attendance, Meeting
from governance.committee.policies.meetings import MeetingPolicy
from governance.committee.selectors import meetings as selectors
from registry.audit.services import ages
from registry.base.services import validation
from registry.matters.models import Matter
from registry.matters.services import matters, queues
from registry.scope.models import Organisation, User
from registry.scope.policies.base import ensure

_is_address = URLValidator(schemes=["https"])


def access(meeting_id: int, *, by: User, verb: str, version: int | None = None) -> Meeting:
    """Fetch the meeting locked, with right, state and version checked."""
    meeting = MeetingPolicy().access(by, meeting_id, lock=True)
    ensure(MeetingPolicy().check(by, verb, meeting))
    require_version(meeting, version, by=by)
    MeetingPolicy.flow.step(meeting, verb)
    return meeting


def require_version(meeting: Meeting, version: int | None, *, by: User) -> None:
    """Raise `Stale` unless the page was made from the present version of the meeting."""
    message = _("Somebody else acted on this meeting since you opened the page.")
    ages.require(meeting, version, by=by, message=message)


def save(meeting: Meeting, *fields: str) -> None:
    """Keep the fields that were changed, as the next version."""
    meeting.version += 1
    meeting.save(update_fields=["version", "updated_at", *fields])


def create(office: Organisation, committee: Organisation, *, by: User, place: str, link: str, **given: Any) -> Meeting:
    """The row of a meeting; whoever makes it puts an agenda on it and invites."""
    return Meeting.objects.create(
        office=office,
        committee=committee,
        region_code=office.region.code if office.region else "",
        place=place.strip(),
        link=link.strip(),
        called_by=by,
        **given,
    )


def refresh(rows: Iterable[Matter]) -> None:
    """Name the holders of these matters anew, whose rows are locked."""
    for matter in {matter.pk: matter for matter in rows}.values():
        queues.refresh(matter)


def matters_of(meeting: Meeting) -> list[Matter]:
    """The matters of the open questions, locked in the order of their keys."""
    held = matters.lock_all(meeting.items.filter(outcome="").values_list("matter", flat=True))
    return list(Matter.objects.filter(pk__in=held).order_by("pk"))


def when_and_where(held_at: dt.datetime | None, place: str, link: str) -> dict[str, list[str]]:
    """What is wrong with time, place and link."""
    faults: dict[str, list[str]] = {}
    if held_at is None:
        faults["held_at"] = [_("This field is required.")]
    elif held_at <= timezone.now():
        faults["held_at"] = [_("Choose a time to come.")]
    faults |= validation.columns(Meeting, {"place": place, "link": link})
    if (address := link.strip()) and "link" not in faults:
        try:
            _is_address(address)
        except ValidationError:
            faults["link"] = [_("Give a whole address that begins with https://.")]
    return faults


def invite(meeting: Meeting) -> int:
    """Invite who is a member or a head now, and nobody else; returns how many members there are."""
    rows = Matter.objects.filter(agenda_items__meeting=meeting).order_by("pk").distinct()
    members, heads = selectors.invited(meeting.committee, rows)
    committee = meeting.committee
    new = [Attendance(meeting=meeting, person=one, organisation=committee, is_member=True) for one in members]
    new += [Attendance(meeting=meeting, person=one, organisation=body) for one, body in heads]
    wanted = {(row.person_id, row.organisation_id) for row in new}
    for old in meeting.attendances.all():
        if (old.person_id, old.organisation_id) not in wanted:
            old.delete()
    Attendance.objects.bulk_create(new, ignore_conflicts=True)
    return len(members)
