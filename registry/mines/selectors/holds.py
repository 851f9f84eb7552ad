"""Read holds: what stops something, and what stands on record."""

from collections.abc import Iterable

from django.db.models import F, QuerySet
from django.utils import translation

from registry.mines.models import Hold, Mine
from registry.mines.policies import holds as policies
from registry.mines.rules import holds as rules
from registry.mines.rules.holds import Lying, Question, Ref
from registry.scope.models import User

#: What the list may be ordered by: name in the address → columns, the last one unique.
ORDERS: dict[str, tuple[str, ...]] = {
    "-since": ("-since", "-pk"),
    "since": ("since", "pk"),
    "mine": ("mine_name", "pk"),
    "-mine": ("-mine_name", "-pk"),
}
DEFAULT_ORDER = "-since"


def visible(user: User) -> QuerySet[Hold]:
    """The holds the user may see, with what a list shows of each."""
    return listed(policies.policy.scope(user))


def listed(rows: QuerySet[Hold]) -> QuerySet[Hold]:
    """The rows with mine, facility and department."""
    rows = rows.select_related("mine__region", "facility", "authority").defer("mine__boundary", "facility__geometry")
    return rows.annotate(mine_name=F("mine__name_zh"))


def of_mine(mine: Mine) -> tuple[list[Hold], list[Hold]]:
    """The holds that stand on the mine today, and those that have ended, latest first."""
    rows = list(mine.holds.select_related("facility", "authority").order_by("-since", "-pk"))
    return [row for row in rows if row.is_standing], [row for row in rows if not row.is_standing]


def stopping(mine_id: int, question: Question) -> list[Hold]:
    """The holds that stop what is asked on the mine today, the oldest first."""
    rows = Hold.objects.standing().filter(mine=mine_id, blocks__contains=[question.thing]).order_by("since", "pk")
    return [row for row in rows.select_related("facility") if rules.stops(lying(row), question)]


def stopped_mines(thing: str) -> QuerySet[Hold]:
    """The keys of the mines on which a hold stops `thing` today, as a subquery."""
    return Hold.objects.standing().filter(blocks__contains=[thing]).order_by().values("mine")  # type: ignore[return-value]


def lying(hold: Hold) -> Lying:
    """What of a stored hold decides."""
    return Lying(
        kind=hold.kind,
        blocks=frozenset(hold.blocks),
        source=Ref(hold.source_kind, hold.source_key),
        facility=hold.facility_id,
        work=Ref(hold.work_kind, hold.work_key) if hold.work_kind else None,
        spares_remedy=hold.spares_remedy,
    )


def words(found: Iterable[Hold]) -> tuple[str, str]:
    """The holds as a list in Chinese and in English, as evidence keeps it: kind, since when, on what, why."""
    rows = list(found)
    with translation.override("zh-hans"):
        zh = "；".join(f"{row.get_kind_display()}（{row.since}起{_place(row, '，')}）：{row.reason_zh}" for row in rows)
    with translation.override("en"):
        en = "; ".join(
            f"{row.get_kind_display()} (since {row.since}{_place(row, ', ')}): {row.reason_en or row.reason_zh}"
            for row in rows
        )
    return zh, en


def _place(hold: Hold, comma: str) -> str:
    return f"{comma}{hold.facility.name}" if hold.facility is not None else ""
