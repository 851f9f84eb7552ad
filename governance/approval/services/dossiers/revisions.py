"""Change the dossier under review: the company revises it, and only what it touched is reviewed again."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from governance.approval.models import Case, Clock, CorrectionNotice
from governance.approval.policies.cases import CasePolicy
from governance.approval.selectors.clocks import clocks as readings
from governance.approval.services.cases import announcements, cases, settling
from governance.approval.services.checks import checks
from governance.approval.services.clocks import clocks
from governance.approval.services.conflicts import conflicts
from governance.approval.services.dossiers import corrections, sections
from governance.approval.services.seats import rounds
from registry.audit.services import audit
from registry.base.models import limits
from registry.base.services import units
from registry.matters.models import ClockEvent, PauseReason
from registry.scope.models import User

Kind = ClockEvent.Kind


def submit(case_id: int, *, by: User, version: int | None = None) -> Case:
    """Submit the dossier for the first time, after corrections, or after a revision under review."""
    case = CasePolicy().access(by, case_id)
    verb = resubmit if case.state == Case.State.REVISING else cases.submit
    return verb(case_id, by=by, version=version)


@units.unit()
def resubmit(case_id: int, *, by: User, version: int | None = None) -> Case:
    """Freeze the changed dossier and open the next round: only the departments whose sections changed speak again.

    Raises `Incomplete` with every missing field of every section, keyed `section.field`.
    """
    case = cases.access(case_id, by=by, action="submit", verb="resubmit", version=version)
    frozen = sections.Frozen(case)
    revision = cases.freeze(case, by=by, frozen=frozen)
    touched = touched_sections(case, revision.number - 1, revision.number, frozen)
    before = cases.move(case, "resubmit")
    held = clocks.standing_pause(case)
    if held is not None and held.reason == REVISION_PAUSE:
        clocks.write(case, Clock.DECISION, Kind.RESUME, by=by)
    review = rounds.open_round(case, revision, by=by, at=timezone.now(), touched=touched)
    after = {
        "state": case.state,
        "revision": revision.number,
        "round": review.number,
        "sections": sorted(touched),
        "sha256": revision.content_hash,
    }
    audit.record("cases.resubmit", case, by=by, before={"state": before}, after=after, organisation=case.applicant)
    checks.run_first(case, by=by, frozen=frozen)
    announcements.resubmitted(case, review)
    settling.settle_round(case, by=by)
    return case


def touched_sections(case: Case, old: int, new: int, frozen: sections.Frozen | None = None) -> set[str]:
    """The sections, and the documents, that differ between two revisions of the dossier."""
    touched = set(sections.difference(case, old, new, frozen))
    first, second = (case.revisions.get(number=number).manifest for number in (old, new))
    if {(row["code"], row["sha256"]) for row in first} != {(row["code"], row["sha256"]) for row in second}:
        touched |= documents_touch(case, first, second)
    return touched


def documents_touch(case: Case, first: list[dict[str, Any]], second: list[dict[str, Any]]) -> set[str]:
    """The sections to which the changed documents belong; a document that belongs to none touches all."""
    changed = {(row["code"], row["sha256"]) for row in first} ^ {(row["code"], row["sha256"]) for row in second}
    codes = {code for code, _sha in changed}
    belongs = {document.code: document.sections for document in case.frozen.documents}
    found: set[str] = {sections.DOCUMENTS}
    for code in codes:
        found |= set(belongs.get(code) or [kind.key for kind in sections.of(case)])
    return found


@units.unit()
def ask_revision(
    case_id: int, *, by: User, items: list[dict[str, str]], due_on: dt.date | None = None, version: int | None = None
) -> CorrectionNotice:
    """Give the dossier under review back to the company to change it, with a written notice; the clock stops meanwhile.

    What it changes is reviewed again, what it leaves alone is not. Raises `Incomplete` with all faulty fields.
    """
    case = cases.access(case_id, by=by, action="ask_revision", verb="ask_revision", version=version)
    kept = corrections.require(items, due_on, nothing=_("Say what must be changed."))
    now, number = timezone.now(), case.corrections.count() + 1
    before = cases.move(case, "ask_revision")
    cases.close_round(case)
    clocks.stop_running(case, by=by, clocks=(Clock.SEAT,))
    if (main := readings.one(case, Clock.DECISION)) and main.shown.state.value == "running":
        clocks.write(case, Clock.DECISION, Kind.PAUSE, by=by, at=now, **_revision_pause(number, due_on, told_by=by))
    conflicts.void_open(case, by=by, reason=_("The dossier is changed."))
    notice = CorrectionNotice.objects.create(case=case, number=number, items=kept, issued_by=by, due_on=due_on)
    after = {"state": case.state, "items": kept, "due_on": due_on}
    audit.record("cases.ask_revision", case, by=by, before={"state": before}, after=after, organisation=case.office)
    announcements.revision_asked(case)
    return notice


#: Why the clock of the decision stops while the company changes its dossier, as the list of reasons says it.
REVISION_PAUSE = "申请人修改、补正材料"


#: Calendar days that a revision is expected to take when its notice names no day.
REVISION_DAYS = 30


def _revision_pause(number: int, due_on: dt.date | None, *, told_by: User) -> dict[str, Any]:
    """The reason of the list with its source, and the notice that the company gets with the day it names."""
    kind = PauseReason.objects.in_force().filter(code="correction").first()
    _least, most = limits.bounds(limits.column(ClockEvent, "expected_days"))
    return {
        "reason": REVISION_PAUSE,
        "legal_basis": kind.source_zh if kind else "本平台的制度设计",
        "pause_reason": kind,
        "notice": f"修改通知第{number}号",
        "expected_days": min((due_on - timezone.localdate()).days, most) if due_on else REVISION_DAYS,
        "told_by": str(told_by),
    }
