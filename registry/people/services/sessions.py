"""End the sessions of a person."""

from django.db import transaction

from registry.audit.services import audit
from registry.people.models import Session
from registry.scope.models import User


def end_all(user: User, *, keep: str | None = None) -> int:
    """Delete every session of `user` except the one with the key `keep`; return how many went."""
    rows = Session.objects.filter(user=user)
    if keep:
        rows = rows.exclude(session_key=keep)
    return rows.delete()[0]


@transaction.atomic
def end_others(user_id: int, *, keep: str | None) -> int:
    """A person signs himself out everywhere but here."""
    user = User.objects.select_for_update(no_key=True).get(pk=user_id)
    ended = end_all(user, keep=keep)
    audit.record("user.sessions_ended", user, by=user, after={"sessions": ended})
    return ended
