"""What the attacks need of holds and of production by month: addresses, bodies, and what an act carries."""

from decimal import Decimal
from typing import Any

from registry.mines.models import Production
from registry.mines.selectors import production as selectors
from registry.mines.services import production
from registry.scope.rules.grants import System

WORDS = "理由充分,依据明确,写满十个字以上。"
HOLD = {"kind": "order", "blocks": ["scores"], "ground": "行政处罚法第二十八条", "reason_zh": WORDS}
LIFT = {"ground": "行政处罚法第二十八条", "reason": WORDS}

OWNED: dict[str, Any] = {
    **{f"registry:hold_{name}": lambda o: {"pk": o.hold.pk} for name in ("detail", "lift")},
    **{f"api:hold-{name}": lambda o: {"pk": o.hold.pk} for name in ("detail", "lift")},
    **{f"registry:{name}": lambda o: {"pk": o.mine.pk} for name in ("hold_place", "production_record")},
    "registry:production_detail": lambda o: {"pk": o.production.pk},
    **{f"api:production-{name}": lambda o: {"pk": o.production.pk} for name in ("detail", "versions")},
}
OPEN: dict[str, Any] = {f"registry:{name}_export": lambda _o: {"kind": "csv"} for name in ("hold", "production")}


def _month(objects: Any) -> dict[str, Any]:
    row = objects.production
    return {"month": f"{row.month:%Y-%m}", "product": row.product, "output": "97000", "note": WORDS}


BODIES: dict[str, Any] = {
    "registry:hold_place POST": lambda _w, _o: HOLD,
    "registry:hold_lift POST": lambda _w, _o: LIFT,
    "registry:production_record POST": lambda _w, o: _month(o),
    "api:hold-list POST": lambda _w, o: {"mine": o.mine.pk, **HOLD},
    "api:hold-lift POST": lambda _w, _o: LIFT,
    "api:production-list POST": lambda _w, o: {"mine": o.mine.pk, **_month(o)},
}


def stands(row: Production) -> dict[str, Any]:
    """The version of the month that stands now."""
    now = selectors.current(row.mine_id, row.month, row.product)
    return {"version": now.version if now else 0}


def corrected(row: Production) -> None:
    """Somebody else corrects the month."""
    given = {"month": row.month, "product": row.product, "output": Decimal(96000), "note": WORDS, "is_confirmed": True}
    production.record(row.mine_id, by=System("tests"), source=production.hand(), **given)
