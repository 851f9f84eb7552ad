"""Read public notices, the comments on them, and whether everything is answered."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from governance.approval.models import Case, PublicComment, PublicNotice, Seat
from governance.approval.policies.case_states import INTAKE, REVIEW
from governance.approval.policies.notices import CommentPolicy
from governance.approval.rules.checks.outcomes import Outcome
from registry.scope.models import User
from registry.scope.policies.base import grants_with


@dataclass(frozen=True)
class Shown:
    """A notice with its comments."""

    notice: PublicNotice
    comments: list[PublicComment]

    @property
    def is_open(self) -> bool:
        """Whether comments are taken today."""
        return takes_comments(self.notice)

    @property
    def published(self) -> list[PublicComment]:
        """The comments that everybody reads."""
        return [comment for comment in self.comments if not comment.is_hidden]

    @property
    def hidden(self) -> list[PublicComment]:
        """The comments that are not published, with their reasons."""
        return [comment for comment in self.comments if comment.is_hidden]

    @property
    def unanswered(self) -> int:
        """How many comments still wait for an answer."""
        return sum(1 for comment in self.published if not comment.answer)


@dataclass(frozen=True)
class Head:
    """A notice and how many of its comments still wait for an answer."""

    notice: PublicNotice
    unanswered: int

    @property
    def is_open(self) -> bool:
        """Whether comments are taken today."""
        return takes_comments(self.notice)


def takes_comments(notice: PublicNotice) -> bool:
    """Whether today lies in the notice's period."""
    return notice.opens_on <= timezone.localdate() <= notice.closes_on


def of_case(case: Case) -> list[Shown]:
    """The notices of a case, latest first, the unanswered comments before the others."""
    rows = list(case.notices.prefetch_related("comments__answered_by"))
    for row in rows:
        row.case = case
    return [Shown(row, sorted(row.comments.all(), key=_unanswered_first)) for row in rows]


def heads(case: Case) -> list[Head]:
    """The notices of a case, latest first, with their comments only counted."""
    rows = case.notices.annotate(unanswered=Count("comments", filter=Q(comments__answer="", comments__is_hidden=False)))
    return [Head(row, row.unanswered) for row in rows]


def _unanswered_first(comment: PublicComment) -> tuple[bool, bool, float]:
    return bool(comment.answer), comment.is_hidden, comment.made_at.timestamp()


def open_notice(case: Case) -> PublicNotice | None:
    """The notice of the case that takes comments today."""
    today = timezone.localdate()
    return case.notices.filter(opens_on__lte=today, closes_on__gte=today).first()


def by_reference(reference: str) -> PublicComment | None:
    """The comment that carries the reference."""
    wanted = reference.strip().upper()
    if not wanted or len(wanted) > 12 or "\x00" in wanted:
        return None
    return PublicComment.objects.filter(reference=wanted).select_related("notice__case__mine").first()


#: Neither answered nor hidden.
WAITING = Q(answer="", is_hidden=False)


def waiting(comments: QuerySet[PublicComment]) -> QuerySet[PublicComment]:
    """Those of the comments that are neither answered nor hidden."""
    return comments.filter(WAITING)


def to_answer(user: User) -> QuerySet[PublicComment]:
    """The comments that the user's office or department can answer, oldest first."""
    office = [grant.organisation_id for grant in grants_with(user, *INTAKE)]
    held = [grant.organisation_id for grant in grants_with(user, *REVIEW)]
    if not office and not held:
        return PublicComment.objects.none()
    seated = Seat.objects.filter(organisation__in=held).values("round__case")
    rows = waiting(CommentPolicy().scope(user)).exclude(notice__case__state__in=Case.ENDED)
    rows = rows.filter(Q(notice__case__office__in=office) | Q(notice__case__in=seated))
    shown = rows.select_related("notice__case__mine").defer("notice__case__mine__boundary")
    return shown.order_by("made_at", "pk")


def gate_notice(case: Case) -> Outcome:
    """The check `gate-notice`: the notice is closed and every comment is answered or hidden with a reason."""
    notice = case.notices.order_by("-closes_on", "-pk").first()
    today = timezone.localdate()
    if notice is None:
        return Outcome("gate-notice", "unknown", "尚未公示。", "No public notice was opened.", data_date=today)
    span = f"{notice.opens_on:%Y-%m-%d} — {notice.closes_on:%Y-%m-%d}"
    rows = PublicComment.objects.filter(notice__case=case)
    counted = rows.aggregate(total=Count("pk"), left=Count("pk", filter=WAITING))
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
