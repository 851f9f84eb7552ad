"""Number what changed, in the order of the commits."""

from collections.abc import Sequence

from django.db import connection

from registry.base.services import units
from registry.mines.models import Change, Hold, Production

#: Held from the first number of a transaction to its end: the next one gets its numbers after the commit.
_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('mines:changes', 0))"


def owe_production(key: int) -> None:
    """Note that a version of a month was written: it is numbered as the last thing of the unit of work.

    The lock of the numbers is so held for a moment only; a caller that writes several mines does it inside one unit.
    """
    units.owe(_number_production, key)


def owe_hold(key: int) -> None:
    """Note that a hold was placed or closed."""
    units.owe(_number_holds, key)


def _number_production(keys: list[int]) -> None:
    rows = Production.objects.filter(pk__in=keys).order_by("pk")
    _append([Change(kind=Change.Kind.PRODUCTION, mine_id=row.mine_id, month=row.month, row_key=row.pk) for row in rows])


def _number_holds(keys: list[int]) -> None:
    rows = Hold.objects.filter(pk__in=keys).order_by("pk")
    _append([Change(kind=Change.Kind.HOLD, mine_id=row.mine_id, row_key=row.pk) for row in rows])


def _append(rows: Sequence[Change]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_LOCK)
    Change.objects.bulk_create(rows)
