"""Deliver a signed decision: by the office, or by the applicant who takes it from the platform."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from governance.approval.models import Case, Decision
from governance.approval.policies.cases import CasePolicy
from governance.approval.policies.delivery import DeliveryPolicy
from governance.approval.services.obligations import follow_up_news
from registry.audit.services import ages, audit
from registry.base.rules.errors import Incomplete, OutOfScope, WrongState
from registry.base.services import units, validation
from registry.matters.policies.parties import COMPANY
from registry.matters.services import matters, queues
from registry.scope.models import User
from registry.scope.policies.base import ensure, grants_with

BY_OFFICE = (Decision.Delivery.IN_PERSON, Decision.Delivery.POST)


@units.unit()
def deliver(
    case_id: int,
    *,
    by: User,
    method: str,
    note: str = "",
    delivered_on: dt.date | None = None,
    version: int | None = None,
) -> Decision:
    """Record how and when the office handed the decision over; `note` names the receipt or the postal item.

    Raises `WrongState` when it was delivered already, and `Incomplete` with every faulty field.
    """
    case = CasePolicy().access(by, case_id, lock=True)
    decision = _found(DeliveryPolicy().scope(by).filter(case=case_id))
    ensure(DeliveryPolicy().check(by, "deliver", decision))
    ages.require(case, version, by=by)
    if decision.delivered_at is not None:
        raise WrongState(_("The decision was delivered already."), current=decision.delivery)
    faults: dict[str, list[str]] = {}
    if method not in BY_OFFICE:
        faults["method"] = [_("Choose how the decision was delivered.")]
    if not note.strip():
        faults["note"] = [_("Name who received it, or the number of the postal item.")]
    else:
        faults |= validation.columns(Decision, {"note": note}, note="delivery_note")
    day, today = delivered_on or timezone.localdate(), timezone.localdate()
    assert decision.countersigned_at is not None
    if day > today:
        faults["delivered_on"] = [_("The day lies in the future.")]
    elif day < timezone.localtime(decision.countersigned_at).date():
        faults["delivered_on"] = [_("The decision was not signed yet on that day.")]
    if faults:
        raise Incomplete(faults)
    return _write(decision, by, method, max(_moment(day), decision.countersigned_at), note.strip(), "decisions.deliver")


@units.unit()
def take(case: Case, *, by: User) -> bool:
    """Note that a person of the applicant company took the decision from the platform; only the first time counts.

    Anybody else may read the letter without delivering it.
    """
    if not any(grant.organisation_id == case.applicant_id for grant in grants_with(by, *COMPANY)):
        return False
    if not case.decisions.filter(state=Decision.State.SIGNED, delivered_at__isnull=True).exists():
        return False
    matters.lock(case.pk)
    decision = _found(Decision.objects.filter(case=case, state=Decision.State.SIGNED))
    if decision.delivered_at is not None:
        return False
    _write(decision, by, Decision.Delivery.PLATFORM, timezone.now(), "", "decisions.take")
    return True


def _found(rows: Any) -> Decision:
    """The signed decision, read under the lock of its matter."""
    decision: Decision | None = rows.first()
    if decision is None:
        raise OutOfScope
    return decision


def _moment(day: dt.date) -> dt.datetime:
    """Now for today, the end of the office day for an earlier one."""
    if day == timezone.localdate():
        return timezone.now()
    return timezone.make_aware(dt.datetime.combine(day, dt.time(17, 0)))


def _write(decision: Decision, by: User, method: str, at: dt.datetime, note: str, verb: str) -> Decision:
    decision.delivery, decision.delivered_at = method, at
    decision.delivered_by, decision.delivery_note = by, note
    decision.save(update_fields=["delivery", "delivered_at", "delivered_by", "delivery_note"])
    case = decision.case
    matters.touch(case)
    case.save(update_fields=["updated_at"])
    body = case.applicant if method == Decision.Delivery.PLATFORM else case.office
    after = {"method": method, "delivered_at": at, "note": note}
    audit.record(verb, case, by=by, after=after, organisation=body)
    queues.refresh(case)
    follow_up_news.delivered(case, decision)
    return decision
