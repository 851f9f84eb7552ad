"""Who runs the checks of a case, who records a gate, and who reads its evidence."""

from collections.abc import Iterable, Mapping

from django.db.models import QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from governance.approval.models import Case, CheckKind, CheckRecord, Seat
from governance.approval.policies.cases import CasePolicy
from registry.matters.policies.parties import INTAKE, OFFICE, OFFICIAL
from registry.scope.models import Organisation, Role, User
from registry.scope.policies.base import Allowed, Denied, Policy, Verdict, grants_with
from registry.scope.rules.grants import Grant

Function = Organisation.Function
#: The committee's office, where a table otherwise names functions of departments.
THE_OFFICE = "office"
#: Gate → who may record it. Any other recorded check is the office's, so that none is without a holder.
RECORDERS: Mapping[str, tuple[str, ...]] = {
    "gate-publicity": (Function.NATURAL_RESOURCES, THE_OFFICE),
    "gate-village-hearing": (Function.NATURAL_RESOURCES, THE_OFFICE),
    "gate-security": (Function.NATURAL_RESOURCES, Function.FINANCE),
    "gate-restoration-money": (Function.FINANCE, Function.NATURAL_RESOURCES),
    "gate-major-hazard": (Function.EMERGENCY_MANAGEMENT, Function.MINE_SAFETY),
    "gate-owed-reclamation": (Function.NATURAL_RESOURCES,),
    "gate-site-visit": (Function.NATURAL_RESOURCES, Function.ECOLOGY_ENVIRONMENT),
}
#: Who speaks for a department when it records what happened.
OFFICERS = (Role.REVIEWER, Role.DEPARTMENT_HEAD, Role.FUND_OFFICER)


def recorders(code: str) -> tuple[str, ...]:
    """The functions that may record a gate, in the order in which they are asked."""
    if by := agreement_recorder(code):
        return (by,)
    return RECORDERS.get(code, (THE_OFFICE,))


def agreement_recorder(code: str) -> str:
    """The function of the department that records the agreement to what a check of a place finds too near."""
    if not code.startswith("spatial-"):
        return ""
    return CheckKind.objects.filter(code=code).values_list("agreement_by", flat=True).first() or ""


def recorder_names(code: str) -> str:
    """Who may record a gate, in the reader's language."""
    return str(_(" or ")).join(_name(function) for function in recorders(code))


def _name(function: str) -> str:
    return str(_("the committee's office") if function == THE_OFFICE else Function(function).label)


class CheckPolicy(Policy[CheckRecord]):
    """Checks are seen with their case; bodies record, and never the company itself."""

    model = CheckRecord

    def scope(self, user: User, action: str = "view") -> QuerySet[CheckRecord]:
        return CheckRecord.objects.filter(case__in=CasePolicy().scope(user))

    def check(self, user: User, action: str, obj: CheckRecord | None = None) -> Verdict:
        if action == "view":
            return Allowed()
        if action == "read_evidence":
            return Allowed() if grants_with(user, *OFFICIAL) else Denied(_("Only the authorities read the evidence."))
        return Denied(_("This act is not known."))

    def check_run(self, user: User, case: Case) -> Verdict:
        """The office, its intake clerk, and the departments seated in the case."""
        if any(grant.organisation_id == case.office_id for grant in grants_with(user, *INTAKE)):
            return Allowed()
        held = {grant.organisation_id for grant in grants_with(user, Role.REVIEWER, Role.DEPARTMENT_HEAD)}
        if held and Seat.objects.filter(round__case=case, organisation__in=held).exists():
            return Allowed()
        return Denied(_("Only the committee's office and the departments that sit in this case run the checks."))

    def check_record(self, user: User, case: Case, code: str) -> Verdict:
        """A body of the table, in whose territory the mine lies, and nobody who also acts for the company."""
        if any(grant.organisation_id == case.applicant_id for grant in user.grants()):
            return Denied(_("Who acts for the company records nothing about its own application."))
        if recording_grant(user, case, code) is None:
            return Denied(format_lazy(_("Recorded by: {names}."), names=recorder_names(code)))
        return Allowed()


def recording_grant(user: User, case: Case, code: str) -> Grant | None:
    """The grant by which `user` would record a gate of the case."""
    for function in recorders(code):
        for grant in _grants_for(user.grants(), function):
            covers = (
                grant.organisation_id == case.office_id if function == THE_OFFICE else grant.covers(case.region_code)
            )
            if covers:
                return grant
    return None


def recordable(user: User) -> dict[str, list[Grant]]:
    """Every gate of the table that `user` may record somewhere, with the grants by which he may."""
    grants = user.grants()
    found = {
        code: [g for function in table for g in _grants_for(grants, function)] for code, table in RECORDERS.items()
    }
    return {code: held for code, held in found.items() if held}


def _grants_for(grants: Iterable[Grant], function: str) -> list[Grant]:
    if function == THE_OFFICE:
        return [grant for grant in grants if grant.role in OFFICE]
    departments = [grant for grant in grants if grant.kind == Organisation.Kind.DEPARTMENT]
    return [grant for grant in departments if grant.function == function and grant.role in OFFICERS]
