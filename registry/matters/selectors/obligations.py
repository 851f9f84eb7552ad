"""Read obligations: lists, what is overdue, and who must act."""

import datetime as dt

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.utils import timezone

from registry.matters.models import Obligation, ObligationReport
from registry.matters.policies.obligation_states import VERIFIERS
from registry.matters.policies.obligations import ObligationPolicy
from registry.matters.policies.parties import COMPANY
from registry.mines.models import Mine
from registry.scope.models import User
from registry.scope.policies.base import grants_with

RELATED = ("mine__region", "holder", "verifier", "matter")
TONES: dict[str, str] = {
    "open": "wait", "reported": "info", "verified": "ok", "carried": "muted", "ended": "muted", "passed": "muted",
}  # fmt: skip
#: An obligation is soon due when no more than this many days are left.
SOON = 30


def listing(user: User) -> QuerySet[Obligation]:
    """The obligations in the user's scope with what a list row shows, `is_late` among it."""
    return _shown(ObligationPolicy().scope(user))


def _shown(rows: QuerySet[Obligation]) -> QuerySet[Obligation]:
    """The rows with what a line shows; whether each is late is asked for with it, not for each."""
    rows = rows.select_related(*RELATED).defer("mine__boundary")
    return rows.annotate(is_late=ExpressionWrapper(_late(timezone.localdate()), output_field=BooleanField()))


def pending(mine: Mine) -> QuerySet[Obligation]:
    """What is still to be met on the mine."""
    return Obligation.objects.filter(mine=mine, state__in=Obligation.PENDING)


def overdue_of(mine: Mine, on: dt.date | None = None) -> QuerySet[Obligation]:
    """The obligations of the mine that are not met although their day is over."""
    return overdue(pending(mine), on).select_related("verifier").order_by("due_on", "pk")


def overdue(rows: QuerySet[Obligation], on: dt.date | None = None) -> QuerySet[Obligation]:
    """Those of the rows that are overdue on a day, today unless another is given."""
    return rows.filter(_late(on or timezone.localdate()))


def _late(day: dt.date) -> Q:
    """Open after the day, or reported only after it: who reported in time waits for the department without blame."""
    afterwards = ObligationReport.objects.filter(obligation=OuterRef("pk"), verdict="", at__date__gt=OuterRef("due_on"))
    return Q(due_on__lt=day) & (Q(state=Obligation.State.OPEN) | Q(Exists(afterwards), state=Obligation.State.REPORTED))


def is_overdue(obligation: Obligation) -> bool:
    """Whether the obligation is overdue today."""
    late = getattr(obligation, "is_late", None)
    if late is None:
        late = overdue(Obligation.objects.filter(pk=obligation.pk)).exists()
    return bool(late)


def days_left(obligation: Obligation) -> int | None:
    """Calendar days until the due date, negative when it is over; None once nothing is to be done."""
    if obligation.state not in Obligation.PENDING:
        return None
    return (obligation.due_on - timezone.localdate()).days


def level(obligation: Obligation) -> str:
    """How urgent, as a tone."""
    left = days_left(obligation)
    if is_overdue(obligation):
        return "bad"
    if left is None or obligation.state == Obligation.State.REPORTED:
        return TONES[obligation.state]
    return "warn" if left <= SOON else "info"


def reports(obligation: Obligation, reader: User | None = None) -> list[ObligationReport]:
    """The reports of the obligation and of those it was carried from, latest first.

    A company reads what it reported itself; without a reader all are answered.
    """
    keys = [row.pk for row in line(obligation)]
    rows = ObligationReport.objects.filter(obligation__in=keys).select_related("by", "verified_by", "attachment")
    if reader is not None and not ObligationPolicy().reads_all(reader, obligation):
        own = [grant.organisation_id for grant in reader.grants()]
        rows = rows.filter(Q(holder__in=own) | Q(holder__isnull=True, obligation__holder__in=own))
    return list(rows.order_by("-at", "-id"))


def line(obligation: Obligation, reader: User | None = None) -> list[Obligation]:
    """The obligation and the rows it was carried from, latest first, as far as the reader sees them."""
    found, row = [obligation], obligation
    rows = Obligation.objects.all() if reader is None else ObligationPolicy().scope(reader)
    while row.carried_from_id is not None:
        earlier = rows.select_related(*RELATED).filter(pk=row.carried_from_id).first()
        if earlier is None:
            break
        row = earlier
        found.append(row)
    return found


def successor(obligation: Obligation, reader: User) -> Obligation | None:
    """The row that goes on with this one, when the reader sees it."""
    return ObligationPolicy().scope(reader).select_related("matter").filter(carried_from=obligation).first()


def to_report(user: User) -> QuerySet[Obligation]:
    """What the user's company still has to report."""
    own = [grant.organisation_id for grant in grants_with(user, *COMPANY)]
    if not own:
        return Obligation.objects.none()
    rows = Obligation.objects.filter(holder__in=own, state=Obligation.State.OPEN)
    return _shown(rows).order_by("due_on", "pk")


def to_verify(user: User) -> QuerySet[Obligation]:
    """The reports that wait for the user's department."""
    own = [grant.organisation_id for grant in grants_with(user, *VERIFIERS)]
    if not own:
        return Obligation.objects.none()
    rows = Obligation.objects.filter(verifier__in=own, state=Obligation.State.REPORTED)
    rows = rows.exclude(Q(reports__verdict="") & Q(reports__by=user))
    return _shown(rows).order_by("due_on", "pk")


def due_between(rows: QuerySet[Obligation], first: dt.date, last: dt.date) -> QuerySet[Obligation]:
    """The rows that are due in a span of days."""
    return rows.filter(due_on__range=(first, last)).order_by("due_on", "pk")
