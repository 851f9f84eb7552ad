"""What may stand on the agenda of a meeting, and what its adoption would do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from governance.approval.models import Case, Conflict
from governance.approval.policies.cases import CasePolicy
from governance.approval.policies.conflicts import ConflictPolicy
from governance.approval.services.conflicts import conflict_acts
from governance.committee.models import AgendaItem, Meeting
from governance.committee.rules import voting
from governance.committee.selectors import meeting_opinions
from governance.committee.selectors import meetings as selectors
from registry.base.models import limits
from registry.base.rules.errors import DomainError, Incomplete
from registry.scope.models import Organisation, User

Settlement = Conflict.Settlement
MOST_ITEMS = 30


@dataclass(frozen=True)
class Draft:
    """One item as the office asks for it: a conflict with the settlement to vote on, or a failed check of a case."""

    conflict: int | None = None
    case: int | None = None
    check: str = ""
    question: str = ""
    settlement: str = ""
    falls: Sequence[int] = ()


@dataclass(frozen=True)
class Prepared:
    """An item that may stand on the agenda; its case is locked."""

    case: Case
    conflict: Conflict | None
    check_code: str
    question: str
    proposal: dict[str, Any]
    owner_id: int


def prepare(kind: str, drafts: Sequence[Draft], *, by: User) -> list[Prepared]:
    """Lock the cases, in the order of their keys, and check every item; `Incomplete` with all faults."""
    if not drafts:
        raise Incomplete({"items": [_("Put at least one item on the agenda.")]})
    if len(drafts) > MOST_ITEMS:
        raise Incomplete({"items": [_("An agenda has at most %(n)s items.") % {"n": MOST_ITEMS}]})
    wanted = {draft.conflict for draft in drafts if draft.conflict}
    conflicts = {row.pk: row for row in ConflictPolicy().scope(by).filter(pk__in=wanted)}
    keys = {row.case_id for row in conflicts.values()} | {draft.case for draft in drafts if draft.case}
    seen = CasePolicy().scope(by).filter(pk__in=keys).values_list("pk", flat=True)
    locked = Case.objects.select_for_update(no_key=True, of=("self",)).select_related("mine").order_by("pk")
    cases = {case.pk: case for case in locked.filter(pk__in=list(seen))}
    fresh = Conflict.objects.select_for_update(no_key=True, of=("self",)).select_related("topic", "owner")
    conflicts = {row.pk: row for row in fresh.order_by("pk").filter(pk__in=list(conflicts))}
    faults: list[str] = []
    made = []
    for number, draft in enumerate(drafts, start=1):
        try:
            made.append(_one(kind, draft, conflicts, cases))
        except Incomplete as error:
            texts = [str(text) for found in error.fields.values() for text in found]
            faults += [_("Item %(n)s: %(text)s") % {"n": number, "text": text} for text in texts]
    faults += _twice(made)
    if faults:
        raise Incomplete({"items": faults})
    return made


def _twice(made: Iterable[Prepared]) -> list[str]:
    keys = [(item.conflict.pk if item.conflict else 0, item.case.pk, item.check_code) for item in made]
    return [_("A question stands on the agenda once.")] if len(set(keys)) < len(keys) else []


def _fault(text: str) -> DomainError:
    return Incomplete({"items": [text]})


def _one(kind: str, draft: Draft, conflicts: dict[int, Conflict], cases: dict[int, Case]) -> Prepared:
    if bool(draft.conflict) == bool(draft.check):
        raise _fault(_("Name a conflict, or a case and a check."))
    question = conflict_acts.worded(draft.question, "question", limits.column(AgendaItem, "question"))
    if draft.conflict:
        conflict = conflicts.get(draft.conflict)
        if conflict is None or conflict.case_id not in cases:
            raise _fault(_("This conflict is not known."))
        conflict.case = cases[conflict.case_id]
        return Prepared(conflict.case, conflict, "", question, _proposal(kind, draft, conflict), conflict.owner_id)
    case = cases.get(draft.case or 0)
    if case is None:
        raise _fault(_("This case is not known."))
    if kind != Meeting.Kind.COMMITTEE:
        raise _fault(_("Only the committee lifts a failed check."))
    if draft.check not in {row.code for row in selectors.liftable_in(case)}:
        raise _fault(_("This check does not fail, or nobody may lift it."))
    if AgendaItem.objects.filter(case=case, check_code=draft.check, outcome="").exists():
        raise _fault(_("This check stands on an agenda already."))
    return Prepared(case, None, draft.check, question, {"lift": draft.check}, case.office_id)


def _proposal(kind: str, draft: Draft, conflict: Conflict) -> dict[str, Any]:
    """What adoption does to a conflict, or `Incomplete`: only what the procedure lets this body do."""
    if conflict.state != Conflict.State.OPEN:
        raise _fault(_("This conflict is settled already."))
    if AgendaItem.objects.filter(conflict=conflict, outcome="").exists():
        raise _fault(_("This conflict stands on an agenda already."))
    level = Conflict.Level.MEETING if kind == Meeting.Kind.JOINT else Conflict.Level.COMMITTEE
    if conflict.level != level:
        raise _fault(_("The conflict is not at the level of this meeting: take it there first."))
    if kind == Meeting.Kind.JOINT:
        return {}
    if conflict.kind == Conflict.Kind.CONDITIONS:
        falls = conflict_acts.check_falls(conflict, draft.falls)
        if draft.settlement != Settlement.CHOSEN or not falls:
            raise _fault(_("Say which side's conditions fall."))
        return {"settlement": Settlement.CHOSEN.value, "falls": falls}
    if draft.settlement not in (Settlement.UPHELD, Settlement.OVERRIDDEN):
        raise _fault(_("Say whether the objection is upheld or overcome."))
    if draft.settlement == Settlement.OVERRIDDEN and not conflict_acts.may_overcome(conflict.case):
        raise _fault(_("The procedure names no body that may overcome this objection."))
    return {"settlement": draft.settlement}


def rules(prepared: Sequence[Prepared], ballot: str) -> tuple[dict[str, str], str]:
    """The rules of the vote and the ballot: of the procedures of all items, which must agree."""
    said = [dict(item.case.procedure_copy.get("vote") or {}) for item in prepared]
    if any(one != said[0] for one in said):
        message = _("These cases are voted on under different rules: call a meeting for each.")
        raise Incomplete({"items": [message]})
    named = said[0].get("ballot", "")
    if ballot and ballot not in Meeting.Ballot.values:
        raise Incomplete({"ballot": [_("Choose how the committee votes.")]})
    if named and ballot and named != ballot:
        label = Meeting.Ballot(named).label
        raise Incomplete({"ballot": [_("The procedure asks for: %(ballot)s.") % {"ballot": label}]})
    return {**voting.DEFAULTS, **said[0]}, named or ballot or Meeting.Ballot.OPEN


def committee_of(office: Organisation) -> Organisation:
    """The committee whose office it is, or `Incomplete`."""
    parent = office.parent
    if parent is None or parent.kind != Organisation.Kind.COMMITTEE:
        raise Incomplete({"committee": [_("This office belongs to no committee.")]})
    return parent


def write(meeting: Meeting, prepared: Iterable[Prepared], *, continues: AgendaItem | None = None) -> None:
    """Append the items to the agenda; `continues` is the item of another meeting that they take up."""
    last = meeting.items.aggregate(last=Max("position"))["last"]
    for number, item in enumerate(prepared, start=0 if last is None else last + 1):
        AgendaItem.objects.create(
            meeting=meeting,
            case=item.case,
            conflict=item.conflict,
            check_code=item.check_code,
            question=item.question,
            proposal=item.proposal,
            position=number,
            continues=continues,
            opinions={"before": meeting_opinions.said(item.case)} if meeting.kind == Meeting.Kind.JOINT else {},
        )
