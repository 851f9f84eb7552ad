"""Which gates wait for a person's own department to record them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from governance.approval.models import Case, CheckKind, CheckRecord
from governance.approval.policies.checks import THE_OFFICE, recordable, recorders
from registry.scope.models import User
from registry.scope.policies.base import territory
from registry.scope.rules.grants import Grant

#: States in which a gate that nobody recorded keeps the case from its decision.
WAITING = (Case.State.REVIEW, Case.State.DECIDING)


@dataclass(frozen=True)
class Duty:
    """The gates of one case that wait for the person's department."""

    case: Case
    codes: list[str]


def waiting(user: User) -> QuerySet[Case]:
    """The cases under review in which a gate that `user` may record has no record yet."""
    open_gates = Q(pk__in=[])
    for code, grants in recordable(user).items():
        missing = ~Exists(CheckRecord.objects.filter(case=OuterRef("pk"), code=code))
        asks = Q(procedure_copy__checks__contains=[{"code": code}])
        open_gates |= Q(missing, asks, _within(code, grants))
    own = [grant.organisation_id for grant in user.grants() if grant.kind == "company"]
    rows = Case.objects.filter(open_gates, state__in=WAITING).exclude(applicant__in=own)
    return rows.select_related("mine").defer("mine__boundary").order_by("accepted_at", "pk")


def _within(code: str, grants: Sequence[Grant]) -> Q:
    """Cases of the office itself, and cases in the territory of a department."""
    departments = [grant for grant in grants if grant.kind == "department"]
    offices = [grant.organisation_id for grant in grants if grant.kind != "department"]
    where = territory(departments, "region_code")
    return where | Q(matter__responsible__in=offices) if THE_OFFICE in recorders(code) and offices else where


def duties(user: User, *, limit: int) -> list[Duty]:
    """The first cases with the gates that wait in each; nothing is read for people who record no gate."""
    held = recordable(user)
    if not held:
        return []
    cases = list(waiting(user)[:limit])
    done = set(CheckRecord.objects.filter(case__in=cases).values_list("case_id", "code")) if cases else set()
    return [Duty(case, _codes(case, held, user, done)) for case in cases]


def _codes(case: Case, held: Mapping[str, Sequence[Grant]], user: User, done: set[tuple[int, str]]) -> list[str]:
    asked = [one.code for one in case.frozen.checks]
    return [
        code
        for code in asked
        if (case.pk, code) not in done
        and any(
            grant.organisation_id == case.office_id or (grant.kind == "department" and grant.covers(case.region_code))
            for grant in held.get(code, ())
        )
    ]


def names(codes: Sequence[str]) -> dict[str, str]:
    """The names of gates in the reader's language; the code itself where the catalogue holds none."""
    kinds = {row.code: row.name for row in CheckKind.objects.filter(code__in=codes)} if codes else {}
    return {code: kinds.get(code, code) for code in codes}
