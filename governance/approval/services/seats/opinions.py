"""What a department says about the dossier."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from governance.approval.models import Case, Clock, ConflictKind, Opinion, OpinionCondition, Seat
from governance.approval.selectors.cases import standing
from governance.approval.services.cases import announcements, cases, settling
from governance.approval.services.clocks import clocks
from governance.approval.services.conflicts import conflicts
from governance.approval.services.seats import rounds, seats
from registry.audit.services import audit
from registry.base.models import limits
from registry.base.rules.errors import Incomplete
from registry.base.services import units, validation
from registry.matters.models import ClockEvent
from registry.scope.models import User

Kind = ClockEvent.Kind


@dataclass(frozen=True)
class Condition:
    """A condition as typed: what the company must do, and by when."""

    text: str
    due_on: dt.date | None
    evidence: str = ""
    topic: str = ""
    side: str = ""


@units.unit()
def give(
    seat_id: int,
    *,
    by: User,
    kind: str,
    reasons: str = "",
    ground: str = "",
    conditions: Sequence[Condition] = (),
    acknowledged: Collection[int] = (),
    revision: int | None = None,
    version: int | None = None,
) -> Opinion:
    """Sign the department's opinion on the revision under review; it can never be changed.

    An objection of a department that decides or may veto stops the case. The last opinion completes the review.
    `revision` and `version` are those of the dossier and of the seat that the signatory saw: nobody signs another.
    `acknowledged` names decisions on the same mine, signed since the submission, that the department has seen; before
    it has seen all of them it cannot speak. Raises `WrongState` naming the colleague who was first, and `Incomplete`
    with all faulty fields.
    """
    seat = seats.access(seat_id, by=by, action="give_opinion", verb="give_opinion", revision=revision, version=version)
    case = seat.round.case
    seats.take_note(seat, acknowledged, by=by)
    _check(seat, kind, reasons.strip(), ground.strip(), conditions)
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
        OpinionCondition.objects.create(
            opinion=opinion,
            text=condition.text.strip(),
            due_on=condition.due_on,
            evidence=condition.evidence.strip(),
            topic=ConflictKind.objects.filter(code=condition.topic).first() if condition.topic else None,
            side=condition.side if condition.topic else "",
        )
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
    _move_on(case, seat, by=by)
    return opinion


def _check(seat: Seat, kind: str, reasons: str, ground: str, conditions: Sequence[Condition]) -> None:
    faults = validation.columns(Opinion, {"kind": kind, "ground": ground, "reasons": reasons})
    if unseen := standing.unseen(seat.round.case, seat):
        numbers = ", ".join(decision.document_number for decision in unseen)
        message = _("Decided on the same mine since the submission, acknowledge it first: %(numbers)s.")
        faults["acknowledged"] = [message % {"numbers": numbers}]
    if kind == Opinion.Kind.OBJECT and not ground:
        faults["ground"] = [_("An objection must name its legal ground.")]
    if kind in (Opinion.Kind.OBJECT, Opinion.Kind.NOT_RELEVANT) and len(reasons) < limits.SHORTEST_REASON:
        faults["reasons"] = [str(limits.at_least(limits.SHORTEST_REASON))]
    if kind == Opinion.Kind.CONDITIONS:
        faults |= _check_conditions(conditions)
    if faults:
        raise Incomplete(faults)


def _check_conditions(conditions: Sequence[Condition]) -> dict[str, list[str]]:
    filled = [c for c in conditions if c.text.strip() or c.due_on]
    if not filled:
        return {"conditions": [_("State at least one condition with its due date.")]}
    if len(filled) > Opinion.MOST_CONDITIONS:
        return {"conditions": [str(limits.too_many(Opinion.MOST_CONDITIONS))]}
    texts = []
    for number, condition in enumerate(filled, start=1):
        said = {"text": condition.text, "evidence": condition.evidence}
        wrong = validation.columns(OpinionCondition, said, needed=())
        texts += [_("Condition %(n)s: %(fault)s") % {"n": number, "fault": t} for told in wrong.values() for t in told]
        if not condition.text.strip():
            texts.append(_("Condition %(n)s: say what must be done.") % {"n": number})
        if condition.due_on is None:
            texts.append(_("Condition %(n)s: give the due date.") % {"n": number})
        elif condition.due_on <= timezone.localdate():
            texts.append(_("Condition %(n)s: the due date must lie in the future.") % {"n": number})
        if condition.topic and not ConflictKind.objects.in_force().filter(code=condition.topic).exists():
            texts.append(_("Condition %(n)s: choose a topic of the list.") % {"n": number})
        if bool(condition.topic) != (condition.side in ConflictKind.Side.values):
            texts.append(_("Condition %(n)s: name the topic and its side together.") % {"n": number})
    return {"conditions": texts} if texts else {}


def _move_on(case: Case, seat: Seat, *, by: User) -> None:
    """Stop the case on a binding objection, complete the review with the last opinion, or wait for the others."""
    rows = standing.seats(case)
    conflicts.detect(case, seat.round, rows, by=by)
    settling.settle_round(case, by=by, rows=rows)
    if case.state == Case.State.REVIEW:
        cases.move(case, "give_opinion")
        announcements.opinion_given(seat)


@units.unit()
def withdraw(seat_id: int, *, by: User, reason: str, revision: int | None = None, version: int | None = None) -> Seat:
    """Take the department's opinion back before the decision: it is kept, counts no more, and a new one is due.

    A case that it alone had stopped is reviewed again. Returns the seat that follows.
    """
    act, said = "withdraw_opinion", seats.SAID
    seat = seats.access(seat_id, by=by, action=act, verb=act, states=said, revision=revision, version=version)
    case = seat.round.case
    reason = validation.require_reason(reason, limits.column(Seat, "withdrawn_reason"))
    now = timezone.now()
    seat.state, seat.withdrawn_by, seat.withdrawn_at = Seat.State.WITHDRAWN, by, now
    seat.withdrawn_reason = reason
    seat.save(update_fields=["state", "withdrawn_by", "withdrawn_at", "withdrawn_reason"])
    goes_on = case.state != Case.State.STOPPED or not standing.objections(case)
    follower = rounds.replace(seat, by=by, at=now, is_open=goes_on)
    before = case.state
    if goes_on:
        cases.move(case, "withdraw_opinion")
        rounds.reopen(case, by=by, at=now)
    conflicts.agreed_by_withdrawal(case, seat, by=by, reason=reason)
    after = {"department": str(seat.organisation), "reason": reason, "state": case.state}
    department = seat.organisation
    audit.record("opinions.withdraw", case, by=by, before={"state": before}, after=after, organisation=department)
    announcements.opinion_withdrawn(seat)
    return follower
