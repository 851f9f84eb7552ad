"""Read the change feed."""

from collections.abc import Sequence

from registry.mines.models import Change

#: As many as one reading takes.
MOST = 10_000


def since(number: int, *, kind: str = "", most: int = MOST) -> Sequence[Change]:
    """The changes after `number` in their order, of one kind where it is named; the last number is asked with next."""
    rows = Change.objects.filter(number__gt=number).order_by("number")
    return list((rows.filter(kind=kind) if kind else rows)[:most])


def latest() -> int:
    """The number of the last change, 0 while there is none."""
    return Change.objects.order_by("-number").values_list("number", flat=True).first() or 0
