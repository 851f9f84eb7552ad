"""Read mines within a person's scope."""

from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, F, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from registry.base.models.querysets import holding
from registry.base.rules.errors import OutOfScope
from registry.mines.models import Facility, Mine, MineHolder, MiningLicence, MiningRight
from registry.mines.policies import mines
from registry.scope.models import User
from registry.scope.models.actors import Actor
from registry.scope.policies import base

#: What the list may be ordered by: name in the address → columns, the last one unique.
ORDERS: dict[str, tuple[str, ...]] = {
    "name": ("name_zh", "pk"),
    "identifier": ("identifier",),
    "region": ("region_code", "name_zh", "pk"),
    "stage": ("stage", "name_zh", "pk"),
    "capacity": ("capacity_known", "pk"),
}
DEFAULT_ORDER = "name"


def order_of(wanted: str) -> tuple[str, tuple[str, ...]]:
    """The name and the columns of an order as asked in the address, the default one for anything unknown."""
    name = wanted if wanted.lstrip("-") in ORDERS else DEFAULT_ORDER
    sign = "-" if name.startswith("-") else ""
    return name, tuple(sign + column for column in ORDERS[name.lstrip("-")])


def visible(user: User) -> QuerySet[Mine]:
    """The mines the user may see."""
    return mines.policy.scope(user)


def public() -> QuerySet[Mine]:
    """What everybody may see of mines: the register without holders' internals; the page chooses the columns."""
    return Mine.objects.all()


def listed(rows: QuerySet[Mine]) -> QuerySet[Mine]:
    """The rows with what a list shows of each, in one query."""
    known = Coalesce("capacity", Value(Decimal(0)), output_field=DecimalField(max_digits=10, decimal_places=4))
    return rows.select_related("region", "region__parent", "holder").defer("boundary").annotate(capacity_known=known)


def matching(rows: QuerySet[Mine], words: str) -> QuerySet[Mine]:
    """The rows whose names or identifier hold every one of the words."""
    for word in words.replace("\x00", "").split()[:6]:
        rows = rows.filter(holding(word, "name_zh", "name_en", "holder_name") | Q(identifier__istartswith=word))
    return rows


def access_mine(mine_id: Any, *, by: Actor, action: str = "view", lock: bool = False) -> Mine:
    """Fetch a mine in scope on which `by` may do `action`, locked when asked."""
    if isinstance(by, User):
        row = mines.policy.access(by, mine_id, action=action, lock=lock)
        base.ensure(mines.policy.check(by, action, row))
        return row
    rows = Mine.objects.select_for_update(no_key=True, of=("self",)) if lock else Mine.objects.all()
    found = rows.filter(pk=mine_id).first()
    if found is None:
        raise OutOfScope
    return found


def holders(mine: Mine) -> QuerySet[MineHolder]:
    """Who held the mine, latest first."""
    return mine.holders.select_related("organisation")


def rights(mine: Mine) -> QuerySet[MiningRight]:
    """The mining rights over the mine with their licences."""
    return mine.rights.select_related("holder", "authority").prefetch_related(
        Prefetch("licences", MiningLicence.objects.select_related("holder"))
    )


def licences(mine: Mine) -> QuerySet[MiningLicence]:
    """The mining licences of the mine, latest first."""
    return MiningLicence.objects.filter(right__mine=mine).select_related("right")


def facilities(mine: Mine) -> QuerySet[Facility]:
    """The facilities of the mine, those in use first."""
    return mine.facilities.order_by(F("is_in_use").desc(), "kind", "code")


def get_detailed(mine_id: Any, user: User) -> Mine:
    """A mine in the user's scope with what its page shows of region and holder; `OutOfScope` when there is none."""
    try:
        found = visible(user).select_related("region__parent", "holder").filter(pk=mine_id).first()
    except (ValueError, TypeError, OverflowError) as error:
        raise OutOfScope from error
    if found is None:
        raise OutOfScope
    return found
