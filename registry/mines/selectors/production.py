"""Read production: what stands now, every version of a month, sums of a period."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, QuerySet, Sum
from django.utils import timezone

from registry.mines.models import Mine, Production
from registry.mines.models.production import FIGURES
from registry.mines.policies import production as policies
from registry.mines.rules import months
from registry.scope.models import User

ORDERS: dict[str, tuple[str, ...]] = {
    "-month": ("-month", "-pk"),
    "month": ("month", "pk"),
    "mine": ("mine_name", "pk"),
    "-mine": ("-mine_name", "-pk"),
}
DEFAULT_ORDER = "-month"
#: As many months as the page of a mine draws.
DRAWN = 24


def visible(user: User) -> QuerySet[Production]:
    """The months the user may see as they stand now, with their mine."""
    return listed(policies.policy.scope(user).filter(is_current=True))


def listed(rows: QuerySet[Production]) -> QuerySet[Production]:
    """The rows with what a list shows of each, in one query."""
    return rows.select_related("mine__region").defer("mine__boundary").annotate(mine_name=F("mine__name_zh"))


def versions(row: Production) -> QuerySet[Production]:
    """Every version of a month and product, the latest first."""
    return Production.objects.filter(mine=row.mine_id, month=row.month, product=row.product).order_by("-version")


def current(mine_id: int, month: dt.date, product: str) -> Production | None:
    """The version of a month that stands now; None when nothing was entered."""
    return Production.objects.filter(mine=mine_id, month=month, product=product, is_current=True).first()


def recent(mine: Mine, count: int = DRAWN) -> list[Production]:
    """The months of the mine among the last `count`, oldest first, as they stand now."""
    first = months.back(months.of(timezone.localdate()), count - 1)
    return list(mine.production.filter(is_current=True, month__gte=first).order_by("month", "product"))


@dataclass(frozen=True)
class Total:
    """The sums of a product over a period, in the units of the columns.

    A figure that no month states is None, and `known` says for each figure in how many months it is stated: what was
    not entered is never counted as 0.
    """

    product: str
    figures: dict[str, Decimal | int | None]
    known: dict[str, int]
    months: int


def totals(mines: Any, first: dt.date, last: dt.date) -> list[Total]:
    """What a mine (or the mines of a queryset) produced, sold and used from the first month to the last, by product.

    People are no sum over months: their figure is that of the person-months.
    """
    rows = Production.objects.filter(is_current=True, month__gte=months.of(first), month__lte=months.of(last))
    rows = rows.filter(mine=mines) if isinstance(mines, Mine | int) else rows.filter(mine__in=mines)
    sums = {f"sum_{name}": Sum(name) for name in FIGURES} | {f"known_{name}": Count(name) for name in FIGURES}
    found: Any = rows.order_by("product").values("product").annotate(months=Count("month", distinct=True), **sums)
    return [
        Total(
            product=str(row["product"]),
            figures={name: row[f"sum_{name}"] for name in FIGURES},
            known={name: row[f"known_{name}"] for name in FIGURES},
            months=row["months"],
        )
        for row in found
    ]


def missing(mine: Mine | int, product: str, first: dt.date, last: dt.date) -> list[dt.date]:
    """The months of a period for which nothing stands."""
    rows = Production.objects.filter(mine=mine, product=product, is_current=True, month__range=(first, last))
    entered = set(rows.values_list("month", flat=True))
    return [month for month in months.between(months.of(first), months.of(last)) if month not in entered]


def products(mine: Mine) -> Sequence[str]:
    """The products that the mine has had, in the order of the list, what its mineral lets expect among them."""
    had = set(mine.production.filter(is_current=True).order_by().values_list("product", flat=True).distinct())
    return [code for code in Production.Product.values if code in had or code == "mine"]
