"""Which roles exist where, which may stand together, and which are staff."""

#: Administration, security and audit are separate people, and none of them does business (三权分立).
SEPARATED_POWERS = ("administrator", "security_officer", "auditor")
#: Roles held outside public bodies: they need no second factor unless they want one.
OUTSIDE_ROLES = frozenset({"applicant", "company_manager", "assessor", "village_representative"})

_BODIES = frozenset({"department", "committee", "committee_office"})
#: In which kinds of organisation a role can be held.
KINDS_OF_ROLE: dict[str, frozenset[str]] = {
    "applicant": frozenset({"company"}),
    "company_manager": frozenset({"company"}),
    "assessor": frozenset({"assessor"}),
    "village_representative": frozenset({"village_committee"}),
    "committee_office": frozenset({"committee_office"}),
    "committee_member": frozenset({"committee", "committee_office"}),
    "intake_clerk": frozenset({"department", "committee_office"}),
    "reviewer": _BODIES,
    "department_head": _BODIES,
    "inspector": _BODIES,
    "fund_officer": _BODIES,
    "auditor": _BODIES,
    "security_officer": _BODIES,
    "administrator": _BODIES,
}


def fits(role: str, kind: str) -> bool:
    """Whether `role` can be held in an organisation of `kind`."""
    return kind in KINDS_OF_ROLE.get(role, frozenset())


def may_stand_together(first: str, second: str) -> bool:
    """Whether one person may hold both roles at the same time."""
    return first == second or not ({first, second} & set(SEPARATED_POWERS))


def is_staff(roles: set[str]) -> bool:
    """Whether any of the roles is held inside a public body."""
    return bool(roles - OUTSIDE_ROLES)
