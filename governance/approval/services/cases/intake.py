"""The intake clerk: accept, ask once for corrections, or decline (Administrative Licensing Law art. 32)."""

import datetime as dt
import logging

from django.utils import timezone
from django.utils.translation import gettext as _

from governance.approval.models import Case, Clock, CorrectionNotice
from governance.approval.policies import case_states
from governance.approval.selectors.clocks import clocks as readings
from governance.approval.services.cases import announcements, cases, settling
from governance.approval.services.checks import checks
from governance.approval.services.clocks import clocks
from governance.approval.services.dossiers import corrections, sections
from governance.approval.services.seats import rounds
from registry.audit.services import audit
from registry.base.models import limits
from registry.base.rules.errors import DomainError, WrongState
from registry.base.services import units, validation
from registry.matters.models import ClockEvent
from registry.matters.services import matters, numbers
from registry.scope.models import User
from registry.scope.models.actors import Actor
from registry.scope.rules.grants import System

Kind = ClockEvent.Kind
logger = logging.getLogger(__name__)


@units.unit()
def accept(case_id: int, *, by: User, version: int | None = None) -> Case:
    """Accept the complete file: the statutory period and every department's own clock start now."""
    case = cases.access(case_id, by=by, action="accept", verb="accept", version=version)
    return _accept(case, by=by, at=timezone.now(), verb="cases.accept")


@units.unit()
def deem_accepted(case_id: int) -> Case | None:
    """Accept by silence when the completeness check is overdue: accepted on the day of receipt (art. 32).

    Returns None when somebody acted first or the check is not overdue.
    """
    matters.lock(case_id)
    case = Case.objects.filter(pk=case_id, state=Case.State.SUBMITTED).first()
    reading = readings.one(case, Clock.INTAKE) if case else None
    if case is None or case.submitted_at is None or reading is None or not reading.shown.overdue:
        return None
    return _accept(case, by=System("intake"), at=case.submitted_at, verb="cases.deem_accepted")


def sweep() -> int:
    """Accept by silence whatever was not checked in time; one case that cannot be opened holds up no other."""
    waiting = Case.objects.filter(state=Case.State.SUBMITTED).order_by("pk").values_list("pk", flat=True)
    accepted = 0
    for pk in list(waiting):
        try:
            accepted += deem_accepted(pk) is not None
        except DomainError:
            logger.exception("Case %s cannot be accepted by silence.", pk)
    return accepted


def _accept(case: Case, *, by: Actor, at: dt.datetime, verb: str) -> Case:
    frozen = sections.Frozen(case)
    revision = frozen.revision
    clocks.stop_running(case, by=by, clocks=(Clock.INTAKE,))
    case.accepted_at = at
    case.receipt_number = numbers.next_receipt_number(timezone.localdate(at).year)
    before = cases.move(case, "accept", "accepted_at", "receipt_number")
    clocks.write(case, Clock.DECISION, Kind.START, by=by, at=at)
    review = rounds.open_round(case, revision, by=by, at=at, touched=_touched(frozen))
    seats = [str(seat.organisation) for seat in review.seats.select_related("organisation")]
    after = {"state": case.state, "accepted_at": at, "receipt": case.receipt_number}
    after |= {"round": review.number, "seats": seats}
    audit.record(verb, case, by=by, before={"state": before}, after=after, organisation=case.office)
    announcements.accepted(case, review)
    checks.run_first(case, by=by, frozen=frozen)
    settling.settle_round(case, by=by)
    return case


def _touched(frozen: sections.Frozen) -> set[str] | None:
    """What a minor amendment changes of the plan it amends; None when everybody reviews everything."""
    case = frozen.case
    if case.relation != Case.Relation.AMENDMENT or case.scope != Case.Scope.MINOR or case.parent is None:
        return None
    earlier = case.parent.decisions.filter(state="signed").values_list("revision__number", flat=True).first() or 1
    return sections.changed_keys(sections.Frozen(case.parent), earlier, frozen, frozen.revision.number)


@units.unit()
def ask_corrections(
    case_id: int, *, by: User, items: list[dict[str, str]], due_on: dt.date | None = None, version: int | None = None
) -> CorrectionNotice:
    """Tell the applicant, once, everything that is missing; the dossier opens for editing again.

    `items` are {"section": key, "text": what is missing}. Raises `WrongState` when corrections were asked already.
    """
    case = cases.access(case_id, by=by, action="ask_corrections", verb="ask_corrections", version=version)
    if case.corrections_asked >= case.frozen.corrections_allowed:
        raise WrongState(_("Corrections were asked already: the law allows it once."), current=case.state)
    kept = corrections.require(items, due_on, nothing=_("Say what is missing."))
    clocks.stop_running(case, by=by, clocks=(Clock.INTAKE,))
    case.corrections_asked += 1
    before = cases.move(case, "ask_corrections", "corrections_asked")
    notice = CorrectionNotice.objects.create(
        case=case, number=case.corrections_asked, items=kept, issued_by=by, due_on=due_on
    )
    after = {"state": case.state, "items": kept, "due_on": due_on}
    audit.record("cases.ask_corrections", case, by=by, before={"state": before}, after=after, organisation=case.office)
    announcements.corrections_asked(case)
    return notice


@units.unit()
def decline(case_id: int, *, by: User, reason: str, version: int | None = None) -> Case:
    """Do not accept the application, with a written reason."""
    case = cases.access(case_id, by=by, action="decline", verb="decline", version=version)
    reason = validation.require_reason(reason, limits.column(Case, "closing_reason"))
    clocks.stop_running(case, by=by)
    case.closing_reason = reason
    before = cases.move(case, "decline", "closing_reason")
    sections.supersede(case, case.revisions.count(), by=by)
    after = {"state": case.state, "reason": case.closing_reason}
    audit.record("cases.decline", case, by=by, before={"state": before}, after=after, organisation=case.office)
    announcements.declined(case)
    return case


def may_ask_corrections(case: Case) -> bool:
    """Whether the one request for corrections is still free."""
    allowed = case.frozen.corrections_allowed
    return "ask_corrections" in case_states.CASE.verbs(case.state) and case.corrections_asked < allowed
