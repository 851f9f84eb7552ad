"""Register mining rights and end them."""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.audit.services import ages, audit
from registry.base.models import limits
from registry.base.rules.errors import Incomplete, OutOfScope, WrongState
from registry.base.services import validation
from registry.mines.models import Mine, MiningRight
from registry.mines.selectors import mines
from registry.scope.models import Organisation
from registry.scope.models.actors import Actor

EDITABLE = ("number", "holder", "authority", "mineral", "area", "registered_on", "expires_on")
#: How a registered right may end.
ENDINGS = (MiningRight.Status.TRANSFERRED, MiningRight.Status.EXPIRED, MiningRight.Status.CANCELLED)


@transaction.atomic
def register(mine_id: Any, *, by: Actor, **fields: Any) -> MiningRight:
    """Enter a mining right over a mine."""
    mine = mines.access_mine(mine_id, by=by, action="manage_rights", lock=True)
    right = MiningRight(mine=mine, **validation.editable(fields, EDITABLE))
    _require_sound(right, mine)
    right.save(force_insert=True)
    audit.record("mining_right.registered", right, by=by, after=fields, region_code=mine.region_code)
    return right


@transaction.atomic
def revise(right_id: Any, *, by: Actor, version: int | None = None, **fields: Any) -> MiningRight:
    """Correct a registered right."""
    right, mine = _access(right_id, by)
    ages.require(right, version, by=by)
    before, after = validation.assign(right, validation.editable(fields, EDITABLE))
    if not after:
        return right
    _require_sound(right, mine)
    right.save(update_fields=[*after, "updated_at"])
    audit.record(
        "mining_right.revised",
        right,
        by=by,
        before=before,
        after=after,
        region_code=mine.region_code,
    )
    return right


@transaction.atomic
def end(right_id: Any, status: str, *, by: Actor, reason: str, version: int | None = None) -> MiningRight:
    """End a registered right: transferred, expired or cancelled; its valid licence must have ended before."""
    right, mine = _access(right_id, by)
    ages.require(right, version, by=by)
    if right.status != MiningRight.Status.REGISTERED:
        raise WrongState(
            _("This is not possible now: the current state is “%(state)s”.") % {"state": right.get_status_display()},
            current=right.status,
        )
    faults: dict[str, list[str]] = {}
    if status not in ENDINGS:
        faults["status"] = [_("Choose how the right ends.")]
    if texts := limits.against(limits.REASON, reason, is_needed=True):
        faults["reason"] = texts
    if right.licences.filter(Q(status="valid") | Q(status="suspended")).exists():
        faults["status"] = [_("End the mining licence under this right first.")]
    if faults:
        raise Incomplete(faults)
    right.status = status
    right.save(update_fields=["status", "updated_at"])
    audit.record(
        "mining_right.ended",
        right,
        by=by,
        before={"status": MiningRight.Status.REGISTERED},
        after={"status": status, "reason": reason.strip()},
        region_code=mine.region_code,
    )
    return right


def _access(right_id: Any, by: Actor) -> tuple[MiningRight, Mine]:
    """The right, locked after its mine, when `by` may manage the rights of the mine."""
    found = MiningRight.objects.filter(pk=right_id).values_list("mine_id", flat=True).first()
    if found is None:
        raise OutOfScope
    mine = mines.access_mine(found, by=by, action="manage_rights", lock=True)
    return MiningRight.objects.select_for_update(no_key=True, of=("self",)).get(pk=right_id), mine


def _require_sound(right: MiningRight, mine: Mine) -> None:
    more: dict[str, list[str]] = {}
    if right.area is not None and right.area <= 0:
        more["area"] = [_("Enter a number above 0.")]
    if right.registered_on is not None and right.registered_on > timezone.localdate():
        more["registered_on"] = [_("This day lies in the future.")]
    if right.holder_id and right.holder.kind != Organisation.Kind.COMPANY:
        more["holder"] = [_("Choose a company.")]
    if right.holder_id and right.holder.is_simulated != mine.is_simulated:
        more["holder"] = [_("A real mine and a demonstration company must not be mixed.")]
    if right.authority_id and right.authority.function != Organisation.Function.NATURAL_RESOURCES:
        more["authority"] = [_("Choose a natural resources department.")]
    validation.require_sound(right, more)
