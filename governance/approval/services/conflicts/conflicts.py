"""Find conflicts between departments, and close them when what clashed is gone or a vote settled it."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from governance.approval.models import Case, Conflict, ConflictSide, ConflictStep, Round, Seat
from governance.approval.rules.conflicts import conflict_words
from governance.approval.selectors.conflicts import clashes
from governance.approval.services.conflicts import conflict_news
from registry.audit.services import audit
from registry.base.services import units
from registry.calendar.rules.working_days import NotYetAnnounced
from registry.calendar.selectors import calendars
from registry.matters.services import queues
from registry.scope.models import Organisation, User
from registry.scope.models.actors import Actor

Level, State, Settlement, Step = Conflict.Level, Conflict.State, Conflict.Settlement, ConflictStep.Kind
#: Working days in which the owner gets a conflict settled: a proposal of this platform, no law sets them.
DAYS_TO_SETTLE = 10


@units.unit()
def detect(case: Case, review: Round, seats: Sequence[Seat] | None = None, *, by: Actor) -> list[Conflict]:
    """Open a conflict for every clash of the standing opinions and return the new ones; asked twice, nothing doubles.

    The caller holds the lock of the case and may hand on its standing seats. Open conflicts of earlier rounds are void,
    an open one takes in who joined.
    """
    standing_open = {}
    for conflict in case.conflicts.filter(state=State.OPEN):
        if conflict.round_id == review.pk:
            standing_open[conflict.key] = conflict
        else:
            _void(conflict, by=by, reason=_("A new round of review began."))
    opened = []
    for clash in clashes.of_case(case, seats):
        known = standing_open.get(clash.key)
        if known is None:
            opened.append(_open(case, review, clash, by=by))
        else:
            _join(known, clash.parties)
    return opened


def _open(case: Case, review: Round, clash: clashes.Clash, *, by: Actor) -> Conflict:
    conflict = Conflict.objects.create(
        case=case,
        round=review,
        kind=clash.kind,
        key=clash.key,
        topic=clash.topic,
        owner=case.office,
        due_on=due_date(timezone.localdate()),
        opened_at=timezone.now(),
    )
    queues.refresh(case)
    _join(conflict, clash.parties)
    write_step(conflict, Step.OPENED, "", by=by, organisation=None)
    departments = [str(party.seat.organisation) for party in clash.parties]
    after = {"key": conflict.key, "departments": departments, "due_on": conflict.due_on}
    audit.record("conflicts.open", case, by=by, after=after)
    conflict_news.opened(conflict)
    return conflict


def _join(conflict: Conflict, parties: Iterable[clashes.Party]) -> None:
    for party in parties:
        ConflictSide.objects.get_or_create(
            conflict=conflict, seat=party.seat, condition=party.condition, defaults={"side": party.side}
        )


def due_date(today: dt.date) -> dt.date | None:
    """The last day to settle a conflict found today; none while the calendar does not reach so far."""
    try:
        return calendars.table().add_working_days(today, DAYS_TO_SETTLE)
    except NotYetAnnounced:
        return None


def set_due_dates() -> int:
    """Date the open conflicts that were found when the calendar did not reach far enough; returns how many."""
    dated = 0
    for conflict in Conflict.objects.filter(state=State.OPEN, due_on__isnull=True).order_by("pk"):
        if (due := due_date(timezone.localdate(conflict.opened_at))) is not None:
            found = Conflict.objects.filter(pk=conflict.pk, state=State.OPEN, due_on__isnull=True)
            dated += found.update(due_on=due)
    return dated


@units.unit()
def void_open(case: Case, *, by: Actor, reason: str) -> int:
    """End the open conflicts of a case whose dossier changed or that ended; the caller holds the lock of the case."""
    rows = list(case.conflicts.filter(state=State.OPEN))
    for conflict in rows:
        _void(conflict, by=by, reason=reason)
    return len(rows)


def _void(conflict: Conflict, *, by: Actor, reason: str) -> None:
    conflict.state, conflict.settlement_text, conflict.settled_at = State.VOID, reason, timezone.now()
    conflict.save(update_fields=["state", "settlement_text", "settled_at"])
    queues.refresh(conflict.case)
    write_step(conflict, Step.SETTLED, reason, by=by, organisation=None)
    audit.record("conflicts.void", conflict.case, by=by, after={"key": conflict.key, "reason": reason})


@units.unit()
def agreed_by_withdrawal(case: Case, seat: Seat, *, by: Actor, reason: str) -> list[Conflict]:
    """Settle the open conflicts of a withdrawn seat in which nothing clashes any more, and return them.

    The caller holds the lock of the case and has taken the opinion back already.
    """
    left = {clash.key for clash in clashes.of_case(case)}
    rows = case.conflicts.filter(state=State.OPEN, sides__seat=seat).exclude(key__in=left).distinct()
    found = list(rows)
    for conflict in found:
        settle(conflict, by=by, settlement=Settlement.AGREED, text=reason, organisation=seat.organisation)
    return found


def settle(
    conflict: Conflict,
    *,
    by: Actor,
    settlement: str,
    text: str,
    falls: Iterable[int] = (),
    organisation: Organisation | None = None,
) -> None:
    """Write the settlement; the sides named in `falls` lose their condition.

    Only the desk acts, a withdrawal and an adopted vote come here, with the case locked and their rights checked.
    """
    now = timezone.now()
    conflict.state, conflict.settlement, conflict.settlement_text = State.SETTLED, settlement, text.strip()
    conflict.settled_by = by if isinstance(by, User) else None
    conflict.settled_at = now
    conflict.save(update_fields=["state", "settlement", "settlement_text", "settled_by", "settled_at"])
    queues.refresh(conflict.case)
    keys = list(falls)
    conflict.sides.filter(pk__in=keys, condition__isnull=False).update(is_dropped=True)
    write_step(conflict, Step.SETTLED, text, by=by, organisation=organisation)
    dropped = [side.condition.text for side in conflict.sides.filter(is_dropped=True).select_related("condition")
               if side.condition is not None]  # fmt: skip
    after = {"key": conflict.key, "settlement": settlement, "text": conflict.settlement_text, "dropped": dropped}
    audit.record("conflicts.settle", conflict.case, by=by, after=after, organisation=organisation)
    conflict_news.settled(conflict)


def write_step(
    conflict: Conflict,
    kind: str,
    text: str,
    *,
    by: Actor,
    organisation: Organisation | None,
    agrees: bool = False,
    falls: Iterable[int] = (),
) -> ConflictStep:
    """Append one step of the history, at the level where the conflict stands."""
    return ConflictStep.objects.create(
        conflict=conflict,
        kind=kind,
        level=conflict.level,
        text=conflict_words.pack(text, agrees=agrees, falls=falls),
        organisation=organisation,
        by=by if isinstance(by, User) else None,
        at=timezone.now(),
    )
