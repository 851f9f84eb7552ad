"""Acceptances of restored land: cases that hold an acceptance report, empty, complete or approved."""

from collections.abc import Collection
from typing import Any

from config.demo import dossiers
from governance.approval.models import Case
from governance.approval.services.dossiers import sections
from registry.mines.models import Mine
from registry.scope.models import User
from tests.factories.plans import case_document, complete_dossier, draft_case
from tests.factories.procedures import procedure_of


def approved_plan(mine: Mine | None = None) -> Mine:
    """A mine with an approved restoration plan; the case it came from is closed."""
    case = complete_dossier(draft_case(mine))
    sections.freeze(case, 1, by=case.opened_by)
    sections.approve(case, 1, by=case.opened_by)
    case.state = Case.State.APPROVED
    case.save(update_fields=["state"])
    return case.mine


def case_under(asked: list[str], mine: Mine | None = None, *, by: User | None = None, documents: Any = None) -> Case:
    """An open draft under a procedure that asks for these sections only."""
    return draft_case(mine, by=by, procedure=procedure_of(asked, documents=documents))


def acceptance_case(mine: Mine | None = None, *, by: User | None = None) -> Case:
    """A draft that holds an acceptance report, as the procedure opens it."""
    return case_under(["acceptance"], mine, by=by)


def complete_acceptance(
    case: Case, *, scope: str = "stage", zones: Collection[str] | None = None, by: User | None = None
) -> Case:
    """Fill the acceptance report plausibly and hand in every required document."""
    is_pit = case.mine.method != Mine.Method.UNDERGROUND
    dossiers.fill(case, dossiers.acceptance(is_pit=is_pit, scope=scope, zones=zones), by=by or case.opened_by)
    for document in case.frozen.documents:
        if document.is_required:
            case_document(case, document.code)
    return case


def approved_acceptance(mine: Mine | None = None, **given: Any) -> Case:
    """A closed case whose acceptance report was approved."""
    case = complete_acceptance(acceptance_case(mine), **given)
    sections.freeze(case, 1, by=case.opened_by)
    sections.approve(case, 1, by=case.opened_by)
    case.state = Case.State.APPROVED
    case.save(update_fields=["state"])
    return case
