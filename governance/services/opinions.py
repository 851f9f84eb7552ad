"""What a department says about the dossier."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.models import Case, ClockEvent, Opinion, OpinionCondition, ProcedureSeat, Seat
from governance.services import announcements, cases, clocks, seats
from registry.errors import Incomplete
from registry.models import User
from registry.services import audit

Clock, Kind = ClockEvent.Clock, ClockEvent.Kind
MINIMUM_REASON = 10


@dataclass(frozen=True)
class Condition:
    """A condition as typed: what the company must do, and by when."""

    text: str
    due_on: dt.date | None


@transaction.atomic
def give(
    seat_id: int,
    *,
    by: User,
    kind: str,
    reasons: str = "",
    ground: str = "",
    conditions: Sequence[Condition] = (),
    version: int | None = None,
) -> Opinion:
    """Sign the department's opinion on the revision under review; it can never be changed.

    An objection of a department that decides or may veto stops the case. The last opinion completes the review.
    Raises `WrongState` naming the colleague who was first, and `Incomplete` with all faulty fields.
    """
    seat = seats.access(seat_id, by=by, action="give_opinion", verb="give_opinion")
    case = seat.round.case
    cases.require_version(case, version)
    _check(kind, reasons.strip(), ground.strip(), conditions)
    opinion = Opinion.objects.create(
        seat=seat,
        revision=seat.round.revision,
        kind=kind,
        ground=ground.strip(),
        reasons=reasons.strip(),
        author=by,
        author_text=str(by),
    )
    kept = [c for c in conditions if c.text.strip()] if kind == Opinion.Kind.CONDITIONS else []
    for condition in kept:
        assert condition.due_on is not None
        OpinionCondition.objects.create(opinion=opinion, text=condition.text.strip(), due_on=condition.due_on)
    seat.state, seat.closed_at = Seat.State.ANSWERED, timezone.now()
    seat.officer = seat.officer or by
    seat.save(update_fields=["state", "closed_at", "officer"])
    clocks.write(case, Clock.SEAT, Kind.STOP, by=by, seat=seat)
    after = {
        "department": str(seat.organisation),
        "opinion": kind,
        "ground": opinion.ground,
        "reasons": opinion.reasons,
        "conditions": [{"text": c.text.strip(), "due_on": c.due_on} for c in kept],
        "revision": seat.round.revision.number,
    }
    audit.record("opinions.give", case, by=by, after=after, organisation=seat.organisation)
    _move_on(case, seat, opinion, by=by)
    return opinion


def _check(kind: str, reasons: str, ground: str, conditions: Sequence[Condition]) -> None:
    faults: dict[str, list[str]] = {}
    if kind not in Opinion.Kind.values:
        faults["kind"] = [_("Choose an opinion.")]
    if kind == Opinion.Kind.OBJECT and not ground:
        faults["ground"] = [_("An objection must name its legal ground.")]
    if kind in (Opinion.Kind.OBJECT, Opinion.Kind.NOT_RELEVANT) and len(reasons) < MINIMUM_REASON:
        faults["reasons"] = [_("Give your reasons in at least %(n)s characters.") % {"n": MINIMUM_REASON}]
    if kind == Opinion.Kind.CONDITIONS:
        faults |= _check_conditions(conditions)
    if faults:
        raise Incomplete(faults)


def _check_conditions(conditions: Sequence[Condition]) -> dict[str, list[str]]:
    filled = [c for c in conditions if c.text.strip() or c.due_on]
    if not filled:
        return {"conditions": [_("State at least one condition with its due date.")]}
    texts = []
    for number, condition in enumerate(filled, start=1):
        if not condition.text.strip():
            texts.append(_("Condition %(n)s: say what must be done.") % {"n": number})
        if condition.due_on is None:
            texts.append(_("Condition %(n)s: give the due date.") % {"n": number})
        elif condition.due_on <= timezone.localdate():
            texts.append(_("Condition %(n)s: the due date must lie in the future.") % {"n": number})
    return {"conditions": texts} if texts else {}


def _move_on(case: Case, seat: Seat, opinion: Opinion, *, by: User) -> None:
    """Stop the case on a binding objection, complete the review with the last opinion, or wait for the others."""
    binding = seat.power in (ProcedureSeat.Power.DECIDES, ProcedureSeat.Power.VETO)
    if opinion.kind == Opinion.Kind.OBJECT and binding:
        verb = "stop"
        cases.close_round(case)
        clocks.stop_running(case, by=by, clocks=(Clock.SEAT,))
    elif not Seat.objects.filter(round=seat.round, state=Seat.State.OPEN).exists():
        verb = "complete_review"
        cases.close_round(case)
    else:
        cases.move(case, "give_opinion")
        announcements.opinion_given(seat)
        return
    before = cases.move(case, verb)
    audit.record(f"cases.{verb}", case, by=by, before={"state": before}, after={"state": case.state})
    if verb == "stop":
        announcements.stopped(case, seat)
    else:
        announcements.review_completed(case)
