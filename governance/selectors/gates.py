"""The legal gates of a case: those an officer recorded, and those the platform's own rows answer."""

from collections.abc import Iterable

from django.utils import timezone

from governance.models import Case, CheckRecord, DossierRevision, Obligation, PublicComment, PublicNotice
from governance.rules.outcomes import Outcome, Result

#: Gates that are computed, not recorded.
OBLIGATIONS, NOTICE = "gate-obligations", "gate-notice"
COMPUTED = (OBLIGATIONS, NOTICE)
#: How many rows a sentence names before it only counts them.
NAMED = 3


def evaluate(case: Case, revision: DossierRevision, codes: Iterable[str]) -> list[Outcome]:
    """The outcome of every gate of `codes`; a recorded gate without a record is unknown."""
    asked = list(codes)
    found = []
    if OBLIGATIONS in asked:
        found.append(obligations(case))
    if NOTICE in asked:
        found.append(notice(case))
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


def obligations(case: Case) -> Outcome:
    """Whether an obligation of an earlier decision on the mine is overdue."""
    today = timezone.localdate()
    rows = list(
        Obligation.objects.filter(mine=case.mine_id, state__in=Obligation.PENDING, due_on__lt=today).order_by(
            "due_on", "id"
        )
    )
    if not rows:
        return Outcome(OBLIGATIONS, "pass", "没有逾期未完成的义务。", "No obligation is overdue.", data_date=today)
    texts = [f"{row.text} ({row.due_on:%Y-%m-%d})" for row in rows[:NAMED]]
    more_zh = "等" if len(rows) > NAMED else ""
    more_en = " …" if len(rows) > NAMED else ""
    return Outcome(
        OBLIGATIONS,
        "fail",
        f"{len(rows)} 项义务逾期：{'；'.join(texts)}{more_zh}。",
        f"Overdue obligations: {len(rows)}. {'; '.join(texts)}{more_en}",
        data_date=today,
        details=tuple({"text": row.text, "due_on": row.due_on.isoformat()} for row in rows),
    )


def notice(case: Case) -> Outcome:
    """Whether the public notice ran its whole period and every comment was answered."""
    today = timezone.localdate()
    latest = PublicNotice.objects.filter(case=case).order_by("-closes_on", "-id").first()
    result: Result = "fail"
    if latest is None:
        return Outcome(NOTICE, "unknown", "尚未公示。", "The public notice was not opened yet.", data_date=today)
    if latest.closes_on >= today:
        zh, en = f"公示至 {latest.closes_on} 结束。", f"The public notice runs until {latest.closes_on}."
        return Outcome(NOTICE, result, zh, en, data_date=today)
    comments = PublicComment.objects.filter(notice__case=case, is_hidden=False, answer="").count()
    period = f"{latest.opens_on}—{latest.closes_on}"
    if comments:
        zh, en = (
            f"公示 {period}，{comments} 条意见尚未答复。",
            f"Public notice {period}; unanswered comments: {comments}.",
        )
    else:
        result, zh, en = "pass", f"公示 {period}，意见均已答复。", f"Public notice {period}; every comment is answered."
    return Outcome(NOTICE, result, zh, en, data_date=latest.closes_on)
