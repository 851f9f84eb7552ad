"""Run the checks of a case, record its gates, and hold an approval back until all of them let it pass."""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from governance.approval.models import Case, CheckKind, CheckRecord, CheckResult, CheckRun, CheckState
from governance.approval.policies import case_states
from governance.approval.policies.cases import CasePolicy
from governance.approval.policies.checks import CheckPolicy, recording_grant
from governance.approval.rules.checks.outcomes import Outcome
from governance.approval.selectors.checks import agreements, gates, holds
from governance.approval.selectors.checks import checks as selectors
from governance.approval.services.cases import announcements
from governance.approval.services.checks import check_extras, check_outcomes
from governance.approval.services.dossiers import sections
from registry.audit.services import ages, audit
from registry.base.rules.errors import Incomplete, OutOfScope, Stale, WrongState
from registry.base.services import units, validation
from registry.files.models import Attachment
from registry.files.services import attachments
from registry.messages.rules import notification_kinds
from registry.scope.models import Organisation, User
from registry.scope.models.actors import Actor
from registry.scope.policies.base import ensure

RECORDED = (CheckState.PASS, CheckState.FAIL)


def evaluate(case: Case) -> list[Outcome]:
    """What every check of the case would say now on its latest frozen revision; writes nothing."""
    return [checked.outcome for checked in check_outcomes.evaluate(sections.Frozen(case))]


@units.unit()
def run(case_id: int, *, by: User, version: int | None = None) -> CheckRun:
    """Evaluate every check on the latest frozen revision and keep the results.

    `version` is the key of the last run that was shown, 0 when there was none. Raises `NotAllowed`, `Stale` when the
    checks were run meanwhile, and `WrongState` when nothing is frozen or asked, or the case has ended.
    """
    case = CasePolicy().access(by, case_id, lock=True)
    ensure(CheckPolicy().check_run(by, case))
    require_run(case, by=by, version=version)
    _require_checkable(case)
    if not case.frozen.checks:
        raise WrongState(_("The procedure of this case asks for no checks."), current=case.state)
    frozen = sections.Frozen(case)
    made = _write(frozen, check_outcomes.evaluate(frozen), by=by)
    _audit(case, made, by=by)
    return made


def run_first(case: Case, *, by: Actor, frozen: sections.Frozen | None = None) -> CheckRun | None:
    """Run the checks when a round opens, inside the caller's transaction; None when the procedure asks for none."""
    if not case.frozen.checks:
        return None
    frozen = frozen or sections.Frozen(case)
    made = _write(frozen, check_outcomes.evaluate(frozen), by=by)
    _audit(case, made, by=by)
    return made


def rerun(case: Case, *, by: Actor) -> CheckRun | None:
    """Run the checks of a locked case again where time or others changed what they say; None when all say the same."""
    last = selectors.latest(case).run
    if case.state not in case_states.CHECKED or last is None:
        return None
    frozen = sections.Frozen(case)
    found = check_outcomes.evaluate(frozen)
    said = {row.code: (row.state, row.blocks, holds.named(row.details)) for row in last.results.all()}
    if said == {one.outcome.code: (one.outcome.result, one.blocks, holds.named(one.outcome.details)) for one in found}:
        return None
    made = _write(frozen, found, by=by)
    _audit(case, made, by=by)
    return made


def require(case: Case, *, by: Actor | None = None, frozen: sections.Frozen | None = None) -> CheckRun | None:
    """Evaluate everything afresh inside the caller's transaction and let the approval through only when nothing blocks.

    The caller holds the lock of the case. Raises `Incomplete` that names every blocking check; the run that is kept
    otherwise is the evidence on which the approval rests.
    """
    if not case.frozen.checks:
        return None
    frozen = frozen or sections.Frozen(case)
    found = check_outcomes.evaluate(frozen)
    made = _write(frozen, found, by=by)
    if any(one.may_block for one in found) and (standing := selectors.blocking(case)):
        listed = [_("%(name)s: %(state)s. %(evidence)s") % _words(row) for row in standing]
        raise Incomplete({"checks": listed}, _("Checks stand in the way of an approval."))
    return made


def _words(row: selectors.CheckRow) -> dict[str, Any]:
    return {"name": row.name, "state": row.word, "evidence": row.evidence}


@units.unit()
def record(
    case_id: int,
    code: str,
    *,
    by: User,
    state: str,
    happened_on: dt.date | None,
    text: str,
    file: Any = None,
    revision: int | None = None,
    version: int | None = None,
    **named: str,
) -> CheckRecord:
    """Record that a gate is passed or failed, on what evidence and of which day, and run the checks again.

    A record is never changed: a later one takes its place. Raises `OutOfScope` when the procedure has no such gate, and
    `Incomplete` with every fault. `named` holds the people of a site visit (`village_representatives`, `experts`) or
    the agreement of an authority (`authority`, `document_number`). `revision` is the number of the dossier's revision
    and `version` the key of the gate's last record (0: none) that were shown.
    """
    case = CasePolicy().access(by, case_id, lock=True)
    if code not in recorded_codes(case):
        raise OutOfScope
    ensure(CheckPolicy().check_record(by, case, code))
    require_gate(case, code, by=by, revision=revision, version=version)
    grant = recording_grant(by, case, code)
    assert grant is not None
    _require_checkable(case)
    extra = check_extras.faults(code, state, named, has_file=file is not None)
    attachment = _checked_evidence(by, state, happened_on, text.strip(), file, extra)
    assert happened_on is not None
    department = Organisation.objects.get(pk=grant.organisation_id)
    made = CheckRecord.objects.create(
        case=case,
        code=code,
        state=state,
        happened_on=happened_on,
        text=text.strip(),
        attachment=attachment,
        by=by,
        organisation=department,
        at=timezone.now(),
    )
    after = {"check": code, "state": state, "happened_on": happened_on, "text": made.text}
    if attachment is not None:
        after |= {"file": attachment.name, "sha256": attachment.sha256}
    after |= check_extras.write(case, made, named)
    audit.record("checks.record", case, by=by, after=after, organisation=department)
    frozen = sections.Frozen(case)
    _write(frozen, check_outcomes.evaluate(frozen), by=by)
    if made.state == CheckState.FAIL:
        announcements.gate_failed(case, _both(code), made.text)
    return made


