"""What must fit together between the sections of one dossier, and the documents it must hold."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from funds.plans.selectors import plans as funding_selectors
from funds.plans.services import plan_checks as funding_checks
from governance.approval.models import Case, CaseDocument
from governance.approval.selectors.dossiers import documents as document_selectors
from governance.approval.selectors.dossiers import schemes as scheme_selectors
from registry.base.rules import money
from registry.dossiers.selectors import sections as section_selectors
from registry.dossiers.selectors.sections import Content
from registry.dossiers.services import section_checks
from registry.dossiers.services.section_checks import Messages
from registry.files.models import Attachment
from restoration.acceptances.models import AcceptanceReport
from restoration.acceptances.selectors import acceptances as acceptance_selectors
from restoration.plans.selectors import plans as restoration_selectors
from safety.plans.models import StructureDesign
from safety.plans.selectors import plans as safety_selectors

READERS: dict[str, Any] = {
    "mining": scheme_selectors,
    "restoration": restoration_selectors,
    "safety": safety_selectors,
    "funds": funding_selectors,
    "acceptance": acceptance_selectors,
}


#: Code of a procedure of acceptance → the scope that its report must have.
SCOPES = {
    "restoration-stage-acceptance": AcceptanceReport.Scope.STAGE,
    "restoration-final-acceptance": AcceptanceReport.Scope.FINAL,
}


@dataclass(frozen=True)
class Drafts:
    """The sections of a case as they are being written; a section that the procedure does not ask for is None."""

    mining: Content[Any] | None = None
    restoration: Content[Any] | None = None
    safety: Content[Any] | None = None
    funds: Content[Any] | None = None
    acceptance: Content[Any] | None = None

    def of(self, key: str) -> Content[Any] | None:
        """The section of a kind."""
        found: Content[Any] | None = getattr(self, key)
        return found


def read(case: Case, revision: int = 0) -> Drafts:
    """The sections of one revision of a case, 0 being the drafts; one statement each."""
    found: dict[str, Content[Any]] = {}
    for key in case.frozen.sections:
        content = section_selectors.whole(READERS[key].LAYOUT, case.application, revision)
        if content is not None:
            found[key] = content
    return Drafts(**found)


def missing(case: Case, drafts: Drafts) -> dict[str, Messages]:
    """What does not fit together between the sections, told at the section that can mend it."""
    found: dict[str, Messages] = {}
    _scope_of_acceptance(case, drafts, found)
    _same_period(drafts, found)
    _tailings(drafts, found)
    _funded_works(drafts, found)
    return found


def _add(found: dict[str, Messages], key: str, field: str, message: str) -> None:
    found.setdefault(key, {}).setdefault(field, []).append(message)


def _scope_of_acceptance(case: Case, drafts: Drafts, found: dict[str, Messages]) -> None:
    """A stage acceptance takes a report on a stage, a final one a report on everything."""
    wanted = SCOPES.get(case.frozen.code)
    report = drafts.acceptance.section if drafts.acceptance is not None else None
    if wanted is None or report is None or not report.scope or report.scope == wanted:
        return
    label = {"scope": AcceptanceReport.Scope(wanted).label}
    message = _("This procedure takes a report of the scope “%(scope)s”.") % label
    found["acceptance"] = section_checks.merge(found.get("acceptance", {}), {"scope": [message]})


def _same_period(drafts: Drafts, found: dict[str, Messages]) -> None:
    """The restoration plan follows the mining plan it is filed with (Mineral Resources Law art. 46)."""
    if drafts.mining is None or drafts.restoration is None:
        return
    mining, restoration = drafts.mining.section, drafts.restoration.section
    if None in (mining.start_year, mining.end_year, restoration.start_year, restoration.end_year):
        return
    if restoration.start_year > mining.start_year:
        message = _("Mining starts in %(year)s; the restoration plan must cover that year.")
        _add(found, "restoration", "start_year", message % {"year": mining.start_year})
    if restoration.end_year < mining.end_year:
        message = _("Mining lasts until %(year)s; the restoration plan must cover that year.")
        _add(found, "restoration", "end_year", message % {"year": mining.end_year})


def _tailings(drafts: Drafts, found: dict[str, Messages]) -> None:
    """Stored tailings need special measures and a pond with a design (arts 37, 46)."""
    if drafts.mining is None or not drafts.mining.section.stores_tailings:
        return
    if drafts.restoration is not None and not drafts.restoration.section.tailings_measures.strip():
        message = _("The mining scheme says that tailings are stored: state the special tailings measures (art. 46).")
        _add(found, "restoration", "tailings_measures", message)
    if drafts.safety is not None and not any(
        row.kind == StructureDesign.Kind.TAILINGS for row in drafts.safety.rows["structures"]
    ):
        message = _("The mining scheme says that tailings are stored: add the design of the tailings pond.")
        _add(found, "safety", "structures", message)


def _funded_works(drafts: Drafts, found: dict[str, Messages]) -> None:
    """Restoration measures cost money in the restoration account; works lie in the plan period."""
    if drafts.funds is None or drafts.restoration is None:
        return
    years = section_checks.plan_years(drafts.restoration.section)
    for relation in ("items", "years"):
        for name, messages in section_checks.outside(drafts.funds, relation, years).items():
            found.setdefault("funds", {}).setdefault(name, []).extend(messages)
    items = drafts.funds.rows["items"]
    if drafts.restoration.rows["measures"] and items and not funding_selectors.cost_totals(drafts.funds).restoration:
        _add(found, "funds", "items", _("The restoration measures need at least one item with a restoration share."))


def missing_documents(case: Case) -> Messages:
    """The required documents that are not there, not checked yet, or rejected, by document code."""
    states: dict[str, set[str]] = {}
    rows = CaseDocument.objects.filter(case=case, removed_at__isnull=True)
    for code, state in rows.values_list("code", "attachment__state"):
        states.setdefault(code, set()).add(state)
    found: Messages = {}
    for document in case.frozen.documents:
        held = states.get(document.code, set())
        if not document.is_required or Attachment.State.CLEAN in held:
            continue
        if Attachment.State.QUARANTINED in held:
            text = _("“%(name)s” is still waiting for the virus check.")
        else:
            text = _("Upload “%(name)s”.")
        found[document.code] = [text % {"name": document_selectors.document_name(document.name_zh, document.name_en)}]
    return found


def warnings(drafts: Drafts) -> dict[str, Messages]:
    """What reviewers should see although it does not stop the submission."""
    found: dict[str, Messages] = {}
    if drafts.funds is not None:
        for name, messages in funding_checks.warnings(drafts.funds).items():
            found.setdefault("funds", {})[name] = messages
        _account_total(drafts.funds, found)
    if drafts.safety is not None and (short := safety_selectors.short_structures(drafts.safety)):
        message = ngettext(
            "%(count)s structure has a factor of safety below the required one.",
            "%(count)s structures have a factor of safety below the required one.",
            len(short),
        )
        _add(found, "safety", "structures", message % {"count": len(short)})
    if drafts.restoration is not None:
        _left_to_restore(drafts.restoration, found)
    return found


def _account_total(funds: Content[Any], found: dict[str, Messages]) -> None:
    """The restoration expense set aside covers the restoration share of all works (art. 49)."""
    account = funding_selectors.restoration_account(funds)
    cost = funding_selectors.cost_totals(funds).restoration
    accrued = sum(balance.accrued for balance in account) + money.to_fen(funds.section.opening_balance or 0)
    if cost > accrued:
        message = _("Restoration works cost %(cost)s CNY, but only %(accrued)s CNY are set aside for them.")
        values = {"cost": f"{money.to_yuan(cost):,}", "accrued": f"{money.to_yuan(accrued):,}"}
        _add(found, "funds", "items", message % values)


def _left_to_restore(restoration: Content[Any], found: dict[str, Messages]) -> None:
    totals = restoration_selectors.totals(restoration)
    if totals.years and totals.restored < totals.disturbed:
        message = _("More land is disturbed (%(disturbed)s hm²) than restored (%(restored)s hm²) in the plan period.")
        values = {"disturbed": totals.disturbed, "restored": totals.restored}
        _add(found, "restoration", "years", message % values)
