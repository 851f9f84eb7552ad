"""Read public notices and the comments on them."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from registry.matters.models import Matter, PublicComment, PublicNotice


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


def of_matter(matter: Matter) -> list[Shown]:
    """The notices of a matter, latest first, the unanswered comments before the others."""
    rows = list(PublicNotice.objects.filter(matter=matter).prefetch_related("comments__answered_by"))
    for row in rows:
        row.matter = matter
    return [Shown(row, sorted(row.comments.all(), key=_unanswered_first)) for row in rows]


def heads(matter: Matter) -> list[Head]:
    """The notices of a matter, latest first, with their comments only counted."""
    rows = PublicNotice.objects.filter(matter=matter)
    waiting_ones = Q(comments__answer="", comments__is_hidden=False)
    return [Head(row, row.unanswered) for row in rows.annotate(unanswered=Count("comments", filter=waiting_ones))]


def _unanswered_first(comment: PublicComment) -> tuple[bool, bool, float]:
    return bool(comment.answer), comment.is_hidden, comment.made_at.timestamp()


def open_notice(matter: int) -> PublicNotice | None:
    """The notice of the matter that takes comments today."""
    today = timezone.localdate()
    return PublicNotice.objects.filter(matter=matter, opens_on__lte=today, closes_on__gte=today).first()


#: Neither answered nor hidden.
WAITING = Q(answer="", is_hidden=False)


def waiting(comments: QuerySet[PublicComment]) -> QuerySet[PublicComment]:
    """Those of the comments that are neither answered nor hidden."""
    return comments.filter(WAITING)
