"""Open, submit and withdraw an application."""

import hashlib
import json
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.approval.models import Case, Clock, DossierRevision, Procedure, Round, Seat
from governance.approval.policies import case_states
from governance.approval.policies.cases import CasePolicy
from governance.approval.selectors.cases import links
from governance.approval.services.cases import announcements
from governance.approval.services.clocks import clocks
from governance.approval.services.conflicts import conflicts
from governance.approval.services.dossiers import sections
from governance.approval.services.procedures import procedures
from registry.audit.services import ages, audit
from registry.base.models import limits
from registry.base.rules.errors import Incomplete, WrongState
from registry.base.services import units, validation
from registry.matters.models import ClockEvent, Matter
from registry.matters.services import matters, numbers, queues
from registry.mines.models import Mine
from registry.mines.policies.mines import MinePolicy
from registry.mines.selectors import mines
from registry.scope.models import Organisation, User
from registry.scope.models.actors import Actor
from registry.scope.policies.base import ensure
from registry.scope.rules.grants import System

Kind = ClockEvent.Kind


#: Kept with the case in both languages, for it is stored.
ENDED_BY_TRANSFER = "采矿权人已变更，原申请终止 / The mine passed to another holder: the application ended"
#: Kinds of matter that follow a decision: `links` opens them with their parent.
LINKED = (Procedure.Kind.AMENDMENT, Procedure.Kind.RECONSIDERATION)


def access(case_id: int, *, by: User, action: str, verb: str, version: int | None = None) -> Case:
    """Fetch the case locked, with the right and the state checked.

    Raises `OutOfScope`, `NotAllowed`, `Stale` when `version` is given and is not the present one, and `WrongState`.
    """
    case = CasePolicy().access(by, case_id, lock=True, related=("mine", "applicant", "matter__responsible"))
    ensure(CasePolicy().check(by, action, case))
    require_version(case, version, by=by)
    case_states.CASE.require(case.state, verb, label=case.get_state_display())
    return case


def require_version(case: Case, version: int | None, *, by: Actor) -> None:
    """Raise `Stale` unless the page was made from the present version of the case."""
    ages.require(case, version, by=by, message=_("Somebody else acted on this case since you opened the page."))


def move(case: Case, verb: str, *fields: str) -> str:
    """Change the state by the table, raise the version, save; returns the state before."""
    before = case.state
    case.state = case_states.CASE.require(case.state, verb, label=case.get_state_display()).target
    case.save(update_fields=["state", "updated_at", *fields])
    matters.touch(case)
    queues.refresh(case)
    return before


@units.unit()
def open_case(
    mine_id: int,
    procedure_code: str,
    *,
    by: User,
    title_zh: str = "",
    title_en: str = "",
    is_linked: bool = False,
    former: Organisation | None = None,
) -> Case:
    """Open a draft for one of the user's own mines, under the procedure in force today, which it freezes.

    Without a title it gets the one that mine and procedure make.
    `former` is the company that a questioned decision addressed: it may have passed the mine on since.
    """
    ensure(CasePolicy().check(by, "open"))
    mine = MinePolicy().access(by, mine_id, lock=True) if former is None else mines.access_mine(
        mine_id, by=System("reconsiderations"), lock=True
    )  # fmt: skip
    holder = former or mine.holder
    if holder is None or all(grant.organisation_id != holder.pk for grant in by.grants()):
        raise Incomplete({"mine": [_("You can apply only for a mine that your company holds.")]})
    procedure = Procedure.objects.in_force().filter(code=procedure_code).order_by("-version").first()
    if procedure is None:
        raise Incomplete({"procedure": [_("No such procedure is in force.")]})
    if procedure.kind in LINKED and not is_linked:
        raise Incomplete({"procedure": [_("Such a case is opened from the decision that it follows.")]})
    if not procedures.counts_for(procedure, mine):
        raise Incomplete({"procedure": [_("This procedure is not meant for a mine of this stage, method or mineral.")]})
    validation.require_columns(Matter, {"title_zh": title_zh, "title_en": title_en}, needed=())
    if not title_zh.strip():
        title_zh, made_en = titles(mine, procedure)
        title_en = title_en.strip() or made_en
    try:
        with transaction.atomic():
            matter = matters.open_matter(
                Case.KIND,
                number=numbers.next_case_number(timezone.localdate().year),
                mine=mine,
                responsible=office_of(mine.region_code),
                title_zh=title_zh.strip(),
                title_en=title_en.strip(),
            )
            case = Case.of(
                matter,
                procedure=procedure,
                procedure_copy=procedures.snapshot(procedure, mine),
                applicant=holder,
                opened_by=by,
            )
            case.save(force_insert=True)
    except IntegrityError as error:
        if "case_one_open_per_mine" not in str(error):
            raise
        raise WrongState(_("The mine has an open case of this kind already.")) from error
    sections.start(case, by=by)
    queues.refresh(case)
    audit.record("cases.open", case, by=by, after={"mine": mine.identifier}, organisation=holder, is_first=True)
    return case


