"""The legal gates of a case: those an officer recorded, and those the platform's own rows answer."""

from collections.abc import Iterable

from governance.approval.models import Case, CheckRecord, DossierRevision
from governance.approval.rules.checks.outcomes import Outcome
from governance.approval.selectors.checks import holds
from governance.approval.selectors.notices import notices
from governance.approval.selectors.obligations import case_obligations

#: Gates that are computed, not recorded.
OBLIGATIONS, NOTICE = "gate-obligations", "gate-notice"
HOLDS = holds.CODE
COMPUTED = (OBLIGATIONS, NOTICE, HOLDS)
#: The visit of an acceptance with experts and village representatives (Mineral Resources Law art. 48).
SITE_VISIT = "gate-site-visit"


def evaluate(case: Case, revision: DossierRevision, codes: Iterable[str]) -> list[Outcome]:
    """The outcome of every gate of `codes`; a recorded gate without a record is unknown."""
    asked = list(codes)
    found = []
    if OBLIGATIONS in asked:
        found.append(case_obligations.gate(case))
    if NOTICE in asked:
        found.append(notices.gate_notice(case))
    if HOLDS in asked:
        found.append(holds.gate(case))
    recorded = [code for code in asked if code not in COMPUTED]
    latest = latest_records(case) if recorded else {}
    return found + [_recorded(code, latest.get(code), revision) for code in recorded]


def latest_records(case: Case) -> dict[str, CheckRecord]:
    """The record that counts for each gate, with who made it."""
    rows = (
        case.check_records.order_by("code", "-id").distinct("code").select_related("by", "organisation", "attachment")
    )
    return {row.code: row for row in rows}


def _recorded(code: str, record: CheckRecord | None, revision: DossierRevision) -> Outcome:
    if record is None:
        return Outcome(code, "unknown", "尚未记录。", "Nothing is recorded yet.")
    earlier = record.at < revision.frozen_at
    note_zh = f"（记录于第 {revision.number} 版冻结之前）" if earlier else ""
    note_en = f" (recorded before revision {revision.number} was frozen)" if earlier else ""
    who = record.organisation
    return Outcome(
        code,
        "pass" if record.state == "pass" else "fail",
        f"{who.name_zh}记录{note_zh}：{record.text}",
        f"Recorded by {who.name_en or who.name_zh}{note_en}: {record.text}",
        data_date=record.happened_on,
        details=({"record": record.pk, "recorded_at": record.at.isoformat(), "earlier_revision": earlier},),
    )
