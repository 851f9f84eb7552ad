"""Open the cases that follow from a decision: an amendment of the plan, or a reconsideration."""

from django.utils import timezone
from django.utils.translation import gettext as _

from governance.approval.models import Case, Decision, Procedure, Reconsideration
from governance.approval.policies.cases import CasePolicy
from governance.approval.selectors.cases import links as selectors
from governance.approval.services.cases import cases
from governance.approval.services.dossiers import sections
from governance.approval.services.obligations import follow_up_news
from registry.audit.services import audit
from registry.base.rules.errors import Incomplete, WrongState
from registry.base.services import units, validation
from registry.dossiers.selectors import sections as section_selectors
from registry.matters.models import Matter
from registry.matters.services import matters
from registry.scope.models import Organisation, User
from registry.scope.policies.base import ensure

AMENDMENT_CODE = "plan-amendment"


@units.unit()
def open_amendment(case_id: int, *, by: User, scope: str, title_zh: str, title_en: str = "") -> Case:
    """Open the amendment of an approved plan: a draft that starts from what was approved.

    A decision is amended by one case at a time, and only the latest decision of the line is amended.
    """
    parent, _decision = _decided(case_id, by)
    if not selectors.is_amendable(parent):
        raise WrongState(_("Only an approved plan is amended."), current=parent.state)
    faults = validation.columns(Case, {"scope": scope}, needed=("scope",))
    faults |= validation.columns(Matter, {"title_zh": title_zh, "title_en": title_en}, needed=("title_zh",))
    if faults:
        raise Incomplete(faults)
    if other := selectors.amendments(parent).first():
        raise WrongState(_("%(number)s amends this decision already.") % {"number": other.number}, current=other.state)
    procedure = _procedure(Procedure.Kind.AMENDMENT, AMENDMENT_CODE)
    case = cases.open_case(parent.mine_id, procedure.code, by=by, title_zh=title_zh, title_en=title_en, is_linked=True)
    _link(case, parent, Case.Relation.AMENDMENT, scope=scope)
    copied = _copy_sections(parent, case, by=by)
    after = {"parent": parent.number, "scope": scope, "sections": copied}
    audit.record("cases.amend", case, by=by, after=after, organisation=case.applicant)
    return case


def _copy_sections(parent: Case, case: Case, *, by: User) -> list[str]:
    """Fill the drafts with the approved revision, for every section that both procedures ask for."""
    decision = selectors.signed_decision(parent)
    assert decision is not None
    held, copied = {kind.key for kind in sections.of(parent)}, []
    for kind in sections.of(case):
        approved = section_selectors.revision(kind.layout, parent.application, decision.revision.number)
        draft = section_selectors.draft(kind.layout, case.application)
        if kind.key not in held or approved is None or draft is None:
            continue
        content = section_selectors.read(kind.layout, approved)
        data = {name: getattr(content.section, name) for name in kind.layout.fields}
        rows = {
            row.relation: [{name: getattr(line, name) for name in row.fields} for line in content.rows[row.relation]]
            for row in kind.layout.rows
        }
        kind.service.save(case.application, by=by, data=data, rows=rows, version=draft.version)
        copied.append(kind.key)
    return copied


@units.unit()
def open_reconsideration(case_id: int, *, by: User, reason: str, claim: str) -> Case:
    """Ask to reconsider a signed decision, once and in time, before the office of the next larger territory.

    `reason` says what is wrong with the decision, `claim` what is asked for; both are kept with the case.
    """
    parent, decision = _decided(case_id, by)
    if parent.relation == Case.Relation.RECONSIDERATION:
        raise WrongState(_("A reconsideration is not reconsidered: the court is open."), current=parent.state)
    if other := selectors.reconsiderations(parent).first():
        message = _("A reconsideration was asked for already: %(number)s.")
        raise WrongState(message % {"number": other.number}, current=other.state)
    until = selectors.reconsider_until(decision)
    if timezone.localdate() > until:
        raise WrongState(_("The time to ask for a reconsideration ended on %(day)s.") % {"day": until.isoformat()})
    validation.require_columns(Reconsideration, {"reason": reason, "claim": claim}, reason="grounds")
    procedure = _procedure(Procedure.Kind.RECONSIDERATION)
    case = cases.open_case(
        parent.mine_id, procedure.code, is_linked=True, by=by, former=parent.applicant,
        title_zh=f"关于{decision.document_number}的复核申请",
        title_en=f"Reconsideration of {decision.document_number}",
    )  # fmt: skip
    office = larger_office(parent.office)
    _link(case, parent, Case.Relation.RECONSIDERATION, office=office or parent.office)
    Reconsideration.objects.create(
        case=case, decision=decision, grounds=reason.strip(), claim=claim.strip(), until=until, asked_by=by,
        learned_on=selectors.learned_on(decision), days=selectors.reconsideration_days(decision),
        certainty=procedure.certainty, asked_at=timezone.now(),
    )  # fmt: skip
    after = {
        "parent": parent.number,
        "reason": reason.strip(),
        "claim": claim.strip(),
        "until": until,
        "office": str(case.office),
        "same_office": office is None,
    }
    audit.record("cases.reconsider", case, by=by, after=after, organisation=case.applicant)
    follow_up_news.reconsideration_opened(case)
    return case


def larger_office(office: Organisation) -> Organisation | None:
    """The committee's office with the next larger territory round this one, if there is one."""
    own = office.region.prefix if office.region else ""
    offices = Organisation.objects.filter(kind=Organisation.Kind.COMMITTEE_OFFICE, valid_to__isnull=True)
    larger = []
    for other in offices.exclude(pk=office.pk).select_related("region"):
        prefix = other.region.prefix if other.region else ""
        if len(prefix) < len(own) and own.startswith(prefix):
            larger.append((len(prefix), other.pk, other))
    return max(larger)[2] if larger else None


def _decided(case_id: int, by: User) -> tuple[Case, Decision]:
    """The locked case of the user's own company with its signed decision."""
    case = CasePolicy().access(by, case_id, lock=True)
    ensure(CasePolicy().check(by, "withdraw", case))
    decision = selectors.signed_decision(case)
    if decision is None:
        raise WrongState(_("The case has no signed decision."), current=case.state)
    decision.case = case
    return case, decision


def _procedure(kind: str, code: str = "") -> Procedure:
    found = selectors.procedure_of_kind(kind, code)
    if found is None:
        raise WrongState(_("No such procedure is in force."))
    return found


def _link(case: Case, parent: Case, relation: str, *, scope: str = "", office: Organisation | None = None) -> None:
    case.parent, case.relation, case.scope = parent, relation, scope
    if office is not None:
        matters.pass_on(case, office)
    case.save(update_fields=["parent", "relation", "scope", "updated_at"])
