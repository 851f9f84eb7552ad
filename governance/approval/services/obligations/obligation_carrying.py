"""Pending obligations through an amendment: each is carried over or ended with a reason, none is lost."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from governance.approval.models import Case, Decision, ObligationChoice
from governance.approval.selectors.obligations import case_obligations as selectors
from governance.approval.services.obligations import follow_up_news
from registry.audit.services import audit
from registry.base.models import limits
from registry.base.rules.errors import Incomplete, WrongState
from registry.base.services import units
from registry.matters.models import Obligation
from registry.matters.services import obligations
from registry.scope.models import User
from registry.scope.models.actors import Actor


@dataclass(frozen=True)
class Wish:
    """What the draft of a decision does with one obligation."""

    is_carried: bool = True
    reason: str = ""


@dataclass(frozen=True)
class Result:
    """What became of the obligations when the amendment was signed."""

    carried: list[Obligation]
    ended: list[Obligation]


def applies_to(case: Case) -> bool:
    """Whether the case amends a decision, so that obligations must be carried."""
    return case.relation == Case.Relation.AMENDMENT


@units.unit()
def record_choices(decision: Decision, choices: Mapping[int, Wish], *, by: User) -> list[ObligationChoice]:
    """Write what the draft does with every pending obligation of the mine; what is not named is carried.

    Raises `Incomplete` for an end without a reason and for an obligation that is not pending on this mine.
    """
    if decision.state != Decision.State.PROPOSED:
        raise WrongState(_("The decision is no draft any more."), current=decision.state)
    rows = list(selectors.before(decision).select_for_update(no_key=True, of=("self",)))
    faults: dict[str, list[str]] = {}
    known = {row.pk: row for row in rows}
    for pk in choices.keys() - known.keys():
        faults[f"obligations.{pk}"] = [_("This obligation is not pending on the mine.")]
    for pk, wish in choices.items():
        if pk in known and (wrong := faults_of(wish)):
            faults[f"obligations.{pk}"] = wrong
    if faults:
        raise Incomplete(faults)
    taken = set(decision.obligation_choices.values_list("obligation_id", flat=True))
    made = [_choose(decision, row, choices.get(row.pk, Wish()), by=by) for row in rows if row.pk not in taken]
    if made:
        after = {"carried": sum(one.is_carried for one in made), "ended": sum(not one.is_carried for one in made)}
        audit.record("obligations.choose", decision.case, by=by, after=after, organisation=decision.case.office)
    return made


def faults_of(wish: Wish) -> list[str]:
    """What is wrong with the reason for which an obligation ends."""
    if not wish.is_carried and len(wish.reason.strip()) < limits.SHORTEST_REASON:
        least = {"n": limits.SHORTEST_REASON}
        return [_("Say in at least %(n)s characters why the obligation ends.") % least]
    return limits.against(limits.column(ObligationChoice, "reason"), wish.reason, is_needed=False)


def _choose(decision: Decision, obligation: Obligation, wish: Wish, *, by: Actor) -> ObligationChoice:
    reason = "" if wish.is_carried else wish.reason.strip()
    return ObligationChoice.objects.create(
        decision=decision, obligation=obligation, is_carried=wish.is_carried, reason=reason
    )


@units.unit()
def carry(decision: Decision, *, by: Actor) -> Result:
    """At the signature of an amendment: write the carried obligations anew under it, and end the others.

    An obligation that nobody chose about (it came up after the draft) is carried. A report that waits for its
    verification goes with its obligation. Nothing happens unless the signed decision approves an amendment.
    """
    case = decision.case
    signed = decision.state == Decision.State.SIGNED and decision.outcome == Decision.Outcome.APPROVE
    if not signed or not applies_to(case):
        return Result([], [])
    choices = {choice.obligation_id: choice for choice in decision.obligation_choices.all()}
    carried, ended = [], []
    for old in selectors.before(decision).select_for_update(no_key=True, of=("self",)):
        choice = choices.get(old.pk) or _choose(decision, old, Wish(), by=by)
        if choice.is_carried:
            carried.append(_carry(old, decision, by=by))
        else:
            ended.append(_end(old, choice.reason, decision, by=by))
    if carried or ended:
        follow_up_news.obligations_carried(case, len(carried), len(ended))
    return Result(carried, ended)


def _carry(old: Obligation, decision: Decision, *, by: Actor) -> Obligation:
    state = old.state
    obligations.move(old, "carry", closed_at=timezone.now())
    new = Obligation.objects.create(
        matter_id=decision.case_id,
        subject=old.subject,
        source=decision.document_number,
        mine_id=old.mine_id,
        region_code=old.region_code,
        holder_id=decision.case.applicant_id,
        verifier_id=old.verifier_id,
        text=old.text,
        due_on=old.due_on,
        evidence=old.evidence,
        state=state,
        carried_from=old,
        is_simulated=old.is_simulated,
    )
    old.reports.filter(verdict="").update(obligation=new)
    audit.record(
        "obligations.carry", old, by=by, before={"state": state}, after={"state": old.state, "carried_to": new.pk}
    )
    audit.record("obligations.create", new, by=by, after={**obligations.told(new), "carried_from": old.pk})
    return new


def _end(old: Obligation, reason: str, decision: Decision, *, by: Actor) -> Obligation:
    before = obligations.move(old, "end", ended_reason=reason, closed_at=timezone.now())
    after = {"state": old.state, "reason": reason, "decision": decision.document_number}
    audit.record("obligations.end", old, by=by, before={"state": before}, after=after)
    return old
