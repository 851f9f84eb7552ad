"""What the signature of an approval changes outside the case: said before, done with it, kept after it.

A licence is issued, the mine changes its stage, the plan in force is superseded. Nothing is silent: the draft and the
signature show it, a state of the register that does not allow it holds the approval back, and every change is audited.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet, Value
from django.utils.translation import gettext as _

from governance.approval.models import Case, Decision, DecisionEffect, Procedure
from governance.approval.rules.decisions import effects as words
from governance.approval.selectors.cases import links
from governance.approval.services.decisions import licence_terms
from governance.approval.services.dossiers import sections
from registry.dossiers.models import PlanSection
from registry.mines.models import Mine, MiningLicence
from registry.mines.services import mines
from registry.scope.models import User
from restoration.acceptances.models import AcceptanceReport
from restoration.acceptances.selectors import acceptances

Kind, Stage = DecisionEffect.Kind, Mine.Stage
#: Kind of matter → from which stage of the mine → the verb of the register; None keeps the stage.
STAGES: dict[str, dict[str, str | None]] = {
    Procedure.Kind.RESTART: {Stage.SUSPENDED: "resume"},
    Procedure.Kind.CLOSURE: {
        Stage.NEW: "begin_closing",
        Stage.PRODUCING: "begin_closing",
        Stage.SUSPENDED: "begin_closing",
        Stage.CLOSING: None,
    },
}


@dataclass(frozen=True)
class Effect:
    """One thing that signing changes: what its sentence names, and the verb of the register when there is one."""

    kind: str
    details: dict[str, Any] = field(default_factory=dict)
    verb: str = ""

    @property
    def text(self) -> str:
        """What signing will do, in the reader's words."""
        return words.future(self.kind, named(self.kind, self.details))


def named(kind: str, details: dict[str, Any]) -> dict[str, Any]:
    """The details with stages and sections in the reader's words."""
    shown = dict(details)
    if kind in (Kind.STAGE, Kind.STAGE_KEPT):
        shown |= {key: str(Stage(details[key]).label) for key in ("before", "after") if key in details}
    if kind == Kind.PLAN_REPLACED and details["section"] in sections.KINDS:
        shown["section"] = str(sections.KINDS[details["section"]].label)
    return shown


def told(effect: DecisionEffect) -> str:
    """What signing did, in the reader's words."""
    return words.past(effect.kind, named(effect.kind, effect.details))


def done(case: Case) -> list[str]:
    """What the signed decision of a case changed outside it, in the reader's words."""
    return [told(one) for one in DecisionEffect.objects.filter(decision__case=case)]


def planned(case: Case, decision: Decision | None = None) -> list[Effect]:
    """What an approval of the case changes as things stand; the licence only once the draft names one."""
    return [*_licence(case, decision), *_stage(case), *_plans(case)]


def refusals(case: Case) -> list[str]:
    """Why the register does not allow what an approval of the case would change."""
    if licence_terms.applies_to(case):
        return licence_terms.refusals(case)
    table = STAGES.get(links.kind_of(case))
    if table is not None and case.mine.stage not in table:
        message = _("The stage of the mine is “%(stage)s”: an approval of this matter cannot change it.")
        return [message % {"stage": case.mine.get_stage_display()}]
    return []


def apply(decision: Decision, effects: Sequence[Effect], *, by: User) -> list[DecisionEffect]:
    """Do what was announced, in the caller's transaction; sections were superseded by their approval."""
    case = decision.case
    for effect in effects:
        if effect.verb:
            mines.follow_decision(case.mine_id, effect.verb, by=by, decision=decision.document_number)
    if licence_terms.applies_to(case):
        licence_terms.issue(decision, by=by)
    return [DecisionEffect.objects.create(decision=decision, kind=one.kind, details=one.details) for one in effects]


def _licence(case: Case, decision: Decision | None) -> list[Effect]:
    terms = licence_terms.of(decision) if decision is not None and licence_terms.applies_to(case) else None
    if terms is None:
        return []
    former = MiningLicence.objects.filter(right=terms.right_id, status=MiningLicence.Status.VALID).order_by("pk")
    ended = [Effect(Kind.LICENCE_REPLACED, {"number": row.number, "by": terms.number}) for row in former]
    return [Effect(Kind.LICENCE_ISSUED, licence_terms.details(terms)), *ended]


def _stage(case: Case) -> list[Effect]:
    kind, stage = links.kind_of(case), case.mine.stage
    if kind == Procedure.Kind.ACCEPTANCE:
        return [_moved(stage, "close")] if stage == Stage.CLOSING and _is_final(case) else []
    table = STAGES.get(kind)
    if table is None or stage not in table:
        return []
    verb = table[stage]
    return [_moved(stage, verb)] if verb else [Effect(Kind.STAGE_KEPT, {"before": stage})]


def _moved(stage: str, verb: str) -> Effect:
    return Effect(Kind.STAGE, {"before": stage, "after": mines.STAGES.require(stage, verb).target}, verb)


def _is_final(case: Case) -> bool:
    """Whether the report under review accepts everything that was planned."""
    report = acceptances.revision(case.application, case.revisions.count())
    return report is not None and report.scope == AcceptanceReport.Scope.FINAL


def _plans(case: Case) -> list[Effect]:
    """The sections in force of earlier applications that the approval of this one takes the place of."""
    replaced = [kind for kind in sections.of(case) if kind.replaces]
    if not replaced:
        return []
    first, *more = (_in_force(case, kind) for kind in replaced)
    keys = [kind.key for kind in replaced]
    former = list(first.union(*more, all=True))
    former.sort(key=lambda row: (keys.index(row[0]), row[2] is not None, row[2] or case.created_at))
    numbers = dict(
        Case.objects.filter(application__in=[row[1] for row in former]).values_list("application", "matter__number")
    )
    return [Effect(Kind.PLAN_REPLACED, {"section": row[0], "case": numbers.get(row[1], "—")}) for row in former]


def _in_force(case: Case, kind: sections.SectionKind) -> QuerySet[PlanSection, tuple[Any, ...]]:
    """Section, application and day of the approved sections of other applications."""
    rows = kind.layout.model._default_manager.filter(mine=case.mine_id, status=PlanSection.Status.APPROVED)
    rows = rows.exclude(application=case.application).order_by().annotate(section=Value(kind.key))
    return rows.values_list("section", "application", "decided_at")
