"""What the draft of a decision and the second signature show of the changes that they bring."""

from typing import Any

from governance.approval.models import Decision
from governance.approval.selectors.cases.cases import Overview
from governance.approval.services.decisions import effects, licence_terms


def draft(view: Overview) -> dict[str, Any]:
    """What an approval would change, what the register does not allow, and the fields of a licence."""
    case = view.case
    found: dict[str, Any] = {
        "effects": [one.text for one in effects.planned(case)],
        "refusals": effects.refusals(case),
    }
    if licence_terms.applies_to(case):
        scheme = licence_terms.scheme_of(case)
        most = scheme.capacity if scheme is not None else None
        found["licence"] = {
            "rights": [(row.pk, f"{row.number} · {row.area.normalize():f} km²") for row in licence_terms.rights(case)],
            "capacity": most or case.mine.capacity,
            "most": f"{most.normalize():f}" if most is not None else "",
        }
    return found


def signature(view: Overview) -> dict[str, Any]:
    """What signing the proposal will change; a refusal changes nothing outside the case."""
    if view.proposal is None or view.proposal.outcome != Decision.Outcome.APPROVE:
        return {}
    return {
        "effects": [one.text for one in effects.planned(view.case, view.proposal)],
        "refusals": effects.refusals(view.case),
    }
