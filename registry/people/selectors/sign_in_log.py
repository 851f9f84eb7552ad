"""Read the sign-in log."""

import datetime as dt

from django.db.models import QuerySet

from registry.people.policies.sign_in_log import policy
from registry.scope.models import SignInEvent, User

ORDER = ("-at", "-pk")


def listed(
    user: User,
    *,
    username: str = "",
    kind: str = "",
    ip: str = "",
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> QuerySet[SignInEvent]:
    """The events in scope of `user` that match; both days are included."""
    rows = policy.scope(user)
    if username:
        rows = rows.filter(username__istartswith=username)
    if kind:
        rows = rows.filter(kind=kind)
    if ip:
        rows = rows.filter(ip=ip)
    if since:
        rows = rows.filter(at__date__gte=since)
    if until:
        rows = rows.filter(at__date__lte=until)
    return rows
