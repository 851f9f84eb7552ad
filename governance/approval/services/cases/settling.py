"""Move a case on when its round is over or a conflict is settled."""

from django.utils import timezone

from governance.approval.models import Case, Clock, Seat
from governance.approval.selectors.cases import standing
from governance.approval.services.cases import announcements, cases
from governance.approval.services.clocks import clocks
from governance.approval.services.seats import rounds
from registry.audit.services import audit
from registry.scope.models.actors import Actor


def settle_round(case: Case, *, by: Actor, rows: list[Seat] | None = None) -> None:
    """Move on when nobody in the round has to speak any more: stopped by a standing objection, or ready to decide.

    `rows` are the standing seats where the caller has read them.
    """
    if case.state != Case.State.REVIEW:
        return
    rows = standing.seats(case) if rows is None else rows
    if standing.objections(case, rows):
        verb = "stop"
    elif all(seat.state in Seat.SPOKEN for seat in rows):
        verb = "complete_review"
    else:
        return
    before = cases.move(case, verb)
    cases.close_round(case)
    clocks.stop_running(case, by=by, clocks=(Clock.SEAT,))
    audit.record(f"cases.{verb}", case, by=by, before={"state": before}, after={"state": case.state})
    if verb == "stop":
        announcements.stopped(case, standing.objections(case, rows)[0])
    else:
        announcements.review_completed(case)


def after_settlement(case: Case, *, by: Actor) -> None:
    """A conflict was settled: a stopped case whose objections are all overcome goes on."""
    if case.state != Case.State.STOPPED or standing.objections(case):
        return
    before = cases.move(case, "overcome")
    rounds.reopen(case, by=by, at=timezone.now())
    audit.record("cases.overcome", case, by=by, before={"state": before}, after={"state": case.state})
    settle_round(case, by=by)
