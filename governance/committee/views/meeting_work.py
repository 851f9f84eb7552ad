"""The votes that wait for a member of a committee, handed to the home page."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.committee.selectors import meetings
from registry.scope.models import Role, User
from registry.scope.policies.base import grants_with
from registry.workspace.selectors import worklist


def to_vote(user: User) -> list[worklist.WorkItem]:
    """The items of open sittings on which the member has not voted yet."""
    if not grants_with(user, Role.COMMITTEE_MEMBER):
        return []
    return [
        worklist.WorkItem(
            title=item.question,
            link=reverse("governance:meeting_detail", args=[item.meeting_id]) + f"#item-{item.pk}",
            kind=_("Vote"),
            detail=f"{item.matter.number} {item.matter.mine.name}",
            level="warn",
            icon="gavel",
            due=timezone.localtime(item.meeting.held_at).date(),
            is_simulated=item.meeting.is_simulated,
        )
        for item in meetings.waiting_for(user)[: worklist.LIMIT]
    ]


def count(user: User) -> int:
    """How many votes wait."""
    return meetings.waiting_for(user).count() if grants_with(user, Role.COMMITTEE_MEMBER) else 0
