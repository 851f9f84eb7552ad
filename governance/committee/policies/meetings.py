"""Who sees the meetings of the committee, who calls and closes them, and who must stand aside."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from governance.approval.models import Case, Decision, Opinion, Seat
from governance.committee.models import Attendance, Meeting
from governance.committee.rules import recusals
from registry.scope.models import Role, User
from registry.scope.policies.base import Allowed, Denied, Policy, Verdict, grants_with, territory

WATCHING = (Role.COMMITTEE_MEMBER, Role.COMMITTEE_OFFICE, Role.AUDITOR)
#: What only the office that called the meeting does.
OFFICE_ACTS = ("change", "reschedule", "cancel", "open", "leave", "chair", "postpone")


class MeetingPolicy(Policy[Meeting]):
    """Members and offices see the meetings of their territory, everybody else those he was invited to."""

    model = Meeting

    def scope(self, user: User, action: str = "view") -> QuerySet[Meeting]:
        if any(grant.kind == "company" for grant in user.grants()):
            return Meeting.objects.none()
        invited = Attendance.objects.filter(person=user).values("meeting")
        return Meeting.objects.filter(territory(grants_with(user, *WATCHING), "region_code") | Q(pk__in=invited))

    def check(self, user: User, action: str, obj: Meeting | None = None) -> Verdict:
        if action == "call":
            held = grants_with(user, Role.COMMITTEE_OFFICE)
            return Allowed() if held else Denied(gettext_lazy("Only a committee's office calls a meeting."))
        if obj is None:
            return Denied(gettext_lazy("Name the meeting."))
        if action == "view":
            return Allowed()
        is_office = any(g.organisation_id == obj.office_id for g in grants_with(user, Role.COMMITTEE_OFFICE))
        if action in OFFICE_ACTS:
            return (
                Allowed() if is_office else Denied(gettext_lazy("Only the office that called the meeting does this."))
            )
        if action in ("close_item", "close"):
            if is_office or obj.chair_id == user.pk:
                return Allowed()
            return Denied(gettext_lazy("Only the chair or the office that called the meeting does this."))
        if action == "vote":
            return self._votes(user, obj)
        return Denied(gettext_lazy("This act is not known."))

    def _votes(self, user: User, meeting: Meeting) -> Verdict:
        if meeting.kind != Meeting.Kind.COMMITTEE:
            return Denied(gettext_lazy("A joint meeting does not vote."))
        own = Attendance.objects.filter(meeting=meeting, person=user).first()
        is_member = any(g.organisation_id == meeting.committee_id for g in grants_with(user, Role.COMMITTEE_MEMBER))
        if own is None or not own.is_member or not is_member:
            return Denied(gettext_lazy("Only members of the committee vote."))
        if meeting.state == Meeting.State.OPEN and not own.is_present:
            return Denied(gettext_lazy("You were not noted as present."))
        return Allowed()


def must_stand_aside(user: User, case: Case) -> str:
    """The code (of `rules.recusals`) of why a member may not vote in a case; "" when he may.

    His body is concerned, or he acted in the case himself.
    """
    bodies = {grant.organisation_id for grant in user.grants()} | ({user.home_id} if user.home_id else set())
    if case.applicant_id in bodies:
        return recusals.APPLICANT
    if Seat.objects.filter(round__case=case, organisation__in=bodies).exists():
        return recusals.SEAT
    if Opinion.objects.filter(seat__round__case=case, author=user).exists():
        return recusals.OPINION
    if Decision.objects.filter(case=case, drafted_by=user).exists():
        return recusals.DRAFT
    return ""
