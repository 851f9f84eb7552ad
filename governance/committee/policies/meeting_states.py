"""Who may do what with a meeting in which state: the only place that says it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from governance.committee.models import Attendance, Meeting
from registry.base.rules.transitions import Transition
from registry.scope.models import Role, User
from registry.scope.policies.base import grants_with
from registry.scope.policies.flows import Flow

S = Meeting.State


class Party(models.TextChoices):
    """Who somebody is towards a meeting."""

    OFFICE = "office", _("the office that called the meeting")
    CHAIR = "chair", _("the chair")
    MEMBER = "member", _("a member of the committee who was invited")


def _bodies(user: User, role: Role) -> set[int]:
    return {grant.organisation_id for grant in grants_with(user, role)}


def _member(user: User) -> Q:
    """A joint meeting does not vote, so it has no members."""
    invited = Attendance.objects.filter(person=user, is_member=True).values("meeting")
    return Q(kind=Meeting.Kind.COMMITTEE, committee__in=_bodies(user, Role.COMMITTEE_MEMBER), pk__in=invited)


MEETING = Flow(
    Meeting,
    Transition(S.PLANNED, "add_item", S.PLANNED, by=Party.OFFICE),
    Transition(S.PLANNED, "remove_item", S.PLANNED, by=Party.OFFICE),
    Transition(S.PLANNED, "reorder", S.PLANNED, by=Party.OFFICE),
    Transition(S.PLANNED, "reschedule", S.PLANNED, by=Party.OFFICE),
    Transition(S.PLANNED, "cancel", S.CANCELLED, by=Party.OFFICE),
    Transition(S.PLANNED, "open", S.OPEN, by=Party.OFFICE),
    Transition(S.OPEN, "attendance", S.OPEN, by=Party.OFFICE),
    Transition(S.OPEN, "vote", S.OPEN, by=Party.MEMBER, waits=True),
    Transition(S.OPEN, "chair", S.OPEN, by=Party.OFFICE),
    Transition(S.OPEN, "postpone_item", S.OPEN, by=Party.OFFICE),
    Transition(S.OPEN, "close_item", S.OPEN, by=(Party.CHAIR, Party.OFFICE)),
    Transition(S.OPEN, "close", S.CLOSED, by=(Party.CHAIR, Party.OFFICE)),
    Transition(S.OPEN, "cancel", S.CANCELLED, by=Party.OFFICE),
    parties={
        Party.OFFICE: lambda user: Q(office__in=_bodies(user, Role.COMMITTEE_OFFICE)),
        Party.CHAIR: lambda user: Q(chair=user),
        Party.MEMBER: _member,
    },
    words=dict(Party.choices),
)
