"""Change the register of mines."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.audit.services import ages, audit
from registry.base.rules.errors import Incomplete, NotAllowed, Stale, WrongState
from registry.base.rules.transitions import Transition, TransitionTable
from registry.base.services import validation
from registry.mines.models import Mine, MineHolder
from registry.mines.policies import mines as policies
from registry.mines.selectors import mines, places
from registry.mines.services import holder_changes
from registry.scope.models import Organisation, Role, User
from registry.scope.models.actors import Actor
from registry.scope.policies import base
from registry.scope.rules.grants import System

_DECIDERS = (Role.REVIEWER, Role.DEPARTMENT_HEAD)

#: From a stage, a verb leads to a stage; a closed mine stays closed.
STAGES = TransitionTable(
    Transition("new", "start_production", "producing", _DECIDERS),
    Transition("new", "suspend", "suspended", _DECIDERS),
    Transition("new", "begin_closing", "closing", _DECIDERS),
    Transition("producing", "suspend", "suspended", _DECIDERS),
    Transition("producing", "begin_closing", "closing", _DECIDERS),
    Transition("suspended", "resume", "producing", _DECIDERS),
    Transition("suspended", "begin_closing", "closing", _DECIDERS),
    Transition("closing", "halt_closing", "suspended", _DECIDERS),
    Transition("closing", "close", "closed", _DECIDERS),
)
STAGE_VERBS = {
    "start_production": "mine.production_started",
    "suspend": "mine.suspended",
    "resume": "mine.resumed",
    "begin_closing": "mine.closing_begun",
    "halt_closing": "mine.closing_halted",
    "close": "mine.closed",
}

#: What an officer may enter; stage, holder, boundary and risk have verbs of their own.
EDITABLE = (
    "name_zh",
    "name_en",
    "region",
    "holder_name",
    "method",
    "mineral",
    "capacity",
    "depth",
    "area",
    "opened_in",
    "gas_rating",
    "water_class",
    "fire_class",
    "is_rock_burst",
    "longitude",
    "latitude",
    "location_note",
    "source",
    "source_url",
)
FIRST_STAGES = (Mine.Stage.NEW, Mine.Stage.PRODUCING, Mine.Stage.SUSPENDED, Mine.Stage.CLOSING, Mine.Stage.CLOSED)


@transaction.atomic
def register(*, by: Actor, identifier: str, stage: str = Mine.Stage.NEW, **fields: Any) -> Mine:
    """Enter a mine into the register under a new identifier."""
    is_simulated = bool(fields.pop("is_simulated", False))
    entered = validation.editable(fields, EDITABLE)
    mine = Mine(identifier=identifier, stage=stage, is_simulated=is_simulated, **entered)
    _place(mine)
    if isinstance(by, User) and mine.region_code:
        base.ensure(policies.policy.check_region(by, "register", mine.region_code))
    elif isinstance(by, User):
        base.ensure(policies.policy.check(by, "register"))
    _require_sound(mine)
    mine.save(force_insert=True)
    audit.record("mine.registered", mine, by=by, after={"identifier": identifier, "stage": stage, **fields})
    return mine


@transaction.atomic
def revise(mine_id: Any, *, by: Actor, version: int, **fields: Any) -> Mine:
    """Change what the register says of a mine, unless someone changed it after `version` was read."""
    mine = mines.access_mine(mine_id, by=by, action="revise", lock=True)
    _require_current(mine, version, fields, by)
    before, after = validation.assign(mine, validation.editable(fields, EDITABLE))
    if not after:
        return mine
    if "region" in after:
        _place(mine)
        if isinstance(by, User):
            base.ensure(policies.policy.check_region(by, "revise", mine.region_code))
    _require_sound(mine)
    _save(mine, [*after, "region_code"])
    audit.record(
        "mine.revised",
        mine,
        by=by,
        before=before,
        after={name: getattr(mine, name) for name in after},
    )
    return mine


@transaction.atomic
def set_stage(mine_id: Any, verb: str, *, by: Actor, reason: str = "", version: int | None = None) -> Mine:
    """Move a mine to the stage that `verb` leads to from the present one."""
    mine = mines.access_mine(mine_id, by=by, action="set_stage", lock=True)
    ages.require(mine, version, by=by)
    step = STAGES.require(mine.stage, verb, label=mine.get_stage_display())
    if isinstance(by, User) and not by.roles() & set(step.parties):
        raise NotAllowed(policies.RIGHTS["set_stage"].reason)
    reason = validation.require_reason(reason)
    before, mine.stage = mine.stage, step.target
    _save(mine, ["stage"])
    audit.record(
        STAGE_VERBS[verb], mine, by=by, before={"stage": before}, after={"stage": mine.stage, "reason": reason}
    )
    return mine


@transaction.atomic
def follow_decision(mine_id: Any, verb: str, *, by: User, decision: str) -> Mine:
    """Move a mine to the stage that a signed decision brings, in the name of who signed; the right is checked there."""
    mine = mines.access_mine(mine_id, by=System("decision"), action="set_stage", lock=True)
    step = STAGES.require(mine.stage, verb, label=mine.get_stage_display())
    before, mine.stage = mine.stage, step.target
    _save(mine, ["stage"])
    after = {"stage": mine.stage, "reason": f"依据决定{decision}", "decision": decision}
    audit.record(STAGE_VERBS[verb], mine, by=by, before={"stage": before}, after=after)
    return mine


@transaction.atomic
def transfer_holder(
    mine_id: Any,
    *,
    by: Actor,
    organisation_id: Any,
    valid_from: dt.date | None = None,
    reason: str = "",
    version: int | None = None,
) -> Mine:
    """Make a company the holder from a day on; the restoration duty goes with it, the history stays.

    The rooms above move what they hold of the mine in the same transaction, or refuse (`holder_changes`).
    """
    mine = mines.access_mine(mine_id, by=by, action="transfer_holder", lock=True)
    ages.require(mine, version, by=by)
    day = valid_from or timezone.localdate()
    organisation = Organisation.objects.filter(pk=organisation_id, kind=Organisation.Kind.COMPANY).first()
    current = mine.holders.select_for_update(no_key=True).filter(valid_to__isnull=True).first()
    faults = _transfer_faults(mine, organisation, current, day, reason)
    if faults or organisation is None:
        raise Incomplete(faults)
    if refused := holder_changes.refusals(mine):
        raise WrongState(" ".join(refused))
    former, before = mine.holder, {"holder": mine.holder, "holder_name": mine.holder_name}
    if current is not None:
        current.valid_to = day - dt.timedelta(days=1)
        current.save(update_fields=["valid_to"])
    MineHolder.objects.create(mine=mine, organisation=organisation, valid_from=day, reason=reason.strip())
    mine.holder, mine.holder_name = organisation, organisation.name_zh
    _save(mine, ["holder", "holder_name"])
    after = {"holder": organisation, "holder_name": organisation.name_zh, "valid_from": day, "reason": reason.strip()}
    audit.record("mine.holder_transferred", mine, by=by, before=before, after=after)
    holder_changes.follow(holder_changes.Change(mine, former, organisation), by)
    return mine


def _transfer_faults(
    mine: Mine, organisation: Organisation | None, current: MineHolder | None, day: dt.date, reason: str
) -> dict[str, list[str]]:
    faults: dict[str, list[str]] = {}
    today = timezone.localdate()
    if organisation is None:
        faults["organisation"] = [_("Choose a company.")]
    elif organisation.pk == mine.holder_id:
        faults["organisation"] = [_("This company holds the mine already.")]
    elif organisation.valid_to is not None and organisation.valid_to < today:
        faults["organisation"] = [_("This company is no longer registered.")]
    elif organisation.is_simulated != mine.is_simulated:
        faults["organisation"] = [_("A real mine and a demonstration company must not be mixed.")]
    if day > today:
        faults["valid_from"] = [_("A transfer can be entered on its day, not before.")]
    elif current is not None and day <= current.valid_from:
        faults["valid_from"] = [
            _("The present holder has held the mine since %(day)s; the transfer must come later.")
            % {"day": current.valid_from.isoformat()}
        ]
    return faults | validation.columns(MineHolder, {"reason": reason}, needed=("reason",))


def _place(mine: Mine) -> None:
    mine.region_code = mine.region.code if mine.region_id else ""


def _require_sound(mine: Mine) -> None:
    """Refuse a mine with impossible values, or whose coordinates lie in another province than its region."""
    more: dict[str, list[str]] = {}
    this_year = timezone.localdate().year
    if mine.opened_in is not None and not 1800 <= mine.opened_in <= this_year + 15:
        more["opened_in"] = [_("Enter a year between 1800 and %(last)d.") % {"last": this_year + 15}]
    for name in ("depth", "area"):
        value = getattr(mine, name)
        if value is not None and value <= 0:
            more[name] = [_("Enter a number above 0.")]
    faults = validation.collect(mine, exclude=["boundary"])
    if "longitude" not in faults and "latitude" not in faults and mine.region_code:
        finding = places.check_province(f"{mine.region_code[:2]}0000", mine.longitude, mine.latitude)
        if not finding.fits and not finding.near_border:
            more["region"] = [
                _("The coordinates lie %(distance)d km outside this province.")
                % {"distance": round(finding.distance_km)}
            ]
    validation.require_sound(mine, more, exclude=["boundary"])


def _require_current(mine: Mine, version: int, fields: Mapping[str, Any], by: Actor) -> None:
    if mine.version == version:
        return
    labels = {name: validation.label(mine, name) for name in fields}
    raise Stale(
        ages.told(mine, by, _("Someone else changed this mine after you opened it.")),
        now={"version": mine.version},
        mine={labels[name]: shown(fields[name]) for name in fields},
        theirs={labels[name]: shown(getattr(mine, name)) for name in fields},
    )


def shown(value: Any) -> str:
    """A value as both versions show it."""
    if value is None:
        return ""
    return f"{value.normalize():f}" if hasattr(value, "normalize") else str(value)


def _save(mine: Mine, changed: list[str]) -> None:
    mine.version += 1
    mine.save(update_fields=[*dict.fromkeys(changed), "version", "updated_at"])
