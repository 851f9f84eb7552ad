"""The risk level of a mine, as the rooms that assess it tell the registry."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.audit.services import audit
from registry.base.rules.errors import Incomplete
from registry.mines.models import Mine
from registry.mines.selectors import mines
from registry.scope.rules.grants import System


@transaction.atomic
def set_level(mine_id: Any, level: str, *, by: System, as_of: dt.date, basis: str) -> Mine:
    """Keep the level that an assessment found (empty: none is known), the day it holds for, and its basis.

    No person sets a level by hand: it is pushed down by the room that computed it. Raises `Incomplete` with all faults.
    """
    faults: dict[str, list[str]] = {}
    if level and level not in Mine.RiskLevel.values:
        faults["level"] = [_("Choose red, orange, yellow or blue.")]
    if as_of > timezone.localdate():
        faults["as_of"] = [_("This day lies in the future.")]
    if not basis.strip():
        faults["basis"] = [_("State what the level rests on.")]
    if faults:
        raise Incomplete(faults)
    mine = mines.access_mine(mine_id, by=by, action="view", lock=True)
    before = {"risk_level": mine.risk_level, "risk_as_of": mine.risk_as_of}
    mine.risk_level, mine.risk_as_of = level, as_of
    mine.version += 1
    mine.save(update_fields=["risk_level", "risk_as_of", "version", "updated_at"])
    after = {"risk_level": level, "risk_as_of": as_of, "basis": basis.strip()}
    audit.record("mine.risk_set", mine, by=by, before=before, after=after)
    return mine
