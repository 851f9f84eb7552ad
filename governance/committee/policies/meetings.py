"""Who sees the meetings of the committee, who calls and closes them, and who must stand aside."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from governance.committee.models import Attendance, Meeting
from governance.committee.policies.meeting_states import MEETING
from registry.matters.models import Matter
from registry.matters.selectors import kinds
from registry.scope.models import Role, User
from registry.scope.policies.base import Allowed, Denied, Verdict, grants_with, territory
from registry.scope.policies.flows import FlowPolicy

WATCHING = (Role.COMMITTEE_MEMBER, Role.COMMITTEE_OFFICE, Role.AUDITOR)


class MeetingPolicy(FlowPolicy[Meeting]):
    """Members and offices see the meetings of their territory, everybody else those he was invited to."""

    model, flow, more = Meeting, MEETING, frozenset({"call"})

    def scope(self, user: User, action: str = "view") -> QuerySet[Meeting]:
        if any(grant.kind == "company" for grant in user.grants()):
            return Meeting.objects.none()
        invited = Attendance.objects.filter(person=user).values("meeting")
        return Meeting.objects.filter(territory(grants_with(user, *WATCHING), "region_code") | Q(pk__in=invited))

    def may(self, user: User, action: str, obj: Meeting | None) -> Verdict:
        """Who calls a meeting."""
        held = grants_with(user, Role.COMMITTEE_OFFICE)
        return Allowed() if held else Denied(_("Only a committee's office calls a meeting."))

    def bar(self, user: User, action: str, obj: Meeting) -> Verdict:
        """Who is not there does not vote."""
        if action != "vote" or obj.state != Meeting.State.OPEN:
            return Allowed()
        is_there = Attendance.objects.filter(meeting=obj, person=user, is_present=True).exists()
        return Allowed() if is_there else Denied(_("You were not noted as present."))


def must_stand_aside(user: User, matter: Matter) -> str:
    """The code (of `rules.recusals`) of why a member may not vote on a matter, as its kind says; "" when he may."""
    agenda = kinds.agenda_of(matter)
    return agenda.duty(user, matter.pk) if agenda is not None else ""