def titles(mine: Mine, procedure: Procedure) -> tuple[str, str]:
    """What an application is called in Chinese and, where the mine has an English name, in English."""
    if procedure.kind == Procedure.Kind.PLAN and {"mining", "restoration"} <= set(procedure.sections):
        zh, en = "开采方案与矿区生态修复方案", f"Mining plan and ecological restoration plan of {mine.name_en}"
    else:
        zh, en = procedure.name_zh, f"{mine.name_en}: {procedure.name_en or procedure.name_zh}"
    longest = limits.longest(limits.column(Matter, "title_zh"))
    return f"{mine.name_zh}{zh}"[:longest], en[:longest] if mine.name_en else ""


def require_in_time(case: Case) -> None:
    """Raise `WrongState` for a reconsideration that is first submitted after its period."""
    asked = links.request_of(case)
    if asked is not None and case.submitted_at is None and timezone.localdate() > asked.until:
        message = _("The time to ask for a reconsideration ended on %(day)s.") % {"day": asked.until.isoformat()}
        raise WrongState(message, current=case.state)


def office_of(region_code: str) -> Organisation:
    """The committee office with the smallest territory that covers the mine; of two alike the older one."""
    offices = Organisation.objects.in_force().filter(kind=Organisation.Kind.COMMITTEE_OFFICE)
    covering = [
        o for o in offices.select_related("region") if region_code.startswith(o.region.prefix if o.region else "")
    ]
    if not covering:
        raise Incomplete({"mine": [_("No committee office is set up for the region of this mine.")]})
    return max(covering, key=lambda one: (len(one.region.prefix) if one.region else 0, one.valid_to is None, -one.pk))


@units.unit()
def submit(case_id: int, *, by: User, version: int | None = None) -> Case:
    """Freeze the dossier and hand it to the intake clerk; the completeness clock starts.

    Raises `Incomplete` with every missing field of every section, keyed `section.field`.
    """
    case = access(case_id, by=by, action="submit", verb="submit", version=version)
    require_in_time(case)
    revision = freeze(case, by=by)
    now = timezone.now()
    case.submitted_at = now
    before = move(case, "submit", "submitted_at")
    clocks.write(case, Clock.INTAKE, Kind.START, by=by, at=now)
    after = {"state": case.state, "revision": revision.number, "sha256": revision.content_hash}
    audit.record("cases.submit", case, by=by, before={"state": before}, after=after, organisation=case.applicant)
    announcements.submitted(case)
    return case


def freeze(case: Case, *, by: User, frozen: sections.Frozen | None = None) -> DossierRevision:
    """Freeze all sections and the list of attachments as the next revision, with one hash over everything.

    Raises `Incomplete` with every missing field of every section. `frozen` takes in what was frozen.
    """
    number = case.revisions.count() + 1
    content = sections.freeze(case, number, by=by)
    manifest = [
        {
            "id": str(document.attachment_id),
            "code": document.code,
            "name": document.attachment.name,
            "size": document.attachment.size,
            "sha256": document.attachment.sha256,
        }
        for document in case.documents.filter(removed_at__isnull=True).select_related("attachment")
    ]
    revision = DossierRevision.objects.create(
        case=case, number=number, frozen_by=by, manifest=manifest, content_hash=content_hash(content, manifest)
    )
    if frozen is not None:
        frozen.add(revision, content)
    return revision


def content_hash(content: dict[str, Any], manifest: list[dict[str, Any]]) -> str:
    """SHA-256 over the canonical JSON of the sections and the attachments' hashes."""
    text = json.dumps([audit.plain(content), manifest], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@units.unit()
def withdraw(case_id: int, *, by: User, reason: str, version: int | None = None) -> Case:
    """Take the application back before it is decided; clocks stop, nothing is deleted."""
    case = access(case_id, by=by, action="withdraw", verb="withdraw", version=version)
    reason = validation.require_reason(reason, limits.column(Case, "closing_reason"))
    was_submitted = case.submitted_at is not None
    case.closing_reason = reason
    before = move(case, "withdraw", "closing_reason")
    close_round(case)
    clocks.stop_running(case, by=by)
    conflicts.void_open(case, by=by, reason=_("The application was withdrawn."))
    if was_submitted:
        sections.supersede(case, case.revisions.count(), by=by)
    after = {"state": case.state, "reason": case.closing_reason}
    audit.record("cases.withdraw", case, by=by, before={"state": before}, after=after, organisation=case.applicant)
    if was_submitted:
        announcements.withdrawn(case)
    return case


def end_by_transfer(case: Case, *, by: Actor) -> Case:
    """End an open application because its mine passed to another holder; the caller holds the lock of the case."""
    was_submitted, case.closing_reason = case.submitted_at is not None, ENDED_BY_TRANSFER
    before = move(case, "withdraw", "closing_reason")
    close_round(case)
    clocks.stop_running(case, by=by)
    conflicts.void_open(case, by=by, reason=ENDED_BY_TRANSFER)
    if was_submitted:
        sections.supersede(case, case.revisions.count(), by=by)
    after = {"state": case.state, "reason": case.closing_reason}
    audit.record("cases.end_by_transfer", case, by=by, before={"state": before}, after=after)
    if was_submitted:
        announcements.ended_by_transfer(case)
    return case


def close_round(case: Case) -> None:
    """Close the open round and the seats in it that have not spoken."""
    now = timezone.now()
    Seat.objects.filter(round__case=case, state=Seat.State.OPEN).update(state=Seat.State.CLOSED, closed_at=now)
    Round.objects.filter(case=case, closed_at__isnull=True).update(closed_at=now)
