"""Read substitutions: who stands in for whom, and on which days."""

import datetime as dt

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from governance.approval.models import Substitution
from governance.approval.policies.seats import SPEAKERS, SubstitutionPolicy
from registry.scope.models import Organisation, User
from registry.scope.selectors import members

CURRENT, COMING, PAST = "current", "coming", "past"
#: The states of a period, as the list names them.
STATES = (
    (CURRENT, pgettext_lazy("substitution", "In force")),
    (COMING, pgettext_lazy("substitution", "To come")),
    (PAST, pgettext_lazy("substitution", "Over")),
)
#: Name in the address → keyset order, the first is the default.
ORDERS: dict[str, tuple[str, ...]] = {
    "-from": ("-valid_from", "-id"),
    "from": ("valid_from", "id"),
    "-until": ("-valid_to", "-id"),
    "until": ("valid_to", "id"),
}


def listing(user: User) -> QuerySet[Substitution]:
    """The substitutions of the user's departments with what a row shows."""
    return SubstitutionPolicy().scope(user).select_related("organisation", "officer", "substitute", "made_by")


def state(row: Substitution, today: dt.date | None = None) -> str:
    """Whether the period is in force, to come or over today."""
    today = today or timezone.localdate()
    return COMING if today < row.valid_from else PAST if row.valid_to < today else CURRENT


def in_state(rows: QuerySet[Substitution], wanted: str) -> QuerySet[Substitution]:
    """The rows whose period is in that state today."""
    today = timezone.localdate()
    if wanted == COMING:
        return rows.filter(valid_from__gt=today)
    if wanted == PAST:
        return rows.filter(valid_to__lt=today)
    return rows.filter(valid_from__lte=today, valid_to__gte=today)


def headed(user: User) -> list[Organisation]:
    """The departments for which the user names substitutes."""
    return list(Organisation.objects.filter(pk__in=SubstitutionPolicy().headed(user)).order_by("pk"))


def colleagues(bodies: list[Organisation]) -> list[User]:
    """Everybody who speaks for one of these departments."""
    return list(members.holding([body.pk for body in bodies], *SPEAKERS))


def may_end(row: Substitution) -> bool:
    """Whether anything is left of the period that could end earlier."""
    return row.valid_to > timezone.localdate()
