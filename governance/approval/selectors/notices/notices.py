"""Read public notices, the comments on them, and whether everything is answered."""

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from governance.approval.models import Case, Seat
from governance.approval.policies.notices import CommentPolicy
from governance.approval.rules.checks.outcomes import Outcome
from registry.matters.models import PublicComment
from registry.matters.policies.parties import INTAKE, REVIEW
from registry.matters.selectors import notices as readings
from registry.scope.models import User
from registry.scope.policies.base import grants_with


def by_reference(reference: str) -> PublicComment | None:
    """The comment that carries the reference."""
    wanted = reference.strip().upper()
    if not wanted or len(wanted) > 12 or "\x00" in wanted:
        return None
    return PublicComment.objects.filter(reference=wanted).select_related("notice__matter__case__mine").first()


def to_answer(user: User) -> QuerySet[PublicComment]:
    """The comments that the user's office or department can answer, oldest first."""
    office = [grant.organisation_id for grant in grants_with(user, *INTAKE)]
    held = [grant.organisation_id for grant in grants_with(user, *REVIEW)]
    if not office and not held:
        return PublicComment.objects.none()
    seated = Seat.objects.filter(organisation__in=held).values("round__case")
    rows = readings.waiting(CommentPolicy().scope(user)).exclude(notice__matter__case__state__in=Case.ENDED)
    rows = rows.filter(Q(notice__matter__responsible__in=office) | Q(notice__matter__in=seated))
    shown = rows.select_related("notice__matter__case__mine").defer("notice__matter__case__mine__boundary")
    return shown.order_by("made_at", "pk")


def gate_notice(case: Case) -> Outcome:
    """The check `gate-notice`: the notice is closed and every comment is answered or hidden with a reason."""
    notice = case.notices.order_by("-closes_on", "-pk").first()
    today = timezone.localdate()
    if notice is None:
        return Outcome("gate-notice", "unknown", "尚未公示。", "No public notice was opened.", data_date=today)
    span = f"{notice.opens_on:%Y-%m-%d} — {notice.closes_on:%Y-%m-%d}"
    rows = PublicComment.objects.filter(notice__matter=case.pk)
    counted = rows.aggregate(total=Count("pk"), left=Count("pk", filter=readings.WAITING))
    total, left = counted["total"], counted["left"]
    if notice.closes_on >= today:
        return Outcome(
            "gate-notice", "fail", f"公示期 {span} 未结束，已收到意见 {total} 条。",
            f"The notice {span} is still open; {total} comments so far.", data_date=today,
        )  # fmt: skip
    if left:
        return Outcome(
            "gate-notice", "fail", f"公示期 {span} 已结束，{total} 条意见中 {left} 条未答复。",
            f"The notice {span} is closed; {left} of {total} comments are not answered.", data_date=today,
        )  # fmt: skip
    return Outcome(
        "gate-notice", "pass", f"公示期 {span} 已结束，{total} 条意见均已答复或依理由不予公开。",
        f"The notice {span} is closed; all {total} comments are answered or hidden with a reason.", data_date=today,
    )  # fmt: skip