def require_run(case: Case, *, by: User, version: int | None) -> None:
    """Raise `Stale` when the checks were run since the page was made."""
    last = case.check_runs.order_by("-id").first()
    now = last.pk if last else 0
    if version is not None and version != now:
        theirs = {_("Run"): now, _("Changed"): last.at if last else ""}
        raise Stale(ages.told(case, by), mine={_("Run"): max(version, 0)}, theirs=theirs, now={"version": now})


def require_gate(case: Case, code: str, *, by: User, revision: int | None, version: int | None) -> None:
    """Raise `Stale` when the dossier was changed, or the gate recorded by somebody, since the page was made."""
    if version is None and revision is None:
        return
    last, under_review = gates.latest_records(case).get(code), case.revisions.order_by("-number").first()
    now = {"revision": under_review.number if under_review else 0, "version": last.pk if last else 0}
    if (revision, version) == (now["revision"], now["version"]):
        return
    mine = {_("Revision"): revision or "", _("Record"): max(version or 0, 0)}
    theirs: dict[str, Any] = {_("Revision"): now["revision"], _("Record"): now["version"]}
    if last is not None:
        theirs |= {_("State"): last.get_state_display(), _("Changed"): last.at, _("Evidence"): last.text}
    raise Stale(ages.told(case, by), mine=mine, theirs=theirs, now=now)


def _both(code: str) -> dict[str, str]:
    kind = CheckKind.objects.filter(code=code).first()
    return notification_kinds.both(kind) if kind else {"zh": code, "en": code}


def recorded_codes(case: Case) -> list[str]:
    """The checks of the case that an officer records."""
    codes = [one.code for one in case.frozen.checks]
    kept = [code for code in codes if selectors.group_of(code) == selectors.GATE and code not in gates.COMPUTED]
    return kept + agreements.recordable(case, codes)


def _checked_evidence(
    by: User, state: str, happened_on: dt.date | None, text: str, file: Any, faults: dict[str, list[Any]]
) -> Attachment | None:
    """The stored file; raises `Incomplete` with every fault of what was typed and handed in, `faults` among them."""
    if state not in RECORDED:
        faults["state"] = [_("Say whether the gate is passed or failed.")]
    if happened_on is None:
        faults["happened_on"] = [_("This field is required.")]
    elif happened_on > timezone.localdate():
        faults["happened_on"] = [_("The date lies in the future.")]
    faults |= validation.columns(CheckRecord, {"text": text})
    attachment = None
    if file is not None:
        try:
            attachment = attachments.store(file, by=by, allowed=attachments.DOCUMENTS)
        except Incomplete as error:
            faults |= error.fields
    if faults:
        raise Incomplete(faults)
    return attachment


def _require_checkable(case: Case) -> None:
    if case.state not in case_states.CHECKED:
        message = _("Checks belong to an application under way; it is now “%(state)s”.")
        raise WrongState(message % {"state": case.get_state_display()}, current=case.state)


def _write(frozen: sections.Frozen, found: list[check_outcomes.Checked], *, by: Actor | None) -> CheckRun:
    """Keep what was found as one run with its results."""
    person = by if isinstance(by, User) else None
    made = CheckRun.objects.create(case=frozen.case, revision=frozen.revision, at=timezone.now(), by=person)
    CheckResult.objects.bulk_create(_result(made, checked) for checked in found)
    return made


def _result(made: CheckRun, checked: check_outcomes.Checked) -> CheckResult:
    outcome = checked.outcome
    return CheckResult(
        run=made,
        code=outcome.code,
        state=outcome.result,
        evidence_zh=outcome.evidence_zh,
        evidence_en=outcome.evidence_en,
        data_date=outcome.data_date,
        value=_fit(outcome.value, 18, 4),
        unit=outcome.unit[:20],
        area=_fit(outcome.area_ha, 14, 4),
        distance=_fit(outcome.distance_m, 12, 1),
        blocks=checked.blocks,
        lifted_by=checked.lifted_by,
        details=[dict(one) for one in outcome.details],
    )


def _fit(value: Decimal | None, digits: int, places: int) -> Decimal | None:
    """The figure as its column keeps it; None for one that no column holds (the evidence still says it)."""
    if value is None or not value.is_finite() or abs(value) >= Decimal(10) ** (digits - places) - 1:
        return None
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _audit(case: Case, made: CheckRun, *, by: Actor) -> None:
    states: dict[str, list[str]] = {str(state): [] for state in CheckState}
    for row in made.results.all():
        states[row.state].append(row.code)
    after = {"revision": made.revision.number, **states}
    audit.record("checks.run", case, by=by, after=after)
