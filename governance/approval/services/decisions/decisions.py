"""Propose, countersign or return the decision: two people, two offices."""

from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import gettext as _

from governance.approval.models import Case, Decision, DecisionCondition, DecisionLetter, Seat
from governance.approval.policies.cases import signing_grants
from governance.approval.selectors.cases import standing
from governance.approval.selectors.checks import holds as check_holds
from governance.approval.services.cases import announcements, cases
from governance.approval.services.checks import checks
from governance.approval.services.clocks import clocks
from governance.approval.services.conflicts import conflicts
from governance.approval.services.decisions import effects, licence_terms
from governance.approval.services.dossiers import sections
from governance.approval.services.obligations import obligation_carrying, obligation_making
from governance.approval.services.savings import figures
from registry.audit.services import audit
from registry.base.models import limits
from registry.base.rules.errors import Incomplete, WrongState
from registry.base.services import units, validation
from registry.matters.models import ClockEvent
from registry.matters.services import numbers
from registry.mines.services import holds
from registry.scope.models import User

Kind = ClockEvent.Kind


@units.unit()
def propose(
    case_id: int,
    *,
    by: User,
    outcome: str,
    reasons: str,
    choices: Mapping[int, obligation_carrying.Wish] | None = None,
    licence: licence_terms.Wish | None = None,
    version: int | None = None,
) -> Decision:
    """Draft the decision for the committee's office; the conditions of all departments become obligations.

    A stopped case can only be refused. An approval needs every check passed or lifted, every conflict settled, and
    every department to have seen what was decided on the mine meanwhile; all that is missing is said at once.
    `choices` says what an amendment does with each pending obligation (the rest is carried over), `licence` which
    licence the signature issues.
    """
    case = cases.access(case_id, by=by, action="propose", verb="propose", version=version)
    faults = validation.columns(Decision, {"outcome": outcome, "reasons": reasons})
    if "outcome" not in faults and case.state == Case.State.STOPPED and outcome != Decision.Outcome.REFUSE:
        faults["outcome"] = [_("A department objected: the case can only be refused.")]
    issues = outcome == Decision.Outcome.APPROVE and licence_terms.applies_to(case)
    if issues and licence_terms.rights(case):
        faults |= licence_terms.faults(case, licence or licence_terms.Wish())
    if faults:
        raise Incomplete(faults)
    frozen = sections.Frozen(case)
    revision = frozen.revision
    require_unchanged(frozen)
    rows = standing.seats(case)
    if outcome == Decision.Outcome.APPROVE:
        require_ready(case, rows, by=by, frozen=frozen)
    decision = Decision.objects.create(
        case=case,
        revision=revision,
        outcome=outcome,
        reasons=reasons.strip(),
        drafted_by=by,
        drafted_for=case.office,
        drafted_at=timezone.now(),
    )
    if outcome == Decision.Outcome.APPROVE:
        for source in standing.conditions(case, rows):
            DecisionCondition.objects.create(
                decision=decision,
                source=source,
                text=source.text,
                due_on=source.due_on,
                evidence=source.evidence,
                verifier=source.opinion.seat.organisation,
            )
        if obligation_carrying.applies_to(case):
            obligation_carrying.record_choices(decision, choices or {}, by=by)
        if issues:
            licence_terms.write(decision, licence or licence_terms.Wish())
    before = cases.move(case, "propose")
    after = {"state": case.state, "outcome": outcome, "reasons": decision.reasons, "revision": revision.number}
    if outcome == Decision.Outcome.APPROVE and (planned := effects.planned(case, decision)):
        after |= {"effects": [{"kind": one.kind, **one.details} for one in planned]}
    audit.record("decisions.propose", case, by=by, before={"state": before}, after=after, organisation=case.office)
    announcements.proposed(case)
    return decision


def require_ready(case: Case, rows: list[Seat], *, by: User, frozen: sections.Frozen) -> None:
    """Raise unless the case can be approved: objections, conflicts, unseen decisions, then checks evaluated afresh."""
    lacking: list[str] = []
    if any(seat.state not in Seat.SPOKEN for seat in rows) or not rows:
        lacking.append(_("Not every department has spoken on the present dossier."))
    lacking += [
        _("The objection of %(department)s stands.") % {"department": seat.organisation}
        for seat in standing.objections(case, rows)
    ]
    lacking += [
        _("A conflict is not settled: %(conflict)s.") % {"conflict": conflict.topic or conflict.get_kind_display()}
        for conflict in standing.open_conflicts(case).select_related("topic")
    ]
    lacking += [
        _("%(department)s has not seen what was decided on the mine meanwhile.") % {"department": seat.organisation}
        for seat in standing.blind(case, rows)
    ]
    if case.mine.holder_id != case.applicant_id:
        lacking.append(_("%(holder)s holds the mine now, not the applicant.") % {"holder": case.mine.holder or "—"})
    lacking += effects.refusals(case)
    if (asked := check_holds.question(case)) is not None:
        lacking += holds.refusals(case.mine_id, asked)
    if lacking:
        raise WrongState(" ".join(lacking), current=case.state)
    checks.require(case, by=by, frozen=frozen)


