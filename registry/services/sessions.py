"""End the sessions of a person."""

from registry.models import Session, User


def end_all(user: User, *, keep: str | None = None) -> int:
    """Delete every session of `user` except the one with the key `keep`; return how many went."""
    rows = Session.objects.filter(user=user)
    if keep:
        rows = rows.exclude(session_key=keep)
    return rows.delete()[0]
