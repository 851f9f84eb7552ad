"""The agreements by which the law allows what a check of a place finds too near.

Only where the kind of check names who records it (`CheckKind.agreement_by`): the law itself must make the exception.
"""

import dataclasses
from collections.abc import Iterable
from decimal import Decimal

from governance.approval.models import Case, CheckAgreement, CheckKind, CheckResult, CheckState
from governance.approval.policies.checks import agreement_recorder
from governance.approval.rules.checks.outcomes import Outcome

PREFIX = "spatial-"


def is_place(code: str) -> bool:
    """Whether a record for the check can only be an agreement."""
    return code.startswith(PREFIX)


def recordable(case: Case, codes: Iterable[str]) -> list[str]:
    """The checks of `codes` that failed last, or were agreed to, and whose failing an agreement may heal."""
    places = [code for code in codes if is_place(code)]
    able = list(CheckKind.objects.filter(code__in=places).exclude(agreement_by="").values_list("code", flat=True))
    if not able:
        return []
    last = case.check_runs.order_by("-id").values_list("pk", flat=True).first()
    rows = CheckResult.objects.filter(run=last, code__in=able)
    found = {row.code for row in rows if row.state == CheckState.FAIL or _agreed(row)}
    return [code for code in places if code in found]


def _agreed(row: CheckResult) -> bool:
    return any("agreement" in one for one in row.details)


def measured(case: Case, code: str) -> Decimal | None:
    """What the last run measured, in metres: the agreement covers that and nothing nearer."""
    last = case.check_runs.order_by("-id").values_list("pk", flat=True).first()
    return CheckResult.objects.filter(run=last, code=code).values_list("distance", flat=True).first()


def standing(case: Case, code: str) -> CheckAgreement | None:
    """The latest agreement recorded for a check of the case."""
    rows = CheckAgreement.objects.filter(record__case=case, record__code=code).select_related("record__organisation")
    return rows.order_by("-record_id").first()


def healed(case: Case, outcome: Outcome) -> Outcome:
    """A failed outcome as it stands with the agreement: passed by agreement, or failed still, each with its reason."""
    if outcome.result != "fail":
        return outcome
    found = standing(case, outcome.code)
    if found is None or not agreement_recorder(outcome.code):
        return outcome
    record = found.record
    if found.distance is not None and outcome.distance_m is not None and outcome.distance_m < found.distance:
        return dataclasses.replace(
            outcome,
            evidence_zh=f"{outcome.evidence_zh}已登记的同意文件（{found.document_number}）只涵盖{found.distance}米，不足以覆盖。",
            evidence_en=f"{outcome.evidence_en} The agreement on record ({found.document_number}) covers "
            f"{found.distance} m only.",
        )
    who = record.organisation
    details = tuple({**one, "agreement": record.pk} for one in outcome.details) or ({"agreement": record.pk},)
    return dataclasses.replace(
        outcome,
        result="pass",
        evidence_zh=f"{outcome.evidence_zh}经{found.authority}同意（{found.document_number}，{record.happened_on}），"
        f"由{who.name_zh}登记，按同意通过。",
        evidence_en=f"{outcome.evidence_en} Passed by the agreement of {found.authority} ({found.document_number}, "
        f"{record.happened_on}), recorded by {who.name_en or who.name_zh}.",
        details=details,
    )