def require_unchanged(frozen: sections.Frozen) -> None:
    """Raise `WrongState` unless the frozen dossier still has the hash it was frozen with."""
    revision = frozen.revision
    if cases.content_hash(frozen.content(revision.number), revision.manifest) != revision.content_hash:
        message = _("The frozen dossier no longer matches its hash; tell the auditor.")
        raise WrongState(message, current=frozen.case.state)


@units.unit()
def countersign(case_id: int, *, by: User, version: int | None = None) -> Decision:
    """Sign as the second person, head of another office: the decision takes effect.

    The sections become the approved plan of the mine, or are refused; what the approval changes outside the case is
    done (`effects`); the letter is queued; the company is told.
    """
    case, decision = _standing(case_id, by=by, action="countersign", version=version)
    approves = decision.outcome == Decision.Outcome.APPROVE
    frozen = sections.Frozen(case)
    require_unchanged(frozen)
    changes: list[effects.Effect] = []
    if approves:
        require_ready(case, standing.seats(case), by=by, frozen=frozen)
        if licence_terms.applies_to(case):
            licence_terms.check_again(decision)
        changes = effects.planned(case, decision)
    now = timezone.now()
    office = signing_grants(by, case)[0].organisation_id
    decision.state = Decision.State.SIGNED
    decision.countersigned_by, decision.countersigned_for_id, decision.countersigned_at = by, office, now
    decision.document_number = numbers.next_document_number(case.office, timezone.localdate().year)
    decision.verification_code = numbers.verification_code()
    decision.save()
    case.decided_at = now
    before = cases.move(case, "countersign_approval" if approves else "countersign_refusal", "decided_at")
    clocks.stop_running(case, by=by)
    settle = sections.approve if approves else sections.refuse
    settle(case, decision.revision.number, by=by)
    conflicts.void_open(case, by=by, reason=_("The case was decided."))
    if approves:
        obligation_making.create_from(decision, by=by)
        if obligation_carrying.applies_to(case):
            obligation_carrying.carry(decision, by=by)
        effects.apply(decision, changes, by=by)
    DecisionLetter.objects.bulk_create(DecisionLetter(decision=decision, language=one) for one in ("zh-hans", "en"))
    after: dict[str, object] = {"state": case.state, "outcome": decision.outcome}
    after |= {"document_number": decision.document_number}
    if changes:
        after |= {"effects": [{"kind": one.kind, **one.details} for one in changes]}
    signed_for = decision.countersigned_for
    audit.record("decisions.countersign", case, by=by, before={"state": before}, after=after, organisation=signed_for)
    announcements.decided(case, decision)
    figures.keep(case)
    return decision


@units.unit()
def return_to_office(case_id: int, *, by: User, reason: str, version: int | None = None) -> Decision:
    """Send the proposal back to the office with the reason; a new one may be proposed."""
    case, decision = _standing(case_id, by=by, action="return", version=version)
    reason = validation.require_reason(reason, limits.column(Decision, "return_reason"))
    decision.state, decision.return_reason = Decision.State.RETURNED, reason
    decision.save(update_fields=["state", "return_reason"])
    approves = decision.outcome == Decision.Outcome.APPROVE
    stopped = bool(standing.objections(case))
    before = cases.move(case, "return_refusal" if stopped and not approves else "return_approval")
    after = {"state": case.state, "reason": decision.return_reason}
    audit.record("decisions.return", case, by=by, before={"state": before}, after=after)
    announcements.returned(case, decision)
    return decision


def _standing(case_id: int, *, by: User, action: str, version: int | None) -> tuple[Case, Decision]:
    """The locked case waiting for its second signature, and the proposal."""
    case = cases.access(case_id, by=by, action=action, verb="countersign_approval", version=version)
    decision = case.decisions.filter(state=Decision.State.PROPOSED).first()
    if decision is None:
        raise WrongState(_("No proposal is waiting for a signature."), current=case.state)
    return case, decision
