"""Open a matter, lock it, and raise its version."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F
from django.utils import timezone

from registry.matters.models import Matter, OfMatter
from registry.scope.models import Organisation


def open_matter(kind: str, **fields: Any) -> Matter:
    """Write the matter of a new row of this kind, inside the caller's transaction."""
    mine = fields["mine"]
    return Matter.objects.create(
        **{"kind": kind, "region_code": mine.region_code, "is_simulated": mine.is_simulated, **fields}
    )


def lock(key: int) -> bool:
    """Lock one matter until the caller's transaction ends; False when there is none with this key.

    What is read before may be old by now: read the kind's own row after it.
    """
    return bool(lock_all([key]))


def lock_all(keys: Iterable[int], *, skip_locked: bool = False) -> list[int]:
    """Lock these matters in the order of their keys and return the keys.

    With `skip_locked` those that somebody is acting on are left out.
    """
    rows = Matter.objects.select_for_update(no_key=True, skip_locked=skip_locked)
    return list(rows.filter(pk__in=list(keys)).order_by("pk").values_list("pk", flat=True))


def touch(row: OfMatter) -> None:
    """Raise the version of the matter, whose lock the caller holds: what was shown before is old."""
    Matter.objects.filter(pk=row.pk).update(version=F("version") + 1, updated_at=timezone.now())
    row.matter.version += 1


def pass_on(row: OfMatter, body: Organisation) -> None:
    """Give the matter, whose lock the caller holds, to another body."""
    row.matter.responsible = body
    row.matter.save(update_fields=["responsible", "updated_at"])
