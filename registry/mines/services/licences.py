"""Issue mining licences under a right and end them."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.audit.services import ages, audit
from registry.base.rules.errors import OutOfScope, WrongState
from registry.base.rules.transitions import Transition, TransitionTable
from registry.base.services import validation
from registry.mines.models import Mine, MiningLicence, MiningRight
from registry.mines.selectors import mines
from registry.scope.models import Role, User
from registry.scope.models.actors import Actor
from registry.scope.rules.grants import System

EDITABLE = ("number", "issued_on", "valid_to", "capacity")
_DECIDERS = (Role.REVIEWER, Role.DEPARTMENT_HEAD)

#: From a status, a verb leads to a status; an expired or revoked licence stays so.
STATUSES = TransitionTable(
    Transition("valid", "suspend", "suspended", _DECIDERS),
    Transition("valid", "expire", "expired", _DECIDERS),
    Transition("valid", "revoke", "revoked", _DECIDERS),
    Transition("suspended", "restore", "valid", _DECIDERS),
    Transition("suspended", "expire", "expired", _DECIDERS),
    Transition("suspended", "revoke", "revoked", _DECIDERS),
    Transition("valid", "replace", "replaced", _DECIDERS),
)


@transaction.atomic
def issue(right_id: Any, *, by: Actor, **fields: Any) -> MiningLicence:
    """Issue a licence under a registered right."""
    right, mine = _access_right(right_id, by)
    return _issue(right, mine, by=by, fields=fields)


@transaction.atomic
def issue_by_decision(
    right_id: Any, *, by: User, decision: str, method: str, number: str, valid_to: dt.date, capacity: Decimal
) -> MiningLicence:
    """Issue the licence that a signed decision grants, in the name of who signed; the valid one before it ends.

    The caller has checked the right to sign. A suspended licence is never replaced: it is restored or revoked first.
    """
    right, mine = _access_right(right_id, System("decision"))
    fields = {"number": number, "issued_on": timezone.localdate(), "valid_to": valid_to, "capacity": capacity}
    for former in _standing(right):
        _replace(former, mine, by=by, number=number)
    return _issue(right, mine, by=by, fields=fields, method=method, basis=decision)


def _issue(
    right: MiningRight, mine: Mine, *, by: Actor, fields: dict[str, Any], method: str = "", basis: str = ""
) -> MiningLicence:
    if right.status != MiningRight.Status.REGISTERED:
        raise WrongState(
            _("This is not possible now: the current state is “%(state)s”.") % {"state": right.get_status_display()},
            current=right.status,
        )
    kept = {"holder": right.holder, "mineral": right.mineral, "area": right.area, "method": method or mine.method}
    licence = MiningLicence(right=right, basis=basis, **kept, **validation.editable(fields, EDITABLE))
    _require_sound(licence, right)
    licence.save(force_insert=True)
    after = {**fields, **kept, "basis": basis} if basis else fields
    audit.record("mining_licence.issued", licence, by=by, after=after, region_code=mine.region_code)
    return licence


def _standing(right: MiningRight) -> list[MiningLicence]:
    """The licence in force under the right, locked; raises `WrongState` for a suspended one."""
    rows = MiningLicence.objects.filter(right=right, status__in=["valid", "suspended"])
    found = list(rows.select_for_update(no_key=True, of=("self",)).order_by("pk"))
    for row in found:
        if row.status == MiningLicence.Status.SUSPENDED:
            message = _("Licence %(number)s is suspended: restore or revoke it first.") % {"number": row.number}
            raise WrongState(message, current=row.status)
    return found


def _replace(former: MiningLicence, mine: Mine, *, by: Actor, number: str) -> None:
    before, former.status = former.status, STATUSES.require(former.status, "replace").target
    former.save(update_fields=["status", "updated_at"])
    after = {"status": former.status, "replaced_by": number}
    audit.record(
        "mining_licence.ended", former, by=by, before={"status": before}, after=after, region_code=mine.region_code
    )


@transaction.atomic
def revise(licence_id: Any, *, by: Actor, version: int | None = None, **fields: Any) -> MiningLicence:
    """Correct a licence."""
    licence, mine = _access(licence_id, by)
    ages.require(licence, version, by=by)
    before, after = validation.assign(licence, validation.editable(fields, EDITABLE))
    if not after:
        return licence
    _require_sound(licence, licence.right)
    licence.save(update_fields=[*after, "updated_at"])
    audit.record(
        "mining_licence.revised",
        licence,
        by=by,
        before=before,
        after=after,
        region_code=mine.region_code,
    )
    return licence


@transaction.atomic
def change_status(licence_id: Any, verb: str, *, by: Actor, reason: str, version: int | None = None) -> MiningLicence:
    """Suspend, restore, expire or revoke a licence."""
    licence, mine = _access(licence_id, by)
    ages.require(licence, version, by=by)
    step = STATUSES.require(licence.status, verb, label=licence.get_status_display())
    reason = validation.require_reason(reason)
    before, licence.status = licence.status, step.target
    validation.require_sound(licence)
    licence.save(update_fields=["status", "updated_at"])
    audit.record(
        "mining_licence.ended" if step.target in ("expired", "revoked") else "mining_licence.revised",
        licence,
        by=by,
        before={"status": before},
        after={"status": licence.status, "reason": reason},
        region_code=mine.region_code,
    )
    return licence


def _access_right(right_id: Any, by: Actor) -> tuple[MiningRight, Mine]:
    found = MiningRight.objects.filter(pk=right_id).values_list("mine_id", flat=True).first()
    if found is None:
        raise OutOfScope
    mine = mines.access_mine(found, by=by, action="manage_licences", lock=True)
    return MiningRight.objects.select_for_update(no_key=True, of=("self",)).get(pk=right_id), mine


def _access(licence_id: Any, by: Actor) -> tuple[MiningLicence, Mine]:
    """The licence, locked after its right and mine, when `by` may manage the licences of the mine."""
    found = MiningLicence.objects.filter(pk=licence_id).values_list("right_id", flat=True).first()
    if found is None:
        raise OutOfScope
    _, mine = _access_right(found, by)
    rows = MiningLicence.objects.select_for_update(no_key=True, of=("self",)).select_related("right")
    return rows.get(pk=licence_id), mine


def _require_sound(licence: MiningLicence, right: MiningRight) -> None:
    more: dict[str, list[str]] = {}
    if licence.capacity is not None and licence.capacity <= 0:
        more["capacity"] = [_("Enter a number above 0.")]
    if licence.issued_on is not None and licence.issued_on > timezone.localdate():
        more["issued_on"] = [_("This day lies in the future.")]
    if licence.issued_on is not None and licence.issued_on < right.registered_on:
        more["issued_on"] = [_("A licence is issued after the right was registered.")]
    if licence.valid_to is not None and right.expires_on and licence.valid_to > right.expires_on:
        more["valid_to"] = [
            _("A licence cannot outlast the right, which expires on %(day)s.") % {"day": right.expires_on}
        ]
    validation.require_sound(licence, more)
