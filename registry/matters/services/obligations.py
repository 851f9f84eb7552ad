"""Obligations: reported by the holder, verified by who set them."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from registry.audit.services import ages, audit
from registry.base.models import limits
from registry.base.rules.errors import Incomplete
from registry.base.services import units, validation
from registry.files.services import attachments
from registry.matters.models import Obligation, ObligationReport
from registry.matters.policies.obligation_states import OBLIGATION
from registry.matters.policies.obligations import ObligationPolicy
from registry.matters.services import obligation_news
from registry.scope.models import User
from registry.scope.policies.base import ensure

ACCEPTED, RETURNED = ObligationReport.Verdict.ACCEPTED, ObligationReport.Verdict.RETURNED


def told(obligation: Obligation) -> dict[str, Any]:
    """What the audit row of an obligation says."""
    return {
        "text": obligation.text,
        "due_on": obligation.due_on,
        "verifier": str(obligation.verifier),
        "source": obligation.source,
        "state": obligation.state,
    }


@units.unit()
def report(
    obligation_id: int, *, by: User, text: str, file: Any = None, version: int | None = None
) -> ObligationReport:
    """Say what was done, with a file that proves it; the department that set the obligation is told."""
    obligation = access(obligation_id, by=by, action="report", verb="report", version=version)
    validation.require_columns(ObligationReport, {"text": text})
    attachment = attachments.store(file, by=by, allowed=attachments.DOCUMENTS) if file else None
    made = ObligationReport.objects.create(
        obligation=obligation,
        holder_id=obligation.holder_id,
        text=text.strip(),
        attachment=attachment,
        by=by,
        at=timezone.now(),
    )
    before = move(obligation, "report")
    after = {"state": obligation.state, "text": made.text, "file": attachment.sha256 if attachment else ""}
    audit.record(
        "obligations.report", obligation, by=by, before={"state": before}, after=after, organisation=obligation.holder
    )
    obligation_news.reported(obligation)
    return made


@units.unit()
def verify(
    obligation_id: int, *, by: User, verdict: str, text: str = "", version: int | None = None
) -> ObligationReport:
    """Accept the report, which closes the obligation, or return it with reasons, which opens it again."""
    verb = "return" if verdict == RETURNED else "accept"
    obligation = access(obligation_id, by=by, action="verify", verb=verb, version=version)
    given = {"verdict": verdict, "text": text}
    faults = validation.columns(ObligationReport, given, needed=("verdict",), text="verdict_text")
    if verdict == RETURNED and len(text.strip()) < limits.SHORTEST_REASON:
        faults["text"] = [str(limits.at_least(limits.SHORTEST_REASON))]
    if faults:
        raise Incomplete(faults)
    row = obligation.reports.get(verdict="")
    row.verdict, row.verdict_text = verdict, text.strip()
    row.verified_by, row.verified_at = by, timezone.now()
    row.save(update_fields=["verdict", "verdict_text", "verified_by", "verified_at"])
    closed = {"closed_at": timezone.now()} if verdict == ACCEPTED else {}
    before = move(obligation, verb, **closed)
    after = {"state": obligation.state, "reason": row.verdict_text}
    audit.record(
        f"obligations.{verb}", obligation, by=by, before={"state": before}, after=after,
        organisation=obligation.verifier,
    )  # fmt: skip
    obligation_news.verified(obligation, row)
    return row


def access(obligation_id: int, *, by: User, action: str, verb: str, version: int | None = None) -> Obligation:
    """Fetch the obligation locked, with the right, the state and the version checked."""
    obligation = ObligationPolicy().access(by, obligation_id, lock=True)
    ensure(ObligationPolicy().check(by, action, obligation))
    require_version(obligation, version, by=by)
    OBLIGATION.require(obligation.state, verb, label=obligation.get_state_display())
    return obligation


def require_version(obligation: Obligation, version: int | None, *, by: User) -> None:
    """Raise `Stale` unless the page was made from the present version of the obligation."""
    message = _("Somebody else acted on this obligation since you opened the page.")
    ages.require(obligation, version, by=by, message=message)


def move(obligation: Obligation, verb: str, **changes: str | dt.datetime) -> str:
    """Change the state by the table, with what comes with it; returns the state before."""
    before = obligation.state
    obligation.state = OBLIGATION.require(before, verb, label=obligation.get_state_display()).target
    obligation.version += 1
    for name, value in changes.items():
        setattr(obligation, name, value)
    obligation.save(update_fields=["state", "version", "updated_at", *changes])
    return before
