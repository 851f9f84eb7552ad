"""The applicant's view in plain words: where the case stands, who has it, what is asked of the company, by when."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from governance.approval.models import Case
from governance.approval.selectors.cases.cases import Overview
from registry.matters.policies.parties import COMPANY
from registry.scope.models import User

State = Case.State


@dataclass(frozen=True)
class Plain:
    """Four answers; `asked` is empty when nothing is asked of the company."""

    where: str
    who: list[str]
    asked: str
    by: dt.date | None
    answer_by: dt.date | None


def plain(view: Overview, user: User) -> Plain | None:
    """The answers for somebody of the applicant company; None for everybody else."""
    case = view.case
    if not any(g.role in COMPANY and g.organisation_id == case.applicant_id for g in user.grants()):
        return None
    own = [holder for holder in view.holders if holder.organisation.pk == case.applicant_id]
    others = [holder for holder in view.holders if holder.organisation.pk != case.applicant_id]
    clock = view.main_clock
    return Plain(
        where=_where(view),
        who=sorted({holder.organisation.name for holder in others}),
        asked=str(own[0].task) if own else "",
        by=own[0].due if own else None,
        answer_by=clock.shown.due if clock is not None and clock.is_open else None,
    )


def _where(view: Overview) -> str:
    case = view.case
    words = {
        State.DRAFT: _("Your application is a draft. Nobody else sees it yet."),
        State.SUBMITTED: _("Your application has arrived. The intake clerk checks whether it is complete."),
        State.CORRECTING: _("Something is missing in your application. Supply it and submit again."),
        State.REVIEW: _("Your application is complete. %(done)s of %(all)s departments have spoken.")
        % {"done": view.answered, "all": len(view.lanes)},
        State.DECIDING: _("All departments have spoken. The committee's office drafts the decision."),
        State.STOPPED: _("A department objects. The office drafts a refusal unless the departments come to agree."),
        State.REVISING: _("Your dossier must be changed. Only what you change is reviewed again."),
        State.COUNTERSIGNING: _("The decision is drafted and waits for the second signature."),
        State.APPROVED: _("Your application was approved. The conditions are listed under obligations."),
        State.REFUSED: _("Your application was refused. The letter says why, and what you can do about it."),
        State.NOT_ACCEPTED: _("Your application was not accepted."),
        State.WITHDRAWN: _("You withdrew the application."),
    }
    return words[State(case.state)]
