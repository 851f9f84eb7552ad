"""What every act on a meeting needs: its row locked, its people invited, the holders of its cases named anew."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.approval.models import Case
from governance.approval.services.queues import queues
from governance.committee.models import Attendance, Meeting
from governance.committee.policies.meetings import MeetingPolicy
from governance.committee.selectors import meetings as selectors
from registry.audit.services import ages
from registry.base.services import validation
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


def refresh(cases: Iterable[Case]) -> None:
    """Name the holders of these cases anew, whose rows are locked."""
    for case in {case.pk: case for case in cases}.values():
        queues.refresh(case)


def cases_of(meeting: Meeting) -> list[Case]:
    """The cases of the open questions, locked in the order of their keys."""
    rows = Case.objects.select_for_update(no_key=True, of=("self",)).select_related("applicant", "office")
    return list(rows.filter(pk__in=meeting.items.filter(outcome="").values("case")).order_by("pk"))


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
    cases = list(Case.objects.filter(agenda_items__meeting=meeting).distinct())
    members, heads = selectors.invited(meeting.committee, cases)
    rows = [Attendance(meeting=meeting, person=one, organisation=meeting.committee, is_member=True) for one in members]
    rows += [Attendance(meeting=meeting, person=one, organisation=body) for one, body in heads]
    wanted = {(row.person_id, row.organisation_id) for row in rows}
    for old in meeting.attendances.all():
        if (old.person_id, old.organisation_id) not in wanted:
            old.delete()
    Attendance.objects.bulk_create(rows, ignore_conflicts=True)
    return len(members)
