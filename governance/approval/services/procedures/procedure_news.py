"""Who is told of drafts of procedures."""

from governance.approval.models import ProcedureDraft
from registry.messages.services import notifications
from registry.scope.models import Membership, Role, User


def submitted(draft: ProcedureDraft) -> None:
    """The other administrators have a draft to read."""
    _tell(draft, "procedures.submitted", [user for user in _administrators() if user.pk != draft.drafted_by_id])


def returned(draft: ProcedureDraft) -> None:
    """The author learns why the draft came back."""
    _tell(draft, "procedures.returned", [draft.drafted_by], reason=draft.return_reason)


def _administrators() -> list[User]:
    rows = Membership.objects.in_force().filter(role=Role.ADMINISTRATOR)
    return list(User.objects.filter(is_active=True, pk__in=rows.values("user")).order_by("pk"))


def _tell(draft: ProcedureDraft, kind: str, people: list[User], **params: str) -> None:
    notifications.notify(people, kind, params={"code": draft.code, **params}, link=f"/procedures/drafts/{draft.pk}/")
